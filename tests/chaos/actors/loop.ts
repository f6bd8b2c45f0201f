import { setTimeout as delay } from "node:timers/promises";

/** Repeats a step, with pauses, until it is stopped. */
export function loop(pause: () => number, step: () => Promise<void> | void): { stop(): Promise<void> } {
  let going = true;
  const ended = (async () => {
    while (going) {
      await step();
      await delay(pause());
    }
  })();
  return {
    stop() {
      going = false;
      return ended;
    },
  };
}
