import type { UserId } from "../../../../shared/ids.ts";
import type { Message, Notice, Seq } from "../../../../shared/protocol/events.ts";
import { standingBefore } from "../../../../shared/room-view/branches.ts";
import type { OutboxEntry } from "../../../sdk/types.ts";
import { startOfDay } from "../../../ui/format.ts";
import type { MessageRow, Row, Timeline } from "./row.ts";

/** Messages of one author within this time are grouped under one name, ms. */
const GROUPING = 5 * 60_000;

export interface TimelineSource {
  messages: readonly Message[];
  notices: readonly Notice[];
  outbox: readonly OutboxEntry[];
  /** Whether older messages can still be loaded. */
  more: boolean;
  me: UserId;
  /** The "new messages" line stands after this seq; null without a line. */
  readBefore: Seq | null;
}

/** The rows in order. An unchanged row keeps its identity, so that only changed rows are rendered. */
export function buildTimeline(source: TimelineSource, before: Timeline | null): Timeline {
  const rows = new Map<string, Row>();
  let unreadPlaced = source.readBefore === null;
  let last: Row | null = null;
  let lastDay: number | null = null;

  function add(row: Row, at: number, isNew: boolean): void {
    const day = startOfDay(at);
    const lines = { day: day === lastDay ? null : day, unread: isNew && !unreadPlaced };
    if (lines.unread) unreadPlaced = true;
    lastDay = day;
    let placed: Row = { ...row, ...lines };
    if (placed.type === "message") placed = { ...placed, first: !continues(last, placed) };
    rows.set(placed.key, placed);
    last = placed;
  }

  if (!source.more) rows.set("start", { type: "start", key: "start", day: null, unread: false });
  const messages = withoutReplaced(source);
  const shown = shownAnswers(messages);
  for (const item of bySeq(messages, source.notices)) {
    if ("author" in item) {
      const message = shown.get(item);
      if (message === undefined) continue;
      const isNew = source.readBefore !== null && item.seq > source.readBefore && item.author !== source.me;
      add({ ...storedRow(message), key: keyOf(item) }, item.at, isNew);
    } else if (!isFounder(item, last)) {
      add(
        { type: "notice", key: `notice/${item.seq}`, notice: item, day: null, unread: false },
        item.at,
        false,
      );
    }
  }
  let held = false;
  for (const entry of source.outbox) {
    const row = waitingRow(entry, source.me, held);
    held ||= entry.failure !== undefined;
    // The room's event may arrive before the outbox has processed the acknowledgement.
    if (!rows.has(row.key)) add(row, Math.max(entry.writtenAt, lastAt(last)), false);
  }
  markRunEnds(rows, source.me);
  return { keys: [...rows.keys()], rows: keepIdentity(rows, before?.rows) };
}

/** A version of a prompt that is on its way stands in the place of the prompt and of what follows it. If it fails, these stand there again. */
function withoutReplaced({ messages, outbox }: TimelineSource): readonly Message[] {
  const target = outbox.find(({ forkOf, failure }) => forkOf !== undefined && failure === undefined)?.forkOf;
  return messages.some(({ seq }) => seq === target) ? standingBefore(messages, target ?? 0) : messages;
}

/** The creator of a room is its first member. After "started this conversation", a notice about joining adds nothing. */
function isFounder(notice: Notice, last: Row | null): boolean {
  return (
    notice.type === "member.added" &&
    notice.user === notice.by &&
    last?.type === "notice" &&
    last.notice.type === "room.created" &&
    last.notice.by === notice.by
  );
}

/**
 * Which answer is shown in each place. Answers to the same prompt share the place of the first loaded one, where the chosen one is shown.
 * The others have no place.
 */
function shownAnswers(messages: readonly Message[]): ReadonlyMap<Message, Message> {
  const shown = new Map<Message, Message>();
  const placeOf = new Map<Seq, Message>();
  for (const message of messages) {
    const siblings = message.answer?.siblings ?? [message.seq];
    const place = siblings.map((seq) => placeOf.get(seq)).find(Boolean);
    if (place === undefined) {
      for (const seq of siblings) placeOf.set(seq, message);
      shown.set(message, message);
    } else if (message.answer?.chosen === message.seq) shown.set(place, message);
  }
  return shown;
}

const keyOf = ({ author, id }: Message): string => `${author}/${id}`;

function* bySeq(messages: readonly Message[], notices: readonly Notice[]): Generator<Message | Notice> {
  let next = 0;
  for (const message of messages) {
    for (let notice = notices[next]; notice && notice.seq < message.seq; notice = notices[++next])
      yield notice;
    yield message;
  }
  yield* notices.slice(next);
}

function storedRow(message: Message): MessageRow {
  return {
    type: "message",
    key: keyOf(message),
    id: message.id,
    author: message.author,
    at: message.at,
    body: { state: "stored", message },
    day: null,
    unread: false,
    first: true,
    showsState: false,
  };
}

function waitingRow(entry: OutboxEntry, me: UserId, held: boolean): MessageRow {
  return {
    type: "message",
    key: `${me}/${entry.id}`,
    id: entry.id,
    author: me,
    at: entry.writtenAt,
    body: { state: "waiting", entry, held },
    day: null,
    unread: false,
    first: true,
    showsState: false,
  };
}

const lastAt = (row: Row | null): number =>
  row?.type === "message" ? row.at : row?.type === "notice" ? row.notice.at : 0;

/** The co-authors of a message. A message with co-authors has a head of its own that names them. */
function writersOf({ body }: MessageRow): readonly UserId[] {
  return body.state === "stored" ? (body.message.writers ?? []) : [];
}

function continues(last: Row | null, row: MessageRow): boolean {
  return (
    last?.type === "message" &&
    // Each answer has a head of its own: it says that an AI answers, and who asked.
    !(row.body.state === "stored" && row.body.message.answer) &&
    writersOf(last).length === 0 &&
    writersOf(row).length === 0 &&
    row.day === null &&
    !row.unread &&
    last.author === row.author &&
    Math.abs(row.at - last.at) < GROUPING
  );
}

/** The delivery state is shown once, at the last message of each group of the person's own messages. */
function markRunEnds(rows: Map<string, Row>, me: UserId): void {
  let mine: MessageRow | null = null;
  for (const row of rows.values()) {
    if (mine && !(row.type === "message" && row.author === me))
      rows.set(mine.key, { ...mine, showsState: true });
    mine = row.type === "message" && row.author === me ? row : null;
  }
  if (mine) rows.set(mine.key, { ...mine, showsState: true });
}

function keepIdentity(
  rows: Map<string, Row>,
  before: ReadonlyMap<string, Row> | undefined,
): Map<string, Row> {
  if (!before) return rows;
  for (const [key, row] of rows) {
    const old = before.get(key);
    if (old && saysTheSame(old, row)) rows.set(key, old);
  }
  return rows;
}

function saysTheSame(a: Row, b: Row): boolean {
  if (a.day !== b.day || a.unread !== b.unread) return false;
  if (a.type === "notice" && b.type === "notice") return a.notice === b.notice;
  if (a.type !== "message" || b.type !== "message") return a.type === b.type;
  if (a.first !== b.first || a.showsState !== b.showsState) return false;
  if (a.body.state === "stored") return b.body.state === "stored" && a.body.message === b.body.message;
  return b.body.state === "waiting" && a.body.entry === b.body.entry && a.body.held === b.body.held;
}
