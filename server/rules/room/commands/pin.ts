import { allowed } from "../../../../shared/permissions.ts";
import type { Actor } from "../actor.ts";
import { refuse } from "../errors.ts";
import { findMessage } from "../messages/row.ts";
import { addPin, isFullOfPins, isPinned, removePin } from "../pins.ts";
import { mayPost } from "../posting.ts";
import { appendEvent, nextSeq } from "../rows/log.ts";
import { kindOf } from "../rows/room-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { defineCommand } from "./command.ts";

/** Pins a message for everyone, or takes the pin away. In a conversation with a visitor, only the company's people do. */
export const pin = defineCommand<"pin">({
  needs: "write",
  rate: "command",
  endsTurns: false,
  run(store, { target, on }, actor) {
    if (!mayPin(store, actor)) return refuse.notAllowed("pin messages");
    const message = findMessage(store, target);
    if (message === null || (on && message.deleted_at !== null)) return refuse.noSuchMessage();
    if (on ? isPinned(store, target) : !removePin(store, target)) return { effects: [] };
    if (on && isFullOfPins(store)) return refuse.tooManyPins();
    if (on) addPin(store, target);
    const seq = nextSeq(store);
    const type = on ? "message.pinned" : "message.unpinned";
    const event = appendEvent(store, { type, seq, at: actor.now, by: actor.user, target });
    return { seq, effects: [{ type: "publish", event }] };
  },
});

export function mayPin(store: SqlStore, actor: Actor): boolean {
  return actor.role !== "visitor" && mayPost(store, actor) && allowed(actor, "write", kindOf(store));
}
