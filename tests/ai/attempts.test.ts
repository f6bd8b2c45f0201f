import { describe, expect, test } from "vitest";
import { attemptIn } from "../../server/ai/attempt/run-attempt.ts";
import { AT_ONCE, localAi } from "./support/local-ai.ts";
import { TestRoom } from "./support/room.ts";

async function run(steps: unknown, change: (room: TestRoom) => void = () => undefined) {
  const room = new TestRoom();
  room.script(steps);
  change(room);
  const end = await room.run();
  return { room, end };
}

describe("ATTEMPT-3: what costs an attempt", () => {
  test("a busy provider", async () => {
    const { end } = await run([{ fail: 429 }]);
    expect(end).toMatchObject({ type: "retry", reason: "provider_busy", usage: { tokensOut: 0 } });
    expect(end.type === "retry" && end.wait).toBeGreaterThan(0);
  });

  test.each([
    [500, "provider_failed"],
    [503, "provider_failed"],
    [404, "no_model"],
    [403, "denied"],
  ])("a provider that fails with %i: another model is tried", async (status, reason) => {
    expect((await run([{ fail: status }])).end).toMatchObject({ type: "retry", reason });
  });

  test("a failure between words keeps what was said", async () => {
    const { end, room } = await run([{ say: "The harvest " }, { fail: 500 }]);
    expect(room.text).toBe("The harvest ");
    expect(end).toMatchObject({ type: "retry", reason: "provider_failed" });
    expect(end.usage?.tokensOut).toBeGreaterThan(0);
  });

  test("an answer that is cut in the middle", async () => {
    const { end, room } = await run([{ say: "The harvest begins" }, { cut: true }]);
    expect(room.text).toBe("The harvest begins");
    expect(end).toMatchObject({ type: "retry", reason: "provider_failed" });
  });

  test("a provider that says nothing", async () => {
    expect((await run([{ empty: true }])).end).toMatchObject({ type: "retry", reason: "empty_answer" });
    expect((await run([{ say: " \n " }])).end).toMatchObject({ type: "retry", reason: "empty_answer" });
    expect((await run([{ cut: true }])).end).toMatchObject({ type: "retry" });
  });

  test("silence for longer than TURN_STALL", async () => {
    const { end, room } = await run([{ say: "Well" }, { stall: true }], (room) => (room.limits.stall = 40));
    expect(room.text).toBe("Well");
    expect(end).toMatchObject({ type: "retry", reason: "stalled" });
  });

  test("words within TURN_STALL of each other are no silence", async () => {
    const slow = [{ say: "word $i ", times: 6, every: 40 }];
    const { end } = await run(slow, (room) => (room.limits.stall = 150));
    expect(end).toMatchObject({ type: "completed" });
  });

  test("whatever it does, it ends by TURN_TIMEOUT", async () => {
    const endless = [{ say: "word $i ", times: 100_000, every: 2 }];
    const { end } = await run(endless, (room) => (room.limits.timeout = 80));
    expect(end).toMatchObject({ type: "failed", reason: "stalled" });
  });

  test("the second attempt takes another model", async () => {
    const room = new TestRoom();
    room.script({ attempts: [[{ fail: 429 }], [{ say: "Here I am." }]] });
    expect(await room.run({ attempt: 1 })).toMatchObject({ type: "retry" });
    expect(await room.run({ attempt: 2 })).toMatchObject({ type: "completed" });
    expect(room.text).toBe("Here I am.");
    const [first, second] = room.asked;
    expect(first?.model).not.toBe(second?.model);
  });
});

describe("ATTEMPT-4: lengths and repetitions", () => {
  test("an answer that stops for length says so, and its text stays", async () => {
    const { end, room } = await run([{ say: "It begins and" }, { finish: "length" }]);
    expect(room.text).toBe("It begins and");
    expect(end).toMatchObject({ type: "completed", reason: "length" });
  });

  test.each(["Hello", "Hi", "The harvest begins on Monday."])(
    "%j delivered twice is shown once",
    async (text) => {
      const { end, room } = await run([{ twice: text }]);
      expect(room.text).toBe(text);
      expect(end).toMatchObject({ type: "completed" });
    },
  );

  test("a model that never stops is cut where an answer ends", async () => {
    const room = new TestRoom(localAi({ sleep: AT_ONCE }));
    room.script([{ say: `$i ${"blah ".repeat(2_000)}`, times: 100_000 }]);
    expect(await room.run()).toMatchObject({ type: "completed", reason: "too_long" });
    expect(room.text.length).toBeLessThan(280_000);
  });
});

describe("how an attempt ends otherwise", () => {
  test("aborted, while it speaks", async () => {
    const room = new TestRoom();
    room.script([{ say: "word $i ", times: 1_000, every: 5 }]);
    const ending = room.run();
    await expect.poll(() => room.said.length).toBeGreaterThan(2);
    room.stop.abort();
    const end = await ending;
    const said = room.said.length;
    expect(end).toMatchObject({ type: "aborted", usage: { tokensIn: expect.any(Number) } });
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(room.said).toHaveLength(said);
  });

  test("aborted, while it is silent", async () => {
    const room = new TestRoom();
    room.script([{ stall: true }]);
    const ending = room.run();
    await expect.poll(() => room.asked.length).toBe(1);
    room.stop.abort();
    expect(await ending).toMatchObject({ type: "aborted" });
  });

  test("aborted before it began", async () => {
    const room = new TestRoom();
    room.script([{ say: "no" }]);
    room.stop.abort();
    expect(await room.run()).toEqual({ type: "aborted", usage: null });
    expect(room.said).toEqual([]);
  });

  test("when what it needs first does not come", async () => {
    const room = new TestRoom();
    room.say("Ada", "Hello");
    room.limits.stall = 30;
    const never = new Promise<never>(() => undefined);
    const end = await attemptIn({ ...room.deps, findAgent: () => never }, room.attempt(), room.ports);
    expect(end).toMatchObject({ type: "retry", reason: "stalled", usage: null });
  });

  test("when what it needs first fails", async () => {
    const room = new TestRoom();
    room.say("Ada", "Hello");
    room.meter = () => {
      throw new Error("the meter is overloaded");
    };
    expect(await room.run()).toMatchObject({ type: "retry", reason: "internal", usage: null });
    expect(room.asked).toEqual([]);
  });

  test("without its agent", async () => {
    const { end } = await run([{ say: "no" }], (room) => (room.agent = null));
    expect(end).toEqual({ type: "failed", reason: "no_agent", usage: null });
  });
});
