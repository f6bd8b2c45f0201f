import { batch, createSignal, onCleanup, type Accessor } from "solid-js";
import { createReminders as openReminders } from "../../sdk/reminders/index.ts";
import type { Reminder, ReminderAbout, Reminders } from "../../sdk/reminders/types.ts";
import type { Inbox } from "../../sdk/types.ts";
import { makeContext } from "../contexts/make-context.ts";

/** What the dialog asks a time for: a new reminder, or an existing one that gets another time. */
export type AskedReminder = { about: ReminderAbout; excerpt: string } | { change: Reminder };

/** The person's reminders. A room can be used without it. */
export interface RemindersContext {
  reminders: Reminders;
  /** How many are due. */
  due: Accessor<number>;
  /** Those that wait or are due, by their time. */
  open: Accessor<readonly Reminder[]>;
  isWhole: Accessor<boolean>;
  /** What the dialog asks for; undefined while it is closed. */
  asked: Accessor<AskedReminder | undefined>;
  ask: (asked: AskedReminder | undefined) => void;
}

const context = makeContext<RemindersContext>("Reminders");
export const { Provider: RemindersProvider, use: useReminders, find: findReminders } = context;

/** The reminders as signals. */
export function createReminders(inbox: Inbox): RemindersContext {
  const reminders = openReminders(inbox);
  const [due, setDue] = createSignal(0);
  const [open, setOpen] = createSignal(reminders.open);
  const [isWhole, setWhole] = createSignal(false);
  const [asked, ask] = createSignal<AskedReminder>();
  const stop = reminders.subscribe(() =>
    batch(() => {
      setDue(reminders.due);
      setOpen(reminders.open);
      setWhole(reminders.isWhole);
    }),
  );
  onCleanup(() => {
    stop();
    reminders.close();
  });
  return { reminders, due, open, isWhole, asked, ask };
}
