/**
 * What a person sees of a room, and the one reducer that makes it from frames. The app, the widget, the CLI and the
 * tests' oracle use it, so that "state from events" and "state fetched fresh" can be compared.
 *
 * Everything is immutable with shared structure: what did not change keeps its identity.
 */
import { assertNever } from "./assert-never.ts";
import { asSeenBy, furthest } from "./cursors.ts";
import { isAgentId, type TurnId, type UserId } from "./ids.ts";
import { TYPING_EXPIRY } from "./limits.ts";
import { type Capability, capabilitiesOf, type Role } from "./permissions.ts";
import type {
  MemberAdded,
  Member,
  MemberLeft,
  MemberRemoved,
  Message,
  MessageSent,
  Notice,
  RoomEvent,
  RoomInfo,
  Seq,
  TurnMerged,
  TurnMoved,
} from "./protocol/events.ts";
import type {
  Composing,
  ComposingFrame,
  Cursor,
  LiveAnswer,
  Page,
  Part,
  PersonPresence,
  PresenceFrame,
  Snapshot,
  TypingFrame,
  Welcome,
} from "./protocol/frames.ts";
import type { QueuedTurn } from "./protocol/turns.ts";
import {
  withAi,
  withChosen,
  withEdit,
  withEnd,
  withModeration,
  withReaction,
  withRestart,
  withSent,
  withTombstone,
} from "./room-view-messages.ts";

export interface RoomView {
  room: RoomInfo;
  epoch: string;
  /** Last event that this view has taken in. */
  head: Seq;
  you: { user: UserId; role: Role | null; capabilities: Capability[] };
  /** Everyone the log names: members, and with `role: null` those who were. */
  members: Readonly<Record<UserId, Member>>;
  /** A contiguous run of the newest messages, ascending by seq. */
  messages: readonly Message[];
  /** Notices in the same stretch of the log, ascending by seq. */
  notices: readonly Notice[];
  /** There is something older than the first of both. */
  more: boolean;
  /** Prompts that wait for their agent, in the order in which they will be answered. */
  queue: readonly QueuedTurn[];
  /** Who holds the floor; null while agents may speak. */
  floor: UserId | null;
  cursors: Readonly<Record<UserId, Cursor>>;
  presence: Readonly<Record<UserId, PersonPresence>>;
  /** Who types, and until when by the receiver's clock. */
  typing: Readonly<Record<UserId, number>>;
  /** How the shared composer stands; null while nobody has it open and nothing is in it. */
  composing: Composing | null;
}

// ---- beginning

/** A view from a welcome that carries a snapshot. */
export function viewFromSnapshot(welcome: Welcome, snapshot: Snapshot): RoomView {
  return {
    room: snapshot.room,
    epoch: welcome.epoch,
    head: welcome.head,
    you: welcome.you,
    members: Object.fromEntries(snapshot.members.map((member) => [member.user, member])),
    messages: snapshot.timeline.messages,
    notices: snapshot.timeline.notices,
    more: snapshot.timeline.more,
    queue: snapshot.queue,
    floor: snapshot.floor,
    cursors: Object.fromEntries(welcome.cursors.map((cursor) => [cursor.user, cursor])),
    presence: Object.fromEntries(welcome.presence.map((person) => [person.user, person])),
    typing: {},
    composing: null,
  };
}

/** Takes in a welcome: a snapshot replaces the view; without one, the missed events follow in `events` frames. */
export function applyWelcome(view: RoomView | null, welcome: Welcome): RoomView | null {
  if (welcome.reset !== null) return withLive(viewFromSnapshot(welcome, welcome.reset), welcome.live);
  if (view === null) return null;
  return {
    ...view,
    epoch: welcome.epoch,
    you: welcome.you,
    cursors: mergeCursors(view.cursors, welcome.cursors, welcome.you.user),
    presence: Object.fromEntries(welcome.presence.map((person) => [person.user, person])),
    typing: {},
    composing: null,
  };
}

// ---- the log

/**
 * Takes in the next event. One that is not `head + 1` leaves the view as it was: a lower one was taken in before, and
 * a higher one means a hole, which the caller sees by comparing `event.seq` with `view.head`.
 */
export function applyEvent(view: RoomView, event: RoomEvent): RoomView {
  if (event.seq !== view.head + 1) return view;
  return { ...changedBy(view, event), head: event.seq };
}

function changedBy(view: RoomView, event: RoomEvent): RoomView {
  switch (event.type) {
    case "message.sent":
      return withMessage(view, event);
    case "message.edited":
      return { ...view, messages: withEdit(view.messages, event) };
    case "message.deleted":
      return { ...view, messages: withTombstone(view.messages, event) };
    case "message.ai":
      return { ...view, messages: withAi(view.messages, event) };
    case "message.moderated":
      return { ...view, messages: withModeration(view.messages, event) };
    case "reaction.added":
    case "reaction.removed":
      return { ...view, messages: withReaction(view.messages, event) };
    case "turn.queued":
      return { ...view, queue: inOrder([...withoutTurn(view.queue, event.turn.turn), event.turn]) };
    case "turn.moved":
      return { ...view, queue: inOrder(view.queue.map((turn) => moved(turn, event))) };
    case "turn.merged":
      return { ...view, queue: withoutTurn(view.queue, event.turn).map((turn) => merged(turn, event)) };
    case "turn.dropped":
      return { ...view, queue: withoutTurn(view.queue, event.turn) };
    case "turn.restarted":
      return { ...view, messages: withRestart(view.messages, event) };
    case "turn.ended":
      return { ...view, messages: withEnd(view.messages, event) };
    case "answer.chosen":
      return { ...view, messages: withChosen(view.messages, event.target) };
    case "floor.taken":
      return withNotice({ ...view, floor: event.by }, event);
    case "floor.returned":
      return withNotice({ ...view, floor: null }, event);
    case "room.created":
      return withNotice({ ...view, room: { ...view.room, kind: event.kind, name: event.name } }, event);
    case "room.renamed":
      return withNotice({ ...view, room: { ...view.room, name: event.name } }, event);
    case "member.added":
      return withNotice(withNewcomer(view, event), event);
    case "member.left":
    case "member.removed":
      return withNotice(withoutMember(view, event), event);
    case "member.role":
      return withNotice(withRole(view, event.user, event.role), event);
    default:
      return assertNever(event);
  }
}

function withMessage(view: RoomView, event: MessageSent): RoomView {
  return {
    ...view,
    messages: withSent(view.messages, event),
    queue: withoutTurn(view.queue, event.message.answer?.turn),
    typing: without(view.typing, event.by),
  };
}

// ---- the queue

type Queue = RoomView["queue"];

function withoutTurn(queue: Queue, turn: TurnId | undefined): Queue {
  return queue.some((queued) => queued.turn === turn)
    ? queue.filter((queued) => queued.turn !== turn)
    : queue;
}

/** Places are per agent and unique there; two agents' turns keep the order in which they came. */
function inOrder(queue: Queue): Queue {
  return queue.toSorted((a, b) => a.place - b.place);
}

function moved(turn: QueuedTurn, event: TurnMoved): QueuedTurn {
  return turn.turn === event.turn ? { ...turn, place: event.place } : turn;
}

function merged(turn: QueuedTurn, event: TurnMerged): QueuedTurn {
  return turn.turn === event.into ? { ...turn, prompts: event.prompts } : turn;
}

function withNotice(view: RoomView, notice: Notice): RoomView {
  return { ...view, notices: [...view.notices, notice] };
}

/** A newcomer has read everything that was there. In a catch-up the welcome may have told how far they got since. */
function withNewcomer(view: RoomView, event: MemberAdded): RoomView {
  const { user, name, role, seq } = event;
  // An agent reads nothing and so has got nowhere.
  if (isAgentId(user)) return withMember(view, { user, name, role });
  const cursors = mergeCursors(view.cursors, [{ user, delivered: seq, read: seq }], view.you.user);
  return withMember({ ...view, cursors }, { user, name, role });
}

function withMember(view: RoomView, member: Member): RoomView {
  const members = { ...view.members, [member.user]: member };
  return member.user === view.you.user
    ? { ...view, members, you: you(view, member.role) }
    : { ...view, members };
}

function withRole(view: RoomView, user: UserId, role: Role): RoomView {
  const member = view.members[user];
  return member === undefined ? view : withMember(view, { ...member, role });
}

function withoutMember(view: RoomView, { user, seq }: MemberLeft | MemberRemoved): RoomView {
  const member = view.members[user];
  if (member === undefined) return view;
  const gone = { ...member, role: null };
  // A cursor beyond their leaving was told by the welcome of a catch-up: they are back, as events to come will say.
  if ((view.cursors[user]?.delivered ?? 0) > seq) return withMember(view, gone);
  return withMember(
    {
      ...view,
      cursors: without(view.cursors, user),
      presence: without(view.presence, user),
      typing: without(view.typing, user),
    },
    gone,
  );
}

function you(view: RoomView, role: Role | null): RoomView["you"] {
  return {
    user: view.you.user,
    role,
    capabilities: role === null ? [] : capabilitiesOf(role, view.room.kind),
  };
}

// ---- beside the log

/** What has been said of answers that are being given. Take it in once the events up to the welcome's head are. */
export function withLive(view: RoomView, live: readonly LiveAnswer[]): RoomView {
  if (live.length === 0) return view;
  const messages = view.messages.map((message) => {
    const said = live.find(({ target }) => target === message.seq);
    const isRunning = message.answer?.state === "running" && message.answer.attempt === said?.attempt;
    return said !== undefined && isRunning ? { ...message, text: said.text } : message;
  });
  return { ...view, messages };
}

/**
 * Takes in the next piece of a running answer. One that was taken in before, or belongs to an attempt that is over, changes
 * nothing; `hole` says from where the missing text must be asked (`parts`), and that nothing was taken.
 */
export function applyPart(view: RoomView, part: Part): { view: RoomView; hole: number | null } {
  const at = view.messages.findLastIndex((message) => message.seq === part.m);
  const message = view.messages[at];
  const answer = message?.answer;
  if (message === undefined || answer?.state !== "running" || part.a < answer.attempt)
    return { view, hole: null };
  // A later attempt than the log has told of: its event is still to come, and what is said now is asked for then.
  if (part.a > answer.attempt) return { view, hole: null };
  const { text } = message;
  if (part.n > text.length) return { view, hole: text.length };
  if (part.n + part.d.length <= text.length) return { view, hole: null };
  const messages = view.messages.with(at, { ...message, text: text.slice(0, part.n) + part.d });
  return { view: { ...view, messages }, hole: null };
}

/** Takes in how far people are. */
export function applyCursors(view: RoomView, cursors: readonly Cursor[]): RoomView {
  return { ...view, cursors: mergeCursors(view.cursors, cursors, view.you.user) };
}

/** One's own cursor says how much is seen of others. */
function mergeCursors(
  before: RoomView["cursors"],
  cursors: readonly Cursor[],
  me: UserId,
): RoomView["cursors"] {
  const merged = { ...before };
  for (const cursor of cursors) merged[cursor.user] = furthest(merged[cursor.user], cursor);
  const mine = merged[me];
  if (mine?.shown === undefined) return merged;
  for (const cursor of Object.values(merged)) merged[cursor.user] = asSeenBy(mine, cursor);
  return merged;
}

export function applyPresence(view: RoomView, frame: PresenceFrame): RoomView {
  const listed = Object.fromEntries(frame.people.map((person) => [person.user, person]));
  return { ...view, presence: frame.complete ? listed : { ...view.presence, ...listed } };
}

/** `now` is the receiver's clock, milliseconds. */
export function applyTyping(view: RoomView, frame: TypingFrame, now: number): RoomView {
  const others = without(view.typing, frame.user);
  return { ...view, typing: frame.on ? { ...others, [frame.user]: now + TYPING_EXPIRY } : others };
}

export function applyComposing(view: RoomView, { people, signOff, hasWords }: ComposingFrame): RoomView {
  return { ...view, composing: { people, signOff, hasWords } };
}

/** Drops those whose typing was not renewed. */
export function expireTyping(view: RoomView, now: number): RoomView {
  const current = Object.entries(view.typing).filter(([, until]) => until > now);
  if (current.length === Object.keys(view.typing).length) return view;
  return { ...view, typing: Object.fromEntries(current) };
}

/** Puts an older page before what is there. A page that does not end right before it was asked for by an older view. */
export function prependPage(view: RoomView, page: Page): RoomView {
  const first = oldestSeq(view);
  const messages = page.messages.filter((message) => message.seq < first);
  const notices = page.notices.filter((notice) => notice.seq < first);
  return {
    ...view,
    messages: [...messages, ...view.messages],
    notices: [...notices, ...view.notices],
    more: page.more,
  };
}

/** Where the loaded stretch begins: ask for history before it. */
export function oldestSeq(view: RoomView): Seq {
  const message = view.messages[0]?.seq ?? Infinity;
  const notice = view.notices[0]?.seq ?? Infinity;
  return Math.min(message, notice, view.head + 1);
}

// ---- small help

function without<Value>(record: Readonly<Record<UserId, Value>>, user: UserId): Record<UserId, Value> {
  const { [user]: _gone, ...rest } = record;
  return rest;
}
