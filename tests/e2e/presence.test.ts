import { beforeAll, expect, test } from "vitest";
import { found, join, type Home } from "./support/people.ts";
import { enter, roomLink } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { makeDirect } from "./support/make-rooms.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  await makeDirect(ada, grace);
  await enter(ada);
  await grace.page.goto(`/${grace.organization.id}/search`);
});

const dot = (name: string) => roomLink(ada.page, "Grace Hopper").getByRole("img", { name, exact: true });

test("who is in another place altogether is shown as there in the list", async () => {
  await dot("active").waitFor();
});

test("a status and quiet are seen by others at once, and by oneself in the menu", async () => {
  await grace.page.getByRole("button", { name: "Your account: Grace Hopper" }).click();
  await grace.page.getByRole("button", { name: "Set a status…" }).click();
  await grace.page.getByRole("button", { name: "Lunch" }).click();
  await grace.page.getByRole("combobox", { name: "Do not disturb" }).selectOption("1h");
  await screenshot(grace.page, "status-dialog");
  await grace.page.getByRole("button", { name: "Save" }).click();
  await dot("Lunch").waitFor();
  await dot("Do not disturb").waitFor();
  await screenshot(ada.page, "status-in-list");
  await grace.page.getByRole("button", { name: "Your account: Grace Hopper" }).click();
  await grace.page.getByRole("button", { name: "🥗 Lunch", exact: true }).click();
  await grace.page.getByRole("textbox", { name: "Status" }).fill("");
  await grace.page.getByRole("combobox", { name: "Do not disturb" }).selectOption("off");
  await grace.page.getByRole("button", { name: "Save" }).click();
  await dot("Lunch").waitFor({ state: "detached" });
  expect(await dot("Do not disturb").count()).toBe(0);
});

test("who has gone is offline after a while, and the conversation says when they were last here", async () => {
  await grace.page.close();
  await dot("offline").waitFor({ timeout: 30_000 });
  await roomLink(ada.page, "Grace Hopper").click();
  await ada.page.getByText(/^Last here Today/).waitFor();
});
