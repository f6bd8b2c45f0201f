import { beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import { eventually } from "./support/eventually.ts";
import { fill } from "./support/fill.ts";
import { another, found, join, type Home } from "./support/people.ts";
import { enter, message, roomLink, say } from "./support/room.ts";
import { holdPagesBack } from "./support/drift.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;
const others: Home[] = [];

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  for (const name of ["Grace Hopper", "Linus Torvalds", "Barbara Liskov", "Donald Knuth", "Alan Kay"]) {
    const other = await join(stage.browser, stage.app.origin, name, ada);
    others.push(other);
  }
});

/** Delays the room's frames by this time. Meanwhile the device shows its stored copy. */
async function holdRoomsBack(page: Page, milliseconds: number): Promise<void> {
  await page.routeWebSocket(/\/rooms\//, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((frame) => void setTimeout(() => socket.send(frame), milliseconds));
  });
}

test.for([0, 700])(
  "CACHE-5: a room with some hundred unread messages opens at the first of them, told %i ms late",
  async (late) => {
    const { page } = ada;
    const word = `after ${late}`;
    await enter(ada);
    await say(page, `all is read here, ${word}`);
    // The shown state is stored within one second.
    await page.waitForTimeout(1_500);
    await page.goto(`/${ada.organization.id}`);
    for (const [at, other] of others.entries()) {
      const lines = Array.from({ length: 50 }, (_, i) => `news ${at * 50 + i + 1} ${word}`);
      await fill(other, ada.organization.welcomeRoom, lines);
    }
    await roomLink(page, "#welcome").getByText("99+ unread").waitFor();
    await holdRoomsBack(page, late);
    await page.reload();
    await roomLink(page, "#welcome").click();
    const first = message(page, `news 1 ${word}`).first();
    await first.waitFor();
    await page.locator(".unread-line").waitFor();
    await eventually(
      async () => (await first.boundingBox())?.y ?? -1,
      (y) => y > 0 && y < 400,
    );
    // The position does not change afterwards.
    await page.waitForTimeout(1_000);
    const y = (await first.boundingBox())?.y ?? -1;
    expect(y).toBeGreaterThan(0);
    expect(y).toBeLessThan(400);
    await roomLink(page, "#welcome").getByText("99+ unread").waitFor();
    await page.getByRole("button", { name: /Jump to latest/ }).click();
    await message(page, `news 250 ${word}`).waitFor();
    await roomLink(page, "#welcome").getByText("unread").waitFor({ state: "detached" });
  },
);

test("CACHE-5: whoever goes to the end while the place of the first unread message loads stays at the end", async () => {
  const { page } = ada;
  await page.goto(`/${ada.organization.id}`);
  for (const [at, other] of others.entries()) {
    const lines = Array.from({ length: 50 }, (_, i) => `more ${at * 50 + i + 1} to read`);
    await fill(other, ada.organization.welcomeRoom, lines);
  }
  await roomLink(page, "#welcome").getByText("99+ unread").waitFor();
  await roomLink(page, "#welcome").click();
  await message(page, "more 1 to read").first().waitFor();
  // The shown state is stored within one second.
  await page.waitForTimeout(1_500);
  await holdPagesBack(page, 1_500);
  await page.reload();
  const loading = page.getByText("Loading older messages");
  await loading.waitFor();
  await page.getByRole("button", { name: /Jump to latest/ }).click();
  await loading.waitFor({ state: "detached" });
  await page.waitForTimeout(500);
  expect(await message(page, "more 250 to read").isVisible()).toBe(true);
  const gap = await page
    .locator(".timeline__scroller")
    .evaluate((e) => e.scrollHeight - e.clientHeight - e.scrollTop);
  expect(gap).toBeLessThanOrEqual(1);
});

test("whoever clicks in the list in the moment in which it opens at its end goes on with the end", async () => {
  const [other] = others;
  if (other === undefined) throw new Error("Nobody else is there.");
  const room = ada.organization.welcomeRoom;
  await enter(ada);
  const lines = Array.from({ length: 40 }, (_, i) => `fill the screen ${i}`);
  await fill(other, room, lines);
  await message(ada.page, "fill the screen 39").waitFor();
  // What was seen is marked as read within this time.
  await ada.page.waitForTimeout(1_000);
  await ada.page.goto(`/${ada.organization.id}`);
  await fill(other, room, ["one more"]);
  // A device without a stored copy: a click there does not mean that its old place is wanted.
  const { page } = await another(stage.browser, stage.app.origin, ada);
  await page.goto(`/${ada.organization.id}`);
  await roomLink(page, "#welcome").getByText("1 unread").waitFor();
  await page.evaluate(() => {
    const observer = new MutationObserver(() => {
      const line = document.querySelector(".unread-line");
      if (line === null) return;
      observer.disconnect();
      // A frame later the list has scrolled to the line.
      requestAnimationFrame(() => {
        for (const type of ["pointerdown", "pointerup"])
          line.dispatchEvent(new PointerEvent(type, { bubbles: true }));
        Object.assign(globalThis, { hasClicked: true });
      });
    });
    observer.observe(document.body, { childList: true, subtree: true });
  });
  await roomLink(page, "#welcome").click();
  await eventually(
    () => page.evaluate(() => Reflect.get(globalThis, "hasClicked") === true),
    (has) => has,
  );
  await fill(other, room, ["a tall one\n".repeat(8), "and the last"]);
  await eventually(
    () => message(page, "and the last").last().isVisible(),
    (is) => is,
  );
});

test("nothing went wrong in the page", () => {
  expect(ada.problems).toEqual([]);
});
