import { assertNever } from "../../shared/assert-never.ts";
import type { DeviceId, MessageId } from "../../shared/ids.ts";
import type { Message, RoomEvent, Seq } from "../../shared/protocol/events.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import type { AskParts, Hello, Page, ServerFrame, Welcome } from "../../shared/protocol/frames.ts";
import {
  applyComposing,
  applyCursors,
  applyPresence,
  applyQueue,
  applyStep,
  applyThreads,
  applyTyping,
  applyWelcome,
  expireTyping,
  oldestSeq,
  prependPage,
} from "../../shared/room-view.ts";
import type { RoomView } from "../../shared/room-view.ts";
import { Answers } from "./answers.ts";
import { type PageAsked, Peek } from "./peek.ts";
import { takeEvents } from "./take-events.ts";
import { Timer } from "./timer.ts";

/** Timeout for the answer to hello and all missing events, ms. After it the room counts as not responding. */
export const CATCH_UP_TIMEOUT = 10_000;
/** Gaps in a row at the same place before the client requests a snapshot. */
const MAX_HOLES = 3;
const HELLO_RETRY = 1_000;

/** Frames from the room that do not answer a command. */
export type FeedFrame = Exclude<
  ServerFrame,
  {
    type:
      | "ok"
      | "page"
      | "error"
      | "heldMessage"
      | "contextReceipt"
      | "readReceipts"
      | "steps"
      | "compose"
      | "caret";
  }
>;

export interface FeedPort {
  device: DeviceId;
  now(): number;
  hello(frame: Hello): void;
  askParts(frame: AskParts): void;
  /** Asks for a page of another branch. `take` is called in the step in which it arrives. */
  askPage(asked: PageAsked, take: (page: Page) => void): Promise<void>;
  changed(): void;
  /** New events, in order, already applied to the view. */
  took(events: readonly RoomEvent[]): void;
  /** The view was replaced by a snapshot. */
  wasReset(view: RoomView): void;
  /** The view has everything that the room had when it welcomed this socket. */
  caughtUp(): void;
  /** The room did not send the missing events in time. */
  stuck(): void;
}

type Phase =
  | { type: "offline" }
  /** Hello was sent. Events before the welcome may continue the log; everything else is ignored. */
  | { type: "asked" }
  /** Welcomed; events up to `head` are still missing. */
  | { type: "catchingUp"; head: Seq }
  | { type: "live" };

/** Keeps the view of a room equal to its log: requests missing events, and never applies events out of order. */
export class RoomFeed {
  readonly #port: FeedPort;
  #view: RoomView | null = null;
  #phase: Phase = { type: "offline" };
  #holes = { at: -1, count: 0 };
  readonly #answers: Answers;
  readonly peek: Peek;
  readonly #deadline = new Timer();
  readonly #typingEnd = new Timer();

  constructor(port: FeedPort) {
    this.#port = port;
    this.#answers = new Answers({
      view: () => this.#view,
      show: (view) => this.#update(() => view),
      ask: (frame) => port.askParts(frame),
      lost: () => this.#askForSnapshot(),
    });
    this.peek = new Peek({
      view: () => this.#view,
      page: (asked, take) => port.askPage(asked, take),
      askParts: (frame) => port.askParts(frame),
      changed: () => port.changed(),
    });
  }

  get view(): RoomView | null {
    return this.#view;
  }

  /** The view includes every event up to the head that the room has named. */
  get isCurrent(): boolean {
    return this.#phase.type === "live";
  }

  /** The cached view, used until the room has sent the current state. */
  begin(view: RoomView): void {
    if (this.#view !== null) return;
    this.#view = view;
    this.#port.changed();
  }

  connected(): void {
    this.#ask();
  }

  disconnected(): void {
    this.#phase = { type: "offline" };
    this.#deadline.stop();
    this.#answers.disconnected();
  }

  close(): void {
    this.disconnected();
    this.#typingEnd.stop();
  }

  take(frame: FeedFrame): void {
    switch (frame.type) {
      case "welcome":
        return this.#welcomed(frame);
      case "events":
        return this.#took(frame.events);
      case "cursors":
        return this.#update((view) => applyCursors(view, frame.cursors));
      case "threads":
        return this.#update((view) => applyThreads(view, frame));
      case "presence":
        return this.#update((view) => applyPresence(view, frame));
      case "typing":
        this.#update((view) => applyTyping(view, frame, this.#port.now()));
        return this.#expectTypingToEnd();
      case "composing":
        return this.#update((view) => applyComposing(view, frame));
      case "support.queue":
        return this.#update((view) => applyQueue(view, frame));
      case "part":
        this.peek.part(frame);
        return this.#answers.take(frame);
      case "reasoning":
      case "step":
      case "given":
        this.peek.update((view) => applyStep(view, frame));
        return this.#update((view) => applyStep(view, frame));
      default:
        return assertNever(frame);
    }
  }

  /** The room has refused `hello` temporarily. */
  helloRefused(retryAfter: number = HELLO_RETRY): boolean {
    if (this.#phase.type !== "asked") return false;
    this.#deadline.start(retryAfter, () => this.#ask());
    return true;
  }

  /** `before` is the first seq of the view when the page was requested. A page for another view is dropped. */
  prepend(page: Page, before: Seq, { epoch, branch }: Pick<RoomView, "epoch" | "branch">): void {
    this.#update((view) =>
      oldestSeq(view) === before && view.epoch === epoch && view.branch === branch && page.branch === branch
        ? prependPage(view, page)
        : view,
    );
  }

  shows(id: MessageId): boolean {
    const view = this.#view;
    return view !== null && view.messages.some((message) => message.id === id && isMine(view, message));
  }

  #ask(): void {
    const view = this.#holes.count >= MAX_HOLES ? null : this.#view;
    this.#phase = { type: "asked" };
    this.#expectCatchUp();
    this.#port.hello({
      type: "hello",
      version: PROTOCOL_VERSION,
      device: this.#port.device,
      since: view?.head ?? null,
      epoch: view?.epoch ?? null,
    });
  }

  #expectCatchUp(): void {
    this.#deadline.start(CATCH_UP_TIMEOUT, () => this.#port.stuck());
  }

  #welcomed(welcome: Welcome): void {
    const view = applyWelcome(this.#view, welcome);
    // Missed events without a view to apply them to: the room assumed a different client.
    if (view === null) return this.#port.stuck();
    this.#view = view;
    this.#phase = { type: "catchingUp", head: welcome.head };
    // A snapshot already contains the running answers.
    this.#answers.welcomed(welcome.reset === null ? welcome.live : []);
    if (welcome.reset !== null) {
      this.#holes = { at: -1, count: 0 };
      this.#port.wasReset(view);
      this.peek.renew();
    }
    this.#advanced(view);
    this.#port.changed();
  }

  #took(events: readonly RoomEvent[]): void {
    if (this.#view === null || this.#phase.type === "offline") return;
    const { view, events: taken, hole } = takeEvents(this.#view, events);
    this.#view = view;
    if (taken.length > 0) this.#port.took(taken);
    this.#answers.took(taken);
    this.peek.took(taken);
    this.#advanced(view);
    // A gap before the welcome is the one that hello asked for.
    if (hole && this.#phase.type !== "asked") this.#askAgain(view.head);
    if (taken.length > 0) this.#port.changed();
  }

  #advanced(view: RoomView): void {
    if (this.#phase.type !== "catchingUp" || view.head < this.#phase.head) return;
    this.#phase = { type: "live" };
    this.#deadline.stop();
    this.#answers.caughtUp();
    this.#port.caughtUp();
  }

  #askAgain(head: Seq): void {
    this.#holes = { at: head, count: this.#holes.at === head ? this.#holes.count + 1 : 1 };
    this.#ask();
  }

  #askForSnapshot(): void {
    this.#holes = { at: this.#view?.head ?? -1, count: MAX_HOLES };
    this.#ask();
  }

  #update(change: (view: RoomView) => RoomView): void {
    if (this.#view === null) return;
    const view = change(this.#view);
    if (view === this.#view) return;
    this.#view = view;
    this.#port.changed();
  }

  #expectTypingToEnd(): void {
    this.#typingEnd.stop();
    const ends = Object.values(this.#view?.typing ?? {}).map(({ until }) => until);
    if (ends.length === 0) return;
    this.#typingEnd.start(Math.max(0, Math.min(...ends) - this.#port.now()), () => {
      this.#update((view) => expireTyping(view, this.#port.now()));
      this.#expectTypingToEnd();
    });
  }
}

function isMine(view: RoomView, message: Message): boolean {
  return message.author === view.you.user;
}
