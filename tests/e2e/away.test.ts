import { beforeAll, expect, test } from "vitest";
import { paths, type RoomReference } from "../../shared/api.ts";
import { seriousProblems } from "./support/axe.ts";
import { fill } from "./support/fill.ts";
import { call, found, join, type Home } from "./support/people.ts";
import { enter, message } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;

const TALK = [
  "The launch moves to Friday the 12th because the printer is late.",
  ...Array.from({ length: 18 }, (_, i) => `Small talk number ${i}.`),
  "The launch needs a hall: who books the hall for the launch?",
];

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  await enter(grace);
  await grace.page.goto("about:blank");
  await fill(ada, ada.organization.welcomeRoom, TALK);
});

test("AWAY-1: what one missed is told in points, and each leads to its message", async () => {
  await enter(grace);
  await grace.page.locator(".unread-line").waitFor();
  await grace.page.getByRole("button", { name: "What did I miss?" }).click();
  const dialog = grace.page.getByRole("dialog", { name: "While you were away" });
  const point = dialog.getByRole("listitem").filter({ hasText: "books the hall" });
  await point.waitFor();
  await dialog.getByText("20 messages, by the AI.").waitFor();
  expect(await seriousProblems(grace.page)).toEqual([]);
  await screenshot(grace.page, "away-1440");
  await point.getByRole("button").first().click();
  await dialog.waitFor({ state: "detached" });
  await message(grace.page, "who books the hall").waitFor();
});

test("AWAY-3: of a room that one is not in there is nothing to tell", async () => {
  const { id } = await call<RoomReference>(ada, paths.rooms(ada.organization.id), {
    kind: "group",
    name: "Secrets",
    members: [],
  });
  const status = await grace.page.evaluate(
    async (path) =>
      (
        await fetch(path, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ since: 0 }),
        })
      ).status,
    paths.catchUp(grace.organization.id, id),
  );
  expect(status).toBe(404);
});

test("nothing went wrong in any page", () => {
  for (const { problems } of [ada, grace]) expect(problems).toEqual([]);
});
