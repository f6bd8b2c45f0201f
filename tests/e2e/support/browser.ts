import sparticuz from "@sparticuz/chromium";
import { chromium, type Browser } from "playwright-core";

/** A Chromium that npm alone installs. Its own `args` hold `--single-process`: closing one context would end it. */
export async function launchBrowser(...args: readonly string[]): Promise<Browser> {
  return chromium.launch({
    executablePath: await sparticuz.executablePath(),
    args: ["--no-sandbox", ...args],
  });
}
