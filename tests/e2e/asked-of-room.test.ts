import type { Page } from "playwright-core";
import { beforeAll, expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { eventually } from "./support/eventually.ts";
import { fill } from "./support/fill.ts";
import { makeGroup } from "./support/make-rooms.ts";
import { found, join, type Home } from "./support/people.ts";
import { enter, message, roomLink, say } from "./support/room.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
let grace: Home;
let kitchen: RoomId;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  kitchen = await makeGroup(ada, "Kitchen", grace);
  const lines = Array.from({ length: 40 }, (_, n) => `No. ${n}: ${"many words ".repeat(20)}`);
  await fill(ada, kitchen, lines);
  await enter(ada, kitchen);
}, 90_000);

/** Scrolls until the first message is visible. One scroll is not enough, because measuring rows moves the list. */
const toTop = (page: Page) =>
  eventually(
    async () => {
      await page.getByRole("log").hover();
      await page.mouse.wheel(0, -2_000);
      return (await message(page, "No. 0:").count()) > 0 && message(page, "No. 0:").isVisible();
    },
    (isThere) => isThere,
  );

test("a link to a message of the room on screen leads there without opening the room again", async () => {
  const { page } = grace;
  await enter(grace, kitchen);
  await page.getByRole("button", { name: /Jump to latest/ }).click();
  await message(page, "No. 39").waitFor();
  await roomLink(page, "Kitchen").getByText("unread").waitFor({ state: "detached" });
  // This attribute disappears if the room is mounted again.
  await page.getByRole("main", { name: "Kitchen" }).evaluate((main) => (main.dataset["kept"] = "yes"));
  await toTop(page);
  await say(ada.page, "Found a new one");
  await roomLink(page, "Kitchen").getByText("1 unread").waitFor();
  await roomLink(page, "Kitchen").focus();
  await page.keyboard.press("v");
  const unread = page.getByRole("list", { name: "Unread messages in Kitchen" }).getByRole("link");
  await unread.filter({ hasText: "Found a new one" }).click();
  await page.locator("article.message--highlighted", { hasText: "Found a new one" }).waitFor();
  expect(await page.locator("main[data-kept=yes]").count()).toBe(1);
});

test("what the link asked for is done once: it does not stay in the address", async () => {
  const { page } = grace;
  expect(await page.evaluate(() => location.hash)).toMatch(/^#m\d+$/);
  expect(await page.evaluate(() => history.state)).not.toHaveProperty("message");
  await toTop(page);
  const hash = () => page.evaluate(() => location.hash);
  // Going back is one step within the room. Going forward sends no new request.
  await page.goBack();
  await eventually(hash, (now) => now === "");
  await page.goForward();
  await eventually(hash, (now) => now !== "");
  expect(await page.locator("main[data-kept=yes]").count()).toBe(1);
  expect(await message(page, "No. 0:").isVisible()).toBe(true);
  expect(grace.problems).toEqual([]);
});
