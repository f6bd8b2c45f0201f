import type { UserId } from "../../../shared/ids.ts";
import type { Activity, PersonStatus, SetStatus } from "../../../shared/protocol/frames.ts";

/** What is not named stays; null takes it away. */
export type StatusChange = Omit<SetStatus, "type" | "ref">;

/** The people of the organization whom somebody here asked about, and this person. Reads are plain; `subscribe` says when to read again. */
export interface People {
  /** How they stood when they were told last. A status may have ended since: see `asOf`. Immutable. */
  readonly known: ReadonlyMap<UserId, PersonStatus>;
  subscribe(listener: () => void): () => void;
  /**
   * Wants to hear of these people until the returned function is called. Of all who are wanted, MAX_WATCHED are heard of.
   * Agents among them are left out.
   */
  watch(people: readonly UserId[]): () => void;
  /** What the person does on this device. */
  setActivity(state: Activity): void;
  /** Rejects with `ParleyError` when it was refused or there is no connection. */
  setStatus(change: StatusChange): Promise<void>;
  close(): void;
}
