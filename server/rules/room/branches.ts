/**
 * The branches of a room. Messages stand in the branch in which they were written. A branch begins with a version of a prompt, and goes on
 * from what stood before that prompt. The path of a branch is all of that: its own messages, those of its parent before the prompt, and so on.
 */
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { MessageRow } from "./messages/row.ts";
import { findMessage } from "./messages/row.ts";
import { versionsOf } from "./rows/fork-row.ts";
import { readRoom } from "./rows/room-row.ts";

/** The branch with which every room begins. */
export const FIRST_BRANCH: Seq = 0;

/**
 * A thread is a branch that is never shown. It goes on from what stood before its first message, and from that message. So whatever holds for
 * branches holds for it: an answer stands where its prompt stands, and a model is given what is on the path.
 */
export const branchOfThread = (root: Seq): Seq => -root;

/** The first message of the thread; null for a branch of another kind. */
const rootOf = (branch: Seq): Seq | null => (branch < 0 ? -branch : null);

export type BranchRow = { id: Seq; parent: Seq; before: Seq };

/** A part of a path: the messages of this branch that stand before this seq. */
export interface Stretch {
  branch: Seq;
  before: Seq;
}

export function findBranch(store: SqlStore, id: Seq): BranchRow | null {
  return store.first<BranchRow>("SELECT * FROM branches WHERE id = ?", id);
}

/** Whether the room has this branch. */
export function hasBranch(store: SqlStore, id: Seq): boolean {
  return id === FIRST_BRANCH || (Number.isSafeInteger(id) && findBranch(store, id) !== null);
}

export const shownBranch = (store: SqlStore): Seq => readRoom(store).branch;

/** The branch in which this message stands. */
export const branchOf = (store: SqlStore, seq: Seq): Seq => findMessage(store, seq)?.branch ?? FIRST_BRANCH;

/** The branch in which this prompt is answered: a reply that was also sent to the room is answered in its thread. */
export function branchOfAnswer(store: SqlStore, prompt: Seq): Seq {
  const { branch = FIRST_BRANCH, thread = null } = findMessage(store, prompt) ?? {};
  return thread === null ? branch : branchOfThread(thread);
}

/** The path of a branch, from its end to the first branch. Reads a row for each branch that is asked for. */
export function* pathOf(store: SqlStore, branch: Seq): Generator<Stretch> {
  for (let at: Stretch = { branch, before: Number.MAX_SAFE_INTEGER }; ;) {
    yield at;
    const root = rootOf(at.branch);
    const row = root !== null || at.branch === FIRST_BRANCH ? null : findBranch(store, at.branch);
    if (root !== null) at = { branch: branchOf(store, root), before: root + 1 };
    else if (row !== null) at = { branch: row.parent, before: row.before };
    else return;
  }
}

/** The branch in which the path stands at a seq. */
export function branchAt(store: SqlStore, branch: Seq, seq: Seq): Seq {
  for (const { branch: at } of pathOf(store, branch)) if ((rootOf(at) ?? at - 1) < seq) return at;
  return FIRST_BRANCH;
}

/** Where a message stands. An answer that takes the place of an earlier one stands there, on every path that has the earlier one. */
export type Standing = Pick<MessageRow, "seq" | "branch" | "place" | "thread">;

/** Whether the path of the branch has this message. A branch is older than those that go on from it, so the walk ends early. */
export function isOnPath(
  store: SqlStore,
  branch: Seq,
  { seq, branch: own, place, thread }: Standing,
): boolean {
  for (const { branch: at, before } of pathOf(store, branch)) {
    const root = rootOf(at);
    if (at === own || (root !== null && root === thread)) return (place ?? seq) < before;
    if ((root ?? at) < own) return false;
  }
  return false;
}

/** A condition on the messages `m` of one stretch, with its values. */
export interface Where {
  sql: string;
  values: Seq[];
}

type Read<Row> = (where: Where, limit: number) => Row[];

/**
 * The newest rows of a path before a seq, newest first. `read` returns those of one stretch. Nothing of another branch is read. A room
 * without forks and threads is read by seq alone.
 */
export function alongPath<Row extends { seq: Seq }>(
  store: SqlStore,
  { branch, before }: Stretch,
  limit: number,
  read: Read<Row>,
): Row[] {
  if (isFlat(store)) return read({ sql: "m.seq < ?", values: [before] }, limit);
  const rows: Row[] = [];
  for (const stretch of pathOf(store, branch)) {
    const end = Math.min(before, stretch.before);
    // A branch has nothing before the message that began it.
    if (end > stretch.branch) rows.push(...read(ofStretch(stretch.branch, end), limit - rows.length));
    if (rows.length >= limit) break;
  }
  const after = rows.length < limit ? 0 : (rows.at(-1)?.seq ?? 0);
  const later = hasLaterAnswers(store) ? laterAnswers(store, { branch, before }, { after, limit, read }) : [];
  return later.length === 0 ? rows : [...rows, ...later].sort((a, b) => b.seq - a.seq).slice(0, limit);
}

/** A thread also has the replies that were sent to the room too. */
function ofStretch(branch: Seq, before: Seq): Where {
  const root = rootOf(branch);
  return root === null
    ? { sql: "m.branch = ? AND m.seq < ?", values: [branch, before] }
    : { sql: "m.thread = ? AND m.seq < ?", values: [root, before] };
}

/** Whether all messages stand in the first branch. */
const isFlat = (store: SqlStore): boolean =>
  readRoom(store).branches === 0 && store.first("SELECT root FROM threads LIMIT 1") === null;

/**
 * A condition on messages: they stand in the room, and not in a thread alone. Without forks it goes by the index of branches, so that no reply of a
 * long thread is read; with forks, which are in few rooms, by seq.
 */
export function standsInRoom(store: SqlStore, column: string): string {
  if (isFlat(store)) return "TRUE";
  return readRoom(store).branches === 0 ? `${column} = ${FIRST_BRANCH}` : `+${column} >= ${FIRST_BRANCH}`;
}

function hasLaterAnswers(store: SqlStore): boolean {
  return (
    store.first("SELECT seq FROM messages INDEXED BY later_answers WHERE place IS NOT NULL LIMIT 1") !== null
  );
}

/** Answers that were written in a branch after the path had left it, in the place of one that the path has. */
function laterAnswers<Row>(
  store: SqlStore,
  { branch, before }: Stretch,
  { after, limit, read }: { after: Seq; limit: number; read: Read<Row> },
): Row[] {
  return [...pathOf(store, branch)].slice(1).flatMap((stretch) =>
    read(
      {
        // With the plus, the rows are looked up by their place: there are few that have one.
        sql: "m.branch = ? AND m.place IS NOT NULL AND m.place < ? AND +m.seq >= ? AND +m.seq < ? AND +m.seq > ?",
        values: [stretch.branch, stretch.before, stretch.before, before, after],
      },
      limit,
    ),
  );
}

/**
 * A condition on a column that names messages: one of these. In a room without forks and threads they are all messages of a range. Elsewhere they are
 * written out: each is looked up, which reads a row, and nothing of other branches.
 */
export function among(store: SqlStore, column: string, seqs: readonly Seq[]): string {
  const known = seqs.filter(Number.isSafeInteger);
  return isFlat(store) && known.length > 0
    ? `${column} BETWEEN ${Math.min(...known)} AND ${Math.max(...known)}`
    : `${column} IN (${known.join(", ")})`;
}

/** A branch whose path has this message: the shown one if it has; else the one that was last shown with this version; else its own. */
export function branchThrough(store: SqlStore, message: MessageRow): Seq {
  const { branch: shown } = readRoom(store);
  const last = lastShownWith(store, message);
  return (
    [shown, ...(last === null ? [] : [last])].find((each) => isOnPath(store, each, message)) ?? message.branch
  );
}

function lastShownWith(store: SqlStore, message: MessageRow): Seq | null {
  const version = message.forked === null ? findMessage(store, message.branch) : message;
  if (version === null || version.forked === null) return null;
  return versionsOf(store, version.forked).find(({ seq }) => seq === version.seq)?.last ?? null;
}

/** Shows this branch. Returns the version of a prompt that is shown now, where the two paths part; null if it was shown before. */
export function showBranch(store: SqlStore, branch: Seq): Seq | null {
  const { branch: before } = readRoom(store);
  if (before === branch) return null;
  const { prompt, left, right } = partingOf(store, before, branch);
  const versions = versionsOf(store, prompt).map((each) =>
    each.seq === left ? { ...each, last: before } : each,
  );
  store.run("UPDATE forks SET versions = ? WHERE prompt = ?", JSON.stringify(versions), prompt);
  store.run("UPDATE room SET branch = ?", branch);
  return right;
}

/** Where two paths part: the first version of the prompt, and the version that each of them has. */
function partingOf(store: SqlStore, left: Seq, right: Seq): { prompt: Seq; left: Seq; right: Seq } {
  const [one, other] = [[...pathOf(store, left)], [...pathOf(store, right)]];
  const shared = one.findIndex(({ branch }) => other.some((stretch) => stretch.branch === branch));
  const same = other.findIndex(({ branch }) => branch === one[shared]?.branch);
  const prompt = Math.min(one[shared]?.before ?? Infinity, other[same]?.before ?? Infinity);
  const versionOn = (path: readonly Stretch[], at: number): Seq =>
    path[at]?.before === prompt ? (path[at - 1]?.branch ?? prompt) : prompt;
  return { prompt, left: versionOn(one, shared), right: versionOn(other, same) };
}
