import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";
import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import type { NoteContext } from "../../../shared/notes.ts";
import { makeContext } from "../contexts/make-context.ts";
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
  /** Increases with each note that is stored, so that a list loads again. */
  kept: Accessor<number>;
  noteKept: () => void;
}

const context = makeContext<NotesContext>("Notes");
export const { Provider: NotesProvider, use: useNotes, find: findNotes } = context;

/** Between two tries to send what waits on this device, ms. */
const AGAIN = 20_000;

/** `isConnected`: whether the server can be reached. What waits on this device is sent when it becomes true. */
export function createNotes(
  organization: OrganizationId,
  me: UserId,
  isConnected: Accessor<boolean>,
): NotesContext {
  const [asked, ask] = createSignal<AskedCapture>();
  const [kept, setKept] = createSignal(0);
  const noteKept = () => void setKept((before) => before + 1);
  function send(): void {
    if (!isConnected() || localStore.keys(waitingPrefix(organization, me)).length === 0) return;
    // Loaded for the few whose notes wait. A failure is tried again.
    void import("./open-waiting-notes.ts").then(
      ({ openWaitingNotes }) => openWaitingNotes(organization, me, noteKept).send(),
      () => undefined,
    );
  }
  createEffect(send);
  const timer = setInterval(send, AGAIN);
  onCleanup(() => clearInterval(timer));
  return { asked, ask, kept, noteKept };
}
