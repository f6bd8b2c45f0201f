import type { ReminderId } from "../../../shared/ids.ts";
import type { Reminder, ReminderAbout, ReminderPlace } from "../../../shared/protocol/reminder-frames.ts";

export type { Reminder, ReminderAbout, ReminderPlace };

/** A person's reminders, the same on all of their devices. All times are the server's clock, milliseconds. */
export interface Reminders {
  /** How many are due, as far as the inbox has said. */
  readonly due: number;
  /** Those that wait or are due, by their time. Complete once `isWhole`. */
  readonly open: readonly Reminder[];
  readonly isWhole: boolean;
  subscribe(listener: () => void): () => void;
  /** Loads all open ones, now and after each reconnection. Due ones are loaded in any case. */
  load(): void;
  /** Done ones, newest first, from this place on. */
  done(after: ReminderPlace | null): Promise<{ reminders: readonly Reminder[]; next: ReminderPlace | null }>;
  /** These resolve when the inbox has stored it, and reject with `ParleyError`. */
  add(about: ReminderAbout, text: string, due: number): Promise<ReminderId>;
  snooze(id: ReminderId, due: number): Promise<void>;
  end(id: ReminderId): Promise<void>;
  remove(id: ReminderId): Promise<void>;
  close(): void;
}
