import type { RoomReference } from "../../shared/api.ts";
import { beforeAll, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { call, found, join, type Home } from "./support/people.ts";
import { composer, enter, message, roomLink, say, texts } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setOwnStage } from "./support/stage.ts";

const stage = setOwnStage();
let ada: Home;
let grace: Home;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  await enter(ada);
  await enter(grace);
});

test("what is written without a connection waits, says so, and is sent in order when one is back", async () => {
  await say(ada.page, "before the tunnel");
  await message(grace.page, "before the tunnel").waitFor();
  await ada.context.setOffline(true);
  await ada.page.getByText("You are offline.").waitFor();
  await say(ada.page, "in the tunnel 1");
  await say(ada.page, "in the tunnel 2");
  await message(ada.page, "in the tunnel 2")
    .getByText(/sent when there is a connection/)
    .waitFor();
  await screenshot(ada.page, "offline");
  await say(grace.page, "meanwhile outside");
  await message(grace.page, "meanwhile outside")
    .getByRole("button", { name: /Sent|Delivered|Read/ })
    .waitFor();
  await ada.context.setOffline(false);
  await message(grace.page, "in the tunnel 2").waitFor();
  await ada.page.getByText("You are offline.").waitFor({ state: "detached" });
  const expected = ["before the tunnel", "meanwhile outside", "in the tunnel 1", "in the tunnel 2"];
  for (const { page } of [ada, grace]) {
    await eventually(
      () => texts(page),
      (seen) => seen.join() === expected.join(),
    );
  }
});

test("a waiting message can be taken back into the draft", async () => {
  await ada.context.setOffline(true);
  await say(ada.page, "on second thought");
  await message(ada.page, "on second thought").getByRole("button", { name: "Edit before sending" }).click();
  await message(ada.page, "on second thought").waitFor({ state: "detached" });
  expect(await composer(ada.page).inputValue()).toBe("on second thought");
  await composer(ada.page).fill("");
  await ada.context.setOffline(false);
});

test("a message that waits in one room is sent while one looks at another", async () => {
  const other = await call<RoomReference>(ada, `/api/organizations/${ada.organization.id}/rooms`, {
    kind: "group",
    name: "Elsewhere",
    members: [],
  });
  await roomLink(ada.page, "Elsewhere").waitFor();
  await ada.context.setOffline(true);
  await say(ada.page, "left behind");
  await message(ada.page, "left behind").waitFor();
  await roomLink(ada.page, "Elsewhere").click();
  await ada.page.waitForURL(new RegExp(other.id));
  await ada.page.getByText("This conversation opens when you are back online.").waitFor();
  await ada.context.setOffline(false);
  await message(grace.page, "left behind").waitFor();
  await roomLink(ada.page, "#welcome").click();
  await message(ada.page, "left behind")
    .getByRole("button", { name: /Sent|Delivered|Read/ })
    .waitFor();
});

test("messages that wait outlive a reload of the page", async () => {
  await ada.page.route("**/socket*", (route) => route.abort());
  await ada.context.setOffline(true);
  await say(ada.page, "kept on this device");
  await message(ada.page, "kept on this device").waitFor();
  await ada.context.setOffline(false);
  await ada.page.unroute("**/socket*");
  await ada.page.reload();
  await message(grace.page, "kept on this device").waitFor();
  await eventually(
    () => texts(ada.page),
    (seen) => seen.filter((text) => text === "kept on this device").length === 1,
  );
});

test("a server that is killed under them and comes back has everything, once and in order", async () => {
  const before = await texts(grace.page);
  await Promise.all([say(ada.page, "just before the end"), say(grace.page, "me too")]);
  await stage.app.crash(async () => {
    await ada.page.getByText(/Connecting again/).waitFor();
    await say(ada.page, "while it was away 1");
    await say(ada.page, "while it was away 2");
    await say(grace.page, "nobody hears me");
  });
  const all = [
    "just before the end",
    "me too",
    "while it was away 1",
    "while it was away 2",
    "nobody hears me",
  ];
  const seen = await eventually(
    () => texts(grace.page),
    (now) => now.length === before.length + all.length,
    30_000,
  );
  const tail = seen.slice(before.length);
  expect([...tail].sort()).toEqual([...all].sort());
  expect(tail.indexOf("while it was away 1")).toBeLessThan(tail.indexOf("while it was away 2"));
  await eventually(
    () => texts(ada.page),
    (now) => now.join() === seen.join(),
  );
  await grace.page.reload();
  await composer(grace.page).waitFor();
  await eventually(
    () => texts(grace.page),
    (now) => now.join() === seen.join(),
  );
});

test("nothing went wrong in either page", () => {
  for (const { problems } of [ada, grace]) expect(problems).toEqual([]);
});
