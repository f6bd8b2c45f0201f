/** Another version of an answered prompt: a message that begins a branch in its place. */
import type { Attachment } from "../../../shared/attachments.ts";
import { MAX_ATTACHMENTS, MAX_FORKS, MAX_FORKS_OF_PROMPT } from "../../../shared/limits.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { Actor } from "./actor.ts";
import { copiedIdAt } from "./attachments.ts";
import { isOnPath, shownBranch, showBranch } from "./branches.ts";
import { type Refusal, refuse } from "./errors.ts";
import { findMessage, hides, type MessageRow } from "./messages/row.ts";
import { attachmentsIn, rowsOfMessage } from "./rows/attachment-row.ts";
import { putVersions, versionsOf } from "./rows/fork-row.ts";
import { kindOf, readRoom } from "./rows/room-row.ts";
import { turnsFor } from "./rows/turn-row.ts";

export interface Fork {
  /** The version that the author has changed. */
  of: MessageRow;
  /** The first version of the prompt. */
  prompt: Seq;
  /** The branch in which the first version stands. */
  parent: Seq;
}

/** What is forked, or why it cannot be. Changes nothing. */
export function forkable(store: SqlStore, target: Seq, files: number, actor: Actor): Fork | Refusal {
  if (kindOf(store) !== "session") return refuse.noForks();
  const of = findMessage(store, target);
  if (of === null || of.author !== actor.user) return refuse.noSuchMessage();
  if (of.thread !== null) return refuse.forkInThread();
  if (of.deleted_at !== null) return refuse.deleted();
  if (hides(of.moderation)) return refuse.hidden();
  if (!turnsFor(store, target).some(({ answer }) => answer !== null)) return refuse.notAnswered();
  if (attachmentsIn(of.attachments).length + files > MAX_ATTACHMENTS) return refuse.tooManyFiles();
  const prompt = of.forked ?? of.seq;
  if (versionsOf(store, prompt).length >= MAX_FORKS_OF_PROMPT) return refuse.tooManyForks();
  if (readRoom(store).branches >= MAX_FORKS) return refuse.tooManyBranches();
  const parent = findMessage(store, prompt)?.branch ?? of.branch;
  return { of, prompt, parent };
}

/** Begins the branch of the message `seq`, and shows it. The message itself is stored by the caller. */
export function beginBranch(
  store: SqlStore,
  { prompt, parent }: Fork,
  seq: Seq,
): Required<Pick<Message, "branch" | "forks">> {
  const shown = shownBranch(store);
  const isShown = isOnPath(store, shown, { seq: prompt, branch: parent, place: null, thread: null });
  const first = { seq: prompt, last: isShown ? shown : parent };
  const earlier = versionsOf(store, prompt);
  const versions = [...(earlier.length === 0 ? [first] : earlier), { seq, last: seq }];
  putVersions(store, prompt, versions);
  store.run("INSERT INTO branches (id, parent, before) VALUES (?, ?, ?)", seq, parent, prompt);
  store.run("UPDATE room SET branches = branches + 1");
  store.run("UPDATE messages SET forked = ? WHERE seq = ?", prompt, prompt);
  showBranch(store, seq);
  return { branch: seq, forks: versions.map((version) => version.seq) };
}

/** Whether a stored message is this fork, or none if `target` is missing. */
export function isSameFork(store: SqlStore, stored: MessageRow, target: Seq | undefined): boolean {
  const isFork = stored.branch === stored.seq;
  if (target === undefined || !isFork) return target === undefined && !isFork;
  return (findMessage(store, target)?.forked ?? null) === stored.forked;
}

/** Gives the fork the files of the version that its author has changed. The bytes are stored once. */
export function copyFiles(store: SqlStore, { of }: Fork, seq: Seq): Attachment[] {
  const shown = attachmentsIn(of.attachments);
  if (shown.length === 0) return [];
  const rows = rowsOfMessage(store, of.seq);
  rows.forEach(({ id }, place) => {
    store.run(
      `INSERT INTO attachments (id, uploader, object, name, bytes, type, width, height, uploaded_at, message, place)
       SELECT ?, uploader, object, name, bytes, type, width, height, uploaded_at, ?, ? FROM attachments WHERE id = ?`,
      copiedIdAt(store, seq, place),
      seq,
      place,
      id,
    );
  });
  return shown.map((file, place) => ({ ...file, id: copiedIdAt(store, seq, place) }));
}
