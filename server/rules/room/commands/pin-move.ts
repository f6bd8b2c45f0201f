import { refuse } from "../errors.ts";
import { isPinned, movePin } from "../pins.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { defineCommand } from "./command.ts";
import { mayPin } from "./pin.ts";

/** Moves a pinned message before another one; null moves it to the end. */
export const pinMove = defineCommand<"pin.move">({
  needs: "write",
  rate: "command",
  endsTurns: false,
  run(store, { target, before }, actor) {
    if (!mayPin(store, actor)) return refuse.notAllowed("pin messages");
    const isThere = isPinned(store, target) && (before === null || isPinned(store, before));
    if (!isThere) return refuse.noSuchMessage();
    if (target === before || !movePin(store, target, before)) return { effects: [] };
    const seq = nextSeq(store);
    const base = { type: "pin.moved", seq, at: actor.now, by: actor.user } as const;
    const event = appendEvent(store, { ...base, target, before });
    return { seq, effects: [{ type: "publish", event }] };
  },
});
