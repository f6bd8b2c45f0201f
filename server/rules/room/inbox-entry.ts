import { messageExcerpt } from "../../../shared/attachments.ts";
import { isUserId, type UserId } from "../../../shared/ids.ts";
import { CROWD_NOTICE, MAX_TOLD_MEMBERS } from "../../../shared/limits.ts";
import { can } from "../../../shared/permissions.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { alongPath, shownBranch } from "./branches.ts";
import { countUnread, type Unread } from "./cursors.ts";
import { countDecisions, type WaitingCall, waitingCalls } from "./decisions.ts";
import { attachmentsIn } from "./rows/attachment-row.ts";
import { currentMembers, findMember, hasMoreMembersThan, type MemberRow } from "./rows/member-row.ts";
import { hides, type MessageRow } from "./messages/row.ts";
import { readRoom } from "./rows/room-row.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { schedule } from "./tasks.ts";
import { followsAny } from "./threads/followers.ts";
import { newestUnreadReply } from "./threads/unread.ts";
import { unreadCounts } from "./unread-counts.ts";

export interface AddressedEntry {
  user: UserId;
  entry: InboxEntry;
}

/**
 * The entries for all inboxes that must be told. The result is the same for the same head and cursors. In a large room, these are
 * the people who were mentioned or who sent a message since the last time; the other inboxes ask when somebody opens them.
 */
export function inboxEntries(store: SqlStore): AddressedEntry[] {
  const members = currentMembers(store);
  const common = commonPart(store);
  const told = common.crowd === undefined ? null : toldUpTo(store);
  const concerned = told === null ? null : concernedSince(store, told);
  return entriesFor(store, members, common, (user) => concerned?.has(user) ?? true);
}

/** The entries of these people, as far as they are members. */
export function inboxEntriesOf(store: SqlStore, users: readonly UserId[]): AddressedEntry[] {
  const wanted = new Set(users);
  return entriesFor(store, currentMembers(store), commonPart(store), (user) => wanted.has(user));
}

function entriesFor(
  store: SqlStore,
  members: readonly MemberRow[],
  common: CommonPart,
  isWanted: (user: UserId) => boolean,
): AddressedEntry[] {
  const people = members.filter(({ user }) => isUserId(user) && isWanted(user));
  const unreadOf = unreadCounts(store, people);
  return people.map((member) => ({
    user: member.user,
    entry: entryOf(store, common, member, members, unreadOf(member)),
  }));
}

/** The inbox entry of one person; null if they are not a member. */
export function inboxEntryOf(store: SqlStore, user: UserId): InboxEntry | null {
  const member = findMember(store, user);
  if (member === null || member.role === null) return null;
  return entryOf(store, commonPart(store), member, currentMembers(store), countUnread(store, member));
}

/** A large room tells the people who are told outside of the app some seconds later, all that was written meanwhile at once. */
export function scheduleListeners(store: SqlStore, now: number): void {
  if (!isCrowd(store)) return;
  const waiting = store.first("SELECT 1 AS one FROM schedule WHERE task = 'listeners' AND due > ?", now);
  if (waiting === null) schedule(store, { task: "listeners" }, now + CROWD_NOTICE);
}

/** Notes that all these inboxes have been told, as of `head`. */
export function noteTold(store: SqlStore, head: Seq): void {
  if (isCrowd(store)) store.run("INSERT OR REPLACE INTO told (only_row, head) VALUES (1, ?)", head);
  else store.run("DELETE FROM told");
}

function toldUpTo(store: SqlStore): Seq | null {
  return store.first<{ head: Seq }>("SELECT head FROM told")?.head ?? null;
}

function concernedSince(store: SqlStore, head: Seq): ReadonlySet<UserId> {
  const rows = store.all<{ user: UserId }>(
    `SELECT user FROM mentions WHERE seq > ? UNION SELECT author FROM messages WHERE seq > ?
     UNION SELECT f.user FROM threads t JOIN thread_followers f ON f.root = t.root WHERE t.newest > ? AND f.follows = 1
     UNION SELECT t.asker FROM messages m INDEXED BY answers_by_end JOIN turns t ON t.id = m.turn WHERE m.ended > ?`,
    head,
    head,
    head,
    head,
  );
  return new Set(rows.map(({ user }) => user));
}

const isCrowd = (store: SqlStore): boolean => hasMoreMembersThan(store, MAX_TOLD_MEMBERS);

type CommonPart = Pick<InboxEntry, "room" | "kind" | "name" | "head" | "epoch" | "crowd" | "made"> & {
  last: LastMessage | null;
  waiting: WaitingCall[];
};
type LastMessage = NonNullable<InboxEntry["last"]> & { libraries: string | null };
type LastRow = Omit<LastMessage, "excerpt"> & Pick<MessageRow, "text" | "attachments" | "moderation">;

function commonPart(store: SqlStore): CommonPart {
  const { id, kind, name, head, epoch } = readRoom(store);
  const crowd = isCrowd(store) ? { crowd: true as const } : {};
  const last = lastMessage(store);
  const made = last === null ? madeAt(store) : undefined;
  const waiting = waitingCalls(store);
  return { room: id, kind, name, head, epoch, last, waiting, ...(made !== undefined && { made }), ...crowd };
}

/** The time of the room's first event. */
function madeAt(store: SqlStore): number | undefined {
  return store.first<{ at: number }>("SELECT at FROM events WHERE seq = 1")?.at;
}

function entryOf(
  store: SqlStore,
  { waiting, ...common }: CommonPart,
  member: MemberRow,
  members: readonly MemberRow[],
  { inThreads, ...unread }: Unread,
): InboxEntry {
  const peer = common.kind === "direct" ? members.find((other) => other.user !== member.user) : undefined;
  const decisions = countDecisions(waiting, member, common.kind);
  return {
    ...common,
    last: lastFor(common.last, member),
    ...(peer === undefined ? {} : { peer: { user: peer.user, name: peer.name } }),
    ...unread,
    ...(decisions > 0 && { decisions }),
    read: member.read,
    ...threadsOf(store, member, inThreads),
    ...(member.role !== null && can(member.role, "manage", common.kind) && { manages: true }),
  };
}

/** Missing for a person who never had to do with a thread here. */
function threadsOf(store: SqlStore, member: MemberRow, unread: number): Pick<InboxEntry, "threads"> {
  const { user, thread_moves: moves } = member;
  if (moves === 0 && !followsAny(store, user)) return {};
  const at = unread > 0 ? newestUnreadReply(store, member) : null;
  return { threads: { unread, moves, ...(at !== null && { at }) } };
}

/** Hides the excerpt of an answer based on libraries from a person who joined later (CITE-7). Members of that time may read it. */
function lastFor(last: LastMessage | null, { joined }: MemberRow): InboxEntry["last"] {
  if (last === null) return null;
  const { libraries, ...told } = last;
  return libraries !== null && last.seq < joined ? { ...told, excerpt: "" } : told;
}

function lastMessage(store: SqlStore): LastMessage | null {
  const end = { branch: shownBranch(store), before: Number.MAX_SAFE_INTEGER };
  const [row] = alongPath(store, end, 1, ({ sql, values }) =>
    store.all<LastRow>(
      `SELECT m.seq, m.author, p.name, m.text, m.attachments, m.moderation, m.at, t.libraries FROM messages m JOIN members p ON p.user = m.author
     LEFT JOIN turns t ON t.id = m.turn
     WHERE ${sql} AND m.deleted_at IS NULL AND (m.text <> '' OR m.attachments IS NOT NULL)
       AND (m.turn IS NULL OR m.ended IS NOT NULL) ORDER BY m.seq DESC LIMIT 1`,
      ...values,
    ),
  );
  if (row === undefined) return null;
  const { text, attachments, moderation, ...rest } = row;
  const excerpt = hides(moderation) ? "" : messageExcerpt(text, attachmentsIn(attachments), rest.author);
  return { ...rest, excerpt };
}
