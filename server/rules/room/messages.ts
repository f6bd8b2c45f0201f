/** What people say: send, edit, delete. */
import { messageExcerpt } from "../../../shared/attachments.ts";
import type { AttachmentId, UserId } from "../../../shared/ids.ts";
import { MAX_WAITED } from "../../../shared/limits.ts";
import { allowed, outranks } from "../../../shared/permissions.ts";
import type { MessageSent, Quote } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { messageText, textProblem } from "../../../shared/text.ts";
import { attach, attachable, encodeAttachments, forgetAttachments, hasSameFiles } from "./attachments.ts";
import type { Actor, DeleteCommand, EditCommand, SendCommand } from "./commands.ts";
import type { Done } from "./effects.ts";
import { type Refusal, refuse } from "./errors.ts";
import { attachmentsIn } from "./rows/attachment-row.ts";
import { appendEvent, nextSeq } from "./rows/log.ts";
import { roleOf } from "./rows/member-row.ts";
import { findMessage, findMessageById, hides, type MessageRow } from "./rows/message-row.ts";
import { kindOf } from "./rows/room-row.ts";
import { findTurnOfAnswer } from "./rows/turn-row.ts";
import { noteConsumedDraft } from "./consumed-drafts.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { addressedAgents } from "./turns/addressed.ts";
import { queueTurn, refuseMoreTurns } from "./turns/begin.ts";
import { endTurnsOf } from "./turns/stop.ts";
import { forgetMentions, noteMentions, repliedTo } from "./mentions.ts";
import { hide } from "./moderated.ts";
import { forgetSummaries } from "./summaries.ts";

export function send(store: SqlStore, command: SendCommand, actor: Actor): Done | Refusal {
  const text = messageText(command.text);
  const replyTo = command.replyTo ?? null;
  const ids = command.attachments ?? [];

  const stored = findMessageById(store, actor.user, command.id);
  if (stored !== null) {
    const isSame = saysTheSame(store, stored, { text, replyTo, ids });
    return isSame ? { seq: stored.seq, effects: [] } : refuse.otherBody();
  }

  const problem = refuseText(text, ids.length > 0);
  if (problem !== null) return problem;
  const files = attachable(store, ids, actor.user);
  if ("refused" in files) return files;
  const original = replyTo === null ? null : findMessage(store, replyTo);
  if (replyTo !== null && original === null) return refuse.noSuchMessage();

  const mentions = knownMentions(store, command.mentions);
  const waited = clampWaited(command.waited);
  const { ai, moderation } = command;
  const writers = command.composed?.writers.filter((user) => user !== actor.user) ?? [];
  const isHeld = moderation?.state === "held";
  const agents = ai === "never" || isHeld ? [] : addressedAgents(store, mentions, original);
  const full = refuseMoreTurns(store, actor.user, agents);
  if (full !== null) return full;

  const seq = nextSeq(store);
  store.run(
    `INSERT INTO messages (seq, id, author, at, text, mentions, reply_to, waited, ai, moderation, writers, attachments)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    seq,
    command.id,
    actor.user,
    actor.now,
    isHeld ? "" : text,
    mentions.length === 0 ? null : JSON.stringify(mentions),
    replyTo,
    waited,
    ai ?? null,
    moderation === undefined ? null : JSON.stringify(moderation),
    writers.length === 0 ? null : JSON.stringify(writers),
    isHeld ? null : encodeAttachments(files),
  );
  attach(store, ids, seq);
  if (isHeld) store.run("INSERT INTO held_messages (target, text) VALUES (?, ?)", seq, text);
  if (!isHeld) noteMentions(store, seq, actor.user, mentions, original);
  if (command.draft !== undefined) noteConsumedDraft(store, { ...actor, seq }, command.draft);
  const event: MessageSent = {
    type: "message.sent",
    seq,
    at: actor.now,
    by: actor.user,
    message: {
      id: command.id,
      text: isHeld ? "" : text,
      mentions,
      version: 1,
      ...(replyTo === null ? {} : { replyTo, quote: quoteOf(original) }),
      ...(waited === null ? {} : { waited }),
      ...(files.length === 0 || isHeld ? {} : { attachments: files }),
      ...(writers.length === 0 ? {} : { writers }),
      ...(ai === undefined ? {} : { ai }),
      ...(moderation === undefined ? {} : { moderation }),
    },
  };
  const turns = agents.flatMap((agent) =>
    queueTurn(store, { agent, asker: actor.user, prompts: [seq] }, actor.now),
  );
  return { seq, effects: [{ type: "publish", event }, ...turns] };
}

export function edit(store: SqlStore, command: EditCommand, actor: Actor): Done | Refusal {
  const message = findMessage(store, command.target);
  if (message === null || message.author !== actor.user) return refuse.noSuchMessage();
  if (message.deleted_at !== null) return refuse.deleted();
  if (hides(message.moderation)) return refuse.hidden();

  const text = messageText(command.text);
  if (message.version === command.version + 1 && message.text === text) return { effects: [] };
  if (message.version !== command.version) return refuse.otherVersion();
  const files = attachmentsIn(message.attachments);
  const problem = refuseText(text, files.length > 0);
  if (problem !== null) return problem;

  const mentions = knownMentions(store, command.mentions);
  const seq = nextSeq(store);
  const version = message.version + 1;
  store.run(
    "INSERT INTO versions (target, version, text, at) VALUES (?, ?, ?, ?)",
    message.seq,
    message.version,
    message.text,
    message.edited_at ?? message.at,
  );
  store.run(
    "UPDATE messages SET text = ?, mentions = ?, version = ?, edited_at = ? WHERE seq = ?",
    text,
    mentions.length === 0 ? null : JSON.stringify(mentions),
    version,
    actor.now,
    message.seq,
  );
  const original = repliedTo(store, message);
  forgetSummaries(store, message.seq);
  forgetMentions(store, message);
  noteMentions(store, message.seq, actor.user, mentions, original);
  const event = appendEvent(store, {
    type: "message.edited",
    seq,
    at: actor.now,
    by: actor.user,
    target: message.seq,
    version,
    text,
    mentions,
    ...(text === "" && { excerpt: messageExcerpt(text, files) }),
  });
  return { seq, effects: [{ type: "publish", event }] };
}

/** By its author, or by someone who manages the room and stands above the author. Deleting twice is deleting once. */
export function deleteMessage(store: SqlStore, command: DeleteCommand, actor: Actor): Done | Refusal {
  const message = findMessage(store, command.target);
  if (message === null || !mayDelete(store, message, actor)) return refuse.noSuchMessage();
  if (message.deleted_at !== null) return { effects: [] };

  const ended = endTurnsOf(store, message.seq, actor);
  forgetMentions(store, findMessage(store, message.seq) ?? message);
  const seq = nextSeq(store);
  store.run(
    `UPDATE messages SET text = '', attachments = NULL, mentions = NULL, writers = NULL, ai = NULL, moderation = NULL,
       deleted_at = ? WHERE seq = ?`,
    actor.now,
    message.seq,
  );
  hide(store, message.seq);
  forgetAttachments(store, message.seq, actor.now);
  store.run("DELETE FROM held_messages WHERE target = ?", message.seq);
  store.run("DELETE FROM reactions WHERE target = ?", message.seq);
  store.run("UPDATE turns SET citations = NULL WHERE answer = ?", message.seq);
  const event = appendEvent(store, {
    type: "message.deleted",
    seq,
    at: actor.now,
    by: actor.user,
    target: message.seq,
  });
  return { seq, effects: [...ended, { type: "publish", event }] };
}

// ---- rules

function refuseText(text: string, hasFiles: boolean): Refusal | null {
  switch (textProblem(text)) {
    case "empty":
      return hasFiles ? null : refuse.emptyText();
    case "too_large":
      return refuse.textTooLarge();
    case null:
      return null;
  }
}

/**
 * Whether a message that comes again is the one that is stored. Compared with its first version: it may have been
 * edited since. Of a deleted one nothing is left to compare with; it stays deleted, and its sender learns its seq.
 */
function saysTheSame(
  store: SqlStore,
  stored: MessageRow,
  { text, replyTo, ids }: { text: string; replyTo: Seq | null; ids: readonly AttachmentId[] },
): boolean {
  if (stored.deleted_at !== null) return true;
  const first = store.first<{ text: string }>(
    `SELECT text FROM versions WHERE target = ? AND version = 1
     UNION ALL SELECT text FROM held_messages WHERE target = ?`,
    stored.seq,
    stored.seq,
  );
  if (first === null && hides(stored.moderation)) return true;
  const isSame = (first?.text ?? stored.text) === text && stored.reply_to === replyTo;
  return isSame && hasSameFiles(store, stored.seq, ids);
}

function mayDelete(store: SqlStore, message: MessageRow, actor: Actor): boolean {
  if (message.author === actor.user || isAsker(store, message, actor)) return true;
  if (!allowed(actor, "manage", kindOf(store))) return false;
  const author = roleOf(store, message.author);
  return author === null || actor.role === "owner" || outranks(actor.role, author);
}

/** Whoever asked for an answer may take it away. */
function isAsker(store: SqlStore, message: MessageRow, actor: Actor): boolean {
  return message.turn !== null && findTurnOfAnswer(store, message.seq)?.asker === actor.user;
}

function clampWaited(waited: number | undefined): number | null {
  if (waited === undefined || !Number.isFinite(waited) || waited < 1) return null;
  return Math.min(Math.floor(waited), MAX_WAITED);
}

// ---- mentions and quotes

/** Those who are members, each once. Naming anybody else names nobody. */
function knownMentions(store: SqlStore, mentions: readonly UserId[] = []): UserId[] {
  return [...new Set(mentions)].filter((user) => roleOf(store, user) !== null);
}

function quoteOf(original: MessageRow | null): Quote | null {
  if (original === null || original.deleted_at !== null || hides(original.moderation)) return null;
  const excerpt = messageExcerpt(original.text, attachmentsIn(original.attachments));
  return { author: original.author, excerpt };
}
