/** What moderation hides and shows again. Whether something is unsafe is found out elsewhere; here is what becomes of it. */
import type { UserId } from "../../../shared/ids.ts";
import { allowed } from "../../../shared/permissions.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Moderation } from "../../../shared/protocol/turns.ts";
import type { Actor } from "./actor.ts";
import type { Done } from "./effects.ts";
import { type Refusal, refuse } from "./errors.ts";
import { messageText } from "../../../shared/text.ts";
import { findMessage, hides } from "./messages/row.ts";
import { kindOf } from "./rows/room-row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { moderateMessage } from "./turns/end.ts";

/** What was found of a text that its author wrote. */
export interface Verdict {
  target: Seq;
  version: number;
  text: string;
  moderation: Moderation;
}

/** Marks a message as it was judged. A verdict on what stands there no more, or was never written, is nothing. */
export function judge(store: SqlStore, verdict: Verdict, by: { user: UserId; now: number }): Done {
  const message = findMessage(store, verdict.target);
  const isWhatWasJudged =
    message !== null &&
    message.author === by.user &&
    message.deleted_at === null &&
    !hides(message.moderation) &&
    message.version === verdict.version &&
    message.text === messageText(verdict.text);
  if (!isWhatWasJudged) return { effects: [] };
  return { effects: moderateMessage(store, verdict.target, verdict.moderation, by) };
}

/** The text of a held message, for those who decide. */
export function heldText(store: SqlStore, target: Seq, actor: Actor): string | Refusal {
  if (!allowed(actor, "manage", kindOf(store))) return refuse.notAllowed("read what is held");
  const row = store.first<{ text: string }>("SELECT text FROM held_messages WHERE target = ?", target);
  return row?.text ?? refuse.noSuchMessage();
}
