/** Notes that were captured on this device and are not stored yet. They outlive the page, and are sent until the server has them. */
import type { NewNote, Note } from "../../../shared/notes.ts";
import { ParleyError } from "../parley-error.ts";

export interface KeyStore {
  read: (key: string) => string | null;
  write: (key: string, value: string | null) => void;
  keys: (prefix: string) => string[];
}

export interface WaitingPorts {
  store: KeyStore;
  /** Begins the key of each note: of this person in this organization. */
  prefix: string;
  /** Rejects with `ParleyError`. The same key is the same note. */
  post: (note: NewNote, key: string) => Promise<Note>;
  newKey: () => string;
}

/** Of a note that waits: what the server said, if it refuses it. */
interface Waiting {
  note: NewNote;
  refused?: true;
}

export type Kept = { type: "stored"; note: Note } | { type: "waits" };

export class WaitingNotes {
  readonly #ports: WaitingPorts;
  #sending: Promise<void> | null = null;

  constructor(ports: WaitingPorts) {
    this.#ports = ports;
  }

  /** Resolves when the note is stored, or waits on this device. Rejects if the server refuses it: then it does not wait. */
  async keep(note: NewNote): Promise<Kept> {
    const key = `${this.#ports.prefix}${this.#ports.newKey()}`;
    this.#write(key, { note });
    try {
      return { type: "stored", note: await this.#send(key, note) };
    } catch (error) {
      if (!isFinal(error)) return { type: "waits" };
      this.#ports.store.write(key, null);
      throw error;
    }
  }

  /** How many wait. */
  get count(): number {
    return this.#ports.store.keys(this.#ports.prefix).length;
  }

  /** Sends what waits, one after the other. What the server refuses now stays on the device. Resolves when all were tried. */
  send(): Promise<void> {
    this.#sending ??= this.#sendAll().finally(() => (this.#sending = null));
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    for (const key of this.#ports.store.keys(this.#ports.prefix).toSorted()) {
      const waiting = this.#read(key);
      if (waiting === null || waiting.refused) continue;
      try {
        await this.#send(key, waiting.note);
      } catch (error) {
        if (!isFinal(error)) return;
        this.#write(key, { note: waiting.note, refused: true });
      }
    }
  }

  async #send(key: string, note: NewNote): Promise<Note> {
    const stored = await this.#ports.post(note, key.slice(this.#ports.prefix.length));
    this.#ports.store.write(key, null);
    return stored;
  }

  #write(key: string, waiting: Waiting): void {
    this.#ports.store.write(key, JSON.stringify(waiting));
  }

  #read(key: string): Waiting | null {
    const text = this.#ports.store.read(key);
    if (text === null) return null;
    try {
      const waiting: Waiting = JSON.parse(text);
      return waiting;
    } catch {
      return null;
    }
  }
}

/** Whether sending it again would not help. */
function isFinal(error: unknown): boolean {
  if (!(error instanceof ParleyError)) return false;
  return ["bad_type", "too_large", "too_many", "forbidden", "not_found"].includes(error.code);
}
