import type { SqlStore } from "../../storage/sql.ts";
import { dayOf } from "./days.ts";
import type { Settlement } from "./meter.ts";

/** Counts the full cost of a turn exactly once, and releases its reservation. */
export function settle(store: SqlStore, { turn, room, agent, user, usage, at }: Settlement): void {
  store.run("DELETE FROM grants WHERE turn = ?", turn);
  if (store.first("SELECT 1 AS found FROM usage WHERE turn = ?", turn) !== null) return;
  const day = dayOf(at);
  const { model, tokensIn, tokensOut, cost } = usage;
  store.run(
    `INSERT INTO usage (turn, day, room, agent, user, model, tokens_in, tokens_out, cost)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    turn,
    day,
    room,
    agent,
    user,
    model,
    tokensIn,
    tokensOut,
    cost,
  );
  store.run(
    `INSERT INTO days (day, turns, tokens_in, tokens_out, cost) VALUES (?, 1, ?, ?, ?)
     ON CONFLICT (day) DO UPDATE SET turns = turns + 1, tokens_in = tokens_in + excluded.tokens_in,
       tokens_out = tokens_out + excluded.tokens_out, cost = cost + excluded.cost`,
    day,
    tokensIn,
    tokensOut,
    cost,
  );
}
