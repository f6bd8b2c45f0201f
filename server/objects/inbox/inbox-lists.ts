import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry, InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import { answer, changed, type ListFrame } from "../../rules/inbox/answer.ts";
import { dropPreferences } from "../../rules/inbox/preferences.ts";
import { dropAllSaved, dropSaved } from "../../rules/inbox/saved-messages.ts";
import { findEntry } from "../../rules/inbox/list-rooms.ts";
import type { SettingsChange } from "../../../shared/protocol/inbox-settings.ts";
import {
  changeSettings,
  dropAllSettings,
  dropSettings,
  nextWake,
  settleSettings,
  wakeSnoozed,
} from "../../rules/inbox/settings.ts";
import type { InboxTask } from "../../rules/inbox/tasks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { type Connections, type OpenSocket, trySend } from "../../sockets/connections.ts";

export interface InboxListsPort {
  store: SqlStore;
  connections: Connections;
  /** Schedules a task at this time (server clock, milliseconds). */
  later: (task: InboxTask, due: number) => void;
  /** Sets the alarm after tasks were added to the schedule. */
  arm: () => void;
  /** The person has set something for this room. */
  settingsChanged: (room: RoomId) => void;
}

/** A person's rooms with their settings, and their saved messages. Every change is sent to all of their devices. */
export class InboxLists {
  readonly #port: InboxListsPort;

  constructor(port: InboxListsPort) {
    this.#port = port;
  }

  answer(socket: OpenSocket, frame: ListFrame, now: number): void {
    const { tell, reply } = answer(this.#port.store, frame, now);
    if (tell !== undefined) this.#tell(tell);
    trySend(socket, encode(reply));
    if (frame.type === "read.all") this.#port.arm();
    if (frame.type === "set") this.#port.settingsChanged(frame.room);
    if (frame.type === "set" && typeof frame.change.snoozedUntil === "number") this.#wakeLater();
  }

  /** Changes the settings of a room in the list. */
  set(room: RoomId, change: SettingsChange): void {
    const entry = findEntry(this.#port.store, room);
    if (entry === null) return;
    changeSettings(this.#port.store, entry, change, Date.now());
    this.#tell(changed(this.#port.store, [room]));
    this.#port.settingsChanged(room);
  }

  /** Called when a room's new entry differs from the stored one. */
  changed(entry: InboxEntry): void {
    settleSettings(this.#port.store, entry);
    this.#tell(changed(this.#port.store, [entry.room]));
  }

  /** The person is no longer a member of the room. Their saved messages of this room are deleted too. */
  drop(room: RoomId): void {
    dropSettings(this.#port.store, room);
    const removed = dropSaved(this.#port.store, room);
    if (removed.length > 0) this.#tell({ type: "saved", added: [], removed });
  }

  dropAll(): void {
    dropAllSettings(this.#port.store);
    dropPreferences(this.#port.store);
    dropAllSaved(this.#port.store);
  }

  /** Runs the task `wake`. Returns when the next snooze ends; null if there is none. */
  wake(now: number): number | null {
    const rooms = wakeSnoozed(this.#port.store, now);
    if (rooms.length > 0) this.#tell(changed(this.#port.store, rooms));
    return nextWake(this.#port.store);
  }

  #wakeLater(): void {
    const next = nextWake(this.#port.store);
    if (next !== null) this.#port.later({ task: "wake" }, next);
  }

  #tell(frame: InboxServerFrame): void {
    this.#port.connections.broadcast(encode(frame));
  }
}

function encode(frame: InboxServerFrame): string {
  return JSON.stringify(frame);
}
