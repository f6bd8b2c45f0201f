import { vi } from "vitest";

/** Long enough for the noisiest machine: no test is about how soon it becomes so. Milliseconds. */
const PATIENCE = 30_000;

/** Tries until `check` does not throw, and gives what it gives. */
export function eventually<Found>(check: () => Found | Promise<Found>): Promise<Found> {
  return vi.waitFor(check, { timeout: PATIENCE, interval: 50 });
}

/** Tries until `isSo` says so. */
export async function until(isSo: () => unknown): Promise<void> {
  await vi.waitUntil(isSo, { timeout: PATIENCE, interval: 50 });
}
