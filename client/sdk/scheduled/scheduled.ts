import { makeMessageId, type MessageId, type RandomBytes, type RoomId } from "../../../shared/ids.ts";
import type { InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import type { ScheduledRequest } from "../../../shared/protocol/scheduled-frames.ts";
import type { InboxPlugin, InboxPort } from "../inbox-channel.ts";
import { Listeners } from "../listeners.ts";
import { PluginRequests } from "../plugin-requests.ts";
import type { WithoutRef } from "../requests.ts";
import type { Inbox } from "../types.ts";
import type { Scheduled, ScheduledMessage } from "./types.ts";

/**
 * Messages that are sent later, on the inbox's socket.
 *
 * @example
 * const scheduled = createScheduled(client.inbox());
 * await scheduled.add({ room, text: "Good morning", due: Date.now() + 3_600_000 });
 */
export function createScheduled(
  inbox: Inbox,
  random: RandomBytes = (bytes) => crypto.getRandomValues(bytes),
): Scheduled {
  return new ScheduledMessages(inbox, random);
}

class ScheduledMessages implements Scheduled, InboxPlugin {
  readonly #inbox: Inbox;
  readonly #random: RandomBytes;
  readonly #listeners = new Listeners();
  readonly #requests = new PluginRequests<WithoutRef<ScheduledRequest>>();
  readonly #detach: () => void;
  #messages: readonly ScheduledMessage[] = [];
  #isWanted = false;
  #isConnected = false;

  constructor(inbox: Inbox, random: RandomBytes) {
    this.#inbox = inbox;
    this.#random = random;
    this.#detach = inbox.attach(this);
  }

  of(room: RoomId): readonly ScheduledMessage[] {
    return this.#messages.filter((message) => message.room === room);
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  load(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    if (this.#isConnected) this.#loadAll();
  }

  async add(message: Omit<ScheduledMessage, "id" | "failed">): Promise<MessageId> {
    const id = makeMessageId(this.#inbox.now(), this.#random);
    await this.put({ ...message, id });
    return id;
  }

  async put(message: Omit<ScheduledMessage, "failed">): Promise<void> {
    await this.#requests.ask({ type: "scheduled.put", message });
  }

  async remove(id: MessageId): Promise<void> {
    await this.#requests.ask({ type: "scheduled.remove", id });
  }

  close(): void {
    this.#detach();
  }

  // ---- the inbox's socket

  attached(port: InboxPort): void {
    this.#requests.attached(port);
  }

  connected(): void {
    this.#isConnected = true;
    this.#requests.connected();
    if (this.#isWanted) this.#loadAll();
  }

  disconnected(): void {
    this.#isConnected = false;
    this.#requests.disconnected();
  }

  stopped(code: number): void {
    this.#requests.stopped(code);
  }

  received(frame: InboxServerFrame): void {
    if (frame.type === "scheduled") {
      const gone = new Set([...frame.removed, ...frame.changed.map(({ id }) => id)]);
      this.#set([...this.#messages.filter(({ id }) => !gone.has(id)), ...frame.changed]);
    }
    this.#requests.received(frame);
  }

  #loadAll(): void {
    const take = (frame: InboxServerFrame): void => {
      if (frame.type === "scheduled.all") this.#set(frame.messages);
    };
    void this.#requests.ask({ type: "scheduled.list" }, take).catch(() => undefined);
  }

  #set(messages: readonly ScheduledMessage[]): void {
    this.#messages = messages.toSorted((a, b) => a.due - b.due || (a.id < b.id ? -1 : 1));
    this.#listeners.notify();
  }
}
