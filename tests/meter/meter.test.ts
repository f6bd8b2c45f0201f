import { describe, expect, it } from "vitest";
import { GRANT_LIFETIME } from "../../shared/limits.ts";
import { ada, garden, grace, kitchen, newTurn, testMeter } from "./test-meter.ts";

const refused = (period: "day" | "month") => ({ granted: false, period });

describe("grants", () => {
  it("METER-1: without a budget everything is granted, and counted", () => {
    const meter = testMeter({ day: null, month: null });
    const turn = newTurn();
    expect(meter.grant(turn, 1_000_000)).toEqual({ granted: true, share: null });
    meter.settle(turn, 900_000);
    expect(meter.report().day).toEqual({ limit: null, spent: 900_000 });
  });

  it("METER-1: what is granted and not settled yet is not granted twice", () => {
    const meter = testMeter({ day: 100, month: null });
    expect(meter.grant(newTurn(), 60)).toEqual({ granted: true, share: 0.6 });
    expect(meter.grant(newTurn(), 41)).toEqual(refused("day"));
    expect(meter.grant(newTurn(), 40)).toEqual({ granted: true, share: 1 });
  });

  it("WIDGET-9: a visitor has so many answers in a day, running ones counted, and failed ones not", () => {
    const meter = testMeter({ day: null, month: null });
    const [first, second, third] = [newTurn(), newTurn(), newTurn()];
    const asks = (turn: typeof first) => meter.grantVisitor(turn, grace, 2);
    expect([asks(first).granted, asks(second).granted]).toEqual([true, true]);
    // A turn asks again for each step.
    expect(asks(first).granted).toBe(true);
    expect(asks(third)).toEqual({ granted: false, period: "visitor" });
    meter.settle(first, 1, { user: grace });
    expect(asks(third)).toEqual({ granted: false, period: "visitor" });
    meter.settle(second, 1, { user: grace, unanswered: true });
    expect(asks(third).granted).toBe(true);
    expect(meter.grantVisitor(newTurn(), ada, 2).granted).toBe(true);
    meter.settle(third, 1, { user: grace });
    meter.at("2026-11-22T00:00:00Z");
    expect(meter.grantVisitor(newTurn(), grace, 2).granted).toBe(true);
    expect(meter.grantVisitor(newTurn(), ada, 0)).toEqual({ granted: false, period: "visitor" });
  });

  it("METER-1: what a turn leaves of its grant is there for others", () => {
    const meter = testMeter({ day: 100, month: null });
    const turn = newTurn();
    meter.grant(turn, 100);
    expect(meter.grant(newTurn(), 1)).toEqual(refused("day"));
    meter.settle(turn, 30);
    expect(meter.grant(newTurn(), 71)).toEqual(refused("day"));
    expect(meter.grant(newTurn(), 70)).toMatchObject({ granted: true });
  });

  it("METER-1: the tighter bound decides, and the month is named where both are used up", () => {
    const meter = testMeter({ day: 100, month: 150 });
    const turn = newTurn();
    expect(meter.grant(turn, 90)).toEqual({ granted: true, share: 0.9 });
    meter.settle(turn, 90);
    expect(meter.grant(newTurn(), 11)).toEqual(refused("day"));
    expect(meter.grant(newTurn(), 61)).toEqual(refused("month"));
    meter.at("2026-11-22T00:00:00Z");
    expect(meter.grant(newTurn(), 61)).toEqual(refused("month"));
    expect(meter.grant(newTurn(), 60)).toEqual({ granted: true, share: 1 });
  });

  it("METER-1: a day and a month begin at midnight in UTC", () => {
    const meter = testMeter({ day: 100, month: 100 }, "2026-11-30T23:59:59.999Z");
    const turn = newTurn();
    meter.grant(turn, 100);
    meter.settle(turn, 100);
    expect(meter.grant(newTurn(), 1)).toEqual(refused("month"));
    meter.wait(1);
    expect(meter.grant(newTurn(), 100)).toMatchObject({ granted: true });
  });

  it("METER-1: what was granted before midnight still counts after it", () => {
    const meter = testMeter({ day: 100, month: null }, "2026-11-21T23:59:59Z");
    const turn = newTurn();
    meter.grant(turn, 80);
    meter.at("2026-11-22T00:00:01Z");
    expect(meter.grant(newTurn(), 21)).toEqual(refused("day"));
    meter.settle(turn, 80);
    expect(meter.report(2).days.map(({ cost }) => cost)).toEqual([0, 80]);
  });

  it("METER-1: of two rooms one may be past midnight already", () => {
    const meter = testMeter({ day: 100, month: null }, "2026-11-21T23:59:59Z");
    const early = newTurn();
    meter.grant(early, 80, Date.parse("2026-11-22T00:00:00Z"));
    meter.settle(early, 80, { at: Date.parse("2026-11-22T00:00:00Z") });
    // Would be settled on the 22nd, where only 20 are left.
    expect(meter.grant(newTurn(), 21)).toEqual(refused("day"));
  });

  it("METER-1: settling again changes nothing, also with other numbers and on another day", () => {
    const meter = testMeter({ day: 100, month: null });
    const turn = newTurn();
    meter.grant(turn, 50);
    meter.settle(turn, 40);
    meter.settle(turn, 99, { user: grace });
    meter.at("2026-11-22T08:00:00Z");
    meter.settle(turn, 40);
    expect(meter.report(2).days.map(({ turns, cost }) => [turns, cost])).toEqual([
      [1, 40],
      [0, 0],
    ]);
  });

  it("METER-1: what costs more than it was granted is counted in full", () => {
    const meter = testMeter({ day: 100, month: null });
    const turn = newTurn();
    meter.grant(turn, 100);
    meter.settle(turn, 103);
    expect(meter.report().day.spent).toBe(103);
    expect(meter.grant(newTurn(), 0)).toEqual(refused("day"));
  });

  it("METER-1: an abandoned grant lapses, and what it has cost is counted whenever that is told", () => {
    const meter = testMeter({ day: 100, month: null });
    const turn = newTurn();
    meter.grant(turn, 100);
    meter.wait(GRANT_LIFETIME - 1);
    expect(meter.grant(newTurn(), 1)).toEqual(refused("day"));
    meter.wait(1);
    expect(meter.grant(newTurn(), 100)).toMatchObject({ granted: true });
    meter.settle(turn, 100);
    expect(meter.report().day.spent).toBe(100);
  });

  it("METER-1: a turn that was settled is granted nothing more", () => {
    const meter = testMeter({ day: 100, month: null });
    const turn = newTurn();
    meter.grant(turn, 50);
    meter.settle(turn, 10);
    expect(meter.grant(turn, 20)).toMatchObject({ granted: false });
    expect(meter.grant(newTurn(), 90)).toMatchObject({ granted: true });
  });

  it("METER-1: another budget holds from the next grant on", () => {
    const meter = testMeter({ day: 100, month: null });
    const turn = newTurn();
    meter.grant(turn, 80);
    meter.setBudget({ day: 50, month: 1_000 });
    expect(meter.budget()).toEqual({ day: 50, month: 1_000 });
    expect(meter.grant(turn, 81)).toEqual(refused("day"));
    expect(meter.grant(turn, 50)).toEqual({ granted: true, share: 1 });
    meter.setBudget({ day: null, month: null });
    expect(meter.grant(newTurn(), 1_000)).toEqual({ granted: true, share: null });
  });

  it("METER-1: a budget of nothing lets nothing through that costs", () => {
    const meter = testMeter({ day: 0, month: null });
    expect(meter.grant(newTurn(), 1)).toEqual(refused("day"));
    expect(meter.grant(newTurn(), 0)).toEqual({ granted: true, share: 1 });
  });

  it("METER-2: the share says how much of the tighter bound is used", () => {
    const meter = testMeter({ day: 1_000, month: 100 });
    meter.grant(newTurn(), 50);
    expect(meter.grant(newTurn(), 30)).toEqual({ granted: true, share: 0.8 });
  });

  it("METER-3: asking again for a turn replaces its grant, and a refusal leaves it", () => {
    const meter = testMeter({ day: 100, month: null });
    const turn = newTurn();
    meter.grant(turn, 60);
    expect(meter.grant(turn, 90)).toEqual({ granted: true, share: 0.9 });
    expect(meter.grant(turn, 101)).toEqual(refused("day"));
    expect(meter.grant(newTurn(), 11)).toEqual(refused("day"));
    expect(meter.grant(turn, 20)).toEqual({ granted: true, share: 0.2 });
  });
});

describe("reports", () => {
  it("METER-4: usage is told by day, person, room and model, the dearest first", () => {
    const meter = testMeter({ day: 100, month: 500 }, "2026-11-19T09:00:00Z");
    meter.settle(newTurn(), 1, { user: ada, room: kitchen, model: "small" });
    meter.at("2026-11-21T09:00:00Z");
    meter.settle(newTurn(), 10, { user: grace, room: garden, model: "large" });
    meter.settle(newTurn(), 20, { user: grace, room: garden, model: "small" });
    const spent = (turns: number, cost: number) => ({ turns, tokensIn: cost * 2, tokensOut: cost, cost });
    const noVotes = { good: 0, bad: 0 };
    expect(meter.report(3)).toEqual({
      day: { limit: 100, spent: 30 },
      month: { limit: 500, spent: 31 },
      days: [
        { day: "2026-11-19", ...spent(1, 1) },
        { day: "2026-11-20", ...spent(0, 0) },
        { day: "2026-11-21", ...spent(2, 30) },
      ],
      people: [
        { user: grace, ...spent(2, 30) },
        { user: ada, ...spent(1, 1) },
      ],
      rooms: [
        { room: garden, ...spent(2, 30), ...noVotes },
        { room: kitchen, ...spent(1, 1), ...noVotes },
      ],
      models: [
        { model: "small", ...spent(2, 21), ...noVotes },
        { model: "large", ...spent(1, 10), ...noVotes },
      ],
    });
    expect(meter.report(2).people).toHaveLength(1);
  });

  it("METER-4: a year has every day once, over a leap day too", () => {
    const meter = testMeter({ day: null, month: null }, "2028-03-01T00:00:00Z");
    const days = meter.report(366).days.map(({ day }) => day);
    expect(new Set(days).size).toBe(366);
    expect([days[0], days.at(-2), days.at(-1)]).toEqual(["2027-03-02", "2028-02-29", "2028-03-01"]);
  });
});

describe("what counts as an answer", () => {
  it("PROVIDER-7: a turn without an answer costs what it costs, and is no answer", () => {
    const meter = testMeter({ day: null, month: null });
    meter.settle(newTurn(), 30);
    const failed = newTurn();
    meter.settle(failed, 12, { model: "large", unanswered: true });
    meter.settle(failed, 12, { model: "large", unanswered: true });
    const { days, models, people } = meter.report();
    expect(days.at(-1)).toMatchObject({ turns: 1, cost: 42 });
    expect(people).toMatchObject([{ turns: 1, cost: 42 }]);
    expect(models).toMatchObject([
      { model: "small", turns: 1, cost: 30 },
      { model: "large", turns: 0, cost: 12 },
    ]);
  });

  it("PROVIDER-7: a failure that costs nothing is in no table", () => {
    const meter = testMeter({ day: null, month: null });
    meter.settle(newTurn(), 0, { model: "none", unanswered: true });
    expect(meter.report()).toMatchObject({ models: [], people: [], rooms: [] });
    expect(meter.report().days.at(-1)).toMatchObject({ turns: 0 });
  });
});
