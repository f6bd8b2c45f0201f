/** What a program sees of one answer, from a room's frames, whatever protocol it then speaks. */
import type { AgentId, TurnId } from "../../../shared/ids.ts";
import type { Message, RoomEvent, TurnSteered } from "../../../shared/protocol/events.ts";
import type { LiveAnswer, ServerFrame } from "../../../shared/protocol/frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { StepSummary } from "../../../shared/protocol/steps.ts";
import type { TurnState } from "../../../shared/protocol/turns.ts";
import type { FeedEnd, RoomFeed } from "../feeds/open-room-feed.ts";

/** In the order in which it happens. `begun` comes first and at most once. One of the last four comes last. */
export type AnswerNews =
  | { type: "begun"; answer: Seq; agent: AgentId }
  | { type: "text"; delta: string }
  /** This text replaces everything so far. `isFinal`: it is how the answer was stored. Otherwise another attempt goes on from there. */
  | { type: "replaced"; text: string; isFinal: boolean }
  | { type: "reasoning"; step: number; delta: string }
  | { type: "step"; step: StepSummary }
  /** The turn waits for results of calls that the program makes, or for a person's decision. */
  | { type: "waiting"; answer: Seq }
  /** The end, with the message as the caller may see it. */
  | { type: "ended"; message: Message }
  /** The prompt was removed from the queue before its answer began, or the answer may not be seen. */
  | { type: "gone" }
  /** The feed has ended before the answer. The answer goes on in the room. */
  | { type: "lost"; reason: FeedEnd | null };

export interface Followed {
  turn: TurnId;
  /** The message of the answer, if it has begun. */
  answer: Seq | null;
  state: TurnState;
  /** What the caller has of the answer already, and the attempt that said it. */
  known?: { text: string; attempt: number };
}

const isOver = (state: TurnState): boolean =>
  state !== "queued" && state !== "running" && state !== "waiting";

/**
 * Closes the feed when it ends. `load`: the answer as the caller may see it, after its end. The feed must have been opened before the question
 * was asked.
 */
export async function* followTurn(
  feed: RoomFeed,
  followed: Followed,
  load: (answer: Seq) => Promise<Message | null>,
): AsyncGenerator<AnswerNews> {
  try {
    yield* newsIn(feed, followed, load);
  } finally {
    feed.close();
  }
}

async function* newsIn(
  feed: RoomFeed,
  followed: Followed,
  load: (answer: Seq) => Promise<Message | null>,
): AsyncGenerator<AnswerNews> {
  const answer = new Answer(followed);
  const live = feed.welcome.live.find(({ target }) => target === followed.answer);
  if (live !== undefined) yield* answer.resume(live);
  else if (followed.state === "waiting" && followed.answer !== null)
    return yield { type: "waiting", answer: followed.answer };
  else if (followed.answer !== null && isOver(followed.state)) {
    // The same question again.
    return yield* answer.end(await load(followed.answer));
  }
  for await (const frame of feed.frames) {
    for (const news of answer.take(frame)) {
      yield news;
      if (news.type === "waiting" || news.type === "gone") return;
    }
    if (!answer.isOver) continue;
    yield* answer.end(await load(answer.seq));
    return;
  }
  yield { type: "lost", reason: feed.end() };
}

class Answer {
  #turn: TurnId;
  #answer: Seq | null;
  #attempt = 1;
  #said = "";
  /** How much of each reasoning step was told. */
  readonly #reasoned = new Map<number, number>();
  #isOver = false;

  constructor({ turn, answer, known }: Followed) {
    this.#turn = turn;
    this.#answer = answer;
    if (known === undefined) return;
    this.#said = known.text;
    this.#attempt = known.attempt;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  get seq(): Seq {
    if (this.#answer === null) throw new Error("the answer has not begun");
    return this.#answer;
  }

  *resume({ attempt, text, steps = [] }: LiveAnswer): Generator<AnswerNews> {
    this.#attempt = attempt;
    for (const step of steps) yield { type: "step", step };
    yield* this.#say(0, text);
  }

  *take(frame: ServerFrame): Generator<AnswerNews> {
    switch (frame.type) {
      case "events":
        for (const event of frame.events) yield* this.#hear(event);
        return;
      case "part":
        if (this.#isCurrent(frame)) yield* this.#say(frame.n, frame.d);
        return;
      case "reasoning":
        if (this.#isCurrent(frame)) yield* this.#reason(frame.s, frame.n, frame.d);
        return;
      case "step":
        if (this.#isCurrent(frame)) yield { type: "step", step: frame.step };
        return;
      default:
        return;
    }
  }

  /** What the room has stored counts, also if the pieces were something else. */
  *end(message: Message | null): Generator<AnswerNews> {
    if (message === null) return yield { type: "gone" };
    if (message.text.startsWith(this.#said))
      yield* this.#say(this.#said.length, message.text.slice(this.#said.length));
    else yield { type: "replaced", text: message.text, isFinal: true };
    yield { type: "ended", message };
  }

  *#hear(event: RoomEvent): Generator<AnswerNews> {
    if (event.type === "message.sent" && event.message.answer?.turn === this.#turn) {
      this.#answer = event.seq;
      // The author of a message with an answer is an agent.
      yield { type: "begun", answer: event.seq, agent: event.by as AgentId };
      yield* this.#say(0, event.message.text);
    } else if (event.type === "turn.merged" && event.turn === this.#turn) this.#turn = event.into;
    else if (event.type === "turn.steered" && event.turn === this.#turn) this.#join(event);
    else if (event.type === "turn.dropped" && event.turn === this.#turn) yield { type: "gone" };
    else if (event.type === "turn.restarted" && event.turn === this.#turn)
      yield* this.#restart(event.attempt, event.from ?? 0);
    else if (event.type === "turn.waiting" && event.turn === this.#turn)
      yield { type: "waiting", answer: event.target };
    else if (event.type === "turn.ended" && event.turn === this.#turn) this.#isOver = true;
  }

  /** The question steers an answer that was begun before. What that one has said until now is only known at its end. */
  #join({ into, target }: TurnSteered): void {
    this.#turn = into;
    this.#answer = target;
    this.#attempt = 0;
  }

  *#restart(attempt: number, from: number): Generator<AnswerNews> {
    this.#attempt = attempt;
    if (from >= this.#said.length) return;
    this.#said = this.#said.slice(0, from);
    yield { type: "replaced", text: this.#said, isFinal: false };
  }

  *#say(offset: number, piece: string): Generator<AnswerNews> {
    const delta = piece.slice(Math.max(0, this.#said.length - offset));
    if (delta === "" || offset > this.#said.length) return;
    this.#said += delta;
    yield { type: "text", delta };
  }

  *#reason(step: number, offset: number, piece: string): Generator<AnswerNews> {
    const told = this.#reasoned.get(step) ?? 0;
    const delta = piece.slice(Math.max(0, told - offset));
    if (delta === "") return;
    this.#reasoned.set(step, offset + piece.length);
    yield { type: "reasoning", step, delta };
  }

  #isCurrent({ m, a }: { m: Seq; a: number }): boolean {
    return m === this.#answer && a === this.#attempt;
  }
}
