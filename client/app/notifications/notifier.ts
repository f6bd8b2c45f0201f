import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { decide, type Situation } from "./decide.ts";
import { closeShown, listShown, show } from "../../parts/storage/shown-notifications.ts";

/** What a decision depends on. It is read anew for each change. */
export interface NotifierPort {
  organization: OrganizationId;
  situation: () => Situation;
  sound: () => boolean;
}

type Entries = ReadonlyMap<RoomId, InboxEntry>;

/** Follows the inbox and decides on one change after the other, each by what is shown at that moment. */
export class Notifier {
  readonly #port: NotifierPort;
  /** The entries at the last decision; null until the whole list has arrived once. Entries of the first list are not new. */
  #known: Entries | null = null;
  /** The entries to decide on next. Changes that arrive while a decision is running are joined. */
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
      // The first list contains nothing new. It only serves to close notifications that should not be shown.
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
