/**
 * `npm run bench:scroll`: a room of 50,000 messages in a real browser, scrolled up with the wheel for ten seconds while pages
 * are loaded. Frame times of an idle page and of a plain long page with the same scrolling show the machine's own share. `-- 5`
 * for five rounds.
 */
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { loadavg, tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Page } from "playwright-core";
import { buildClient, buildServer } from "../../scripts/build.ts";
import { startServer } from "../../scripts/serve.ts";
import { launchBrowser } from "../e2e/support/browser.ts";
import { driftWhileLoading, holdPagesBack } from "../e2e/support/drift.ts";
import { found, join as joinIn, me, type Home } from "../e2e/support/people.ts";
import { enter, message } from "../e2e/support/room.ts";
import { printTable } from "../eval/print-table.ts";
import { fillRoom } from "./fill-room.ts";
import { median } from "./load.ts";
import { watchFrames, type Frames } from "./watch-frames.ts";

const MESSAGES = 50_000;
const ROUNDS = Number(process.argv[2] ?? 3);
const SECONDS = 10;
/** Pages whose arrival is observed. */
const PAGES = 20;
/** Distance of one wheel event, and the time between two, ms: faster than a person reads, so that pages load continuously. */
const STEP = { pixels: 400, every: 25 };

/** As many lines as the wheel passes, with the heights of messages, and nothing else. */
const PLAIN = `<style>main{height:90vh;overflow:auto}p{padding:12px;margin:0}</style><main>${Array.from(
  { length: 2_000 },
  (_, n) => `<p>line ${n} ${"and so on ".repeat((n * 13) % 40)}</p>`,
).join("")}</main>`;

await buildClient();
await buildServer();
const data = mkdtempSync(join(existsSync("/dev/shm") ? "/dev/shm" : tmpdir(), "parley-scroll-"));
let server = await startServer({ port: 0, data, quiet: true });
const browser = await launchBrowser();
try {
  const ada = await found(browser, server.origin, "Ada Lovelace", "Analytical Engines");
  const grace = await joinIn(browser, server.origin, "Grace Hopper", ada);
  const authors = [(await me(ada)).user.id, (await me(grace)).user.id];
  const { port } = server;
  await server.stop();
  fillRoom(data, ada.organization.welcomeRoom, authors, MESSAGES);
  server = await startServer({ port, data, quiet: true });
  await grace.context.close();

  const rounds: { room: Frames; plain: Frames; idle: Frames }[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await enter(ada);
    await message(ada.page, `message ${MESSAGES}`).waitFor();
    // Work that a room does after it was opened.
    await delay(2_000);
    const room = await scroll(ada.page, ".timeline__scroller", "article");
    const idle = await watchFrames(ada.page, ".timeline__scroller", "article", () => delay(SECONDS * 300));
    const page = await ada.context.newPage();
    await page.setContent(PLAIN);
    await page.locator("main").evaluate((main) => main.scrollTo(0, main.scrollHeight));
    rounds.push({ room, idle, plain: await scroll(page, "main", "p") });
    await page.close();
  }
  report(rounds, await drift(ada));
} finally {
  await browser.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}

/**
 * The largest movement of a message, in pixels, when a page arrives above it. The page is held back, so that nothing else moves
 * at that time.
 */
async function drift(home: Home): Promise<number> {
  const { page } = home;
  await holdPagesBack(page, 300);
  await enter(home);
  await page.locator(".timeline__scroller").hover();
  const drifts: number[] = [];
  while (drifts.length < PAGES) {
    await page.mouse.wheel(0, -900);
    await delay(100);
    if (await page.locator(".timeline__loading").count()) drifts.push(await driftWhileLoading(page));
  }
  return Math.max(...drifts);
}

async function scroll(page: Page, scroller: string, anchor: string): Promise<Frames> {
  await page.locator(scroller).hover();
  return watchFrames(page, scroller, anchor, async () => {
    const end = performance.now() + SECONDS * 1_000;
    while (performance.now() < end) {
      await page.mouse.wheel(0, -STEP.pixels);
      await delay(STEP.every);
    }
  });
}

function report(rounds: { room: Frames; plain: Frames; idle: Frames }[], drifted: number): void {
  const row = (name: string, of: (round: (typeof rounds)[number]) => Frames): string[] => {
    const at = (take: (frames: Frames) => number): number => median(rounds.map((round) => take(of(round))));
    return [
      name,
      ...[at(({ p50 }) => p50), at(({ p95 }) => p95), at(({ longest }) => longest)].map(
        (ms) => `${ms.toFixed(1)} ms`,
      ),
      `${(at(({ late }) => late) * 100).toFixed(1)} %`,
      `${Math.max(...rounds.map((round) => of(round).jumped)).toFixed(1)} px`,
      `${Math.round(at(({ passed }) => passed))} px`,
      String(Math.max(...rounds.map((round) => of(round).elements))),
    ];
  };
  printTable(
    `scrolling up for ${SECONDS} s, medians of ${ROUNDS} rounds; load average ${loadavg()[0]?.toFixed(1)}`,
    ["what", "frame p50", "p95", "longest", "over 20 ms", "moved back", "passed", "rows"],
    [
      row(`a room of ${MESSAGES} messages`, ({ room }) => room),
      row("a plain page", ({ plain }) => plain),
      row("nothing scrolled", ({ idle }) => idle),
    ],
  );
  console.log(`\nmoved by itself while one of ${PAGES} pages arrived: ${drifted.toFixed(1)} px at most`);
}
