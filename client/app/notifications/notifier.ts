import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { decide, type Situation } from "./decide.ts";
import { closeShown, listShown, show } from "../../parts/storage/shown-notifications.ts";

/** What a change is judged by, asked anew for each. */
export interface NotifierPort {
  organization: OrganizationId;
  situation: () => Situation;
  sound: () => boolean;
}

type Entries = ReadonlyMap<RoomId, InboxEntry>;

/** Follows the inbox: one change after the other, each judged by what is shown when its turn comes. */
export class Notifier {
  readonly #port: NotifierPort;
  /** As it was judged last; null until the whole list was there once: what it has then is no news. */
  #known: Entries | null = null;
  /** What is to be judged next; changes that come meanwhile are judged together. */
  #next: Entries | null = null;
  #isBusy = false;
  #isClosed = false;

  constructor(port: NotifierPort) {
    this.#port = port;
  }

  take(entries: readonly InboxEntry[], isWhole: boolean): void {
    if (!isWhole && this.#known === null) return;
    this.#next = new Map(entries.map((entry) => [entry.room, entry]));
    if (!this.#isBusy) void this.#work();
  }

  close(): void {
    this.#isClosed = true;
  }

  async #work(): Promise<void> {
    this.#isBusy = true;
    try {
      for (let next = this.#takeNext(); next !== null; next = this.#takeNext()) {
        const before = this.#known;
        this.#known = next;
        await this.#judge(before, next);
      }
    } catch (error) {
      console.warn("notifications", error);
    } finally {
      this.#isBusy = false;
    }
  }

  #takeNext(): Entries | null {
    const next = this.#isClosed ? null : this.#next;
    this.#next = null;
    return next;
  }

  async #judge(before: Entries | null, after: Entries): Promise<void> {
    const { organization, situation, sound } = this.#port;
    const shown = await listShown(organization);
    for (const room of new Set([...after.keys(), ...shown.keys()])) {
      const now = after.get(room);
      // At the beginning nothing is news: only what is shown and should not be.
      const then = before === null ? now : before.get(room);
      const there = shown.get(room) ?? null;
      if (now === then && there === null) continue;
      const decision = decide({ before: then, after: now, shown: there }, situation());
      if (decision.type === "close") await closeShown({ organization, room });
      if (decision.type === "show") await show({ organization, room }, decision, sound());
      if (this.#isClosed && decision.type === "show") await closeShown({ organization, room });
      if (this.#isClosed) return;
    }
  }
}
