/** Applies events to the prompts that wait for their agent. */
import type { TurnId } from "../ids.ts";
import type { TurnMerged, TurnMoved, TurnQueued } from "../protocol/events.ts";
import type { QueuedTurn } from "../protocol/turns.ts";

type Queue = readonly QueuedTurn[];

export function withoutTurn(queue: Queue, turn: TurnId | undefined): Queue {
  return queue.some((queued) => queued.turn === turn)
    ? queue.filter((queued) => queued.turn !== turn)
    : queue;
}

export function withQueued(queue: Queue, { turn }: TurnQueued): Queue {
  return inOrder([...withoutTurn(queue, turn.turn), turn]);
}

export function withMoved(queue: Queue, { turn, place }: TurnMoved): Queue {
  return inOrder(queue.map((queued) => (queued.turn === turn ? { ...queued, place } : queued)));
}

export function withMerged(queue: Queue, { turn, into, prompts }: TurnMerged): Queue {
  return withoutTurn(queue, turn).map((queued) => (queued.turn === into ? { ...queued, prompts } : queued));
}

/** Places are unique per agent. Turns of different agents keep their order of arrival. */
function inOrder(queue: Queue): Queue {
  return queue.toSorted((a, b) => a.place - b.place);
}
