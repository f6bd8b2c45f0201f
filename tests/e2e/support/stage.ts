import type { Browser, BrowserContext } from "playwright-core";
import { afterAll, beforeAll, beforeEach, inject, onTestFailed } from "vitest";
import { startApp, type App } from "./app.ts";
import { launchBrowser } from "./browser.ts";
import { beginPeople, type Desk } from "./people.ts";
import { reportPages } from "./report-pages.ts";
import "./servers.ts";

export interface Stage<Place = Pick<App, "origin">> {
  readonly browser: Browser;
  readonly app: Place;
}

/**
 * A browser and a server for the tests of one file. Other files have used both before, and none does at the same time: the file makes its
 * own people and organization, and assumes nothing about the rest of the server.
 */
export const setStage = (): Stage => stageWith(sharedApp);

/** The same, with a new server of its own, which the tests may crash. For tests about what a server is like when it is new, or comes back. */
export const setOwnStage = (): Stage<App> => stageWith(() => startApp());

function stageWith<Place extends Pick<App, "origin"> & { stop?: App["stop"] }>(
  openApp: () => Promise<Place>,
): Stage<Place> {
  let browser: Browser | undefined;
  let app: Place | undefined;
  beginPeople();
  beforeAll(async () => {
    [browser, app] = await Promise.all([sharedBrowser(), openApp()]);
  });
  beforeEach(({ task }) => {
    onTestFailed(async () => {
      if (browser !== undefined) await reportPages(browser, task.name);
    });
  });
  afterAll(async () => {
    await close(browser?.contexts() ?? []);
    await app?.stop?.();
  });
  const there = <Thing>(thing: Thing | undefined): Thing => {
    if (thing === undefined) throw new Error("the stage is set in beforeAll");
    return thing;
  };
  return {
    get browser() {
      return there(browser);
    },
    get app() {
      return there(app);
    },
  };
}

/** Each process that runs test files has a server (`servers.ts`). */
async function sharedApp(): Promise<Pick<App, "origin">> {
  const origins = inject("origins");
  const origin = origins[(Number(process.env["VITEST_POOL_ID"]) - 1) % origins.length];
  if (origin === undefined) throw new Error("no server was started before the tests");
  return { origin };
}

let launched: Promise<Browser> | undefined;

/** The browser of this process. A new one if a test has ended it. */
async function sharedBrowser(): Promise<Browser> {
  const before = await launched;
  if (before?.isConnected()) return before;
  launched = launchBrowser();
  return launched;
}

const close = (contexts: readonly BrowserContext[]) =>
  Promise.all(contexts.map((context) => context.close()));

export async function leave(...desks: Desk[]): Promise<void> {
  await close(desks.map(({ context }) => context));
}
