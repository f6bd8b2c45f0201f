import type { RoomEvent, Seq } from "../../shared/protocol/events.ts";
import type { AskParts, OwnThread, Page, Part } from "../../shared/protocol/frames.ts";
import { prependPage, type RoomView } from "../../shared/room-view.ts";
import {
  applyToThread,
  threadPartOf,
  type ThreadPart,
  threadView,
} from "../../shared/room-view/thread-view.ts";
import { Answers } from "./answers.ts";

export interface ThreadPort {
  /** The view of the room. */
  view(): RoomView | null;
  /** Asks for a page. `take` is called in the step in which it arrives. */
  page(asked: { before: Seq; thread: Seq }, take: (page: Page) => void): Promise<void>;
  askParts(frame: AskParts): void;
  /** How the person stands to the thread, which a page says. */
  stands(own: OwnThread): void;
  changed(): void;
}

/** The messages of one thread, which follow the room's events. */
export class ShownThread {
  readonly root: Seq;
  readonly #port: ThreadPort;
  readonly #answers: Answers;
  #part: ThreadPart | null = null;
  #epoch = "";
  /** The last answer, so that an unchanged view keeps its identity. */
  #made: { view: RoomView; part: ThreadPart; whole: RoomView } | null = null;

  constructor(root: Seq, port: ThreadPort) {
    this.root = root;
    this.#port = port;
    this.#answers = new Answers({
      view: () => this.view,
      show: ({ messages, more }) => this.#show(threadPartOf(root, { messages, more })),
      ask: (frame) => port.askParts(frame),
      lost: () => this.renew(),
    });
  }

  /** Null until its messages have arrived. */
  get view(): RoomView | null {
    const view = this.#port.view();
    const part = this.#part;
    if (view === null || part === null) return null;
    if (this.#made?.view !== view || this.#made.part !== part)
      this.#made = { view, part, whole: threadView(view, part) };
    return this.#made.whole;
  }

  /** Loads the newest replies. Waits for the room's view. Rejects if there is no such thread. */
  async load(): Promise<void> {
    const before = this.#port.view()?.head ?? Number.MAX_SAFE_INTEGER - 1;
    await this.#port.page({ before: before + 1, thread: this.root }, (page) => {
      this.#epoch = this.#port.view()?.epoch ?? "";
      this.#answers.disconnected();
      this.#stands(page);
      this.#show(threadPartOf(this.root, page));
      this.#answers.complete();
    });
  }

  async loadOlder(): Promise<boolean> {
    const { view } = this;
    const before = view?.messages[0]?.seq;
    if (view === null || !view.more || before === undefined) return false;
    await this.#port.page({ before, thread: this.root }, (page) => {
      const now = this.view;
      if (now === null || now.messages[0]?.seq !== before) return;
      this.#stands(page);
      this.#show(threadPartOf(this.root, prependPage(now, page)));
    });
    return this.view?.more ?? false;
  }

  close(): void {
    this.#answers.disconnected();
  }

  /** New events that the room's view has taken. */
  took(events: readonly RoomEvent[]): void {
    const view = this.#port.view();
    if (this.#part === null || view === null) return;
    this.#show(events.reduce((part, event) => applyToThread(part, view, event), this.#part));
    this.#answers.took(events);
  }

  part(part: Part): void {
    if (this.#part !== null) this.#answers.take(part);
  }

  /** Changes of running answers other than their text. */
  update(change: (view: RoomView) => RoomView): void {
    const { view } = this;
    if (view === null) return;
    const { messages, more } = change(view);
    if (messages !== view.messages) this.#show(threadPartOf(this.root, { messages, more }));
  }

  /** Events were missed, so the messages are loaded anew. Those of another epoch are gone. */
  renew(): void {
    const view = this.#port.view();
    if (view === null) return;
    if (this.#part !== null && view.epoch !== this.#epoch) this.#show(null);
    this.load().catch(() => this.#show(null));
  }

  #stands({ thread }: Page): void {
    if (thread !== undefined) this.#port.stands(thread);
  }

  #show(part: ThreadPart | null): void {
    if (part === this.#part) return;
    this.#part = part;
    this.#port.changed();
  }
}
