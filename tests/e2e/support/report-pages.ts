import type { Browser } from "playwright-core";

/** Characters of a page's text that are reported: enough for what a screen shows. */
const MAX_TEXT = 2_000;

/** Prints what each open page shows, so that a test that failed on another machine can be understood. */
export async function reportPages(browser: Browser, test: string): Promise<void> {
  for (const page of browser.contexts().flatMap((context) => context.pages())) {
    const text = await page
      .locator("body")
      .innerText({ timeout: 5_000 })
      .catch((error: unknown) => String(error));
    console.log(`After "${test}" failed, ${page.url()} shows:\n${text.slice(-MAX_TEXT)}`);
  }
}
