import type { SavedFrame } from "../../../shared/protocol/inbox-frames.ts";
import type { SavedMessage } from "../../../shared/protocol/inbox-settings.ts";

const keyOf = ({ room, seq }: Pick<SavedMessage, "room" | "seq">): string => `${room}/${seq}`;

/** The saved messages as this device knows them. Those from an earlier connection stay until the current one has sent all. */
export class SavedList {
  #shown = new Map<string, SavedMessage>();
  /** Set while the list is arriving. */
  #fresh: Map<string, SavedMessage> | null = null;
  #saved: readonly SavedMessage[] = [];

  /** Newest first. */
  get saved(): readonly SavedMessage[] {
    return this.#saved;
  }

  begin(): void {
    this.#fresh = new Map();
  }

  takePage(saved: readonly SavedMessage[], isLast: boolean): void {
    for (const message of saved) {
      this.#shown.set(keyOf(message), message);
      this.#fresh?.set(keyOf(message), message);
    }
    if (isLast && this.#fresh !== null) {
      this.#shown = this.#fresh;
      this.#fresh = null;
    }
    this.#sort();
  }

  take({ added, removed }: SavedFrame): void {
    for (const list of [this.#shown, this.#fresh]) {
      for (const message of added) list?.set(keyOf(message), message);
      for (const message of removed) list?.delete(keyOf(message));
    }
    this.#sort();
  }

  #sort(): void {
    this.#saved = [...this.#shown.values()].sort((a, b) => b.savedAt - a.savedAt);
  }
}
