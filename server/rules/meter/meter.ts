/** The interface of an organization's meter: `env.METER.getByName(organization)`, one object for each organization. */
import type { AgentId, RoomId, TurnId, UserId } from "../../../shared/ids.ts";
import type { AiSettings, OutsideRooms, Spent, UsageReport, Voted } from "../../../shared/api.ts";
import type { Usage } from "../../../shared/protocol/turns.ts";

/** Millionths of a US dollar. */
export type Cost = number;

export interface GrantRequest {
  turn: TurnId;
  /** The maximum cost of the turn so far. A later request for the same turn replaces the earlier grant. */
  cost: Cost;
  /** For a visitor of a widget: how many answers they may have in a day. */
  visitor?: { user: UserId; answers: number };
}

/** `share`: the used share of the tighter bound including this grant, 0 to 1; null if there is no bound. */
export type GrantAnswer =
  { granted: true; share: number | null } | { granted: false; period: "day" | "month" | "visitor" };

/** Usage of a turn in all its attempts. Settling the same turn again changes nothing. */
export interface Settlement {
  turn: TurnId;
  /** Where it was, if it was in no room. */
  room: RoomId | OutsideRooms;
  agent: AgentId;
  user: UserId;
  usage: Usage;
  /** The turn ended without an answer. Its cost counts, but it is no answer. */
  unanswered?: true;
  /** The end of the turn (server clock, milliseconds). It is counted on this day in UTC. */
  at: number;
}

/** How many members of a room found the answer of a turn good, and how many bad. Later numbers replace earlier ones. */
export interface TurnVotes {
  turn: TurnId;
  good: number;
  bad: number;
}

/** A report before the directory has added names. */
export type MeterReport = Pick<UsageReport, "day" | "month" | "days" | "models"> & {
  people: (Spent & { user: UserId })[];
  rooms: (Spent & Voted & { room: RoomId | OutsideRooms })[];
};

export interface Meter {
  /**
   * Reserves or refuses. Reservations and settled costs together never exceed a bound. An abandoned reservation expires. A turn that is
   * already settled is refused.
   */
  grant(request: GrantRequest, now: number): GrantAnswer | Promise<GrantAnswer>;
  /** Counts the turn once and releases its reservation. Repeating it for the same turn changes nothing. */
  settle(settlement: Settlement): void | Promise<void>;
  countVotes(votes: TurnVotes): void | Promise<void>;
  budget(): AiSettings["budget"] | Promise<AiSettings["budget"]>;
  setBudget(budget: AiSettings["budget"]): void | Promise<void>;
  /** The last `days` days up to and including the day of `now`. */
  report(days: number, now: number): MeterReport | Promise<MeterReport>;
}
