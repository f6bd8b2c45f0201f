import { makeId, type AgentId, type RoomId, type TurnId, type UserId } from "../../shared/ids.ts";
import { type Budget, readBudget, setBudget } from "../../server/rules/meter/budget.ts";
import { grant } from "../../server/rules/meter/grant.ts";
import type { Cost } from "../../server/rules/meter/meter.ts";
import { report } from "../../server/rules/meter/report.ts";
import { settle } from "../../server/rules/meter/settle.ts";
import { meterMigrations } from "../../server/rules/meter/migrations.ts";
import { migrate } from "../../server/storage/migrate.ts";
import { nodeSql } from "../support/node-sql.ts";

let counter = 0;
function countingBytes(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  counter += 1;
  new DataView(bytes.buffer).setUint32(bytes.length - 4, counter);
  return bytes;
}

export const newTurn = (): TurnId => makeId("turn", countingBytes);
export const garden: RoomId = makeId("room", countingBytes);
export const kitchen: RoomId = makeId("room", countingBytes);
const parley: AgentId = makeId("agent", countingBytes);
export const ada: UserId = makeId("user", countingBytes);
export const grace: UserId = makeId("user", countingBytes);

/** A meter on a database of its own, with a clock that is turned by hand. */
export function testMeter(budget: Budget, start = "2026-11-21T12:00:00Z") {
  const store = nodeSql();
  migrate(store, meterMigrations);
  setBudget(store, budget);
  let now = Date.parse(start);
  return {
    now: () => now,
    at: (time: string) => (now = Date.parse(time)),
    wait: (milliseconds: number) => (now += milliseconds),
    grant: (turn: TurnId, cost: Cost, at = now) => grant(store, { turn, cost }, at),
    grantVisitor: (turn: TurnId, user: UserId, answers: number, at = now) =>
      grant(store, { turn, cost: 1, visitor: { user, answers } }, at),
    settle: (
      turn: TurnId,
      cost: Cost,
      by: { user?: UserId; room?: RoomId; model?: string; at?: number; unanswered?: true } = {},
    ) =>
      settle(store, {
        turn,
        room: by.room ?? garden,
        agent: parley,
        user: by.user ?? ada,
        usage: { model: by.model ?? "small", tokensIn: cost * 2, tokensOut: cost, cost },
        at: by.at ?? now,
        ...(by.unanswered === undefined ? {} : { unanswered: by.unanswered }),
      }),
    setBudget: (next: Budget) => setBudget(store, next),
    budget: () => readBudget(store),
    report: (days = 1, at = now) => report(store, days, at),
  };
}

export type TestMeter = ReturnType<typeof testMeter>;
