import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { chromium, type Browser, type Page } from "playwright-core";
import { launchBrowser } from "./browser.ts";
import type { Home } from "./people.ts";

/**
 * The Chromium that npm installs is a headless shell: it denies notifications, and every page has the focus. If the machine has a
 * complete browser, it is used unchanged. Otherwise the shell gets a stand-in for the missing functions. The app's own code is the same
 * in both cases. PARLEY_CHROMIUM names another browser; an empty value means none.
 */
const { PARLEY_CHROMIUM: named } = process.env;
const places = named === undefined ? ["/usr/bin/chromium", "/usr/bin/google-chrome"] : [named];
const whole = places.find((path) => existsSync(path));
const platform = join(import.meta.dirname, "notification-platform.js");

export function launchNotifying(): Promise<Browser> {
  if (whole === undefined) return launchBrowser();
  return chromium.launch({ executablePath: whole, args: ["--no-sandbox"] });
}

/** Allows notifications on a device. Call it before the device's first page opens. */
export async function allowNotifications({ context }: Home): Promise<void> {
  if (whole !== undefined) return context.grantPermissions(["notifications"]);
  // The service worker's script is intercepted, so the browser treats its pages as pages of another network.
  await context.grantPermissions(["local-network-access"]);
  await context.addInitScript({ path: platform });
  await context.route("**/service-worker.js", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, body: readFileSync(platform, "utf8") + (await response.text()) });
  });
}

/** The notifications that this device shows. */
export function shownOn(page: Page): Promise<{ title: string; body: string; silent: boolean | null }[]> {
  return page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const all = await registration.getNotifications();
    return all.map(({ title, body, silent }) => ({ title, body, silent }));
  });
}

/** Playwright makes every page believe that it has the focus. Without this emulation, only one page of a window has it. */
async function feelFocus(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setFocusEmulationEnabled", { enabled: false });
}

/** Opens another tab in front of the device's pages, which takes the focus. Returns a function that goes back. */
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
