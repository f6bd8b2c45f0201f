import { describe, expect, test } from "vitest";
import { costOf } from "../../server/ai/model/cost.ts";
import { findModel } from "../../server/ai/model/models.ts";
import { CONTEXT_TOKENS } from "../../shared/limits.ts";
import { TestRoom } from "./support/room.ts";

const LONG = [{ say: "word number $i of a long answer ", times: 400 }];

describe("METER-2: what a budget does to an answer", () => {
  test("refused before a word", async () => {
    const room = new TestRoom();
    room.script(LONG);
    room.meter = () => ({ granted: false, period: "day" });
    expect(await room.run()).toEqual({ type: "refused", reason: "budget", usage: null });
    expect(room.asked).toEqual([]);
    expect(room.receipts).toEqual([]);
  });

  test("cut off in the middle: what was said stays, and what it cost is told", async () => {
    const room = new TestRoom();
    room.script(LONG);
    room.meter = () =>
      room.grants.length <= 1 ? { granted: true, share: 0.9 } : { granted: false, period: "day" };
    const end = await room.run();
    expect(end).toMatchObject({ type: "refused", reason: "budget", usage: { budgetShare: 0.9 } });
    expect(room.text).toContain("word number 0");
    expect(room.text).not.toContain("word number 399");
    const granted = room.grants[0]?.cost ?? 0;
    expect(end.usage?.cost).toBeLessThanOrEqual(granted + 100);
  });

  test("a long answer asks for more as it grows, never behind what it costs", async () => {
    const room = new TestRoom();
    room.script(LONG);
    const end = await room.run();
    expect(end).toMatchObject({ type: "completed" });
    const costs = room.grants.map(({ cost }) => cost);
    expect(costs.length).toBeGreaterThan(1);
    expect(costs).toEqual(costs.toSorted((a, b) => a - b));
    expect(costs.at(-1)).toBeGreaterThanOrEqual(end.usage?.cost ?? Infinity);
  });

  test.each([
    [0.79, undefined],
    [0.8, 0.8],
    [null, undefined],
  ])("with %s of it used up the answer says %s", async (share, told) => {
    const room = new TestRoom();
    room.script([{ say: "Hello" }]);
    room.meter = () => ({ granted: true, share });
    const end = await room.run();
    expect(end.usage?.budgetShare).toBe(told);
  });
});

test("METER-3: the second attempt is granted beside the first, as one turn", async () => {
  const room = new TestRoom();
  room.script([{ say: "Hello" }]);
  await room.run({ attempt: 1 });
  await room.run({ attempt: 2, spent: 1_234 });
  const [first, second] = room.grants;
  expect(second?.turn).toBe(first?.turn);
  const own = costOf(findModel(room.asked[1]?.model ?? ""), CONTEXT_TOKENS, 1_000);
  expect(second?.cost).toBe(1_234 + own);
});
