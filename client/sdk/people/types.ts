import type { UserId } from "../../../shared/ids.ts";
import type { Activity, PersonStatus, SetStatus } from "../../../shared/protocol/frames.ts";

/** Missing fields stay unchanged; null removes a field. */
export type StatusChange = Omit<SetStatus, "type" | "ref">;

/** The watched people of the organization, and this person. Values are plain properties; `subscribe` reports when they change. */
export interface People {
  /** The last received states. A status may have ended since then: see `asOf`. Immutable. */
  readonly known: ReadonlyMap<UserId, PersonStatus>;
  subscribe(listener: () => void): () => void;
  /**
   * Watches these people until the returned function is called. At most MAX_WATCHED people are watched in total. Agents are
   * ignored.
   */
  watch(people: readonly UserId[]): () => void;
  /** The person's activity on this device. */
  setActivity(state: Activity): void;
  /** Rejects with `ParleyError` if it was refused or there is no connection. */
  setStatus(change: StatusChange): Promise<void>;
  close(): void;
}
