import type { Browser } from "playwright-core";
import { afterAll, beforeAll, beforeEach, onTestFailed } from "vitest";
import { startApp, type App } from "./app.ts";
import { launchBrowser } from "./browser.ts";
import type { Desk } from "./people.ts";
import { reportPages } from "./report-pages.ts";

export interface Stage {
  readonly browser: Browser;
  readonly app: App;
}

/** Starts a server and a browser for the tests of one file. */
export function setStage(): Stage {
  let browser: Browser | undefined;
  let app: App | undefined;
  beforeAll(async () => {
    [browser, app] = await Promise.all([launchBrowser(), startApp()]);
  });
  beforeEach(({ task }) => {
    onTestFailed(async () => {
      if (browser !== undefined) await reportPages(browser, task.name);
    });
  });
  afterAll(async () => {
    await browser?.close();
    await app?.stop();
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

export async function leave(...desks: Desk[]): Promise<void> {
  await Promise.all(desks.map(({ context }) => context.close()));
}
