import type { Spent, Voted } from "../../../shared/api.ts";
import type { AgentId, RoomId, UserId } from "../../../shared/ids.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { readBudget, spentBy } from "./budget.ts";
import { lastDays } from "./days.ts";
import type { MeterReport } from "./meter.ts";

/** Maximum number of rows of each kind, most expensive first. A longer list would not be useful. */
const MAX_ROWS = 1_000;

/** The costs of the last `count` days. */
export function report(store: SqlStore, count: number, now: number): MeterReport {
  const days = lastDays(count, now);
  const [first = "", last = ""] = [days[0], days.at(-1)];
  const budget = readBudget(store);
  const spent = spentBy(store, now);
  return {
    day: { limit: budget.day, spent: spent.day },
    month: { limit: budget.month, spent: spent.month },
    days: everyDay(store, days),
    people: groupBy<UserId>(store, "user", first, last).map(({ key, good: _, bad: _bad, ...sums }) => ({
      user: key,
      ...sums,
    })),
    rooms: groupBy<RoomId>(store, "room", first, last).map(({ key, ...sums }) => ({ room: key, ...sums })),
    models: groupBy<string>(store, "model", first, last).map(({ key, ...sums }) => ({ model: key, ...sums })),
  };
}

const SUMS = "turns, tokens_in AS tokensIn, tokens_out AS tokensOut, cost";

function everyDay(store: SqlStore, days: string[]): MeterReport["days"] {
  const rows = store.all<Sums & { day: string }>(
    `SELECT day, ${SUMS} FROM days WHERE day >= ?`,
    days[0] ?? "",
  );
  const counted = new Map(rows.map((row) => [row.day, row]));
  return days.map((day) => counted.get(day) ?? { day, ...NONE });
}

/** The same days of one agent. */
export function agentDays(store: SqlStore, agent: AgentId, count: number, now: number): MeterReport["days"] {
  const days = lastDays(count, now);
  const rows = store.all<Sums & { day: string }>(
    `SELECT day, sum(answered) AS turns, sum(tokens_in) AS tokensIn, sum(tokens_out) AS tokensOut, sum(cost) AS cost
     FROM usage INDEXED BY usage_by_agent WHERE agent = ? AND day >= ? GROUP BY day`,
    agent,
    days[0] ?? "",
  );
  const counted = new Map(rows.map((row) => [row.day, row]));
  return days.map((day) => counted.get(day) ?? { day, ...NONE });
}

const NONE: Sums = { turns: 0, tokensIn: 0, tokensOut: 0, cost: 0 };

type Sums = Record<keyof Spent, number>;
type Votes = Record<keyof Voted, number>;

function groupBy<Key extends string>(
  store: SqlStore,
  column: "user" | "room" | "model",
  first: string,
  last: string,
) {
  return store.all<Sums & Votes & { key: Key }>(
    `SELECT ${column} AS key, sum(answered) AS turns, sum(tokens_in) AS tokensIn, sum(tokens_out) AS tokensOut,
       sum(cost) AS cost, coalesce(sum(good), 0) AS good, coalesce(sum(bad), 0) AS bad
     FROM usage LEFT JOIN votes USING (turn) WHERE day BETWEEN ? AND ? AND (answered = 1 OR cost > 0) GROUP BY ${column} ORDER BY cost DESC, key LIMIT ${MAX_ROWS}`,
    first,
    last,
  );
}
