import { vi } from "vitest";

/** Timeout of every wait, ms. It is long enough for a busy machine, because no test measures time. */
const TIMEOUT_MS = 30_000;

/** Repeats `check` until it does not throw, and returns its result. */
export function eventually<Found>(check: () => Found | Promise<Found>): Promise<Found> {
  return vi.waitFor(check, { timeout: TIMEOUT_MS, interval: 50 });
}

/** Repeats `isSo` until it is true. */
export async function until(isSo: () => unknown): Promise<void> {
  await vi.waitUntil(isSo, { timeout: TIMEOUT_MS, interval: 50 });
}
