import type { RoomEvent, Seq } from "../../shared/protocol/events.ts";
import type { AskParts, Page, Part } from "../../shared/protocol/frames.ts";
import { oldestSeq, prependPage, type RoomView } from "../../shared/room-view.ts";
import { applyToPeeked, type Peeked, peekedOf, peekedView } from "../../shared/room-view/peeked.ts";
import { Answers } from "./answers.ts";

export interface PeekPort {
  /** The view of the branch that the room shows. */
  view(): RoomView | null;
  /** Asks for a page. `take` is called in the step in which it arrives. */
  page(asked: PageAsked, take: (page: Page) => void): Promise<void>;
  askParts(frame: AskParts): void;
  changed(): void;
}

/** A view of other messages of the room than those that it shows. It follows the room. */
export interface FeedFollower {
  part(part: Part): void;
  /** Changes of running answers other than their text. */
  update(change: (view: RoomView) => RoomView): void;
  /** New events that the room's view has taken. */
  took(events: readonly RoomEvent[]): void;
  /** Events were missed. */
  renew(): void;
}

export interface PageAsked {
  before: Seq;
  limit?: number;
  branch?: Seq;
  through?: Seq;
  thread?: Seq;
}

/** A look at a branch that the room does not show. Only this device has it, and it follows the room's events. */
export class Peek implements FeedFollower {
  /** The threads that are shown beside the room. They follow it in the same way. */
  readonly threads = new Set<FeedFollower>();
  readonly #port: PeekPort;
  readonly #answers: Answers;
  #peeked: Peeked | null = null;
  #epoch = "";
  /** The last answer, so that an unchanged view keeps its identity. */
  #made: { view: RoomView; peeked: Peeked; whole: RoomView } | null = null;

  constructor(port: PeekPort) {
    this.#port = port;
    this.#answers = new Answers({
      view: () => this.view,
      show: (view) => this.#show(peekedOf(view)),
      ask: (frame) => port.askParts(frame),
      lost: () => this.#renew(),
    });
  }

  /** The room as it is, with the messages of the peeked branch; null while nothing is peeked at. */
  get view(): RoomView | null {
    const view = this.#port.view();
    const peeked = this.#peeked;
    if (view === null || peeked === null) return null;
    if (this.#made?.view !== view || this.#made.peeked !== peeked)
      this.#made = { view, peeked, whole: peekedView(view, peeked) };
    return this.#made.whole;
  }

  /** Looks at the branch that has this message. If the room shows it, this ends the look at another one. */
  open(through: Seq): Promise<void> {
    return this.#load({ through });
  }

  async loadOlder(): Promise<boolean> {
    const view = this.view;
    if (view === null || !view.more) return false;
    const before = oldestSeq(view);
    await this.#port.page({ before, branch: view.branch ?? 0 }, (page) => {
      const now = this.view;
      if (now === null || oldestSeq(now) !== before || now.branch !== page.branch) return;
      this.#show(peekedOf(prependPage(now, page)));
    });
    return this.view?.more ?? false;
  }

  close(): void {
    this.#answers.disconnected();
    this.#show(null);
  }

  /** New events that the room's view has taken. */
  took(events: readonly RoomEvent[]): void {
    for (const thread of this.threads) thread.took(events);
    const view = this.#port.view();
    if (this.#peeked === null || view === null) return;
    let peeked = this.#peeked;
    for (const event of events) {
      const next = applyToPeeked(peeked, view, event);
      if (next === null) return this.#renew();
      peeked = next;
    }
    this.#show(peeked);
    this.#answers.took(events);
    this.#endIfShown();
  }

  part(part: Part): void {
    for (const thread of this.threads) thread.part(part);
    if (this.#peeked !== null) this.#answers.take(part);
  }

  /** Changes of running answers other than their text. */
  update(change: (view: RoomView) => RoomView): void {
    for (const thread of this.threads) thread.update(change);
    const view = this.view;
    if (view !== null) this.#show(peekedOf(change(view)));
  }

  /** Events were missed, so the messages are loaded anew. Those of another epoch are gone. */
  renew(): void {
    for (const thread of this.threads) thread.renew();
    this.#renew();
  }

  #renew(): void {
    const view = this.#port.view();
    const peeked = this.#peeked;
    if (peeked === null || view === null) return;
    if (view.epoch !== this.#epoch || peeked.branch === view.branch) return this.close();
    this.#load({ branch: peeked.branch ?? 0 }).catch(() => this.close());
  }

  async #load(asked: Omit<PageAsked, "before">): Promise<void> {
    const view = this.#port.view();
    if (view === null) return;
    await this.#port.page({ before: view.head + 1, ...asked }, (page) => {
      // Nothing changes on screen if the room shows what was asked for.
      if (page.branch === this.#port.view()?.branch) return this.close();
      this.#epoch = view.epoch;
      this.#answers.disconnected();
      this.#show(peekedOf(page));
      this.#answers.complete();
    });
  }

  /** The room shows this branch by now. */
  #endIfShown(): void {
    const view = this.#port.view();
    if (this.#peeked !== null && view !== null && this.#peeked.branch === view.branch) this.close();
  }

  #show(peeked: Peeked | null): void {
    if (peeked === this.#peeked) return;
    this.#peeked = peeked;
    this.#port.changed();
  }
}
