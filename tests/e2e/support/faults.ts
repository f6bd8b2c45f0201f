import type { Page } from "playwright-core";
import { allProblems } from "./axe.ts";

/** What is wrong with the screen for somebody who does not see it, or sees it enlarged. */
export async function faults(page: Page, screen: string): Promise<string[]> {
  const headings = await page.getByRole("heading", { level: 1 }).count();
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const widest = await page.evaluate(() =>
    [...document.querySelectorAll("body *")]
      .filter((element) => element.getBoundingClientRect().right > innerWidth + 1)
      .map((element) => element.className)
      .slice(0, 4),
  );
  return [
    ...(await allProblems(page)),
    ...(headings === 1 ? [] : [`${headings} headings of level 1`]),
    ...(wide <= 0 ? [] : [`${wide} px wider than the window: ${widest.join(", ")}`]),
  ].map((fault) => `${screen}: ${fault}`);
}
