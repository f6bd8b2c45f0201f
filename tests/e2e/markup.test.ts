import { beforeAll, expect, test } from "vitest";
import { answers, ask, lastAnswer, slowly } from "./support/ai.ts";
import { seriousProblems } from "./support/axe.ts";
import { makeSession } from "./support/make-rooms.ts";
import { found, join, type Home } from "./support/people.ts";
import { act, composer, enter, message, paste, say } from "./support/room.ts";
import { screenshot } from "./support/screenshot.ts";
import { setStage } from "./support/stage.ts";

const stage = setStage();
let ada: Home;

const answer = String.raw`## What it costs

The total is $E = \sum_{i=1}^{n} p_i$, from $5 to $10 a seat[^1].

| Plan | Seats | Price |
| :--- | :---: | ---: |
| Small | 5<br>or fewer | $5 |
| **注意：**大 | 50 | $1,250.00 |

$$\int_0^1 \sqrt{x}\,dx = \frac{2}{3}$$

${"```sql"}
-- builds in the background
SELECT plan, sum(price) FROM seats GROUP BY plan;
${"```"}

> Prices hold until May.

[^1]: Without tax.
`;

beforeAll(async () => {
  ada = await found(stage.browser, stage.app.origin, "Ada Lovelace", "Analytical Engines");
  const grace = await join(stage.browser, stage.app.origin, "Grace Hopper", ada);
  const session = await makeSession(ada, "Prices", grace);
  await grace.context.close();
  await enter(ada, session);
}, 180_000);

test("MARKUP-6: a selection in a growing paragraph, and in a finished one, stays", async () => {
  const { page } = ada;
  await ask(page, "Count", [{ say: "A first paragraph.\n\n" }, ...slowly("word **$i** ", 60, 60)]);
  await lastAnswer(page).getByText("word 3").waitFor();
  const select = (index: number, length: number) =>
    lastAnswer(page)
      .locator(".markdown > p")
      .nth(index)
      .evaluate((paragraph, to) => {
        const words = paragraph.firstChild;
        if (words !== null) getSelection()?.setBaseAndExtent(words, 0, words, to);
      }, length);
  const selected = () => page.evaluate(() => getSelection()?.toString());
  await select(1, 4);
  await lastAnswer(page).getByText("word 20").waitFor();
  expect(await selected()).toBe("word");
  await select(0, 7);
  await lastAnswer(page).getByText("word 59").waitFor();
  await lastAnswer(page).getByRole("button", { name: "Copy text" }).waitFor();
  expect(await selected()).toBe("A first");
});

test("an answer with a table, TeX, code and a footnote looks right in light and in dark", async () => {
  const { page } = ada;
  await ask(page, "What does it cost?", [{ say: answer }]);
  await lastAnswer(page).getByRole("button", { name: "Copy text" }).waitFor();
  await lastAnswer(page).locator(".katex-display").waitFor();
  expect(await lastAnswer(page).locator(".katex").count()).toBe(2);
  expect(await lastAnswer(page).locator("td.markdown__cell--end").allInnerTexts()).toEqual([
    "$5",
    "$1,250.00",
  ]);
  expect(
    await page.evaluate(() => [...document.fonts].filter(({ status }) => status === "error").length),
  ).toBe(0);
  await page.setViewportSize({ width: 1440, height: 1400 });
  for (const scheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
    await page.evaluate(() => document.fonts.ready);
    await screenshot(page, `markup-${scheme}`);
    expect(await seriousProblems(page)).toEqual([]);
  }
  await lastAnswer(page).getByRole("button", { name: "Footnote 1" }).click();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Without tax.");
});

const clipboard = () => ada.page.evaluate(() => navigator.clipboard.readText());
const dialog = () => ada.page.getByRole("dialog", { name: "Copy by hand" });

/** What is selected in the dialog. */
const selectedText = () =>
  ada.page.evaluate(() => {
    const area = document.activeElement;
    return area instanceof HTMLTextAreaElement
      ? area.value.slice(area.selectionStart, area.selectionEnd)
      : "";
  });

test("MARKUP-10: an answer is copied as text and as Markdown, and its code where the browser refuses", async () => {
  const { page, context } = ada;
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const priced = answers(page).filter({ hasText: "What it costs" });
  await priced.getByRole("button", { name: "More about this answer" }).click();
  await priced.getByRole("button", { name: "Copy as Markdown" }).click();
  await expect.poll(clipboard, { timeout: 30_000 }).toBe(answer);
  await priced.getByRole("button", { name: "Copy text" }).click();
  await expect.poll(clipboard, { timeout: 30_000 }).toContain("Plan\tSeats\tPrice\nSmall\t5 or fewer\t$5");
  await page.evaluate(() => {
    const denied = () => Promise.reject(new DOMException("denied", "NotAllowedError"));
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: { writeText: denied } });
  });
  await priced.getByRole("button", { name: "Copy code" }).click();
  await dialog().waitFor();
  expect(await selectedText()).toBe(
    "-- builds in the background\nSELECT plan, sum(price) FROM seats GROUP BY plan;",
  );
  await page.keyboard.press("Escape");
  await dialog().waitFor({ state: "detached" });
});

test("MARKUP-1, MARKUP-10: what people write keeps its blanks and lines, and is copied", async () => {
  const { page } = ada;
  await enter(ada);
  await paste(page, "8~10 and 2*3*4\n    indented\tby a tab  and blanks\n12\n---");
  await composer(page).press("Enter");
  const text = message(page, "8~10 and 2*3*4").last().locator(".markdown");
  await text.waitFor();
  expect(await text.innerText()).toBe("8~10 and 2*3*4\n    indented\tby a tab  and blanks\n12\n---");
  await say(page, "a **bold** plan");
  await message(page, "a bold plan").last().waitFor();
  await act(page, "a bold plan", "Copy text");
  await expect.poll(clipboard, { timeout: 30_000 }).toBe("a bold plan");
  await act(page, "a bold plan", "Copy as Markdown");
  await expect.poll(clipboard, { timeout: 30_000 }).toBe("a **bold** plan");
  // Addresses without https have no clipboard at all.
  await page.evaluate(() =>
    Object.defineProperty(navigator, "clipboard", { configurable: true, value: undefined }),
  );
  await act(page, "a bold plan", "Copy text");
  await dialog().waitFor();
  expect(await selectedText()).toBe("a bold plan");
  await page.keyboard.press("Escape");
  expect(ada.problems).toEqual([]);
});
