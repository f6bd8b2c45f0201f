import type { AgentId } from "../../../../shared/ids.ts";
import { usageOf, type TurnRow } from "../rows/turn-row.ts";
import type { SqlStore } from "../../../storage/sql.ts";

/** So many earlier answers tell what the next one will cost. */
const EARLIER = 5;

/**
 * What the next answer of this agent will cost, millionths of a US dollar: the average of its last answers here with the same choice of
 * a model. Before its first one has ended, what is expected of that one. Null: unknown.
 */
export function estimateCost(store: SqlStore, agent: AgentId, model: string | null): number | null {
  const last = store.all<TurnRow>(
    `SELECT * FROM turns INDEXED BY turns_by_answer
       WHERE answer IS NOT NULL AND agent = ? AND model IS ? ORDER BY answer DESC LIMIT ?`,
    agent,
    model,
    EARLIER,
  );
  const costs = last.flatMap((turn) => (turn.ended_at === null ? [] : (usageOf(turn)?.cost ?? [])));
  if (costs.length > 0) return Math.round(costs.reduce((sum, cost) => sum + cost, 0) / costs.length);
  return last.find(({ estimate }) => estimate !== null)?.estimate ?? null;
}
