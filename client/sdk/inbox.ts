import type { RoomId } from "../../shared/ids.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import type { InboxEntry, InboxFrame } from "../../shared/protocol/frames.ts";
import { Connection } from "./connection.ts";
import { Listeners } from "./listeners.ts";
import { parseInboxFrame } from "./parse-server-frame.ts";
import type { ResolvedOptions } from "./resolve-options.ts";
import { CATCH_UP_TIMEOUT } from "./room-feed.ts";
import { Timer } from "./timer.ts";
import type { ConnectionState, Inbox } from "./types.ts";

/** The list of this person's rooms; each socket begins with the whole of it. */
export class OpenInbox implements Inbox {
  readonly #options: ResolvedOptions;
  readonly #onClose: () => void;
  readonly #listeners = new Listeners();
  readonly #connection: Connection;
  #entries: readonly InboxEntry[] | null = null;
  readonly #deadline = new Timer();

  constructor(options: ResolvedOptions, onClose: () => void) {
    this.#options = options;
    this.#onClose = onClose;
    this.#connection = new Connection({
      url: () => options.socketUrl({ type: "inbox" }),
      WebSocket: options.WebSocket,
      now: options.now,
      random: options.random,
      opened: () => this.#hello(),
      received: (text) => this.#received(text),
      lost: () => this.#deadline.stop(),
      stateChanged: () => this.#listeners.notify(),
    });
  }

  /** The newest first; null until the first list came. */
  get entries(): readonly InboxEntry[] | null {
    return this.#entries;
  }

  get connection(): ConnectionState {
    return this.#connection.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  setOnline(online: boolean): void {
    this.#connection.setOnline(online);
  }

  close(): void {
    this.#connection.close();
    this.#onClose();
  }

  #hello(): void {
    const { device } = this.#options;
    const hello = { type: "hello", version: PROTOCOL_VERSION, device, since: null, epoch: null };
    this.#connection.send(JSON.stringify(hello));
    this.#deadline.start(CATCH_UP_TIMEOUT, () => this.#connection.reconnect());
  }

  #received(text: string): void {
    const frame = parseInboxFrame(text);
    if (frame?.type !== "inbox") return;
    if (frame.complete) this.#deadline.stop();
    this.#entries = mergeInbox(this.#entries ?? [], frame);
    this.#listeners.notify();
  }
}

/** What did not change keeps its identity. */
export function mergeInbox(before: readonly InboxEntry[], frame: InboxFrame): readonly InboxEntry[] {
  const entries = new Map<RoomId, InboxEntry>();
  if (!frame.complete) for (const entry of before) entries.set(entry.room, entry);
  for (const entry of frame.rooms) entries.set(entry.room, entry);
  for (const room of frame.gone) entries.delete(room);
  return [...entries.values()].sort(byNewest);
}

function byNewest(a: InboxEntry, b: InboxEntry): number {
  return (b.last?.at ?? 0) - (a.last?.at ?? 0) || a.name.localeCompare(b.name);
}
