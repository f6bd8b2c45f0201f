/** Reminders of a person. They live in the person's inbox, and only their own devices receive them. */
import type { ReminderId, RoomId } from "../ids.ts";
import type { Ref } from "./ref.ts";
import type { Seq } from "./seq.ts";

/** What a reminder leads to. `none`: only to its own text. */
export type ReminderAbout =
  { type: "none" } | { type: "room"; room: RoomId } | { type: "message"; room: RoomId; seq: Seq };

export interface Reminder {
  id: ReminderId;
  about: ReminderAbout;
  /** Own text, or the beginning of the message. Empty if the message is gone, or for a room without own text. */
  text: string;
  /** When the person wants to be reminded. Server clock, milliseconds. */
  due: number;
  /** `waiting` until its time, `due` until the person ends it (`done`) or snoozes it. */
  state: "waiting" | "due" | "done";
  madeAt: number;
  /** When it became `done`. */
  endedAt?: number;
}

/** Makes a reminder. The client makes the id. Repeating the frame changes nothing. */
export interface AddReminder {
  type: "reminder.add";
  ref: Ref;
  id: ReminderId;
  about: ReminderAbout;
  text: string;
  due: number;
}

/** A new time makes it wait again, also if it was done. `done`: the person needs it no more. */
export type ReminderChange = { due: number } | { done: true };

export interface ChangeReminder {
  type: "reminder.change";
  ref: Ref;
  id: ReminderId;
  change: ReminderChange;
}
export interface RemoveReminder {
  type: "reminder.remove";
  ref: Ref;
  id: ReminderId;
}
/** Where a page of reminders ended. */
export interface ReminderPlace {
  at: number;
  id: ReminderId;
}
/** Requests reminders after this place: open ones by their time, or done ones, newest first. Answered by `reminders.page`. */
export interface AskReminders {
  type: "reminder.list";
  ref: Ref;
  done: boolean;
  after: ReminderPlace | null;
}
export type ReminderRequest = AddReminder | ChangeReminder | RemoveReminder | AskReminders;

/** Reminders that changed, and how many are `due` now. */
export interface RemindersFrame {
  type: "reminders";
  changed: Reminder[];
  removed: ReminderId[];
  due: number;
}

/** Answer to `reminder.list`. */
export interface RemindersPageFrame {
  type: "reminders.page";
  ref: Ref;
  reminders: Reminder[];
  /** Value for the next request; null at the end. */
  next: ReminderPlace | null;
}
