import { makeId, type RandomBytes, type ReminderId } from "../../../shared/ids.ts";
import type { InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import type {
  ReminderPlace,
  ReminderRequest,
  RemindersFrame,
} from "../../../shared/protocol/reminder-frames.ts";
import type { InboxPlugin, InboxPort } from "../inbox-channel.ts";
import { Listeners } from "../listeners.ts";
import { PluginRequests } from "../plugin-requests.ts";
import type { WithoutRef } from "../requests.ts";
import type { Inbox } from "../types.ts";
import type { Reminder, ReminderAbout, Reminders } from "./types.ts";

/**
 * Reminders on the inbox's socket.
 *
 * @example
 * const reminders = createReminders(client.inbox());
 * await reminders.add({ type: "none" }, "Water the plants", Date.now() + 3_600_000);
 * reminders.subscribe(() => console.log(reminders.due));
 */
export function createReminders(
  inbox: Inbox,
  random: RandomBytes = (bytes) => crypto.getRandomValues(bytes),
): Reminders {
  return new InboxReminders(inbox, random);
}

class InboxReminders implements Reminders, InboxPlugin {
  readonly #random: RandomBytes;
  readonly #listeners = new Listeners();
  readonly #known = new Map<ReminderId, Reminder>();
  readonly #detach: () => void;
  readonly #requests = new PluginRequests<WithoutRef<ReminderRequest>>();
  #open: readonly Reminder[] = [];
  #due = 0;
  /** Whether the first frame of this connection was seen: a plugin that is attached later has missed it. */
  #isGreeted = false;
  #isConnected = false;
  #isWanted = false;
  #isWhole = false;
  /** Counts connections: pages of an earlier one are ignored. */
  #connection = 0;

  constructor(inbox: Inbox, random: RandomBytes) {
    this.#random = random;
    this.#detach = inbox.attach(this);
  }

  get due(): number {
    return this.#due;
  }

  get open(): readonly Reminder[] {
    return this.#open;
  }

  get isWhole(): boolean {
    return this.#isWhole;
  }

  subscribe(listener: () => void): () => void {
    return this.#listeners.add(listener);
  }

  load(): void {
    if (this.#isWanted) return;
    this.#isWanted = true;
    if (this.#isConnected) this.#loadOpen();
  }

  async done(after: ReminderPlace | null): ReturnType<Reminders["done"]> {
    const page = await this.#requests.ask({ type: "reminder.list", done: true, after });
    return page.type === "reminders.page" ? page : { reminders: [], next: null };
  }

  async add(about: ReminderAbout, text: string, due: number): Promise<ReminderId> {
    const id = makeId("rem", this.#random);
    await this.#requests.ask({ type: "reminder.add", id, about, text, due });
    return id;
  }

  async snooze(id: ReminderId, due: number): Promise<void> {
    await this.#requests.ask({ type: "reminder.change", id, change: { due } });
  }

  async end(id: ReminderId): Promise<void> {
    await this.#requests.ask({ type: "reminder.change", id, change: { done: true } });
  }

  async remove(id: ReminderId): Promise<void> {
    await this.#requests.ask({ type: "reminder.remove", id });
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
    this.#connection += 1;
    this.#isWhole = false;
    this.#requests.connected();
    if (this.#isWanted || this.#due > 0 || !this.#isGreeted) this.#loadOpen();
  }

  disconnected(): void {
    this.#isConnected = false;
    this.#connection += 1;
    this.#requests.disconnected();
  }

  stopped(code: number): void {
    this.#requests.stopped(code);
  }

  received(frame: InboxServerFrame): void {
    if (frame.type === "inbox" && frame.complete) this.#begin(frame.remindersDue ?? 0);
    else if (frame.type === "reminders") this.#take(frame);
    this.#requests.received(frame);
  }

  /** What happened while there was no connection is not known, so the list is loaded again. */
  #begin(due: number): void {
    this.#due = due;
    this.#isGreeted = true;
    if (due === 0 && !this.#isWanted) this.#known.clear();
    this.#changed();
  }

  #take({ changed, removed, due }: RemindersFrame): void {
    for (const reminder of changed) this.#keep(reminder);
    for (const id of removed) this.#known.delete(id);
    this.#due = due;
    this.#changed();
  }

  #keep(reminder: Reminder): void {
    if (reminder.state === "done") this.#known.delete(reminder.id);
    else this.#known.set(reminder.id, reminder);
  }

  #loadOpen(): void {
    void this.#loadPages(this.#connection).catch(() => undefined);
  }

  /** Reminders that changed while the pages arrive are newer than the pages, so they are not replaced. */
  async #loadPages(connection: number): Promise<void> {
    const before = new Map(this.#known);
    const seen = new Set<ReminderId>();
    let after: ReminderPlace | null = null;
    do {
      const page = await this.#requests.ask({ type: "reminder.list", done: false, after }, (answer) => {
        if (answer.type !== "reminders.page" || connection !== this.#connection) return;
        for (const one of answer.reminders) {
          seen.add(one.id);
          if (this.#known.get(one.id) === before.get(one.id)) this.#keep(one);
        }
        if (answer.next === null) this.#forgetAllBut(seen, before);
        this.#changed();
      });
      after = page.type === "reminders.page" ? page.next : null;
    } while (after !== null && connection === this.#connection);
  }

  #forgetAllBut(seen: ReadonlySet<ReminderId>, before: ReadonlyMap<ReminderId, Reminder>): void {
    if (!this.#isGreeted) this.#due = [...this.#known.values()].filter(({ state }) => state === "due").length;
    for (const [id, reminder] of before) {
      if (!seen.has(id) && this.#known.get(id) === reminder) this.#known.delete(id);
    }
    this.#isWhole = true;
  }

  #changed(): void {
    this.#open = [...this.#known.values()].sort((a, b) => a.due - b.due || (a.id < b.id ? -1 : 1));
    this.#listeners.notify();
  }
}
