/** What moderation hides and shows again. Whether something is unsafe is found out elsewhere; here is what becomes of it. */
import type { UserId } from "../../shared/ids.ts";
import { can } from "../../shared/permissions.ts";
import type { Seq } from "../../shared/protocol/events.ts";
import type { Moderation } from "../../shared/protocol/turns.ts";
import type { Actor, ModerateCommand } from "./commands.ts";
import type { Done, Effect } from "./effects.ts";
import { type Refusal, refuse } from "./errors.ts";
import { messageText } from "../../shared/text.ts";
import { attachmentsOf, encodeAttachments, forgetAttachments } from "./attachments.ts";
import { forgetMentions, noteMentions, repliedTo } from "./mentions.ts";
import { appendEvent, nextSeq } from "./rows/log.ts";
import { findMessage, hides, mentionsOf, type MessageRow, moderationOf } from "./rows/message-row.ts";
import { kindOf } from "./rows/room-row.ts";
import type { SqlStore } from "./sql.ts";
import { addressedAgents } from "./turns/addressed.ts";
import { queueTurn } from "./turns/begin.ts";
import { withdrawPrompt } from "./turns/stop.ts";
import { forgetSummaries } from "./withhold.ts";

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
  if (!can(actor.role, "manage", kindOf(store))) return refuse.notAllowed("read what is held");
  const row = store.first<{ text: string }>("SELECT text FROM held WHERE target = ?", target);
  return row?.text ?? refuse.noSuchMessage();
}

/** Null: shown like any other. Hidden text stands in `held` alone, retracted text nowhere. */
export function moderateMessage(
  store: SqlStore,
  target: Seq,
  moderation: Moderation | null,
  by: { user: UserId; now: number },
): Effect[] {
  const message = findMessage(store, target);
  if (message === null) return [];
  const held = store.first<{ text: string }>("SELECT text FROM held WHERE target = ?", target)?.text;
  const full = held ?? message.text;
  const isHidden = moderation?.state === "held" || moderation?.state === "retracted";
  const seq = nextSeq(store);
  store.run("DELETE FROM held WHERE target = ?", target);
  if (moderation?.state === "held") store.run("INSERT INTO held (target, text) VALUES (?, ?)", target, full);
  if (isHidden) {
    hide(store, target);
    forgetMentions(store, message);
  } else if (hides(message.moderation)) {
    noteMentions(store, target, message.author, mentionsOf(message), repliedTo(store, message));
  }
  if (moderation?.state === "retracted") forgetAttachments(store, target, by.now);
  const text = isHidden ? "" : full;
  const files = isHidden ? [] : attachmentsOf(store, target);
  store.run(
    "UPDATE messages SET text = ?, attachments = ?, moderation = ? WHERE seq = ?",
    text,
    encodeAttachments(files),
    moderation === null ? null : JSON.stringify(moderation),
    target,
  );
  const event = appendEvent(store, {
    type: "message.moderated",
    seq,
    at: by.now,
    by: by.user,
    target,
    moderation,
    text: "",
  });
  const withdrawn = isHidden ? withdrawPrompt(store, target, by) : [];
  const told = { ...event, text, ...(files.length > 0 && { attachments: files }) };
  return [{ type: "publish", event: told }, ...withdrawn];
}

/** Takes a text out of everywhere but the message itself. */
export function hide(store: SqlStore, target: Seq): void {
  store.run("DELETE FROM versions WHERE target = ?", target);
  store.run(
    `UPDATE events SET data = json_remove(json_set(data, '$.text', '', '$.mentions', json('[]')), '$.excerpt')
     WHERE target = ? AND type = 'message.edited'`,
    target,
  );
  forgetSummaries(store, target);
}
