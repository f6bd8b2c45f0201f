import type { Browser, BrowserContext, Page } from "playwright-core";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type * as Tab from "../client/support/storage-page.ts";
import { launchBrowser } from "./support/browser.ts";
import { eventually } from "./support/eventually.ts";

declare const tab: typeof Tab;

let browser: Browser;
let script: string;
beforeAll(async () => {
  [browser, script] = await Promise.all([launchBrowser(), bundle()]);
});
afterAll(() => browser.close());

async function bundle(): Promise<string> {
  const entry = new URL("../client/support/storage-page.ts", import.meta.url).pathname;
  const lib = { entry, formats: ["iife" as const], name: "tab" };
  const built = await build({
    configFile: false,
    logLevel: "error",
    build: { write: false, lib, minify: false },
  });
  const outputs = [built].flat().flatMap((one) => ("output" in one ? one.output : []));
  const chunk = outputs.find((output) => output.type === "chunk");
  if (chunk === undefined) throw new Error("nothing was built");
  return chunk.code;
}

/**
 * `localhost` is a secure context; another host name over plain HTTP is not. The test serves the page itself, so no request leaves this
 * machine.
 */
async function openTab(context: BrowserContext, origin: string): Promise<Page> {
  const page = await context.newPage();
  await page.route(`${origin}/**`, (route) =>
    route.fulfill({ contentType: "text/html", body: "<!doctype html>" }),
  );
  await page.goto(`${origin}/`);
  await page.addScriptTag({ content: `${script};globalThis.tab = tab;` });
  return page;
}

const read = (page: Page) => page.evaluate(() => tab.read());

describe.each([
  ["on localhost", "http://localhost:9"],
  ["over plain HTTP on another name, without Web Locks", "http://parley.test:9"],
])("an outbox in IndexedDB %s", (_where, origin) => {
  test("OUTBOX-12: keeps the contract of every storage", async () => {
    const context = await browser.newContext();
    const page = await openTab(context, origin);
    const results = await page.evaluate(() => tab.tryContract());
    expect(Object.entries(results).filter(([, problem]) => problem !== null)).toEqual([]);
    await context.close();
  });

  test("OUTBOX-11: tells the other tabs what changed, and outlives them", async () => {
    const context = await browser.newContext();
    const [one, other] = [await openTab(context, origin), await openTab(context, origin)];
    await other.evaluate(() => tab.listen());
    await one.evaluate(() => tab.put(1));
    await eventually(
      () => read(other),
      ({ changes, texts }) => changes > 0 && texts.join() === "message 1",
    );
    await one.close();
    await other.close();
    expect(await read(await openTab(context, origin))).toMatchObject({ texts: ["message 1"] });
    await context.close();
  });
});

test("OUTBOX-14: after the browser has ended the connection, the next use opens another", async () => {
  const context = await browser.newContext();
  const origin = "http://localhost:9";
  const page = await openTab(context, origin);
  await page.evaluate(() => tab.put(1));
  const devtools = await context.newCDPSession(page);
  await devtools.send("Storage.clearDataForOrigin", { origin, storageTypes: "indexeddb" });
  await page.evaluate(() => tab.put(2));
  expect(await read(page)).toMatchObject({ texts: ["message 2"] });
  await context.close();
});

test("OUTBOX-11: one tab at a time writes; the next follows when it goes, and one may give up waiting", async () => {
  const context = await browser.newContext();
  const origin = "http://localhost:9";
  const [one, other] = [await openTab(context, origin), await openTab(context, origin)];
  await one.evaluate(() => tab.startWriting());
  await eventually(
    () => one.evaluate(() => tab.isWriter()),
    (is) => is,
  );
  expect(await other.evaluate(() => tab.giveUpWriting())).toBe("gave up");
  await other.evaluate(() => tab.startWriting());
  expect(await other.evaluate(() => tab.isWriter())).toBe(false);
  await one.close();
  await eventually(
    () => other.evaluate(() => tab.isWriter()),
    (is) => is,
  );
  await context.close();
});
