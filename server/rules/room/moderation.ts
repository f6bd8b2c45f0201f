/** What moderation hides and shows again. Whether something is unsafe is found out elsewhere; here is what becomes of it. */
import type { UserId } from "../../../shared/ids.ts";
import { allowed } from "../../../shared/permissions.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Moderation } from "../../../shared/protocol/turns.ts";
import type { Actor, ModerateCommand } from "./commands.ts";
import type { Done, Effect } from "./effects.ts";
import { type Refusal, refuse } from "./errors.ts";
import { messageText } from "../../../shared/text.ts";
import { repliedTo } from "./mentions.ts";
import { findMessage, hides, mentionsOf, type MessageRow, moderationOf } from "./rows/message-row.ts";
import { kindOf } from "./rows/room-row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { addressedAgents } from "./turns/addressed.ts";
import { queueTurn } from "./turns/begin.ts";
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

/** Someone who manages the room has decided. */
export function moderate(
  store: SqlStore,
  { target, decision }: ModerateCommand,
  actor: Actor,
): Done | Refusal {
  const message = findMessage(store, target);
  if (message === null || message.deleted_at !== null) return refuse.noSuchMessage();
  const before = moderationOf(message);
  if (before === null || before.state === "retracted") {
    return decision === "retract" && before !== null ? { effects: [] } : refuse.notModerated();
  }
  if (decision === "retract") {
    return { effects: moderateMessage(store, target, { ...before, state: "retracted" }, actor) };
  }
  const released = moderateMessage(store, target, null, actor);
  return { effects: before.state === "held" ? [...released, ...askNow(store, message, actor)] : released };
}

/** What a held message asks, it asks when it is shown. */
function askNow(store: SqlStore, message: MessageRow, { now }: Actor): Effect[] {
  if (message.turn !== null || message.ai === "never") return [];
  return addressedAgents(store, mentionsOf(message), repliedTo(store, message)).flatMap((agent) =>
    queueTurn(store, { agent, asker: message.author, prompts: [message.seq] }, now),
  );
}

/** The text of a held message, for those who decide. */
export function heldText(store: SqlStore, target: Seq, actor: Actor): string | Refusal {
  if (!allowed(actor, "manage", kindOf(store))) return refuse.notAllowed("read what is held");
  const row = store.first<{ text: string }>("SELECT text FROM held_messages WHERE target = ?", target);
  return row?.text ?? refuse.noSuchMessage();
}
