/**
 * `npm run bench:rooms`: a person with 1,000 rooms, one of which has 50,000 messages. Measures in a real browser how long it takes from the click
 * on a room until its last message is painted, and what a key costs the page while it is typed. The same measure of an empty page shows the
 * machine's own share.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";
import { buildClient, buildServer } from "../../scripts/build.ts";
import { startServer } from "../../scripts/serve.ts";
import { launchBrowser } from "../e2e/support/browser.ts";
import { makeGroup } from "../e2e/support/make-rooms.ts";
import { makeEntries, putManyRooms } from "../e2e/support/many-rooms.ts";
import { found, join as joinIn, me, type Home } from "../e2e/support/people.ts";
import { composer, enter, message, roomLink, say } from "../e2e/support/room.ts";
import { printTable } from "../eval/print-table.ts";
import { fillRoom } from "./fill-room.ts";
import { median } from "./load.ts";

const ROOMS = 1_000;
const MESSAGES = 50_000;
const SWITCHES = 20;
const KEYS = 100;

await buildClient();
await buildServer();
const data = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "parley-rooms-"));
let server = await startServer({ port: 0, data, quiet: true });
const browser = await launchBrowser();
try {
  const ada = await found(browser, server.origin, "Ada Lovelace", "Analytical Engines");
  const grace = await joinIn(browser, server.origin, "Grace Hopper", ada);
  const authors = [(await me(ada)).user.id, (await me(grace)).user.id] as const;
  const second = await makeGroup(ada, "Second room", grace);
  const { port } = server;
  await server.stop();
  fillRoom(data, ada.organization.welcomeRoom, authors, MESSAGES);
  server = await startServer({ port, data, quiet: true });
  await grace.context.close();
  await putManyRooms(ada.page, makeEntries(ROOMS, authors[1]));
  await enter(ada, second);
  await say(ada.page, "The last of the second room");
  await message(ada.page, "The last of the second room").first().waitFor();
  await delay(3_000);
  await ada.page.getByRole("navigation", { name: "Conversations" }).evaluate((list) => list.scrollTo(0, 0));

  const switched = await switches(ada);
  const typed = await keys(ada.page, () => composer(ada.page).focus());
  const plain = await ada.context.newPage();
  await plain.setContent("<textarea></textarea>");
  const typedInPlain = await keys(plain, () => plain.locator("textarea").focus());
  await plain.close();
  printTable(
    `${ROOMS} rooms, one with ${MESSAGES} messages; load average ${loadavg()[0]?.toFixed(1)}`,
    ["what", "p50", "p95", "longest"],
    [
      ["from the click on a room to its last message", ...shown(switched)],
      ["a key in the message field: work of the page", ...shown(typed)],
      ["the same in an empty page", ...shown(typedInPlain)],
    ],
  );
} finally {
  await browser.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}

function shown(times: readonly number[]): string[] {
  if (times.length === 0) return ["-", "-", "-"];
  const sorted = times.toSorted((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1] ?? 0;
  return [median(sorted), p95, sorted.at(-1) ?? 0].map((ms) => `${ms.toFixed(1)} ms`);
}

/** Milliseconds from each click to the frame after the room's last message is in the page. */
async function switches({ page }: Home): Promise<number[]> {
  const rooms = [
    { link: await roomLink(page, "#welcome").getAttribute("data-room"), text: `message ${MESSAGES} ` },
    {
      link: await roomLink(page, "Second room").getAttribute("data-room"),
      text: "The last of the second room",
    },
  ];
  const times: number[] = [];
  for (let n = 0; n < SWITCHES; n++) {
    const { link, text } = rooms[n % 2] ?? { link: "", text: "" };
    times.push(
      await page.evaluate(
        ([room, last]) =>
          new Promise<number>((resolve) => {
            const begun = performance.now();
            const look = (): void => {
              const found = [...document.querySelectorAll("article.message")].some((each) =>
                each.textContent?.includes(last ?? ""),
              );
              if (!found) requestAnimationFrame(look);
              else requestAnimationFrame(() => resolve(performance.now() - begun));
            };
            document.querySelector<HTMLElement>(`a[data-room="${room}"]`)?.click();
            requestAnimationFrame(look);
          }),
        [link, text],
      ),
    );
    await delay(300);
  }
  return times;
}

/** Milliseconds of work from each key to the end of the tasks that it begins. */
async function keys(page: Page, focus: () => Promise<void>): Promise<number[]> {
  await focus();
  await page.evaluate(() => {
    const times: number[] = [];
    Object.assign(globalThis, { times });
    const channel = new MessageChannel();
    let begun = 0;
    channel.port1.onmessage = () => times.push(performance.now() - begun);
    addEventListener("keydown", () => (begun = performance.now()), true);
    addEventListener("keyup", () => channel.port2.postMessage(null), true);
  });
  for (let n = 0; n < KEYS; n++) {
    await page.keyboard.press("abcdefghij "[n % 11] ?? "a");
    await delay(60);
  }
  return page.evaluate(() => (globalThis as unknown as { times: number[] }).times);
}
