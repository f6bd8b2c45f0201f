import type { MessageId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/events.ts";
import type { RoomView } from "../../shared/room-view.ts";
import { type Opened, OpenRoom } from "./room.ts";
import type { RoomSession } from "./room-session.ts";
import type { ShownThread } from "./shown-thread.ts";
import { ReadSignal } from "./signals/read-signal.ts";
import type { NewMessage, OutboxEntry, Thread } from "./types.ts";

/** One thread of an open room. */
export class OpenThread extends OpenRoom implements Thread {
  readonly opened: Promise<void>;
  readonly #session: RoomSession;
  readonly #shown: ShownThread;
  readonly #read: ReadSignal;

  constructor(root: Seq, opened: Opened) {
    super(opened, () => undefined);
    const { session } = opened;
    this.#session = session;
    this.#shown = session.feed.openThread(root);
    this.#read = new ReadSignal({
      mayMark: () => true,
      mark: (seq) => session.requests.ask({ type: "thread.read", target: root, seq }),
    });
    this.opened = this.#shown.load();
  }

  override get thread(): Seq {
    return this.#shown.root;
  }

  override get view(): RoomView | null {
    return this.#shown.view;
  }

  override get peeked(): RoomView | null {
    return null;
  }

  override send(message: NewMessage): Promise<MessageId> {
    return super.send({ ...message, thread: this.thread });
  }

  override loadOlder(): Promise<boolean> {
    return this.#shown.loadOlder();
  }

  override markRead(seq: Seq): void {
    if (this.view !== null) this.#read.read(Math.min(seq, this.view.head));
  }

  override typing(): void {
    this.#session.typing.key(this.thread);
  }

  protected override shows(entry: OutboxEntry): boolean {
    return entry.thread === this.thread;
  }

  override close(): void {
    this.#end();
  }

  #end(): void {
    this.#read.close();
    this.#session.feed.closeThread(this.#shown);
  }
}
