import { isAgentId, type UserId } from "../../shared/ids.ts";
import type { InboxEntry } from "../../shared/protocol/frames.ts";
import { excerptOf } from "../../shared/text.ts";
import { countUnread, type Unread } from "./cursors.ts";
import { currentMembers, findMember, type MemberRow } from "./rows/member-row.ts";
import { readRoom } from "./rows/room-row.ts";
import type { SqlStore } from "./sql.ts";
import { unreadCounts } from "./unread-counts.ts";

export interface AddressedEntry {
  user: UserId;
  entry: InboxEntry;
}

/** How the room stands in each member's inbox. The same for one head and cursor, however often it is made. */
export function inboxEntries(store: SqlStore): AddressedEntry[] {
  const members = currentMembers(store);
  const common = commonPart(store);
  const people = members.filter(({ user }) => !isAgentId(user));
  const unreadOf = unreadCounts(store, people);
  return people.map((member) => ({
    user: member.user,
    entry: entryOf(common, member, members, unreadOf(member)),
  }));
}

/** The same for one person; null for someone who is no member. */
export function inboxEntryOf(store: SqlStore, user: UserId): InboxEntry | null {
  const member = findMember(store, user);
  if (member === null || member.role === null) return null;
  return entryOf(commonPart(store), member, currentMembers(store), countUnread(store, user, member.read));
}

type CommonPart = Pick<InboxEntry, "room" | "kind" | "name" | "head" | "epoch"> & {
  last: LastMessage | null;
};
type LastMessage = NonNullable<InboxEntry["last"]> & { libraries: string | null };

function commonPart(store: SqlStore): CommonPart {
  const { id, kind, name, head, epoch } = readRoom(store);
  return { room: id, kind, name, head, epoch, last: lastMessage(store) };
}

function entryOf(
  common: CommonPart,
  member: MemberRow,
  members: readonly MemberRow[],
  unread: Unread,
): InboxEntry {
  const peer = common.kind === "direct" ? members.find((other) => other.user !== member.user) : undefined;
  return {
    ...common,
    last: lastFor(common.last, member),
    ...(peer === undefined ? {} : { peer: { user: peer.user, name: peer.name } }),
    ...unread,
    read: member.read,
  };
}

/** What somebody may not read who came after it (CITE-7) is not told in a list either: everyone who was here could. */
function lastFor(last: LastMessage | null, { joined }: MemberRow): InboxEntry["last"] {
  if (last === null) return null;
  const { libraries, ...told } = last;
  return libraries !== null && last.seq < joined ? { ...told, excerpt: "" } : told;
}

function lastMessage(store: SqlStore): LastMessage | null {
  const row = store.first<Omit<LastMessage, "excerpt"> & { text: string }>(
    `SELECT m.seq, m.author, p.name, m.text, m.at, t.libraries FROM messages m JOIN members p ON p.user = m.author
     LEFT JOIN turns t ON t.id = m.turn
     WHERE m.deleted_at IS NULL AND m.text <> '' AND (m.turn IS NULL OR m.ended IS NOT NULL) ORDER BY m.seq DESC LIMIT 1`,
  );
  if (row === null) return null;
  const { text, ...rest } = row;
  return { ...rest, excerpt: excerptOf(text) };
}
