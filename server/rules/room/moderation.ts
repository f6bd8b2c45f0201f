/** Hides and shows messages after moderation. The check for unsafe text runs elsewhere; this file applies its result. */
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

/** The result of the check of a text that its author wrote. */
export interface Verdict {
  target: Seq;
  version: number;
  text: string;
  moderation: Moderation;
}

/** Stores a verdict on a message. A verdict on a version that was replaced or never stored is ignored. */
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

/** The text of a held message, for members who may decide on it. */
export function heldText(store: SqlStore, target: Seq, actor: Actor): string | Refusal {
  if (!allowed(actor, "manage", kindOf(store))) return refuse.notAllowed("read what is held");
  const row = store.first<{ text: string }>("SELECT text FROM held_messages WHERE target = ?", target);
  return row?.text ?? refuse.noSuchMessage();
}
