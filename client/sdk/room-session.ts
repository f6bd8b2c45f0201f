import { assertNever } from "../../shared/assert-never.ts";
import type { RoomId } from "../../shared/ids.ts";
import type { RoomEvent } from "../../shared/protocol/events.ts";
import type { Activity, ClientFrame, ErrorFrame, Ref, ServerFrame } from "../../shared/protocol/frames.ts";
import type { RoomView } from "../../shared/room-view.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { Connection } from "./connection.ts";
import { MessageClock } from "./message-clock.ts";
import { Outbox } from "./outbox.ts";
import { parseServerFrame } from "./parse-server-frame.ts";
import { type Answer, type Request, Requests } from "./requests.ts";
import type { ResolvedOptions } from "./resolve-options.ts";
import { RoomFeed } from "./room-feed.ts";
import { DeliveredSignal } from "./signals/delivered-signal.ts";
import { ReadSignal } from "./signals/read-signal.ts";
import { ParleyError } from "./parley-error.ts";
import type { RoomRequests } from "./room-channel.ts";
import type { EventsListener, StepListener } from "./types.ts";
import { SocketPlugins } from "./socket-plugins.ts";
import { cacheableView, CacheWriter } from "./view-cache.ts";
import { TypingSignal } from "./signals/typing-signal.ts";

/** The dialogue with one room: passes received frames to the right mechanism, and decides when each may send. */
export class RoomSession {
  readonly feed: RoomFeed;
  readonly outbox: Outbox;
  readonly requests: Requests;
  readonly connection: Connection;
  readonly typing: TypingSignal;
  readonly read: ReadSignal;
  readonly #delivered: DeliveredSignal;
  readonly #stopReading: () => void;
  readonly #options: ResolvedOptions;
  readonly #room: RoomId;
  readonly plugins: SocketPlugins;
  readonly roomRequests: RoomRequests;
  readonly eventsListeners = new Set<EventsListener>();
  readonly #stepListeners = new Set<StepListener>();
  readonly #changed: () => void;
  #activity: Activity | null = null;
  #lastRef: Ref = 0;
  readonly #cacheWriter: CacheWriter<RoomView>;

  constructor(room: RoomId, options: ResolvedOptions, changed: () => void) {
    this.#options = options;
    this.#room = room;
    this.#cacheWriter = new CacheWriter(
      () => this.feed.view,
      (view) => options.views.keepRoom(room, cacheableView(view)),
    );
    this.#changed = () => {
      if (this.feed.view?.you.role === null) this.#forget();
      this.#cacheWriter.changed();
      changed();
    };
    const { now, random, storage, device, user } = options;
    const clock = new MessageClock(now, options.randomBytes);
    const nextRef = () => (this.#lastRef += 1);
    const send = (frame: ClientFrame) => this.#send(frame);
    const reconnect = () => this.connection.reconnect();

    this.typing = new TypingSignal({
      now,
      say: (on, thread) => void send({ type: "typing", on, ...(thread !== undefined && { thread }) }),
    });
    this.#delivered = new DeliveredSignal((seq) => void send({ type: "delivered", seq }));
    this.read = new ReadSignal({
      mayMark: () => !options.reading.isAwaited,
      mark: (seq) => this.requests.ask({ type: "read", seq, ...options.reading.mark }),
    });
    this.#stopReading = options.reading.subscribe(() => this.read.flush());
    this.requests = new Requests<Request, Answer>({ nextRef, send });
    this.outbox = new Outbox({
      ...{ room, user, storage, now, random, nextRef, send, changed: () => this.#changed() },
      nextId: () => clock.next(),
      isInRoom: (message) => this.feed.shows(message),
      unanswered: reconnect,
    });
    this.feed = new RoomFeed({
      ...{ device, now, changed: () => this.#changed() },
      hello: send,
      askParts: (frame) => void send(frame),
      askPage: async (asked, take) => {
        await this.requests.ask({ type: "history", ...asked }, (answer) => {
          if (answer.type === "page") take(answer.page);
        });
      },
      took: (events) => this.#took(events),
      wasReset: (view) => this.#wasReset(view),
      caughtUp: () => this.#caughtUp(),
      stuck: reconnect,
    });
    this.connection = new Connection({
      ...{ now, random, WebSocket: options.WebSocket },
      url: () => options.socketUrl({ type: "room", room }),
      opened: () => this.feed.connected(),
      received: (text) => this.#received(text),
      lost: () => this.#lost(),
      stateChanged: () => this.#stateChanged(),
    });
    this.plugins = new SocketPlugins({
      send: (frame) => {
        const ref = nextRef();
        return this.#send({ ...frame, ref }) ? ref : null;
      },
      signal: (frame) => this.#send(frame),
    });
    this.roomRequests = {
      nextId: () => clock.next(),
      ask: async (request) => {
        const answer = await this.requests.ask(request);
        if (answer.type !== "ok") throw new ParleyError("internal", "The room sent an unexpected answer.");
        return answer;
      },
    };
    void this.#recall();
  }

  async #recall(): Promise<void> {
    const view = await this.#options.views.loadRoom(this.#room).catch(() => null);
    if (view !== null && view.you.user === this.#options.user) this.feed.begin(view);
  }

  onStep(listener: StepListener): () => void {
    // The same function may be added twice; each subscription ends separately.
    const entry: StepListener = (frame) => listener(frame);
    this.#stepListeners.add(entry);
    return () => void this.#stepListeners.delete(entry);
  }

  setActivity(state: Activity): void {
    if (state === this.#activity) return;
    this.#activity = state;
    this.#send({ type: "presence", state });
  }

  close(): void {
    this.#cacheWriter.close();
    this.connection.close();
    this.outbox.close();
    this.feed.close();
    this.typing.sent();
    this.#delivered.close();
    this.read.close();
    this.#stopReading();
  }

  // ---- received frames

  #received(text: string): void {
    const frame = parseServerFrame(text);
    if (frame !== null) this.#take(frame);
  }

  #take(frame: ServerFrame): void {
    switch (frame.type) {
      case "ok":
        if (!this.outbox.answered(frame) && !this.requests.answered(frame)) this.plugins.received(frame);
        return;
      case "compose":
      case "caret":
        return this.plugins.received(frame);
      case "page":
      case "heldMessage":
      case "contextReceipt":
      case "readReceipts":
      case "steps":
        return void this.requests.answered(frame);
      case "error":
        return this.#refused(frame);
      case "welcome":
        if (frame.you.user !== this.#options.user) return this.connection.stopForOtherPerson();
        return this.feed.take(frame);
      case "events":
      case "cursors":
      case "presence":
      case "typing":
      case "threads":
      case "composing":
      case "support.queue":
      case "part":
      case "given":
        return this.feed.take(frame);
      case "reasoning":
      case "step":
        this.feed.take(frame);
        for (const listener of [...this.#stepListeners]) listener(frame);
        return;
      default:
        return assertNever(frame);
    }
  }

  #refused(frame: ErrorFrame): void {
    if (this.outbox.answered(frame) || this.requests.answered(frame)) return;
    if (frame.ref === undefined) this.feed.helloRefused(frame.retryAfter);
    else this.plugins.received(frame);
  }

  #took(events: readonly RoomEvent[]): void {
    let newest = 0;
    for (const event of events) {
      if (event.type !== "message.sent") continue;
      if (event.by === this.#options.user) this.outbox.arrived(event.message.id);
      else newest = event.seq;
    }
    if (newest > 0) this.#delivered.reached(newest);
    for (const listener of this.eventsListeners) listener(events);
  }

  #wasReset(view: RoomView): void {
    this.#delivered.forget();
    this.read.forget();
    for (const listener of this.eventsListeners) listener([]);
    for (const { id } of this.outbox.entries) if (this.feed.shows(id)) this.outbox.arrived(id);
    const newest = view.messages.findLast(({ author }) => author !== this.#options.user);
    if (newest !== undefined) this.#delivered.reached(newest.seq);
  }

  // ---- the connection opens and closes

  #caughtUp(): void {
    if (this.#activity !== null) this.#send({ type: "presence", state: this.#activity });
    this.#delivered.repeat();
    this.plugins.connected();
    this.requests.connected();
    this.outbox.connected();
  }

  #lost(): void {
    this.feed.disconnected();
    this.requests.disconnected();
    this.plugins.disconnected();
    this.outbox.disconnected();
  }

  #stateChanged(): void {
    const { state } = this.connection;
    if (state.type === "stopped") {
      this.requests.stopped(state.code);
      if (state.code === CLOSE.forbidden || state.code === CLOSE.notFound) this.#forget();
      if (state.code === CLOSE.otherPerson) this.#options.otherPerson();
    }
    this.#changed();
  }

  /** This person may no longer see the room. */
  #forget(): void {
    this.#cacheWriter.end();
    void this.#options.views.forgetRoom(this.#room).catch(() => undefined);
  }

  #send(frame: ClientFrame): boolean {
    return this.connection.send(JSON.stringify(frame));
  }
}
