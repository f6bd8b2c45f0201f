import { setTimeout as delay } from "node:timers/promises";

/** Checks every few milliseconds. Throws an error that names `what` after the timeout. Resolves to how long it took, ms. */
export async function until(isSo: () => boolean, within: number, what: string): Promise<number> {
  const began = performance.now();
  while (!isSo()) {
    if (performance.now() - began > within) throw new Error(`not within ${within} ms: ${what}`);
    await delay(5);
  }
  return performance.now() - began;
}
