import { setTimeout as delay } from "node:timers/promises";

/** Looks every few milliseconds; throws what it waited for when it takes longer. Resolves to how long it took. */
export async function until(isSo: () => boolean, within: number, what: string): Promise<number> {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > within) throw new Error(`not within ${within} ms: ${what}`);
    await delay(5);
  }
  return performance.now() - began;
}
