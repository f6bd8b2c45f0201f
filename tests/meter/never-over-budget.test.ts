import fc from "fast-check";
import { expect, it } from "vitest";
import type { TurnId } from "../../shared/ids.ts";
import { GRANT_LIFETIME } from "../../shared/limits.ts";
import { dayOf } from "../../server/rules/meter/days.ts";
import { newTurn, testMeter } from "./test-meter.ts";

const BUDGET = { day: 100, month: 250 };
const TURNS = 12;
/** Rooms' clocks differ by as much. */
const SKEW = 5_000;

const turn = fc.nat(TURNS - 1);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: fc.constant("grant" as const), turn, cost: fc.nat(60) }) },
  // How much of its grant the turn has cost, in percent.
  { weight: 3, arbitrary: fc.record({ type: fc.constant("settle" as const), turn, percent: fc.nat(100) }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant("repeat" as const), turn, cost: fc.nat(500) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant("wait" as const),
      time: fc.oneof(fc.nat(2 * SKEW), fc.nat(GRANT_LIFETIME), fc.nat(40 * 60 * 60_000)),
    }),
  },
);

interface Grant {
  cost: number;
  at: number;
}

/** What must be true, kept in the simplest way: every turn's last grant, and what it was settled with. */
class Book {
  readonly granted = new Map<TurnId, Grant>();
  readonly settled = new Map<TurnId, { cost: number; day: string }>();

  expectWithinBudget(): void {
    const days = new Set([...this.settled.values()].map(({ day }) => day));
    for (const { at } of this.granted.values()) days.add(dayOf(at));
    for (const day of days) expect(this.#used(day, day.length), day).toBeLessThanOrEqual(BUDGET.day);
    const months = new Set([...days].map((day) => day.slice(0, 7)));
    for (const month of months) expect(this.#used(month, 7), month).toBeLessThanOrEqual(BUDGET.month);
  }

  /** Settled in the period, and granted up to it: such a turn may still end in it. */
  #used(period: string, length: number): number {
    let used = 0;
    for (const { cost, day } of this.settled.values()) if (day.slice(0, length) === period) used += cost;
    for (const { cost, at } of this.granted.values()) if (dayOf(at).slice(0, length) <= period) used += cost;
    return used;
  }
}

it("METER-1: grants and what was settled stay within the day's and the month's bound, in whatever order", () => {
  fc.assert(
    fc.property(
      fc.array(step, { minLength: 20, maxLength: 120 }),
      fc.array(fc.integer({ min: -SKEW, max: SKEW }), { minLength: TURNS, maxLength: TURNS }),
      (steps, skews) => {
        const meter = testMeter(BUDGET, "2026-11-30T20:00:00Z");
        const book = new Book();
        // A turn that has ended makes room for another.
        const turns = Array.from({ length: TURNS }, newTurn);
        for (const each of steps) {
          if (each.type === "wait") {
            meter.wait(each.time);
            // Long before a grant lapses its turn has ended: TURN_TIMEOUT.
            for (const [id, { at }] of book.granted)
              if (at + GRANT_LIFETIME <= meter.now() + 2 * SKEW) abandon(id);
            continue;
          }
          const id = turns[each.turn] ?? newTurn();
          const at = meter.now() + (skews[each.turn] ?? 0);
          const grant = book.granted.get(id);
          switch (each.type) {
            case "grant":
              if (meter.grant(id, each.cost, at).granted) book.granted.set(id, { cost: each.cost, at });
              break;
            case "settle": {
              if (grant === undefined) break;
              const cost = Math.floor((grant.cost * each.percent) / 100);
              meter.settle(id, cost, { at });
              book.granted.delete(id);
              book.settled.set(id, { cost, day: dayOf(at) });
              break;
            }
            case "repeat":
              if (book.settled.has(id)) meter.settle(id, each.cost, { at });
              if (book.settled.has(id) && each.cost % 2 === 0) turns[each.turn] = newTurn();
              break;
          }
          book.expectWithinBudget();
        }
        expectCounted();

        function abandon(id: TurnId): void {
          book.granted.delete(id);
          turns[turns.indexOf(id)] = newTurn();
        }

        function expectCounted(): void {
          const settled = [...book.settled.values()];
          const { days } = meter.report(366, meter.now() + SKEW);
          expect(days.reduce((sum, day) => sum + day.turns, 0)).toBe(settled.length);
          expect(days.reduce((sum, day) => sum + day.cost, 0)).toBe(
            settled.reduce((sum, { cost }) => sum + cost, 0),
          );
        }
      },
    ),
    { numRuns: 300 },
  );
}, 30_000);

it("METER-1: whatever fits is granted", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 30 }), (costs) => {
      const meter = testMeter(BUDGET);
      let used = 0;
      for (const cost of costs) {
        const fits = used + cost <= BUDGET.day;
        expect(meter.grant(newTurn(), cost).granted).toBe(fits);
        if (fits) used += cost;
      }
    }),
  );
});
