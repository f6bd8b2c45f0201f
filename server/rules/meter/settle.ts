import type { SqlStore } from "../../storage/sql.ts";
import { dayOf } from "./days.ts";
import type { Settlement } from "./meter.ts";

/** Counts the full cost of a turn exactly once, and releases its reservation. Only a turn with an answer counts as one. */
export function settle(
  store: SqlStore,
  { turn, room, agent, user, usage, unanswered, at }: Settlement,
): void {
  store.run("DELETE FROM grants WHERE turn = ?", turn);
  if (store.first("SELECT 1 AS found FROM usage WHERE turn = ?", turn) !== null) return;
  const day = dayOf(at);
  const answered = unanswered === true ? 0 : 1;
  const { model, tokensIn, tokensOut, cost } = usage;
  store.run(
    `INSERT INTO usage (turn, day, room, agent, user, model, tokens_in, tokens_out, cost, answered)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    turn,
    day,
    room,
    agent,
    user,
    model,
    tokensIn,
    tokensOut,
    cost,
    answered,
  );
  store.run(
    `INSERT INTO days (day, turns, tokens_in, tokens_out, cost) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (day) DO UPDATE SET turns = turns + excluded.turns, tokens_in = tokens_in + excluded.tokens_in,
       tokens_out = tokens_out + excluded.tokens_out, cost = cost + excluded.cost`,
    day,
    answered,
    tokensIn,
    tokensOut,
    cost,
  );
}
