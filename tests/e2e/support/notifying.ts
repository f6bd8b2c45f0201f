import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import type { Home } from "./people.ts";

/**
 * The Chromium that npm installs is a headless shell, where notifications are denied and every page has the focus. Where there is a whole
 * one it is used, as it is; elsewhere the shell, with a stand-in for what it lacks. All that is ours is the same in both.
 * PARLEY_CHROMIUM names another one; empty, none.
 */
const { PARLEY_CHROMIUM: named } = process.env;
const places = named === undefined ? ["/usr/bin/chromium", "/usr/bin/google-chrome"] : [named];
const whole = places.find((path) => existsSync(path));
const platform = join(import.meta.dirname, "notification-platform.js");

export function launchNotifying(): Promise<Browser> {
  if (whole === undefined) return launchBrowser();
  return chromium.launch({ executablePath: whole, args: ["--no-sandbox"] });
}

/** Lets a device show notifications; before its first page is opened. */
export async function allowNotifications({ context }: Home): Promise<void> {
  if (whole !== undefined) return context.grantPermissions(["notifications"]);
  // A page that comes through a service worker whose files are intercepted is taken for one from another network.
  await context.grantPermissions(["local-network-access"]);
  await context.addInitScript({ path: platform });
  await context.route("**/service-worker.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: readFileSync(platform, "utf8") + (await response.text()) });
  });
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

/** Opens another tab over the device's pages, which has the focus then. Returns the way back. */
export async function lookAway({
  context,
  page,
}: Pick<Home, "context" | "page">): Promise<() => Promise<void>> {
  if (whole === undefined) {
    await page.evaluate("lookAway()");
    return async () => void (await page.evaluate("lookBack()"));
  }
  for (const each of context.pages()) await feelFocus(each);
  const other = await context.newPage();
  await feelFocus(other);
  await other.bringToFront();
  await page.waitForFunction(() => !document.hasFocus());
  return async () => {
    await other.close();
    await page.bringToFront();
  };
}
