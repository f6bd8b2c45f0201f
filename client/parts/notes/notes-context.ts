import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { type NewNote, type Note, type NoteContext, notePaths } from "../../../shared/notes.ts";
import { type Kept, WaitingNotes } from "../../sdk/notes/waiting-notes.ts";
import { makeContext } from "../contexts/make-context.ts";
import { call } from "../lib/http.ts";
import { localStore } from "../lib/local-store.ts";
import { waitingPrefix } from "./note-storage.ts";

/** What the dialog begins with. */
export interface AskedCapture {
  text: string;
  context: NoteContext | undefined;
}

/** Capturing notes from anywhere. A room can be used without it. */
export interface NotesContext {
  /** What the dialog begins with; undefined while it is closed. */
  asked: Accessor<AskedCapture | undefined>;
  ask: (asked: AskedCapture | undefined) => void;
  /** Resolves when the note is stored, or waits on this device. */
  keep: (note: NewNote) => Promise<Kept>;
  /** Increases with each note that is kept, so that a list loads again. */
  kept: Accessor<number>;
}

const context = makeContext<NotesContext>("Notes");
export const { Provider: NotesProvider, use: useNotes, find: findNotes } = context;

/** Between two tries to send what waits on this device, ms. */
const AGAIN = 20_000;

/** `isConnected`: whether the server can be reached. What waits is sent when it becomes true. */
export function createNotes(
  organization: OrganizationId,
  me: UserId,
  isConnected: Accessor<boolean>,
): NotesContext {
  const [asked, ask] = createSignal<AskedCapture>();
  const [kept, setKept] = createSignal(0);
  const waiting = new WaitingNotes({
    store: localStore,
    prefix: waitingPrefix(organization, me),
    post: async (note, key) => {
      const stored = await call<Note>("POST", notePaths.all(organization), note, { "idempotency-key": key });
      setKept((before) => before + 1);
      return stored;
    },
    newKey: () => crypto.randomUUID(),
  });
  const send = () => {
    if (waiting.count > 0) void waiting.send();
  };
  createEffect(() => isConnected() && send());
  const timer = setInterval(() => isConnected() && send(), AGAIN);
  onCleanup(() => clearInterval(timer));
  return { asked, ask, keep: (note) => waiting.keep(note), kept };
}
