import type { Page } from "playwright-core";
import { eventually } from "./eventually.ts";

/** Waits until no part of the page says that it is loading. Several parts may say so at once. */
export async function loaded(page: Page): Promise<void> {
  await eventually(
    () => page.locator(".spinner").count(),
    (count) => count === 0,
  );
}
