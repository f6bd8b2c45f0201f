import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import type { TurnId, UserId } from "../../shared/ids.ts";
import { newId } from "../../server/directory/random-ids.ts";

const DAY = 24 * 60 * 60_000;
const meterOf = () => env.METER.getByName(newId("org"));

function settlement(turn: TurnId, cost: number, user: UserId = newId("user")) {
  const usage = { model: "small", tokensIn: 3, tokensOut: 2, cost };
  return { turn, room: newId("room"), agent: newId("agent"), user, usage, at: Date.now() };
}

describe("the meter's object", () => {
  it("METER-1: of many turns that ask at once as many are granted as fit", async () => {
    const meter = meterOf();
    await meter.setBudget({ day: 1_000, month: null });
    const asked = await Promise.all(
      Array.from({ length: 30 }, () => meter.grant({ turn: newId("turn"), cost: 100 }, Date.now())),
    );
    expect(asked.filter(({ granted }) => granted)).toHaveLength(10);
    expect(asked).toContainEqual({ granted: true, share: 1 });
    expect(asked).toContainEqual({ granted: false, period: "day" });
  });

  it("METER-1: the same settlement from many sides counts once", async () => {
    const meter = meterOf();
    const settled = settlement(newId("turn"), 70);
    await Promise.all([1, 2, 3].map(() => meter.settle(settled)));
    const { days, day } = await meter.report(1, Date.now());
    expect([days[0]?.turns, day.spent]).toEqual([1, 70]);
  });

  it("METER-1: one organization's budget is none of another's", async () => {
    const [ours, theirs] = [meterOf(), meterOf()];
    await ours.setBudget({ day: 10, month: 10 });
    await theirs.settle(settlement(newId("turn"), 1_000_000));
    expect(await ours.grant({ turn: newId("turn"), cost: 10 }, Date.now())).toEqual({
      granted: true,
      share: 1,
    });
    expect(await theirs.budget()).toEqual({ day: null, month: null });
  });

  it("METER-3: a second attempt is granted in place of the first", async () => {
    const meter = meterOf();
    await meter.setBudget({ day: 100, month: null });
    const turn = newId("turn");
    await meter.grant({ turn, cost: 80 }, Date.now());
    expect(await meter.grant({ turn, cost: 90 }, Date.now())).toEqual({ granted: true, share: 0.9 });
  });

  it("METER-4: what was counted on another day is found there", async () => {
    const meter = meterOf();
    const user = newId("user");
    await meter.settle({ ...settlement(newId("turn"), 5, user), at: Date.now() - DAY });
    await meter.settle(settlement(newId("turn"), 7, user));
    const { days, people } = await meter.report(3, Date.now());
    expect(days.map(({ cost }) => cost)).toEqual([0, 5, 7]);
    expect(people).toEqual([{ user, turns: 2, tokensIn: 6, tokensOut: 4, cost: 12 }]);
  });
});
