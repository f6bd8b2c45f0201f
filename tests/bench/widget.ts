/**
 * `npm run bench:widget`: what a widget costs a company's page, on loopback: bytes and main-thread time of the script, time from the click to a
 * panel in which a message can be written, cold and warm. Prints one line for each.
 */
import type { Browser, CDPSession, Page } from "playwright-core";
import { loaderBytes, panelBytes } from "../../scripts/build-widget.ts";
import { startApp } from "../e2e/support/app.ts";
import { launchBrowser } from "../e2e/support/browser.ts";
import build from "../e2e/support/build.ts";
import { openCompanySite, shopPage, type SitePage } from "../e2e/support/company-site.ts";
import { found } from "../e2e/support/people.ts";
import { makeWidget, panel } from "../e2e/support/widget.ts";

const RUNS = 7;
const ms = (value: number): string => `${value.toFixed(1)} ms`;

await build();
const [browser, app] = await Promise.all([launchBrowser(), startApp()]);
const pages: Record<string, SitePage> = {};
const site = await openCompanySite(pages);
try {
  const ada = await found(browser, app.origin, "Ada Lovelace", "Morrow Bikes");
  const widget = await makeWidget(ada, { origins: [site.origin] });
  const html = shopPage(app.origin, widget.id);
  pages["/"] = { html };
  pages["/without"] = { html: html.replace(/<script.*<\/script>/, "") };

  const without = await median(() => scriptTime(browser, "/without"));
  const withIt = await median(() => scriptTime(browser, "/"));
  console.log(
    `script, compressed: ${loaderBytes()} bytes; panel before the first message: ${panelBytes()} bytes`,
  );
  console.log(`script time of the page with the button: ${ms(withIt)}, without: ${ms(without)}`);
  const cold = await median(async () => (await openTimes(browser)).cold);
  const warm = await median(async () => (await openTimes(browser)).warm);
  console.log(`from the click to a message field: ${ms(cold)} cold, ${ms(warm)} on the next page`);
} finally {
  await browser.close();
  await site.stop();
  await app.stop();
}

async function median(measure: () => Promise<number>): Promise<number> {
  const all: number[] = [];
  for (let run = 0; run < RUNS; run++) all.push(await measure());
  return all.sort((a, b) => a - b)[Math.floor(RUNS / 2)] ?? 0;
}

async function open(on: Browser, path: string): Promise<{ page: Page; session: CDPSession }> {
  const context = await on.newContext({ baseURL: site.origin, locale: "en-GB" });
  await context.grantPermissions(["local-network-access"]);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable");
  await page.goto(path);
  return { page, session };
}

/** Seconds of `ScriptDuration`, as milliseconds. */
async function scriptTime(on: Browser, path: string): Promise<number> {
  const { page, session } = await open(on, path);
  if (path === "/") await page.getByRole("button", { name: "Open chat" }).waitFor();
  const { metrics } = await session.send("Performance.getMetrics");
  await page.context().close();
  return (metrics.find(({ name }) => name === "ScriptDuration")?.value ?? 0) * 1_000;
}

async function openTimes(on: Browser): Promise<{ cold: number; warm: number }> {
  const { page } = await open(on, "/");
  const click = async (): Promise<number> => {
    const button = page.getByRole("button", { name: "Open chat" });
    await button.waitFor();
    const before = performance.now();
    await button.click();
    await panel(page).getByRole("textbox", { name: "Your message" }).waitFor();
    return performance.now() - before;
  };
  const cold = await click();
  await panel(page).getByRole("button", { name: "Close the chat" }).click();
  await page.reload();
  const warm = await click();
  await page.context().close();
  return { cold, warm };
}
