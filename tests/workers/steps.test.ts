import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { afterEach, describe, expect, it } from "vitest";
import type { ReasoningPart, StepFrame } from "../../shared/protocol/frames.ts";
import { tools } from "../../server/ai/tools/index.ts";
import { RoomServer } from "../../server/objects/room/room-server.ts";
import { type EchoTools, echoTools } from "../ai/support/echo-tools.ts";
import { aiRoom, answerTo, endOf, freshMessages, joinAs, kill, prompt, script } from "./support/ai-room.ts";
import type { Device } from "./support/room.ts";

afterEach(() => {
  RoomServer.tools = tools;
});

/** Tools whose first call takes effect, but gives no result before the object dies. */
function toolsThatHang(): EchoTools {
  let calls = 0;
  const echo = echoTools(() => ((calls += 1) === 1 ? new Promise(() => undefined) : Promise.resolve()));
  RoomServer.tools = echo.tools;
  return echo;
}

const call = (tool: string, text: string) => ({ call: tool, args: { text } });
const stepsOf = (device: Device): StepFrame[] =>
  device.frames.filter((frame): frame is StepFrame => frame.type === "step");

describe("an attempt's steps", () => {
  it("STEP-3, STEP-9: a call is told to everyone as it stands, its arguments to whoever unfolds it", async () => {
    RoomServer.tools = echoTools().tools;
    const lab = await aiRoom();
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const steps = [{ say: "Let me ask." }, call("echo_safe", "hello"), { say: "It says hello." }];
    const answer = await answerTo(ada, await prompt(ada, script(steps)));
    const end = await endOf(grace, answer);
    const done = { type: "tool", number: 1, tool: "echo_safe", state: "done", ok: true };
    expect(end).toMatchObject({ state: "completed", steps: [done] });
    expect(stepsOf(grace).map(({ step }) => step)).toEqual([
      { type: "tool", number: 1, tool: "echo_safe", state: "called" },
      done,
    ]);
    expect(await grace.ask({ type: "steps", target: answer.seq })).toMatchObject({
      type: "steps",
      attempt: 1,
      steps: [{ ...done, args: { text: "hello" }, result: "echo: hello" }],
    });
    expect((await freshMessages(lab, lab.grace)).at(-1)).toMatchObject({
      text: "Let me ask.\n\nIt says hello.",
      answer: { steps: [done] },
    });
    expect(await grace.ask({ type: "steps", target: answer.seq - 1 })).toMatchObject({ code: "not_found" });
  });

  it("STEP-2, STEP-9: what is thought comes in frames of its own and is kept beside the text", async () => {
    const lab = await aiRoom();
    const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
    const steps = [{ think: "Monday, or was it Tuesday? Hm." }, { say: "On Monday." }];
    const answer = await answerTo(ada, await prompt(ada, script(steps)));
    const end = await endOf(grace, answer);
    const thought = grace.frames
      .filter((frame): frame is ReasoningPart => frame.type === "reasoning")
      .reduce((text, { n, d }) => text.slice(0, n) + d, "");
    expect(thought).toBe("Monday, or was it Tuesday? Hm.");
    expect(end).toMatchObject({ length: "On Monday.".length, steps: [{ type: "reasoning", number: 1 }] });
    expect(await grace.ask({ type: "steps", target: answer.seq })).toMatchObject({
      steps: [{ type: "reasoning", number: 1, text: thought }],
    });
    expect(JSON.stringify((await freshMessages(lab, lab.grace)).at(-1))).not.toContain("Tuesday");
    await ada.ask({ type: "delete", target: answer.seq });
    const rows = await runInDurableObject(lab.room, (_, { storage }) =>
      storage.sql.exec("SELECT * FROM turn_steps").toArray(),
    );
    expect(rows).toEqual([]);
  });
});

describe("an object that dies under a call", () => {
  const steps = (tool: string) => script([{ say: "Let me ask." }, call(tool, "go"), { say: "Done." }]);

  it.each(["echo_safe", "echo_keyed"])("STEP-4, STEP-5: makes it again: %s", async (tool) => {
    const echo = toolsThatHang();
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const answer = await answerTo(ada, await prompt(ada, steps(tool)));
    await expect.poll(() => echo.effects.length).toBe(1);
    const next = await kill(lab);
    const grace = await joinAs(next, lab.grace);
    const end = await grace.until(() =>
      grace.events.find((event) => event.type === "turn.ended" && event.target === answer.seq),
    );
    expect(end).toMatchObject({
      state: "completed",
      attempt: 2,
      steps: [{ number: 1, state: "done", ok: true }],
    });
    expect(new Set(echo.made.map(({ key }) => key)).size).toBe(1);
    expect(echo.effects).toHaveLength(tool === "echo_keyed" ? 1 : 2);
    expect((await freshMessages(next, lab.grace)).at(-1)?.text).toBe("Let me ask.\n\nDone.");
  });

  it("STEP-5: after the result, goes on without calling again", async () => {
    const echo = echoTools();
    RoomServer.tools = echo.tools;
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const begun = [{ say: "Let me ask." }, call("echo_never", "go")];
    const attempts = [
      [...begun, { say: "lost" }, { stall: true }],
      [...begun, { say: "Done." }],
    ];
    const answer = await answerTo(ada, await prompt(ada, script({ attempts })));
    await ada.until(() => ada.frames.find((frame) => frame.type === "part" && frame.d.includes("lost")));
    const next = await kill(lab);
    const grace = await joinAs(next, lab.grace);
    const end = await grace.until(() =>
      grace.events.find((event) => event.type === "turn.ended" && event.target === answer.seq),
    );
    expect(end).toMatchObject({ state: "completed", attempt: 2 });
    expect(echo.made).toHaveLength(1);
    expect((await freshMessages(next, lab.grace)).at(-1)?.text).toBe("Let me ask.\n\nDone.");
  });

  it("STEP-4, STEP-6: that must not be repeated waits for a person, over death and rest, and its agent goes on", async () => {
    const echo = toolsThatHang();
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const answer = await answerTo(ada, await prompt(ada, steps("echo_never")));
    await expect.poll(() => echo.effects.length).toBe(1);
    const second = await kill(lab);
    const grace = await joinAs(second, lab.grace);
    await grace.until(() => grace.events.find((event) => event.type === "turn.waiting"));
    const other = await answerTo(grace, await prompt(grace, script([{ say: "Something else." }])));
    expect(await endOf(grace, other)).toMatchObject({ state: "completed" });
    const third = await kill(second);
    await (await joinAs(third, lab.ada)).hello();
    await evictDurableObject(third.room);
    const device = await joinAs(third, lab.ada);
    const late = await device.hello();
    expect(late.live).toEqual([
      {
        target: answer.seq,
        attempt: 2,
        text: "Let me ask.",
        steps: [{ type: "tool", number: 1, tool: "echo_never", state: "unknown" }],
        read: { documents: 0, messages: 1 },
      },
    ]);
    const turn = answer.message.answer?.turn;
    if (turn === undefined) throw new Error("no turn");
    await device.ask({ type: "stop", turn });
    expect(await endOf(device, answer)).toMatchObject({ state: "stopped" });
    expect(echo.made).toHaveLength(1);
  });
});
