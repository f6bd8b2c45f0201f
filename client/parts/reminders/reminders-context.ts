import { batch, createSignal, onCleanup, type Accessor } from "solid-js";
import type { Reminder, ReminderAbout, Reminders } from "../../sdk/reminders/types.ts";
import type { Inbox } from "../../sdk/types.ts";
import { makeContext } from "../contexts/make-context.ts";

/** What the dialog asks a time for: a new reminder, or an existing one that gets another time. */
export type AskedReminder = NewReminder | { change: Reminder };

interface NewReminder {
  about: ReminderAbout;
  /** The beginning of the message, or own text so far. */
  excerpt: string;
  /** The person writes the text, also if it is about a room. */
  isOwnText?: true;
  /** A time that the person has written already. */
  words?: string;
  /** Called when the inbox has the reminder. */
  onDone?: () => void;
}

/** The person's reminders. A room can be used without it. */
export interface RemindersContext {
  /** They come after the first load. */
  reminders: Promise<Reminders>;
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
  const [due, setDue] = createSignal(0);
  const [open, setOpen] = createSignal<readonly Reminder[]>([]);
  const [isWhole, setWhole] = createSignal(false);
  const [asked, ask] = createSignal<AskedReminder>();
  let isGone = false;
  const reminders = import("../../sdk/reminders/index.ts").then((sdk) => {
    const opened = sdk.createReminders(inbox);
    if (isGone) opened.close();
    opened.subscribe(() =>
      batch(() => {
        setDue(opened.due);
        setOpen(opened.open);
        setWhole(opened.isWhole);
      }),
    );
    return opened;
  });
  // Without its part, the app works without reminders until it is loaded again.
  reminders.catch(() => undefined);
  onCleanup(() => {
    isGone = true;
    reminders.then((opened) => opened.close()).catch(() => undefined);
  });
  return { reminders, due, open, isWhole, asked, ask };
}
