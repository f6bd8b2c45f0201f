/** What a conversation with a visitor tells the desk: how it stands now. */
import { messageExcerpt } from "../../../shared/attachments.ts";
import { isAgentId, type OrganizationId, type RoomId, type UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Support } from "../../../shared/support.ts";
import { nextBeat } from "../../storage/schedule.ts";
import type { SqlStore } from "../../storage/sql.ts";
import type { Effect } from "./effects.ts";
import { hides, type MessageRow } from "./messages/row.ts";
import { type Milestones, milestonesOf } from "./milestones.ts";
import { attachmentsIn } from "./rows/attachment-row.ts";
import { kindOf, readRoom } from "./rows/room-row.ts";
import { findSupport } from "./support.ts";
import { schedule } from "./tasks.ts";

export interface DeskNews {
  organization: OrganizationId;
  room: RoomId;
  epoch: string;
  /** Of two tellings of one epoch the one with the higher head is the newer. */
  head: Seq;
  createdAt: number;
  visitor: { id: UserId; name: string } | null;
  title: string;
  support: Support;
  takeover: UserId | null;
  last: ToldMessage | null;
  /** When the visitor and when a person last wrote; 0 for never. */
  visitorAt: number;
  personAt: number;
  /** Who last took over, and when: also if they have handed back since. */
  taken: { by: UserId; at: number } | null;
  /** People who help now. */
  helpers: UserId[];
  milestones: Milestones;
}

export interface ToldMessage {
  seq: Seq;
  at: number;
  user: UserId;
  by: "visitor" | "person" | "agent";
  text: string;
}

/** In the same transaction as the change, so that no crash loses the telling. */
export function scheduleDesk(store: SqlStore, effects: readonly Effect[], now: number): void {
  if (kindOf(store) !== "support") return;
  if (effects.some(({ type }) => type === "publish")) schedule(store, { task: "desk" }, nextBeat(now));
}

/** Null in rooms of other kinds. */
export function deskNews(store: SqlStore): DeskNews | null {
  const support = findSupport(store);
  if (support === null) return null;
  const { id: room, organization, epoch, head, takeover_by: takeover, name } = readRoom(store);
  const members = store.all<{ user: UserId; name: string; role: string }>(
    "SELECT user, name, role FROM members WHERE role IS NOT NULL ORDER BY delivered, user",
  );
  const visitor = members.find(({ role }) => role === "visitor");
  const visitors = new Set(
    store
      .all<{ user: UserId }>("SELECT user FROM members WHERE user >= 'visitor_' AND user < 'visitor`'")
      .map(({ user }) => user),
  );
  if (visitor !== undefined) visitors.add(visitor.user);
  const told = toldBy(visitors);
  const isShown =
    "deleted_at IS NULL AND (text <> '' OR attachments IS NOT NULL) AND (turn IS NULL OR ended IS NOT NULL)";
  const last = store.first<MessageRow>(`SELECT * FROM messages WHERE ${isShown} ORDER BY seq DESC LIMIT 1`);
  const authors = store.all<{ author: UserId; at: number }>(
    "SELECT author, max(at) AS at FROM messages WHERE deleted_at IS NULL GROUP BY author",
  );
  const newest = (by: ToldMessage["by"]): number =>
    Math.max(0, ...authors.filter(({ author }) => told(author) === by).map(({ at }) => at));
  const first = store.first<MessageRow>(
    `SELECT * FROM messages WHERE ${isShown} AND author IN (SELECT value FROM json_each(?)) ORDER BY seq LIMIT 1`,
    JSON.stringify([...visitors]),
  );
  return {
    organization,
    room,
    epoch,
    head,
    createdAt: store.first<{ at: number }>("SELECT at FROM events WHERE seq = 1")?.at ?? 0,
    visitor: visitor === undefined ? null : { id: visitor.user, name: visitor.name },
    title: first === null ? name : excerptOf(first),
    support,
    takeover,
    last:
      last === null
        ? null
        : { seq: last.seq, at: last.at, user: last.author, by: told(last.author), text: excerptOf(last) },
    taken: lastTaken(store),
    visitorAt: newest("visitor"),
    personAt: newest("person"),
    milestones: milestonesOf(store, visitors),
    helpers: members.flatMap(({ user, role }) => (role === "visitor" || isAgentId(user) ? [] : [user])),
  };
}

function lastTaken(store: SqlStore): DeskNews["taken"] {
  return store.first<{ by: UserId; at: number }>(
    `SELECT by, at FROM events INDEXED BY notices WHERE target IS NULL AND type = 'takeover.begun' ORDER BY seq DESC LIMIT 1`,
  );
}

const toldBy =
  (visitors: ReadonlySet<UserId>) =>
  (user: UserId): ToldMessage["by"] => {
    if (isAgentId(user)) return "agent";
    return visitors.has(user) ? "visitor" : "person";
  };

function excerptOf({ text, attachments, moderation, author }: MessageRow): string {
  return hides(moderation) ? "" : messageExcerpt(text, attachmentsIn(attachments), author);
}

/** Messages of people who help that the visitor has not read, oldest first. */
export interface UnreadAnswers {
  visitor: UserId;
  /** The visitor has read everything up to here. */
  read: Seq;
  answers: { seq: Seq; at: number; name: string; text: string }[];
}

const MOST_MAILED = 20;

export function unreadAnswers(store: SqlStore): UnreadAnswers | null {
  if (kindOf(store) !== "support") return null;
  const visitor = store.first<{ user: UserId; read: Seq }>(
    "SELECT user, read FROM members WHERE role = 'visitor' ORDER BY delivered LIMIT 1",
  );
  if (visitor === null) return null;
  const answers = store.all<{ seq: Seq; at: number; name: string; text: string }>(
    `SELECT m.seq, m.at, p.name, m.text FROM messages m JOIN members p ON p.user = m.author
     WHERE m.seq > ? AND m.deleted_at IS NULL AND m.moderation IS NULL AND m.turn IS NULL AND m.author LIKE 'user\\_%' ESCAPE '\\'
     ORDER BY m.seq LIMIT ?`,
    visitor.read,
    MOST_MAILED,
  );
  return { visitor: visitor.user, read: visitor.read, answers };
}
