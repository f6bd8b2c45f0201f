import { existsSync } from "node:fs";
import { chromium, type Browser, type Page } from "playwright-core";
import type { Home } from "./people.ts";

/** A Chromium that can show notifications: the one that npm installs is a headless shell, in which they are always denied. */
const WHOLE = [process.env["PARLEY_CHROMIUM"], "/usr/bin/chromium", "/usr/bin/google-chrome"];

export const wholeChromium = WHOLE.find((path) => path !== undefined && existsSync(path));

export function launchWholeChromium(): Promise<Browser> {
  if (wholeChromium === undefined) throw new Error("there is no whole Chromium: PARLEY_CHROMIUM names one");
  return chromium.launch({ executablePath: wholeChromium, args: ["--no-sandbox"] });
}

/** What this device shows. */
export function shownOn(page: Page): Promise<{ title: string; body: string; silent: boolean | null }[]> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const all = await registration.getNotifications();
    return all.map(({ title, body, silent }) => ({ title, body, silent }));
  });
}

/** Playwright has every page believe that it has the focus; without that one page of a window has it. */
async function feelFocus(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setFocusEmulationEnabled", { enabled: false });
}

/** Opens another tab over the page, which has the focus then. Returns the way back. */
export async function lookAway({ context, page }: Home): Promise<() => Promise<void>> {
  await feelFocus(page);
  const other = await context.newPage();
  await feelFocus(other);
  await other.bringToFront();
  await page.waitForFunction(() => !document.hasFocus());
  return async () => {
    await other.close();
    await page.bringToFront();
  };
}
