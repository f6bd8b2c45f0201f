import { beforeAll, expect, test } from "vitest";
import { eventually } from "./support/eventually.ts";
import { fill } from "./support/fill.ts";
import { found, join, type Home } from "./support/people.ts";
import { FOREIGN_HOST, payloads } from "./support/payloads.ts";
import { composer, enter, message, paste } from "./support/room.ts";
import { leave, setStage } from "./support/stage.ts";

const stage = setStage();
/** The number of messages that one person may send at once (COMMAND_RATE), minus a reserve. */
const BURST = 55;
let ada: Home;
const asked: string[] = [];

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  for (let from = 0; from < payloads.length; from += BURST) {
    const mallory = await join(stage.browser, stage.app.origin, `Mallory ${from}`, ada);
    await fill(mallory, ada.organization.welcomeRoom, payloads.slice(from, from + BURST));
    await leave(mallory);
  }
  ada.context.on("request", (request) => asked.push(request.url()));
  await ada.page.addInitScript(() =>
    Object.assign(window, { runs: [], pwned: () => Reflect.get(window, "runs").push(Error().stack) }),
  );
});

/** Waits until a scroll step is drawn, so that two wheel events are never joined into one step on a slow machine. */
const drawn = () =>
  new Promise<void>((resolve) =>
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve, 20))),
  );

/** Scrolls to the end, and tries again while older pages arrive and move the list. */
async function goToEnd({ page }: Home): Promise<void> {
  // The room is shown at its end for a moment and then opens at the first new message. Only after that the end is final.
  await page.getByRole("button", { name: /Jump to latest/ }).waitFor();
  await eventually(
    async () => {
      const jump = page.getByRole("button", { name: /Jump to latest/ });
      if ((await jump.count()) > 0) await jump.click({ timeout: 1_000 }).catch(() => undefined);
      return message(page, "${pwned()}").last().isVisible();
    },
    (isThere) => isThere,
  );
}

/** Scrolls through the whole room from its end and calls `look` at each step, so that every payload is checked once. */
async function walk(home: Home, look: () => Promise<void>): Promise<void> {
  const scroller = home.page.locator(".timeline__scroller");
  await scroller.hover();
  for (let i = 0; i < 400; i++) {
    // Read before `look`, so that the rows at the beginning are checked too.
    const reached = await home.page.locator(".room-start").count();
    await look();
    if (reached) return;
    await home.page.mouse.wheel(0, -400);
    await home.page.evaluate(drawn);
  }
  throw new Error("the beginning of the room was not reached");
}

test("attack 98, 99: no text of a message is ever run, fetched or made an element of its own; links keep quiet", async () => {
  await enter(ada);
  await goToEnd(ada);
  const shown = new Set<string>();
  const wrong = new Set<string>();
  await walk(ada, async () => {
    const seen = await ada.page.locator("article .markdown").evaluateAll((texts) =>
      texts.map((text) => {
        const article = text.closest("article");
        const foreign = [...text.querySelectorAll("*")].filter((element) => {
          const plain =
            /^(p|a|code|pre|strong|em|del|br|blockquote|ul|ol|li|div|table|thead|tbody|tr|th|td|hr|span|sup)$/i;
          const attributes = element.getAttributeNames();
          const opener =
            element.tagName !== "A" || element.getAttribute("rel") === "noopener noreferrer nofollow";
          const handlers = attributes.some(
            (name) => name.startsWith("on") || name === "style" || name.startsWith("src"),
          );
          // The bar of the app above every block of code.
          if (element.closest(".code__bar")) return handlers;
          const href = element.getAttribute("href");
          return (
            !plain.test(element.tagName) ||
            handlers ||
            !opener ||
            (href !== null && !/^(https?|mailto):/.test(href))
          );
        });
        return { key: article?.dataset["key"] ?? "", foreign: foreign.map((element) => element.outerHTML) };
      }),
    );
    for (const { key, foreign } of seen) {
      shown.add(key);
      for (const html of foreign) wrong.add(html);
    }
  });
  expect([...wrong]).toEqual([]);
  expect(payloads.length).toBeGreaterThan(300);
  expect(shown.size).toBe(payloads.length);
  expect(await ada.page.evaluate(() => Reflect.get(window, "runs"))).toEqual([]);
  expect(asked.filter((url) => !url.startsWith(stage.app.origin))).toEqual([]);
  expect(asked.filter((url) => url.includes(FOREIGN_HOST))).toEqual([]);
  expect(ada.page.url()).toContain(ada.organization.welcomeRoom);
});

test("attack 62: zalgo, direction overrides and ten thousand lines stay inside their own message", async () => {
  const zalgo = `Z${"\u0338\u0321\u035a".repeat(500)}algo`;
  const rtl = "\u202Etxt.exe \u2067 never closed";
  const long = "a line\n".repeat(2_000);
  for (const text of [zalgo, rtl, long]) {
    await paste(ada.page, text);
    await composer(ada.page).press("Enter");
  }
  const folded = message(ada.page, "a line").last();
  await folded.getByRole("button", { name: "Show more" }).waitFor();
  const height = async () => (await folded.boundingBox())?.height ?? 0;
  expect(await height()).toBeLessThan(450);
  await folded.getByRole("button", { name: "Show more" }).click();
  await eventually(height, (pixels) => pixels > 10_000);
  await folded.getByRole("button", { name: "Show less" }).click();
  await eventually(height, (pixels) => pixels < 450);
  const overflow = await message(ada.page, "algo")
    .last()
    .locator(".markdown")
    .evaluate((e) => getComputedStyle(e).overflowY);
  expect(overflow).toBe("clip");
  expect(ada.problems).toEqual([]);
});
