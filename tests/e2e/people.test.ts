import { beforeAll, expect, test } from "vitest";
import type { Locator } from "playwright-core";
import type { RoomReference } from "../../shared/api.ts";
import type { RoomId } from "../../shared/ids.ts";
import { call, found, join, me, type Home } from "./support/people.ts";
import { composer, enter, message, roomLink, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let linus: Home;
let group: RoomId;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  linus = await join(stage.browser, stage.app.origin, "Linus Torvalds", ada);
  const { user } = await me(grace);
  ({ id: group } = await call<RoomReference>(ada, `/api/organizations/${ada.organization.id}/rooms`, {
    kind: "group",
    name: "Engine room",
    members: [user.id],
  }));
  await enter(ada, group);
  await enter(grace, group);
});

const people = (home: Home): Locator => home.page.getByRole("complementary", { name: "People" });

test("a member who is added gets the room in the list; everyone is told by a line", async () => {
  await linus.page.goto(`/${linus.organization.id}`);
  await ada.page.getByRole("button", { name: "People", exact: true }).click();
  await people(ada).getByRole("button", { name: "Add people" }).click();
  await ada.page.getByRole("checkbox", { name: "Linus Torvalds" }).check();
  await ada.page.getByRole("button", { name: "Add", exact: true }).click();
  await grace.page.getByText("Ada Lovelace added Linus Torvalds.").waitFor();
  await roomLink(linus.page, "Engine room").click();
  await composer(linus.page).waitFor();
});

test("a role that changes is a line, and changes what is offered", async () => {
  await grace.page.getByRole("button", { name: "People", exact: true }).click();
  expect(await people(grace).getByRole("button", { name: "Rename" }).count()).toBe(0);
  await people(ada).getByRole("button", { name: "Role of Grace Hopper" }).click();
  await ada.page.getByRole("button", { name: "Admin" }).click();
  await grace.page.getByText("Ada Lovelace made you an admin.").waitFor();
  await people(grace).getByRole("button", { name: "Rename" }).click();
  await grace.page.getByRole("textbox", { name: "Name" }).fill("Boiler room");
  await grace.page.getByRole("dialog").getByRole("button", { name: "Rename" }).click();
  await ada.page.getByRole("heading", { name: "Boiler room", level: 1 }).waitFor();
});

test("what a viewer had waiting is refused with a reason, and given back", async () => {
  await linus.context.setOffline(true);
  await say(linus.page, "written too late");
  await message(linus.page, "written too late")
    .getByText(/sent when there is a connection/)
    .waitFor();
  await people(ada).getByRole("button", { name: "Role of Linus Torvalds" }).click();
  await ada.page.getByRole("button", { name: "Viewer" }).click();
  await people(ada).getByText("Viewer").waitFor();
  await linus.context.setOffline(false);
  const refused = message(linus.page, "written too late");
  await refused.getByText(/Not sent: ./).waitFor();
  await screenshot(linus.page, "refused");
  await refused.getByRole("button", { name: "Edit before sending" }).click();
  await linus.page.getByText("You can read this conversation, but not write in it.").waitFor();
  expect(await linus.page.getByRole("textbox", { name: "Unsent text" }).inputValue()).toBe(
    "written too late",
  );
  await people(ada).getByRole("button", { name: "Role of Linus Torvalds" }).click();
  await ada.page.getByRole("button", { name: "Member", exact: true }).click();
  await composer(linus.page).waitFor();
  expect(await composer(linus.page).inputValue()).toBe("written too late");
});

test("someone who is removed sees it at once and gets nothing more", async () => {
  const frames: string[] = [];
  linus.page.on("websocket", (socket) =>
    socket.on("framereceived", ({ payload }) => frames.push(String(payload))),
  );
  await linus.page.reload();
  await composer(linus.page).fill("half written");
  await people(ada).getByRole("button", { name: "Role of Linus Torvalds" }).click();
  await ada.page.getByRole("button", { name: "Remove from this group" }).click();
  await ada.page.getByRole("dialog").getByRole("button", { name: "Remove", exact: true }).click();
  await linus.page.getByText(/You are no longer in/).waitFor();
  await roomLink(linus.page, "Boiler room").waitFor({ state: "detached" });
  expect(await linus.page.getByRole("textbox", { name: "Unsent text" }).inputValue()).toBe("half written");
  await screenshot(linus.page, "removed");
  frames.length = 0;
  await say(ada.page, "now that we are alone");
  await message(grace.page, "now that we are alone").waitFor();
  await linus.page.waitForTimeout(500);
  expect(frames.filter((frame) => frame.includes("alone"))).toEqual([]);
  await linus.page.reload();
  await linus.page.getByText(/Conversation not found|You are no longer in/).waitFor();
});

test("someone who leaves goes back to their conversations", async () => {
  await people(grace).getByRole("button", { name: "Leave" }).click();
  await grace.page.getByRole("dialog").getByRole("button", { name: "Leave", exact: true }).click();
  await grace.page.getByText("Choose a conversation").waitFor();
  await ada.page.getByText("Grace Hopper left.").waitFor();
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, grace, linus]) expect(problems).toEqual([]);
});
