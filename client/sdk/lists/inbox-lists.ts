import type { RoomId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/events.ts";
import type { Ok, Ref } from "../../../shared/protocol/frames.ts";
import type {
  AskUnreadMessages,
  AskRooms,
  AskSaved,
  Prefer,
  ReadAll,
  SaveMessage,
  SetRoom,
  UnsaveMessage,
} from "../../../shared/protocol/inbox-client-frames.ts";
import type {
  UnreadMessages,
  UnreadMessagesFrame,
  InboxEntry,
  InboxFrame,
  InboxPageFrame,
  InboxServerFrame,
  InboxTotals,
  SavedPageFrame,
} from "../../../shared/protocol/inbox-frames.ts";
import type { Preferences, SavedMessage, SettingsChange } from "../../../shared/protocol/inbox-settings.ts";
import { Requests, type WithoutRef } from "../requests.ts";
import { RoomList } from "./room-list.ts";
import { SavedList } from "./saved-list.ts";

type ListRequest = WithoutRef<
  SetRoom | Prefer | ReadAll | SaveMessage | UnsaveMessage | AskRooms | AskSaved | AskUnreadMessages
>;
type ListAnswer = Ok | InboxPageFrame | SavedPageFrame | UnreadMessagesFrame;

export interface InboxListsPort {
  now(): number;
  nextRef(): Ref;
  send(frame: ListRequest & { ref: Ref }): boolean;
  changed(): void;
  /** This person has left the room. */
  gone(room: RoomId): void;
  /** The inbox did not send the whole list in time. */
  stuck(): void;
}

/** The lists from an inbox: rooms and saved messages, and this device's changes to them. */
export class InboxLists {
  readonly #port: InboxListsPort;
  readonly #rooms: RoomList;
  readonly #saved = new SavedList();
  readonly #requests: Requests<ListRequest, ListAnswer>;
  /** Server clock minus this device's clock, milliseconds. */
  #ahead = 0;
  /** Counts connections: answers to requests of an earlier connection are ignored. */
  #connection = 0;

  constructor(port: InboxListsPort) {
    this.#port = port;
    this.#rooms = new RoomList((room) => port.gone(room));
    this.#requests = new Requests({ nextRef: () => port.nextRef(), send: (frame) => port.send(frame) });
  }

  get entries(): readonly InboxEntry[] | null {
    return this.#rooms.entries;
  }

  /** The cached list, used until the inbox has sent the current one. */
  begin(entries: readonly InboxEntry[]): void {
    if (this.#rooms.entries !== null) return;
    this.#rooms.begin(entries);
    this.#port.changed();
  }

  get isWhole(): boolean {
    return this.#rooms.isWhole;
  }

  get totals(): InboxTotals | null {
    return this.#rooms.totals(this.now());
  }

  get saved(): readonly SavedMessage[] {
    return this.#saved.saved;
  }

  now(): number {
    return this.#port.now() + this.#ahead;
  }

  async set(room: RoomId, change: SettingsChange): Promise<void> {
    const end = this.#rooms.applyPending(room, change);
    this.#port.changed();
    try {
      await this.#requests.ask({ type: "set", room, change });
    } finally {
      end();
      this.#port.changed();
    }
  }

  async prefer(preferences: Preferences): Promise<void> {
    await this.#requests.ask({ type: "prefer", preferences });
  }

  async readAll(room?: RoomId): Promise<void> {
    await this.#requests.ask({ type: "read.all", ...(room !== undefined && { room }) });
  }

  async unreadMessages(room: RoomId): Promise<UnreadMessages> {
    const answer = await this.#requests.ask({ type: "unreadMessages", room });
    return answer.type === "unreadMessages" ? answer : { total: 0, messages: [] };
  }

  async save(room: RoomId, seq: Seq, excerpt: string): Promise<void> {
    await this.#requests.ask({ type: "save", room, seq, excerpt });
  }

  async unsave(room: RoomId, seq: Seq): Promise<void> {
    await this.#requests.ask({ type: "unsave", room, seq });
  }

  take(frame: InboxServerFrame): void {
    switch (frame.type) {
      case "inbox":
        return this.#takeRooms(frame);
      case "saved":
        this.#saved.take(frame);
        return this.#port.changed();
      case "ok":
      case "error":
      case "inbox.page":
      case "saved.page":
      case "unreadMessages":
        return void this.#requests.answered(frame);
      default:
        // For another feature on the same socket.
        return;
    }
  }

  lost(): void {
    this.#connection += 1;
    this.#requests.disconnected();
  }

  stopped(code: number): void {
    this.#requests.stopped(code);
  }

  #takeRooms(frame: InboxFrame): void {
    this.#rooms.take(frame);
    if (frame.now !== undefined) this.#ahead = frame.now - this.#port.now();
    if (frame.complete) {
      this.#requests.connected();
      this.#saved.begin();
      void this.#loadRest(++this.#connection);
    }
    this.#port.changed();
  }

  async #loadRest(connection: number): Promise<void> {
    try {
      if (!this.#rooms.isWhole) await this.#loadRooms(connection);
      await this.#loadSaved(connection);
    } catch {
      if (connection === this.#connection) this.#port.stuck();
    }
  }

  async #loadRooms(connection: number): Promise<void> {
    let after: AskRooms["after"] = null;
    do {
      const page = await this.#requests.ask({ type: "page", after }, (answer) => {
        if (answer.type !== "inbox.page" || connection !== this.#connection) return;
        this.#rooms.takePage(answer.rooms, answer.next === null);
        this.#port.changed();
      });
      after = page.type === "inbox.page" ? page.next : null;
    } while (after !== null && connection === this.#connection);
  }

  async #loadSaved(connection: number): Promise<void> {
    let before: number | null = null;
    do {
      const page = await this.#requests.ask({ type: "saved.list", before }, (answer) => {
        if (answer.type !== "saved.page" || connection !== this.#connection) return;
        this.#saved.takePage(answer.saved, answer.next === null);
        this.#port.changed();
      });
      before = page.type === "saved.page" ? page.next : null;
    } while (before !== null && connection === this.#connection);
  }
}
