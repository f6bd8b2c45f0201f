import { mkdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

const folder = join(import.meta.dirname, "../../../.data/screenshots");
/** `npm run screens` sets it. The tests alone take no pictures: nothing checks them, and they take a quarter of the time. */
const areWanted = process.env["SCREENSHOTS"] === "1";
const HEIGHTS = { 1440: 900, 1024: 900, 390: 844, 320: 640 };

/** Writes `.data/screenshots/<name>.png`, for people to look at. */
export async function screenshot(page: Page, name: string, fullPage = false): Promise<void> {
  if (!areWanted) return;
  mkdirSync(folder, { recursive: true });
  await page.screenshot({ path: join(folder, `${name}.png`), animations: "disabled", fullPage });
}

/** Writes screenshots at four widths, light and dark. Leaves the page unchanged. `fullPage`: also what is below the screen. */
export async function screenshots(page: Page, name: string, fullPage = false): Promise<void> {
  if (!areWanted) return;
  const before = page.viewportSize();
  for (const [width, height] of Object.entries(HEIGHTS)) {
    await page.setViewportSize({ width: Number(width), height });
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
      await page.waitForTimeout(100);
      await screenshot(page, `${name}-${width}-${colorScheme}`, fullPage);
    }
  }
  await page.emulateMedia({ colorScheme: null, reducedMotion: null });
  if (before !== null) await page.setViewportSize(before);
}
