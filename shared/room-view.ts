/**
 * A person's view of a room, and the reducer that builds it from frames. The app, the widget, the CLI and the tests use the
 * same reducer, so that state from events and state fetched fresh can be compared.
 *
 * Views are immutable with shared structure: unchanged parts keep their identity.
 */
import type { MessageSent, RoomCreated, RoomEvent, TurnSteered } from "./protocol/events.ts";
import type { Seq } from "./protocol/seq.ts";
import type { ComposingFrame, Page, Snapshot, Welcome } from "./protocol/frames.ts";
import { withLive } from "./room-view/answers.ts";
import {
  withAi,
  withChosen,
  withEdit,
  withEnd,
  withFollowUps,
  withModeration,
  withReaction,
  withRestart,
  withSteers,
  withTombstone,
  withVote,
  withWaiting,
} from "./room-view/messages.ts";
import {
  mergeCursors,
  withNewcomer,
  withNewName,
  without,
  withoutMember,
  withRole,
} from "./room-view/people.ts";
import { needsUnloaded, withSentHere } from "./room-view/branches.ts";
import { withMerged, withMoved, withoutTurn, withQueued } from "./room-view/queue.ts";
import {
  withClosing,
  withoutRequest,
  withRating,
  withReopening,
  withRequest,
  withTakeover,
} from "./room-view/support.ts";
import { withNotice } from "./room-view/notices.ts";
import { pinsBut, withPins } from "./room-view/pins.ts";
import { changedByTeam } from "./room-view/team-events.ts";
import { withReplies, withUnread } from "./room-view/threads.ts";
import type { RoomView } from "./room-view/view.ts";

export { applyPart, applyStep, withLive } from "./room-view/answers.ts";
export { applyCursors, applyPresence, applyTyping, expireTyping } from "./room-view/people.ts";
export { applyQueue } from "./room-view/support.ts";
export { applyThreads } from "./room-view/threads.ts";
export type { RoomView } from "./room-view/view.ts";

// ---- start

/** Creates a view from a welcome with a snapshot. */
export function viewFromSnapshot(welcome: Welcome, snapshot: Snapshot): RoomView {
  return {
    room: snapshot.room,
    epoch: welcome.epoch,
    head: welcome.head,
    you: welcome.you,
    members: Object.fromEntries(snapshot.members.map((member) => [member.user, member])),
    messages: snapshot.timeline.messages,
    notices: snapshot.timeline.notices,
    ...(snapshot.timeline.branch !== undefined && { branch: snapshot.timeline.branch }),
    more: snapshot.timeline.more,
    queue: snapshot.queue,
    takeover: snapshot.takeover,
    ...(snapshot.support && { support: snapshot.support }),
    ...(snapshot.policies && { policies: snapshot.policies }),
    ...(snapshot.pins && { pins: snapshot.pins }),
    ...(snapshot.promptPolicy && { promptPolicy: snapshot.promptPolicy }),
    cursors: Object.fromEntries(welcome.cursors.map((cursor) => [cursor.user, cursor])),
    presence: Object.fromEntries(welcome.presence.map((person) => [person.user, person])),
    typing: {},
    ...withUnread({}, welcome.threads),
    composing: null,
  };
}

/** Applies a welcome: a snapshot replaces the view; without one, the missed events follow in `events` frames. */
export function applyWelcome(view: RoomView | null, welcome: Welcome): RoomView | null {
  if (welcome.reset !== null) return withLive(viewFromSnapshot(welcome, welcome.reset), welcome.live);
  if (view === null) return null;
  const { line: _before, ...rest } = view;
  return {
    ...rest,
    epoch: welcome.epoch,
    you: welcome.you,
    cursors: mergeCursors(view.cursors, welcome.cursors, welcome.you.user),
    presence: Object.fromEntries(welcome.presence.map((person) => [person.user, person])),
    typing: {},
    ...withUnread(view, welcome.threads),
    composing: null,
  };
}

// ---- the log

/**
 * Applies the next event. An event other than `head + 1` leaves the view unchanged: a lower one was applied before, and a
 * higher one means a gap, which the caller detects by comparing `event.seq` with `view.head`. An event that needs messages which are not
 * loaded leaves it unchanged too: it counts as a gap, and the client starts over.
 */
export function applyEvent(view: RoomView, event: RoomEvent): RoomView {
  if (event.seq !== view.head + 1) return view;
  return needsUnloaded(view, event) ? view : { ...changedBy(view, event), head: event.seq };
}

function changedBy(view: RoomView, event: RoomEvent): RoomView {
  switch (event.type) {
    case "message.sent":
      return withMessage(view, event);
    case "message.edited":
      return { ...view, messages: withEdit(view.messages, event) };
    case "message.deleted":
      return withPins(
        { ...view, messages: withReplies(withTombstone(view.messages, event), event.ofThread) },
        pinsBut(view, event.target),
      );
    case "message.ai":
      return { ...view, messages: withAi(view.messages, event) };
    case "message.moderated":
      return { ...view, messages: withReplies(withModeration(view.messages, event), event.ofThread) };
    case "reaction.added":
    case "reaction.removed":
      return { ...view, messages: withReaction(view.messages, event) };
    case "turn.queued":
      return { ...view, queue: withQueued(view.queue, event) };
    case "turn.moved":
      return { ...view, queue: withMoved(view.queue, event) };
    case "turn.merged":
      return { ...view, queue: withMerged(view.queue, event) };
    case "turn.steered":
      return withSteering(view, event);
    case "turn.dropped":
      return { ...view, queue: withoutTurn(view.queue, event.turn) };
    case "turn.restarted":
      return { ...view, messages: withRestart(view.messages, event) };
    case "turn.waiting":
      return { ...view, messages: withWaiting(view.messages, event) };
    case "turn.ended":
      return { ...view, messages: withEnd(view.messages, event) };
    case "answer.chosen":
      return { ...view, messages: withChosen(view.messages, event.target) };
    case "branch.shown":
      return view;
    case "answer.voted":
      return { ...view, messages: withVote(view.messages, event) };
    case "answer.followed":
      return { ...view, messages: withFollowUps(view.messages, event) };
    case "takeover.begun":
      return withNotice(withTakeover(view, event.by), event);
    case "takeover.ended":
      return withNotice(withTakeover(view, null), event);
    case "support.requested":
      return withNotice(withRequest(view, event), event);
    case "support.withdrawn":
      return withNotice(withoutRequest(view), event);
    case "support.closed":
      return withNotice(withClosing(view, event), event);
    case "support.reopened":
      return withNotice(withReopening(view, event), event);
    case "support.rated":
      return withNotice(withRating(view, event), event);
    case "room.created":
      return withNotice(withCreation(view, event), event);
    case "room.renamed":
      return withNotice({ ...view, room: { ...view.room, name: event.name } }, event);
    case "member.added":
      return withNotice(withNewcomer(view, event), event);
    case "member.left":
    case "member.removed":
      return withNotice(withoutMember(view, event), event);
    case "member.renamed":
      return withNotice(withNewName(view, event.user, event.name), event);
    case "member.role":
      return withNotice(withRole(view, event.user, event.role), event);
    default:
      return changedByTeam(view, event);
  }
}

function withCreation(view: RoomView, { kind, name }: RoomCreated): RoomView {
  const support = kind === "support" ? { support: { state: "ai" } as const } : {};
  return { ...view, room: { ...view.room, kind, name }, ...support };
}

function withMessage(view: RoomView, event: MessageSent): RoomView {
  const shown = { ...view, ...withSentHere(view, event) };
  return {
    ...shown,
    messages: withReplies(shown.messages, event.ofThread),
    typing: without(view.typing, event.by),
    queue: withoutTurn(view.queue, event.message.answer?.turn),
  };
}

function withSteering(view: RoomView, event: TurnSteered): RoomView {
  return {
    ...view,
    queue: withoutTurn(view.queue, event.turn),
    messages: withSteers(view.messages, event),
  };
}

export function applyComposing(view: RoomView, { people, signOff, hasWords }: ComposingFrame): RoomView {
  return { ...view, composing: { people, signOff, hasWords } };
}

/**
 * Inserts an older page before the loaded messages. A page that does not end directly before them belongs to an older view and
 * is ignored.
 */
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

/** The lowest loaded seq: request history before it. */
export function oldestSeq(view: RoomView): Seq {
  const message = view.messages[0]?.seq ?? Infinity;
  const notice = view.notices[0]?.seq ?? Infinity;
  return Math.min(message, notice, view.head + 1);
}
