import type { RoomId } from "../../shared/ids.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import type { Seq } from "../../shared/protocol/events.ts";
import type {
  UnreadMessages,
  InboxEntry,
  InboxFrame,
  InboxTotals,
} from "../../shared/protocol/inbox-frames.ts";
import type { Preferences, SavedMessage, SettingsChange } from "../../shared/protocol/inbox-settings.ts";
import { Connection } from "./connection.ts";
import type { InboxChannel, InboxPlugin, InboxPort } from "./inbox-channel.ts";
import { InboxLists } from "./lists/inbox-lists.ts";
import { Listeners } from "./listeners.ts";
import { parseInboxFrame } from "./parse-server-frame.ts";
import type { ResolvedOptions } from "./resolve-options.ts";
import { CATCH_UP_TIMEOUT } from "./room-feed.ts";
import { Timer } from "./timer.ts";
import type { ConnectionState, Inbox } from "./types.ts";
import { cacheableEntries, CacheWriter } from "./view-cache.ts";

/** A person's data over all rooms. Each socket first receives the most important part; the rest is requested. */
export class OpenInbox implements Inbox {
  readonly #options: ResolvedOptions;
  readonly #onClose: () => void;
  readonly #listeners = new Listeners();
  readonly #connection: Connection;
  readonly #lists: InboxLists;
  #drafts: ReadonlyMap<RoomId, string> = new Map();
  readonly #cacheWriter: CacheWriter<readonly InboxEntry[]>;
  readonly #deadline = new Timer();
  readonly #plugins = new Set<InboxPlugin>();
  #isCaughtUp = false;
  #preferences: Preferences | null = null;
  #lastRef = 0;
  readonly #port: InboxPort = {
    nextRef: () => ++this.#lastRef,
    send: (frame) => this.#connection.send(JSON.stringify(frame)),
  };
  readonly #channel: InboxChannel = {
    send: (frame) => {
      const ref = ++this.#lastRef;
      return this.#connection.send(JSON.stringify({ ...frame, ref })) ? ref : null;
    },
  };

  constructor(options: ResolvedOptions, onClose: () => void) {
    this.#options = options;
    this.#onClose = onClose;
    options.reading.ask();
    this.#lists = new InboxLists({
      now: options.now,
      ...this.#port,
      changed: () => {
        this.#cacheWriter.changed();
        this.#listeners.notify();
      },
      gone: (room) => void options.views.forgetRoom(room).catch(() => undefined),
      stuck: () => this.#connection.reconnect(),
    });
    this.#connection = new Connection({
      url: () => options.socketUrl({ type: "inbox" }),
      WebSocket: options.WebSocket,
      now: options.now,
      random: options.random,
      opened: () => this.#hello(),
      received: (text) => this.#received(text),
      lost: () => this.#lost(),
      stateChanged: () => this.#stateChanged(),
    });
    this.#cacheWriter = new CacheWriter(
      () => (this.#lists.isWhole ? this.#lists.entries : null),
      (entries) => options.views.keepInbox(cacheableEntries(entries)),
    );
    void this.#recall();
  }

  async #recall(): Promise<void> {
    const entries = await this.#options.views.loadInbox().catch(() => null);
    if (entries !== null) this.#lists.begin(entries);
  }

  /** Newest first; null until the first list has arrived. */
  get entries(): readonly InboxEntry[] | null {
    return this.#lists.entries;
  }

  get isCurrent(): boolean {
    return this.#isCaughtUp;
  }

  get isWhole(): boolean {
    return this.#lists.isWhole;
  }

  get totals(): InboxTotals | null {
    return this.#lists.totals;
  }

  get preferences(): Preferences | null {
    return this.#preferences;
  }

  async prefer(preferences: Preferences): Promise<void> {
    await this.#lists.prefer(preferences);
  }

  get saved(): readonly SavedMessage[] {
    return this.#lists.saved;
  }

  now(): number {
    return this.#lists.now();
  }

  set(room: RoomId, change: SettingsChange): Promise<void> {
    return this.#lists.set(room, change);
  }

  readAll(room?: RoomId): Promise<void> {
    return this.#lists.readAll(room);
  }

  unreadMessages(room: RoomId): Promise<UnreadMessages> {
    return this.#lists.unreadMessages(room);
  }

  save(room: RoomId, seq: Seq, excerpt: string): Promise<void> {
    return this.#lists.save(room, seq, excerpt);
  }

  unsave(room: RoomId, seq: Seq): Promise<void> {
    return this.#lists.unsave(room, seq);
  }

  /** The beginning of each room's unsent text. */
  get drafts(): ReadonlyMap<RoomId, string> {
    return this.#drafts;
  }

  get connection(): ConnectionState {
    return this.#connection.state;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  attach(plugin: InboxPlugin): () => void {
    this.#plugins.add(plugin);
    plugin.attached?.(this.#port);
    if (this.#isCaughtUp) plugin.connected(this.#channel);
    return () => {
      this.#plugins.delete(plugin);
      plugin.disconnected();
    };
  }

  setOnline(online: boolean): void {
    this.#connection.setOnline(online);
  }

  stopForOtherPerson(): void {
    this.#connection.stopForOtherPerson();
  }

  close(): void {
    this.#cacheWriter.close();
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
    if (frame === null) return;
    const isOthers = frame.type === "inbox" && frame.you !== undefined && frame.you !== this.#options.user;
    if (isOthers) return this.#connection.stopForOtherPerson();
    this.#lists.take(frame);
    if (frame.type === "inbox") {
      this.#takeDrafts(frame);
      this.#takePreferences(frame);
    }
    for (const plugin of this.#plugins) plugin.received(frame);
    if (frame.type === "inbox" && frame.complete) this.#caughtUp();
  }

  #takeDrafts(frame: InboxFrame): void {
    this.#drafts = mergeDrafts(this.#drafts, frame);
    this.#listeners.notify();
  }

  #takePreferences({ complete, preferences }: InboxFrame): void {
    if (!complete && preferences === undefined) return;
    this.#preferences = preferences ?? {};
    this.#options.reading.learn(this.#preferences.privateReading ?? false);
    this.#listeners.notify();
  }

  #caughtUp(): void {
    this.#deadline.stop();
    if (this.#isCaughtUp) return;
    this.#isCaughtUp = true;
    this.#listeners.notify();
    for (const plugin of this.#plugins) plugin.connected(this.#channel);
  }

  #lost(): void {
    this.#deadline.stop();
    this.#isCaughtUp = false;
    this.#preferences = null;
    this.#options.reading.ask();
    this.#lists.lost();
    for (const plugin of this.#plugins) plugin.disconnected();
  }

  #stateChanged(): void {
    const { state } = this.#connection;
    if (state.type === "stopped") {
      this.#lists.stopped(state.code);
      for (const plugin of this.#plugins) plugin.stopped?.(state.code);
      if (state.code === CLOSE.otherPerson) this.#options.otherPerson();
    }
    this.#listeners.notify();
  }
}

function mergeDrafts(before: ReadonlyMap<RoomId, string>, frame: InboxFrame): ReadonlyMap<RoomId, string> {
  if (frame.drafts === undefined || (!frame.complete && frame.drafts.length === 0)) return before;
  const drafts = new Map(frame.complete ? [] : before);
  // The list of rooms shows what is unsent in the room itself.
  for (const { room, excerpt } of frame.drafts.filter(({ thread }) => thread === undefined)) {
    if (excerpt === "") drafts.delete(room);
    else drafts.set(room, excerpt);
  }
  return drafts;
}
