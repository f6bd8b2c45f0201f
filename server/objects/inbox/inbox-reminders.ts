import { messageExcerpt } from "../../../shared/attachments.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import { ALL_SCOPES } from "../../../shared/permissions.ts";
import type { Reminder, ReminderRequest, RemindersFrame } from "../../../shared/protocol/reminder-frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Env } from "../../bindings/env.ts";
import { ownerOf } from "../../bindings/inbox-name.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { unreadableLibraries } from "../../knowledge/libraries/unreadable-libraries.ts";
import type { Answer } from "../../rules/inbox/answer.ts";
import { answerReminders, takeReminder, told } from "../../rules/inbox/answer-reminders.ts";
import {
  dropAllReminders,
  dropReminders,
  makeDue,
  type NewReminder,
  nextReminder,
  waitingReminders,
} from "../../rules/inbox/reminders.ts";
import type { InboxTask } from "../../rules/inbox/tasks.ts";
import { type Connections, type OpenSocket, trySend } from "../../sockets/connections.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** Reminders of one run: each may need a call to its room. */
const AT_ONCE = 50;

export interface InboxRemindersPort {
  env: Env;
  store: SqlStore;
  connections: Connections;
  /** The name of this inbox. */
  name: () => string;
  transaction: <Result>(work: () => Result) => Result;
  /** Schedules a task at this time (server clock, milliseconds). */
  later: (task: InboxTask, due: number) => void;
  /** Tells what is due outside of the app too. */
  tellOutside: (frame: RemindersFrame) => void;
}

/** A person's reminders. The inbox's alarm makes them due, and every change is sent to all of the person's devices. */
export class InboxReminders {
  readonly #port: InboxRemindersPort;

  constructor(port: InboxRemindersPort) {
    this.#port = port;
  }

  answer(socket: OpenSocket, frame: ReminderRequest, now: number): void {
    trySend(socket, JSON.stringify(this.#tellOf(answerReminders(this.#port.store, frame, now))));
  }

  /** Makes a reminder for a person who is in its room. Returns why it cannot be made; null if it is made. */
  add(wanted: NewReminder, now: number): string | null {
    const reply = this.#tellOf(takeReminder(this.#port.store, { ref: 0, ...wanted }, now, true));
    return reply.type === "error" ? reply.message : null;
  }

  /** Tells the person's devices of a change, and returns the reply to whoever asked for it. */
  #tellOf({ tell, reply }: Answer): InboxServerFrame {
    if (tell === undefined) return reply;
    this.#tell(tell);
    const next = nextReminder(this.#port.store);
    if (next !== null) this.#port.later({ task: "remind" }, next);
    return reply;
  }

  /**
   * Runs the task `remind`. Returns when the next reminder is due; null if none waits. A reminder becomes due in one step, so however often
   * the task runs, the person is told once.
   */
  async remind(now: number): Promise<number | null> {
    const { store, transaction } = this.#port;
    const waiting = waitingReminders(store, now, AT_ONCE);
    const texts = await Promise.all(waiting.map((reminder) => this.#textOf(reminder)));
    const due = transaction(() => waiting.flatMap((each, i) => makeDue(store, each, texts[i] ?? "") ?? []));
    if (due.length > 0) this.#tell(told(store, due));
    return nextReminder(store);
  }

  /** The person is no longer a member of the room. */
  drop(room: RoomId): void {
    const removed = dropReminders(this.#port.store, room);
    if (removed.length > 0) this.#tell(told(this.#port.store, [], removed));
  }

  dropAll(): void {
    dropAllReminders(this.#port.store);
  }

  async #textOf({ about, text }: Reminder): Promise<string> {
    if (about.type !== "message") return text;
    // A room that does not answer must not keep a person from being reminded.
    return await this.#textInRoom(about.room, about.seq).catch((error: unknown) => {
      console.error("reminder", about.room, error);
      return text;
    });
  }

  /** The beginning of the message as this person may see it now; empty if they may not. */
  async #textInRoom(room: RoomId, seq: Seq): Promise<string> {
    const { env, name } = this.#port;
    const owner = ownerOf(name());
    const unreadable = await unreadableLibraries(env.DB, owner);
    const found = await roomStub(env, room).message(
      { user: owner.user, scopes: ALL_SCOPES, unreadable },
      seq,
    );
    if (found === null || "refused" in found || found.message === null) return "";
    const { text, attachments, author } = found.message;
    return messageExcerpt(text, attachments, author);
  }

  #tell(frame: InboxServerFrame): void {
    this.#port.connections.broadcast(JSON.stringify(frame));
    if (frame.type === "reminders") this.#port.tellOutside(frame);
  }
}
