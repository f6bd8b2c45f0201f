import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { tools } from "../../server/ai/tools/index.ts";
import { RoomServer } from "../../server/objects/room/room-server.ts";
import type { CalledCommand } from "../../server/bindings/room-answers.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import type { Message, TurnEnded } from "../../shared/protocol/events.ts";
import type { Program } from "../../shared/protocol/program.ts";
import type { CallId, Step } from "../../shared/protocol/steps.ts";
import type { TurnId, UserId } from "../../shared/ids.ts";
import { echoTools } from "../ai/support/echo-tools.ts";
import { eventually } from "../support/eventually.ts";
import { type AiRoom, aiRoom, answerTo, freshMessages, joinAs, script, setAi } from "./support/ai-room.ts";
import type { Person } from "./support/person.ts";
import { join, newMessageId } from "./support/room.ts";

afterEach(() => {
  RoomServer.tools = tools;
});

const program: Program = {
  instructions: "Antworte wie der Kapitän der Nautilus. ⚓",
  tools: [
    {
      name: "weather",
      description: "Das Wetter an einem Ort.",
      parameters: { type: "object", properties: { place: { type: "string" } }, required: ["place"] },
    },
  ],
};
const call = (place: unknown) => ({ call: "weather", args: { place } });

/** Runs a command as a program of this person does, over HTTP. */
async function does({ id }: AiRoom, person: Person, command: CalledCommand) {
  const taken = await env.ROOM.getByName(id).command(reader(person.id), command);
  if (taken === null) throw new Error("no member");
  return taken;
}

const codeOf = (taken: object): unknown => ("refused" in taken ? taken.refused : null);

interface Asked {
  prompt: number;
  turn: TurnId;
  answer: number;
}

/** A program of ada asks, and its answer begins. */
async function ask(lab: AiRoom, steps: object): Promise<Asked> {
  const id = newMessageId();
  const ada = await joinAs(lab, lab.ada);
  const sent = await does(lab, lab.ada, {
    type: "send",
    id,
    text: script(steps),
    program,
  });
  if ("refused" in sent || sent.seq === null) throw new Error(JSON.stringify(sent));
  const asked = await ada.until(() =>
    ada.events.find((event) => event.type === "message.sent" && event.message.id === id),
  );
  if (asked.type !== "message.sent") throw new Error("no message");
  const answer = await answerTo(ada, asked);
  const turn = answer.message.answer?.turn;
  if (turn === undefined) throw new Error("no turn");
  ada.close();
  return { prompt: sent.seq, turn, answer: answer.seq };
}

/** The steps, once this many calls wait for the program. */
const reader = (user: UserId) => ({ user, scopes: ALL_SCOPES, unreadable: [] });

/** The arguments of calls are of any shape, which the types of calls between objects cannot follow. */
interface StepCalls {
  steps: (caller: object, answer: number) => Promise<{ attempt?: number; steps?: Step[] } | null>;
}

async function messageIn(lab: AiRoom, seq: number): Promise<Message | null> {
  const found = await env.ROOM.getByName(lab.id).message(reader(lab.ada.id), seq);
  return found === null || "refused" in found ? null : found.message;
}

function stepsIn(lab: AiRoom, user: UserId, answer: number) {
  return (env.ROOM.getByName(lab.id) as unknown as StepCalls).steps(reader(user), answer);
}

function waiting(lab: AiRoom, { answer }: Asked, count: number): Promise<Step[]> {
  return eventually(async () => {
    const found = await stepsIn(lab, lab.ada.id, answer);
    const message = await messageIn(lab, answer);
    const open = found?.steps?.filter((step) => step.type === "tool" && step.state === "outside") ?? [];
    if (open.length !== count || message?.answer?.state !== "waiting")
      throw new Error("it does not wait yet");
    return found?.steps ?? [];
  });
}

function ended(lab: AiRoom, { answer }: Asked) {
  return eventually(async () => {
    const message = await messageIn(lab, answer);
    if (message?.answer?.endedAt === undefined) throw new Error("it has not ended yet");
    return message;
  });
}

const results = (turn: TurnId, texts: Record<number, string>, ok = true): CalledCommand => ({
  type: "results",
  turn,
  results: Object.entries(texts).map(([step, result]) => ({
    call: `${turn}.${Number(step)}` satisfies CallId,
    ok,
    result,
  })),
});

async function kill(lab: AiRoom): Promise<void> {
  const room = env.ROOM.getByName(lab.id);
  await runInDurableObject(room, (_, state) => state.abort("killed")).catch(() => undefined);
}

/** All rows of the room's database, and what it has in no table. */
async function dumpOf(lab: AiRoom): Promise<string> {
  return runInDurableObject(env.ROOM.getByName(lab.id), (_, { storage }) => {
    const names = storage.sql
      .exec<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '_cf%'")
      .toArray();
    return JSON.stringify(names.map(({ name }) => storage.sql.exec(`SELECT * FROM "${name}"`).toArray()));
  });
}

describe("a program that brings its own tools along", () => {
  it("TOOL-30, TOOL-33, TOOL-37, TOOL-41: asks, makes the call, sends the result, and has its answer", async () => {
    const lab = await aiRoom();
    const grace = await joinAs(lab, lab.grace);
    const asked = await ask(lab, [{ say: "Let me look." }, call("Łódź 🌦"), { say: "Regen." }]);
    const steps = await waiting(lab, asked, 1);
    expect(steps).toEqual([
      {
        ...{ type: "tool", number: 1, tool: "weather", state: "outside", args: { place: "Łódź 🌦" } },
        digest: expect.any(String),
      },
    ]);
    expect(await grace.ask({ type: "steps", target: asked.answer })).toMatchObject({ attempt: 1, steps });
    const taken = await does(lab, lab.ada, results(asked.turn, { 1: "Regen, 12° 🌧" }));
    expect(taken).toMatchObject({
      events: [
        { type: "turn.results", turn: asked.turn, results: [{ step: 1, ok: true }] },
        { type: "turn.restarted", attempt: 2, from: 12 },
      ],
    });
    const message = await ended(lab, asked);
    expect(message).toMatchObject({
      text: "Let me look.\n\nRegen.",
      answer: { state: "completed", attempt: 2, steps: [{ state: "done", ok: true }] },
    });
    await grace.until(() => grace.events.find((event) => event.type === "turn.ended"));
    expect(grace.events.map(({ type }) => type)).toEqual(
      expect.arrayContaining(["turn.waiting", "turn.results", "turn.restarted", "turn.ended"]),
    );
    const done = await stepsIn(lab, lab.grace.id, asked.answer);
    expect(done).toMatchObject({ attempt: 2, steps: [{ result: "Regen, 12° 🌧" }] });
    const nobody = lab.grace.id.replace(/.$/, (last) => (last === "0" ? "1" : "0")) as typeof lab.grace.id;
    expect(await stepsIn(lab, nobody, asked.answer)).toBeNull();
    expect(await stepsIn(lab, lab.grace.id, asked.prompt)).toMatchObject({ refused: "not_found" });
  });

  it("TOOL-32: the context receipt shows everyone what it has brought along", async () => {
    const lab = await aiRoom();
    const asked = await ask(lab, [{ say: "Ahoi." }]);
    await ended(lab, asked);
    const grace = await joinAs(lab, lab.grace);
    expect(await grace.ask({ type: "contextReceipt", target: asked.answer })).toMatchObject({
      receipt: { program },
    });
  });

  it("TOOL-33, TOOL-37: two calls in one answer wait together, with the agent's own made meanwhile", async () => {
    const own = echoTools();
    RoomServer.tools = own.tools;
    const lab = await aiRoom();
    const asked = await ask(lab, [
      call("here"),
      { call: "echo_safe", args: { text: "hi" } },
      call("there"),
      { say: "Sun and rain." },
    ]);
    const steps = await waiting(lab, asked, 2);
    expect(steps).toMatchObject([
      { state: "outside" },
      { state: "done", result: "echo: hi" },
      { state: "outside" },
    ]);
    expect(codeOf(await does(lab, lab.ada, results(asked.turn, { 2: "echo: hi" })))).toBe("not_found");
    await does(lab, lab.ada, results(asked.turn, { 3: "rain" }));
    await waiting(lab, asked, 1);
    await does(lab, lab.ada, results(asked.turn, { 1: "no signal" }, false));
    expect(await ended(lab, asked)).toMatchObject({
      text: "Sun and rain.",
      answer: { attempt: 2, steps: [{ ok: false }, { ok: true }, { ok: true }] },
    });
    expect(own.made).toHaveLength(1);
    expect(codeOf(await does(lab, lab.ada, sendOf("echo_keyed")))).toBe("bad_type");
  });

  it("TOOL-34: wrong arguments go back to the model and not to the program", async () => {
    const lab = await aiRoom();
    const asked = await ask(lab, [call(7), { say: "Once more." }, call("here"), { say: "Sun." }]);
    expect(await waiting(lab, asked, 1)).toMatchObject([
      { state: "done", ok: false, result: expect.stringContaining('"place" must be of type string') },
      { state: "outside", args: { place: "here" } },
    ]);
  });

  it("TOOL-35, TOOL-36: results are taken once, and from who asked alone", async () => {
    const lab = await aiRoom();
    const asked = await ask(lab, [call("here"), { say: "Sun." }]);
    await waiting(lab, asked, 1);
    const sent = results(asked.turn, { 1: "sun" });
    expect(codeOf(await does(lab, lab.grace, sent))).toBe("forbidden");
    expect(codeOf(await does(lab, lab.ada, results(asked.turn, { 1: "sun", 4: "rain" })))).toBe("not_found");
    expect(codeOf(await does(lab, lab.ada, results(asked.turn, { 1: "x".repeat(9_000) })))).toBe("too_large");
    const [first, second] = await Promise.all([does(lab, lab.ada, sent), does(lab, lab.ada, sent)]);
    expect([first, second].map((taken) => ("events" in taken ? taken.events.length : taken)).sort()).toEqual([
      0, 2,
    ]);
    const message = await ended(lab, asked);
    expect(message).toMatchObject({ text: "Sun.", answer: { attempt: 2 } });
    expect(await does(lab, lab.ada, sent)).toMatchObject({ seq: null, events: [] });
    expect(codeOf(await does(lab, lab.ada, results(asked.turn, { 1: "rain" })))).toBe("conflict");
  });

  it("TOOL-39: after a stop there is nothing to send any more", async () => {
    const lab = await aiRoom();
    const asked = await ask(lab, [{ say: "Let me look." }, call("here"), { say: "Sun." }]);
    await waiting(lab, asked, 1);
    expect(codeOf(await does(lab, lab.grace, { type: "stop", turn: asked.turn }))).toBeNull();
    expect(codeOf(await does(lab, lab.ada, results(asked.turn, { 1: "sun" })))).toBe("conflict");
    expect(await ended(lab, asked)).toMatchObject({ text: "Let me look.", answer: { state: "stopped" } });
  });

  it("TOOL-38: an object that dies or rests while it waits, or after the result, loses nothing", async () => {
    const lab = await aiRoom();
    const attempts = [
      [{ say: "Let me look." }, call("here"), { say: "lost" }, { stall: true }],
      [{ say: "Let me look." }, call("here"), { say: "lost" }, { stall: true }],
      [{ say: "Let me look." }, call("here"), { say: "Sun." }],
    ];
    const asked = await ask(lab, { attempts });
    await waiting(lab, asked, 1);
    await kill(lab);
    await waiting(lab, asked, 1);
    await evictDurableObject(env.ROOM.getByName(lab.id));
    expect(await waiting(lab, asked, 1)).toMatchObject([{ args: { place: "here" } }]);
    const grace = await join(env.ROOM.getByName(lab.id), lab.grace.id);
    await does(lab, lab.ada, results(asked.turn, { 1: "sun" }));
    await grace.until(() => grace.frames.find((frame) => frame.type === "part" && frame.d.includes("lost")));
    await kill(lab);
    const next = { ...lab, room: env.ROOM.getByName(lab.id) };
    const back = await joinAs(next, lab.grace);
    const end = await back.until(() =>
      back.events.find(
        (event): event is TurnEnded => event.type === "turn.ended" && event.target === asked.answer,
      ),
    );
    expect(end).toMatchObject({ state: "completed", attempt: 3, steps: [{ state: "done", ok: true }] });
    expect((await freshMessages(next, lab.grace)).at(-1)?.text).toBe("Let me look.\n\nSun.");
  });

  it("TOOL-40: with its prompt, what it has brought along leaves the database", async () => {
    const lab = await aiRoom();
    const asked = await ask(lab, [call("here"), { say: "Sun." }]);
    await waiting(lab, asked, 1);
    const before = await dumpOf(lab);
    for (const text of ["Nautilus", "Das Wetter an einem Ort"]) expect(before).toContain(text);
    await does(lab, lab.ada, { type: "delete", target: asked.prompt });
    expect(await ended(lab, asked)).toMatchObject({ answer: { state: "stopped" } });
    const after = await dumpOf(lab);
    for (const text of ["Nautilus", "Das Wetter an einem Ort"]) expect(after).not.toContain(text);
    expect(codeOf(await does(lab, lab.ada, results(asked.turn, { 1: "sun" })))).toBe("not_found");
  });

  it("TOOL-42: its words are checked like those of the message", async () => {
    const lab = await aiRoom();
    await setAi(lab, { moderation: "block" });
    const unsafe = { ...program, instructions: "Say #unsafe S10" };
    const send = (program: Program) =>
      does(lab, lab.ada, { type: "send", id: newMessageId(), text: "Hello?", program });
    expect(codeOf(await send(unsafe))).toBe("blocked");
    const properties = { city: { type: "string", enum: ["Köln", "Say #unsafe S10"] } };
    const [tool] = program.tools ?? [];
    if (tool === undefined) throw new Error("no tool");
    const inSchema = { ...program, tools: [{ ...tool, parameters: { type: "object", properties } }] };
    expect(codeOf(await send(inSchema))).toBe("blocked");
    const sent = await send(program);
    expect(codeOf(sent)).toBeNull();
    const target = "seq" in sent ? (sent.seq ?? 0) : 0;
    await eventually(async () => {
      const messages = await freshMessages(lab, lab.ada);
      if (messages.at(-1)?.answer?.endedAt === undefined) throw new Error("it has not ended yet");
    });
    expect(codeOf(await does(lab, lab.ada, { type: "ask", target, program: unsafe }))).toBe("blocked");
    expect(codeOf(await does(lab, lab.ada, { type: "ask", target, program }))).toBeNull();
  });
});

/** A message whose program has a tool of this name. */
function sendOf(name: string): CalledCommand {
  const [tool] = program.tools ?? [];
  if (tool === undefined) throw new Error("no tool");
  return { type: "send", id: newMessageId(), text: "hello", program: { tools: [{ ...tool, name }] } };
}
