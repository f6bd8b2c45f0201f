/** Saves a note while somebody writes: after a pause, one save at a time, each based on the version before it. */
import type { ChangeNote, Note } from "../../../shared/notes.ts";
import { ParleyError } from "../parley-error.ts";

/** What a person writes of a note. */
export type Written = Pick<Note, "title" | "text" | "tags">;

export type SaveState =
  | { type: "saved" }
  | { type: "unsaved" }
  | { type: "saving" }
  /** It is kept on the device until the server can be reached. */
  | { type: "waiting" }
  /** Somebody, maybe the person on another device, has saved another version. Nothing is saved until `decide` is called. */
  | { type: "conflict" }
  /** The server refuses what is written; it stays on the device. */
  | { type: "refused"; error: unknown };

/** What is kept on the device of unsaved words: they are stored nowhere else. */
export interface Unsaved extends Written {
  /** The version that they are based on. */
  version: number;
}

export interface SaverPorts {
  /** Rejects with `ParleyError`. The same key is the same save. */
  save: (change: ChangeNote, key: string) => Promise<Note>;
  keep: (unsaved: Unsaved | null) => void;
  newKey: () => string;
  /** Calls `work` after so many milliseconds, unless the answer is called. */
  later: (work: () => void, milliseconds: number) => () => void;
  changed: (state: SaveState) => void;
  saved: (note: Note) => void;
}

/** After the last change. Long enough for a sentence, so that not every word becomes a version. Milliseconds. */
export const PAUSE = 2_000;
/** Until the next try while the server cannot be reached. */
const AGAIN = 5_000;

export class NoteSaver {
  readonly #ports: SaverPorts;
  #version: number;
  #written: Written;
  #state: SaveState = { type: "saved" };
  #stop: () => void = () => undefined;
  #isSaving = false;
  /** What is sent, and its key: sent again, it has the same one. */
  #sent: { body: string; key: string } | null = null;

  constructor(note: Written & { version: number }, ports: SaverPorts) {
    this.#ports = ports;
    this.#version = note.version;
    this.#written = pick(note);
  }

  get state(): SaveState {
    return this.#state;
  }

  write(change: Partial<Written>): void {
    this.#written = { ...this.#written, ...change };
    this.#ports.keep({ ...this.#written, version: this.#version });
    if (this.#state.type === "conflict") return;
    if (!this.#isSaving) this.#become({ type: "unsaved" });
    this.#saveAfter(PAUSE);
  }

  /** Saves now what is unsaved. */
  flush(): void {
    if (this.#state.type === "conflict" || !this.#isUnsaved()) return;
    this.#stop();
    void this.#save();
  }

  /** Takes these words as the person's, based on `version`, and saves them if they are not what is stored there. */
  decide(stored: Written & { version: number }, chosen: Written): void {
    this.#version = stored.version;
    this.#written = pick(chosen);
    this.#sent = null;
    if (isSame(stored, chosen)) {
      this.#ports.keep(null);
      this.#become({ type: "saved" });
      return;
    }
    this.#ports.keep({ ...this.#written, version: this.#version });
    this.#become({ type: "unsaved" });
    this.flush();
  }

  /** Nothing is saved any more. What is unsaved stays on the device. */
  close(): void {
    this.flush();
    this.#stop();
  }

  #isUnsaved(): boolean {
    return this.#state.type === "unsaved" || this.#state.type === "waiting";
  }

  #saveAfter(milliseconds: number): void {
    this.#stop();
    this.#stop = this.#ports.later(() => void this.#save(), milliseconds);
  }

  async #save(): Promise<void> {
    if (this.#isSaving) return;
    this.#isSaving = true;
    this.#become({ type: "saving" });
    const written = this.#written;
    const change = { ...written, version: this.#version };
    const body = JSON.stringify(change);
    if (this.#sent?.body !== body) this.#sent = { body, key: this.#ports.newKey() };
    try {
      const note = await this.#ports.save(change, this.#sent.key);
      this.#isSaving = false;
      this.#version = note.version;
      this.#sent = null;
      const isAll = isSame(written, this.#written);
      this.#ports.keep(isAll ? null : { ...this.#written, version: this.#version });
      this.#ports.saved(note);
      this.#become({ type: isAll ? "saved" : "unsaved" });
      if (!isAll) this.#saveAfter(PAUSE);
    } catch (error) {
      this.#isSaving = false;
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const code = error instanceof ParleyError ? error.code : "unavailable";
    switch (code) {
      case "conflict":
        return this.#become({ type: "conflict" });
      case "unavailable":
      case "internal":
      case "rate_limited": {
        this.#become({ type: "waiting" });
        const wait = error instanceof ParleyError ? (error.retryAfter ?? AGAIN) : AGAIN;
        return this.#saveAfter(wait);
      }
      default:
        return this.#become({ type: "refused", error });
    }
  }

  #become(state: SaveState): void {
    this.#state = state;
    this.#ports.changed(state);
  }
}

const pick = ({ title, text, tags }: Written): Written => ({ title, text, tags });

export const isSame = (a: Written, b: Written): boolean =>
  a.title === b.title && a.text === b.text && a.tags.join("\n") === b.tags.join("\n");
