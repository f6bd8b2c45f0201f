/** What a visitor's devices receive of a room: the conversation, and nothing of how the company's AI works or what it costs. */
import type { RoomEvent } from "../../../shared/protocol/events.ts";
import type { LiveAnswer, Page, Snapshot, Welcome } from "../../../shared/protocol/frames.ts";
import type { Answer, QueuedTurn, TurnReason } from "../../../shared/protocol/turns.ts";

/** Reasons that concern whoever reads the answer. Of the others a visitor learns that it failed. */
const TOLD: ReadonlySet<TurnReason> = new Set([
  "length",
  "too_long",
  "budget",
  "visitor_budget",
  "moderation",
  "unchecked",
  "filtered",
  "expired",
]);

export function eventsForVisitor(events: readonly RoomEvent[]): RoomEvent[] {
  return events.map(eventForVisitor);
}

function eventForVisitor(event: RoomEvent): RoomEvent {
  switch (event.type) {
    case "message.sent": {
      const { answer } = event.message;
      if (answer === undefined) return event;
      return { ...event, message: { ...event.message, answer: answerForVisitor(answer) } };
    }
    case "turn.ended": {
      const { usage: _, steps: _steps, reason, ...rest } = event;
      return { ...rest, ...(reason !== undefined && { reason: told(reason) }) };
    }
    case "turn.queued":
      return { ...event, turn: withoutEstimate(event.turn) };
    case "turn.restarted":
    case "turn.waiting": {
      const { steps: _, ...rest } = event;
      return rest;
    }
    case "turn.results":
      return { ...event, results: [] };
    case "tool.policy":
      // The event stays, because its number is one of the room's.
      return { ...event, tool: "", policy: "anyone" };
    case "prompt.policy":
      return { ...event, policy: "queue" };
    case "message.pinned":
    case "message.unpinned":
    case "pin.moved":
      // What the company's people pin is for them.
      return { type: "message.unpinned", seq: event.seq, at: event.at, by: event.by, target: 0 };
    default:
      return event;
  }
}

function answerForVisitor({ usage: _, steps: _steps, reason, ...answer }: Answer): Answer {
  return { ...answer, ...(reason !== undefined && { reason: told(reason) }) };
}

const withoutEstimate = ({ estimate: _, ...turn }: QueuedTurn): QueuedTurn => turn;

const told = (reason: TurnReason): TurnReason => (TOLD.has(reason) ? reason : "provider_failed");

export function pageForVisitor(page: Page): Page {
  return {
    ...page,
    notices: page.notices.filter(({ type }) => type !== "tool.policy" && type !== "prompt.policy"),
    messages: page.messages.map((message) =>
      message.answer === undefined ? message : { ...message, answer: answerForVisitor(message.answer) },
    ),
  };
}

export function welcomeForVisitor(welcome: Welcome): Welcome {
  const { reset, live } = welcome;
  return {
    ...welcome,
    reset: reset === null ? null : snapshotForVisitor(reset),
    live: live.map(({ steps: _, ...answer }: LiveAnswer) => answer),
  };
}

function snapshotForVisitor({
  policies: _,
  promptPolicy: _prompts,
  pins: _pins,
  ...snapshot
}: Snapshot): Snapshot {
  return {
    ...snapshot,
    timeline: pageForVisitor(snapshot.timeline),
    queue: snapshot.queue.map(withoutEstimate),
  };
}
