import type { Message, RoomEvent, Seq } from "../../shared/protocol/events.ts";
import type { AskParts, LiveAnswer, Part } from "../../shared/protocol/frames.ts";
import { applyPart, withLive } from "../../shared/room-view.ts";
import { withWholeText } from "../../shared/room-view/messages.ts";
import type { RoomView } from "../../shared/room-view.ts";
import { textHash } from "../../shared/text-hash.ts";
import { Timer } from "./timer.ts";

/** Missing parts are requested again after this time, ms. */
export const PARTS_TIMEOUT = 5_000;
/** More requests for the same text would not bring another result. */
const MAX_TRIES = 3;

export interface AnswersPort {
  /** The current view; null before the first welcome. */
  view(): RoomView | null;
  show(view: RoomView): void;
  ask(frame: AskParts): void;
  /** The parts of an answer are not available. Only a snapshot contains the answer. */
  lost(): void;
}

/** Text that was requested and has not arrived. */
interface Missing {
  attempt: number;
  from: number;
  tries: number;
  /** For an ended answer: the text so far, which is shown only when it is complete. */
  text: string | null;
}

/** Applies the pieces of answers in order, requests missing pieces, and never shows text out of order. */
export class Answers {
  readonly #port: AnswersPort;
  readonly #missing = new Map<Seq, Missing>();
  readonly #partsTimer = new Timer();
  #live: readonly LiveAnswer[] = [];
  /** Parts that arrived before their events. */
  #early: Part[] = [];
  #isCatchingUp = false;

  constructor(port: AnswersPort) {
    this.#port = port;
  }

  /** A new socket is open. `live` is applied after the events up to its welcome. */
  welcomed(live: readonly LiveAnswer[]): void {
    this.disconnected();
    this.#live = live;
    this.#isCatchingUp = true;
  }

  caughtUp(): void {
    if (!this.#isCatchingUp) return;
    this.#isCatchingUp = false;
    const view = this.#port.view();
    if (view !== null) this.#show(view, withLive(view, this.#live));
    const early = this.#early;
    this.#live = [];
    this.#early = [];
    for (const part of early) this.take(part);
  }

  disconnected(): void {
    this.#missing.clear();
    this.#partsTimer.stop();
    this.#live = [];
    this.#early = [];
    this.#isCatchingUp = false;
  }

  take(part: Part): void {
    if (this.#isCatchingUp) return void this.#early.push(part);
    const view = this.#port.view();
    if (view === null) return;
    const missing = this.#missing.get(part.m);
    if (missing !== undefined && missing.text !== null) return this.#takeLate(view, missing, part);
    const { view: next, hole } = applyPart(view, part);
    if (hole !== null) return this.#askOnce(part.m, part.a, hole);
    if (next !== view) this.#missing.delete(part.m);
    this.#show(view, next);
  }

  /** Checks that answers which have just ended are complete. */
  took(events: readonly RoomEvent[]): void {
    for (const event of events) {
      if (event.type === "turn.restarted") this.#missing.delete(event.target);
      if (event.type !== "turn.ended") continue;
      this.#missing.delete(event.target);
      if (event.text === undefined) this.#compare(event.target);
    }
  }

  /** Asks for the text so far of answers that are not finished: a page does not have it. */
  complete(): void {
    for (const { seq, text, answer } of this.#port.view()?.messages ?? []) {
      if (answer?.state === "running" || answer?.state === "waiting")
        this.#askOnce(seq, answer.attempt, text.length);
    }
  }

  #compare(target: Seq): void {
    const message = this.#find(target);
    const end = message === undefined ? null : endOf(message);
    if (message === undefined || end === null || isWhole(message.text, end)) return;
    // A longer or different text may differ from the first character on.
    const said = message.text.length < end.length ? message.text : "";
    this.#askFor(target, { attempt: end.attempt, from: said.length, tries: 1, text: said });
  }

  #takeLate(view: RoomView, missing: Missing, part: Part): void {
    const at = view.messages.findLastIndex((message) => message.seq === part.m);
    const message = view.messages[at];
    const end = message === undefined ? null : endOf(message);
    // It was deleted or restricted meanwhile: nothing is missing any more.
    if (message === undefined || end === null) return void this.#missing.delete(part.m);
    const said = missing.text ?? "";
    if (part.a !== missing.attempt || part.n > said.length) return;
    const text = said.slice(0, part.n) + part.d;
    if (text.length < end.length) return void this.#missing.set(part.m, { ...missing, text });
    if (!isWhole(text, end)) return this.#askAgain(part.m, missing);
    this.#missing.delete(part.m);
    this.#port.show({ ...view, messages: withWholeText(view.messages, part.m, text) });
  }

  #askOnce(target: Seq, attempt: number, from: number): void {
    const asked = this.#missing.get(target);
    if (asked?.attempt === attempt && asked.from === from) return;
    this.#askFor(target, { attempt, from, tries: 1, text: null });
  }

  /** Starts again from offset 0, because the earlier text may have been wrong. */
  #askAgain(target: Seq, missing: Missing): void {
    if (missing.tries >= MAX_TRIES) {
      this.#missing.delete(target);
      return this.#port.lost();
    }
    const tries = missing.tries + 1;
    if (missing.text === null) this.#askFor(target, { ...missing, tries });
    else this.#askFor(target, { ...missing, from: 0, text: "", tries });
  }

  #askFor(target: Seq, missing: Missing): void {
    this.#missing.set(target, missing);
    this.#port.ask({ type: "parts", target, attempt: missing.attempt, from: missing.from });
    this.#partsTimer.start(PARTS_TIMEOUT, () => {
      for (const [seq, open] of [...this.#missing]) this.#askAgain(seq, open);
    });
  }

  #find(target: Seq): Message | undefined {
    return this.#port.view()?.messages.findLast(({ seq }) => seq === target);
  }

  #show(before: RoomView, view: RoomView): void {
    if (view !== before) this.#port.show(view);
  }
}

interface End {
  attempt: number;
  hash: string;
  length: number;
}

/** The final text's length and hash; null if there is no final text: hidden, deleted, or still running. */
function endOf({ answer, moderation, deletedAt }: Message): End | null {
  if (answer?.hash === undefined || answer.length === undefined || deletedAt !== undefined) return null;
  if (moderation?.state === "held" || moderation?.state === "retracted") return null;
  return { attempt: answer.attempt, hash: answer.hash, length: answer.length };
}

function isWhole(text: string, { hash, length }: End): boolean {
  return text.length === length && textHash(text) === hash;
}
