/** Threads of an open room. A separate entry: a client that shows none does not load it. */
import type { MessageId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/events.ts";
import type { RoomView } from "../../shared/room-view.ts";
import { ParleyError } from "./parley-error.ts";
import { type Opened, OpenRoom } from "./room.ts";
import { ShownThread } from "./shown-thread.ts";
import { ReadSignal } from "./signals/read-signal.ts";
import type { NewMessage, Room, Thread } from "./types.ts";

/**
 * Opens a thread of a room by its first message. Close it when it is no longer shown.
 *
 * @example
 * const thread = openThread(room, seq);
 * await thread.loaded;
 * await thread.send({ text: "A reply" });
 */
export function openThread(room: Room, root: Seq): Thread {
  return new OpenThread(root, openedRoom(room));
}

/** The thread in which this message stands alone; null if it stands in the room. Rejects if there is no such message. */
export async function threadOf(room: Room, through: Seq): Promise<Seq | null> {
  const before = (room.view?.head ?? through) + 1;
  const { requests } = openedRoom(room).opened.session;
  const answer = await requests.ask({ type: "history", before, limit: 1, through });
  return answer.type === "page" ? (answer.page.thread?.root ?? null) : null;
}

/** Follows a thread, or no longer follows it. */
export async function followThread(room: Room, root: Seq, on: boolean): Promise<void> {
  await openedRoom(room).opened.session.requests.ask({ type: "thread.follow", target: root, on });
}

function openedRoom(room: Room): OpenRoom {
  if (!(room instanceof OpenRoom)) throw new ParleyError("internal", "This is no room of this client.");
  return room;
}

/** One thread of an open room. */
class OpenThread extends OpenRoom implements Thread {
  readonly loaded: Promise<void>;
  readonly #session: Opened["session"];
  readonly #shown: ShownThread;
  readonly #read: ReadSignal;

  constructor(root: Seq, room: OpenRoom) {
    super(room.id, room.opened, () => undefined);
    const { session, listeners } = room.opened;
    this.#session = session;
    this.#shown = new ShownThread(root, {
      view: () => session.feed.view,
      page: async (asked, take) => {
        await session.requests.ask({ type: "history", ...asked }, (answer) => {
          if (answer.type === "page") take(answer.page);
        });
      },
      askParts: (frame) => session.connection.send(JSON.stringify(frame)),
      stands: (own) => session.feed.take({ type: "threads", complete: false, threads: [own] }),
      changed: () => listeners.notify(),
    });
    session.feed.peek.threads.add(this.#shown);
    this.#read = new ReadSignal({
      mayMark: () => true,
      mark: (seq) => session.requests.ask({ type: "thread.read", target: root, seq }),
    });
    this.loaded = this.#shown.load();
  }

  get thread(): Seq {
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

  override close(): void {
    this.#read.close();
    this.#session.feed.peek.threads.delete(this.#shown);
    this.#shown.close();
  }
}
