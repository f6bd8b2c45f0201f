/** Calls of tools that wait for a person's decision, as inboxes count them. */
import { isAgentId, type UserId } from "../../../shared/ids.ts";
import type { Role, RoomKind } from "../../../shared/permissions.ts";
import { can } from "../../../shared/permissions.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { findMessage } from "./messages/row.ts";
import { callsOf, isUndecided } from "./rows/step-row.ts";
import { policyOf } from "./rows/tool-policy-row.ts";
import { promptsOf, type TurnRow, waitingTurns } from "./rows/turn-row.ts";
import { messagesThatSteer } from "./turns/steering.ts";

export interface WaitingCall {
  /** Who asked; they may not decide on it. Null: anybody with `approve` may. */
  notBy: readonly UserId[] | null;
}

/** All calls of the room that wait for a decision. */
export function waitingCalls(store: SqlStore): WaitingCall[] {
  return waitingTurns(store).flatMap((turn) =>
    callsOf(store, turn.id)
      .filter(isUndecided)
      .map(({ tool }) => ({ notBy: policyOf(store, tool) === "notAsker" ? askersOf(store, turn) : null })),
  );
}

/** How many of these calls the person may decide on. */
export function countDecisions(
  calls: readonly WaitingCall[],
  { user, role }: { user: UserId; role: Role | null },
  kind: RoomKind,
): number {
  if (calls.length === 0 || role === null || isAgentId(user) || !can(role, "approve", kind)) return 0;
  return calls.filter(({ notBy }) => notBy === null || !notBy.includes(user)).length;
}

/** Who asked, and who wrote what the turn answers or what steers its answer: that may be several people. */
export function askersOf(store: SqlStore, turn: TurnRow): UserId[] {
  const authors = promptsOf(turn).flatMap((prompt) => findMessage(store, prompt)?.author ?? []);
  const steering = turn.answer === null ? [] : messagesThatSteer(store, turn.answer);
  return [turn.asker, ...authors, ...steering.map(({ author }) => author)];
}
