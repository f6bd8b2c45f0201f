import type { WebSocketRoute } from "playwright-core";
import { afterEach, beforeAll, expect, test } from "vitest";
import { makeId } from "../../shared/ids.ts";
import { eventually } from "./support/eventually.ts";
import { found, another, type Home } from "./support/people.ts";
import { composer, enter, message, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { leave, setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let again: Home | undefined;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
});
afterEach(async () => {
  if (again) await leave(again);
  again = undefined;
});

test("CLIENT-38: a client that is too old loads itself again once, and then asks, in the room and in the list", async () => {
  again = await another(stage.browser, stage.app.origin, ada);
  let loads = 0;
  again.page.on("load", () => (loads += 1));
  await again.page.routeWebSocket(/socket/, (socket) => socket.close({ code: 4426 }));
  await again.page.goto(`/${again.organization.id}/${again.organization.welcomeRoom}`);
  await eventually(
    async () => loads,
    (count) => count === 2,
  );
  await again.page.getByRole("status").getByText("Parley has been updated.").waitFor();
  const { page } = again;
  await eventually(
    () => page.getByRole("button", { name: "Reload" }).count(),
    (count) => count === 2,
  );
  expect(loads).toBe(2);
});

test("CLIENT-38: the page that an update has loaded again sends what waited, and has the draft", async () => {
  again = await another(stage.browser, stage.app.origin, ada);
  const { page } = again;
  let state: "up" | "down" | "updated" = "up";
  const open: WebSocketRoute[] = [];
  await page.routeWebSocket(/socket/, (socket) => {
    if (state !== "up") return void socket.close({ code: state === "down" ? 1011 : 4426 });
    socket.connectToServer();
    open.push(socket);
  });
  await enter(again);
  state = "down";
  for (const socket of open) await socket.close({ code: 1011 });
  await page.getByText("Connecting again").waitFor();
  await say(page, "written before the update");
  await composer(page).fill("half a thought");
  // The new page, which speaks the new version, is let in.
  page.once("framenavigated", () => (state = "up"));
  state = "updated";
  // Who is alone sees no receipts.
  await page
    .locator("article.message:not(.message--waiting)")
    .filter({ hasText: "written before the update" })
    .waitFor();
  await eventually(
    () => composer(page).inputValue(),
    (text) => text === "half a thought",
  );
});

test("CLIENT-37: a list or a room whose connection ends for a reason says so within seconds, and comes back", async () => {
  again = await another(stage.browser, stage.app.origin, ada);
  const { page } = again;
  const refused = { inbox: 0, room: 0 };
  const rooms: WebSocketRoute[] = [];
  await page.routeWebSocket(/socket/, (socket) => {
    const isInbox = socket.url().includes("/inbox/");
    const code = isInbox ? refused.inbox : refused.room;
    if (code !== 0) return void socket.close({ code });
    socket.connectToServer();
    if (!isInbox) rooms.push(socket);
  });
  refused.inbox = 4400;
  await page.goto(`/${again.organization.id}`);
  await page.getByRole("status").getByText("did not take what this page sent (code 4400)").waitFor();
  await screenshot(page, "inbox-refused");
  refused.inbox = 0;
  await page.getByRole("button", { name: "Try now" }).click();
  await page.getByText("code 4400").waitFor({ state: "detached" });
  await enter(again);
  refused.room = 1013;
  for (const socket of rooms) await socket.close({ code: 1013 });
  await page.getByRole("status").getByText("Parley has a problem at the moment.").waitFor();
  await screenshot(page, "room-refused");
  // It tries again by itself.
  refused.room = 0;
  await page.getByText("Parley has a problem").waitFor({ state: "detached" });
});

test("RUN-3: a damaged conversation says so and what to do, and so does a damaged list", async () => {
  again = await another(stage.browser, stage.app.origin, ada);
  await again.page.routeWebSocket(/socket/, (socket) => socket.close({ code: 4500 }));
  await again.page.goto(`/${again.organization.id}/${again.organization.welcomeRoom}`);
  await again.page.getByText("This conversation’s data is damaged").waitFor();
  await again.page.getByText(/Ask whoever runs it to restore it from a backup. Your other/).waitFor();
  await again.page.getByText("Your list of conversations is damaged on the server.").waitFor();
});

test("a room that does not exist and one that is not theirs look the same", async () => {
  const nowhere = makeId("room", (bytes) => crypto.getRandomValues(bytes));
  await ada.page.goto(`/${ada.organization.id}/${nowhere}`);
  await ada.page.getByText("Conversation not found").waitFor();
});

test("an organization that is not theirs is not found, and there is a way back", async () => {
  const nowhere = makeId("org", (bytes) => crypto.getRandomValues(bytes));
  await ada.page.goto(`/${nowhere}`);
  await ada.page.getByRole("heading", { name: "Not found" }).waitFor();
  await ada.page.getByRole("link", { name: "Go to Analytical Engines" }).click();
  await ada.page.getByRole("navigation", { name: "Conversations" }).waitFor();
});

test("a server that does not answer is said, and trying again works", async () => {
  again = await another(stage.browser, stage.app.origin, ada);
  await again.page.route("**/api/me", (route) => route.fulfill({ status: 502, body: "bad gateway" }));
  await again.page.goto("/");
  await again.page.getByText(/is not responding correctly/).waitFor();
  await again.page.unroute("**/api/me");
  await again.page.getByRole("button", { name: "Try again" }).click();
  await again.page.getByRole("navigation", { name: "Conversations" }).waitFor();
});

test("a message that waited says when it was written and when it was sent", async () => {
  again = await another(stage.browser, stage.app.origin, ada);
  await again.page.clock.install();
  await enter(again);
  await again.context.setOffline(true);
  await say(again.page, "from the train");
  await message(again.page, "from the train").waitFor();
  await again.page.clock.fastForward("05:00");
  await again.context.setOffline(false);
  await message(again.page, "from the train")
    .getByText(/^written \d\d:\d\d, sent \d\d:\d\d$/)
    .waitFor();
});

test("a theme that is chosen stays, whatever the system says", async () => {
  await enter(ada);
  await ada.page.getByRole("button", { name: /^Your account/ }).click();
  await ada.page.getByRole("button", { name: "Dark", exact: true }).click();
  const background = () => ada.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await ada.page.reload();
  await composer(ada.page).waitFor();
  expect(await background()).toBe(dark);
  await ada.page.getByRole("button", { name: /^Your account/ }).click();
  await ada.page.getByRole("button", { name: "As the system" }).click();
  expect(await background()).not.toBe(dark);
});

test("no page breaks its own content security policy", () => {
  expect(ada.problems).toEqual([]);
});

test("NAV-15: a part that could not be loaded is loaded when it can be", async () => {
  again = await another(stage.browser, stage.app.origin, ada);
  const { page } = again;
  let isBroken = true;
  await page.route(/assets\/saved-page-.*\.js/, (route) => (isBroken ? route.abort() : route.continue()));
  await page.goto(`/${again.organization.id}/saved`);
  await page.getByText("This part could not be loaded.").waitFor();
  isBroken = false;
  await page.getByRole("heading", { name: "Saved", level: 1, exact: true }).waitFor();
});
