/** What the meter of an organization is asked: `env.METER.getByName(organization)`, one object for each. */
import type { AgentId, RoomId, TurnId, UserId } from "../../../shared/ids.ts";
import type { AiSettings, Spent, UsageReport } from "../../../shared/api.ts";
import type { Usage } from "../../../shared/protocol/turns.ts";

/** Millionths of a US dollar. */
export type Cost = number;

export interface GrantRequest {
  turn: TurnId;
  /** What the turn may cost at most up to now. Asking again for a turn replaces what it was granted before. */
  cost: Cost;
}

/** `share`: how much of the tighter bound is used with this grant, 0 to 1; null where there is none. */
export type GrantAnswer =
  { granted: true; share: number | null } | { granted: false; period: "day" | "month" };

/** What a turn has used in all its attempts. The same turn again changes nothing. */
export interface Settlement {
  turn: TurnId;
  /** `search`: an answer of the search page. */
  room: RoomId | "search";
  agent: AgentId;
  user: UserId;
  usage: Usage;
  /** When it ended (server clock, milliseconds): the day it is counted in, in UTC. */
  at: number;
}

/** A report before the directory has put names to it. */
export type MeterReport = Pick<UsageReport, "day" | "month" | "days" | "models"> & {
  people: (Spent & { user: UserId })[];
  rooms: (Spent & { room: RoomId | "search" })[];
};

export interface Meter {
  /**
   * Reserves, or refuses: reservations and what was settled never exceed a bound together. An abandoned one lapses; a turn
   * that was settled is refused.
   */
  grant(request: GrantRequest, now: number): GrantAnswer | Promise<GrantAnswer>;
  /** Idempotent by turn; frees the reservation. */
  settle(settlement: Settlement): void | Promise<void>;
  budget(): AiSettings["budget"] | Promise<AiSettings["budget"]>;
  setBudget(budget: AiSettings["budget"]): void | Promise<void>;
  /** The last `days` days up to that of `now`. */
  report(days: number, now: number): MeterReport | Promise<MeterReport>;
}
