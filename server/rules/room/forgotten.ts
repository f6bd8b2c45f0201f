/** Which messages nothing may be remembered of: what was remembered is forgotten with them. */
import { isHidden } from "../../../shared/as-shown.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { Effect } from "./effects.ts";
import { findMessage, hides } from "./messages/row.ts";
import { schedule } from "./tasks.ts";

/**
 * In the same transaction as the change, so that no crash loses it. A task for each message: it is done when the directory has deleted what
 * was said in it.
 */
export function scheduleForgetting(store: SqlStore, effects: readonly Effect[], now: number): void {
  for (const effect of effects) {
    if (effect.type !== "publish") continue;
    const { event } = effect;
    const isGone =
      event.type === "message.deleted" ||
      (event.type === "message.moderated" && isHidden(event.moderation)) ||
      (event.type === "message.ai" && event.ai === "never");
    if (isGone) schedule(store, { task: "forget", message: event.target }, now);
  }
}

/** Deleted, hidden, excluded from AI, or never there. */
export function isForgotten(store: SqlStore, seq: Seq): boolean {
  const message = findMessage(store, seq);
  return (
    message === null || message.deleted_at !== null || hides(message.moderation) || message.ai === "never"
  );
}
