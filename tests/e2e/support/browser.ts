import sparticuz from "@sparticuz/chromium";
import { chromium, type Browser } from "playwright-core";

/**
 * Starts the Chromium that npm installs. Its own `args` contain `--single-process`, with which closing one context would end the browser.
 */
export async function launchBrowser(...args: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: ["--no-sandbox", ...args],
  });
}
