import { batch, createSignal, onCleanup, type Accessor } from "solid-js";
import { type Note, notePaths } from "../../../shared/notes.ts";
import { merged } from "../../sdk/notes/merged.ts";
import { isSame, NoteSaver, type SaveState, type Unsaved, type Written } from "../../sdk/notes/note-saver.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { call } from "../../parts/lib/http.ts";
import { localStore } from "../../parts/lib/local-store.ts";
import { saveOnHide } from "../../parts/lib/save-on-hide.ts";
import { unsavedKey } from "../../parts/notes/note-storage.ts";

export interface NoteEditor {
  written: Accessor<Written>;
  write: (change: Partial<Written>) => void;
  state: Accessor<SaveState>;
  /** Saves what is unsaved now, such as when a field is left. */
  flush: () => void;
  /** In a conflict: what is stored. Undefined until it is loaded. */
  theirs: Accessor<Note | undefined>;
  decide: (choice: "mine" | "theirs" | "both") => void;
}

/** The editor of one note, with what this device has unsaved of it. `onSaved`: the note as it is stored now. */
export function createNoteEditor(note: Note, onSaved: (note: Note) => void): NoteEditor {
  const { organization, me } = useClient();
  const path = notePaths.one(organization, note.id);
  const key = unsavedKey(organization, me, note.id);
  const kept = readUnsaved(key);
  const [written, setWritten] = createSignal<Written>(note);
  const [state, setState] = createSignal<SaveState>({ type: "saved" });
  const [theirs, setTheirs] = createSignal<Note>();

  const saver = new NoteSaver(
    // What is unsaved is based on the version of then: if there is a newer one, saving says so.
    kept === null ? note : { ...note, version: kept.version },
    {
      save: (change, id) => call<Note>("PUT", path, change, { "idempotency-key": id }),
      keep: (unsaved) => localStore.write(key, unsaved === null ? null : JSON.stringify(unsaved)),
      newKey: () => crypto.randomUUID(),
      later: (work, milliseconds) => {
        const timer = setTimeout(work, milliseconds);
        return () => clearTimeout(timer);
      },
      changed: (now) => {
        setState(now);
        if (now.type === "conflict") void loadTheirs();
      },
      saved: onSaved,
    },
  );
  if (kept !== null && !isSame(kept, note)) {
    setWritten(kept);
    saver.write(kept);
    saver.flush();
  } else if (kept !== null) localStore.write(key, null);

  async function loadTheirs(): Promise<void> {
    try {
      setTheirs(await call<Note>("GET", path));
    } catch {
      // Without a connection the person goes on writing; the next save says again that there is a conflict.
      setTimeout(() => state().type === "conflict" && void loadTheirs(), 5_000);
    }
  }
  /** Another device may have saved while this page was hidden. */
  async function refresh(): Promise<void> {
    if (document.visibilityState !== "visible" || saver.state.type !== "saved") return;
    const stored = await call<Note>("GET", path).catch(() => null);
    if (stored === null || saver.state.type !== "saved" || isSame(stored, written())) return;
    batch(() => {
      setWritten(stored);
      onSaved(stored);
      saver.decide(stored, stored);
    });
  }
  const onVisible = () => void refresh();
  document.addEventListener("visibilitychange", onVisible);
  onCleanup(() => document.removeEventListener("visibilitychange", onVisible));
  saveOnHide(() => saver.flush());
  onCleanup(() => saver.close());
  return {
    written,
    write: (change) => {
      setWritten((before) => ({ ...before, ...change }));
      saver.write(change);
    },
    state,
    flush: () => saver.flush(),
    theirs,
    decide: (choice) => {
      const stored = theirs();
      if (stored === undefined) return;
      const chosen = chosenOf(choice, written(), stored);
      batch(() => {
        setWritten(chosen);
        setTheirs(undefined);
        onSaved(stored);
        saver.decide(stored, chosen);
      });
    },
  };
}

function chosenOf(choice: "mine" | "theirs" | "both", mine: Written, stored: Note): Written {
  if (choice === "mine") return mine;
  if (choice === "theirs") return stored;
  return {
    title: mine.title,
    text: merged(stored.text, mine.text),
    tags: [...new Set([...stored.tags, ...mine.tags])],
  };
}

function readUnsaved(key: string): Unsaved | null {
  const text = localStore.read(key);
  if (text === null) return null;
  try {
    const unsaved: Unsaved = JSON.parse(text);
    return unsaved;
  } catch {
    return null;
  }
}
