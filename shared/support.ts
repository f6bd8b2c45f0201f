/** A conversation with a visitor: who answers now, and what the room's view says of it. */
import type { UserId } from "./ids.ts";

/** `ai`: the AI answers. `waiting`: the visitor waits for a person, and the AI answers meanwhile. */
export type SupportState = "ai" | "waiting" | "person" | "closed";

/** What a visitor can say of an ended conversation: 1 is bad, 5 is great. */
export type RatingStep = 1 | 2 | 3 | 4 | 5;

/** What a visitor has said, once. */
export interface Rating {
  /** Null: the visitor was asked and does not want to say it. */
  step: RatingStep | null;
  comment?: string;
  at: number;
  /** Who had answered when it was closed. */
  of: UserId;
  /** The visitor has changed it: it stays now. */
  isChanged?: true;
}

/** Part of the view of every room of kind `support`. Times are of the server's clock, milliseconds. */
export interface Support {
  state: SupportState;
  /** While the visitor waits: since when. */
  requestedAt?: number;
  /** While the conversation is closed. */
  closedAt?: number;
  closedBy?: UserId;
  /** While it is closed: who has answered, a person before an agent. Missing if nobody has. */
  servedBy?: UserId;
  /** Once the visitor has rated: also after the conversation was opened again. */
  rating?: Rating;
}

/** A visitor's place in line. Sent to visitors only, and kept nowhere but in their view. */
export interface PlaceInLine {
  /** 1 is the next. It never grows while the visitor waits. */
  place: number;
  /** Expected minutes, by the last hour; null if nobody was served in it. */
  minutes: number | null;
}

export interface QueueFrame extends PlaceInLine {
  type: "support.queue";
}

export interface SupportFacts {
  requestedAt: number | null;
  closedAt: number | null;
  closedBy: UserId | null;
  servedBy: UserId | null;
  rating: Rating | null;
  takeover: UserId | null;
}

/** The state follows from what happened, so that no two fields can contradict each other. */
export function supportOf(facts: SupportFacts): Support {
  return { ...stateOf(facts), ...(facts.rating !== null && { rating: facts.rating }) };
}

function stateOf({ requestedAt, closedAt, closedBy, servedBy, takeover }: SupportFacts): Support {
  if (closedAt !== null)
    return {
      state: "closed",
      closedAt,
      ...(closedBy !== null && { closedBy }),
      ...(servedBy !== null && { servedBy }),
    };
  if (takeover !== null) return { state: "person" };
  return requestedAt === null ? { state: "ai" } : { state: "waiting", requestedAt };
}
