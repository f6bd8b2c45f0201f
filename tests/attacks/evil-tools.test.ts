/** An evil model, evil servers and evil texts, as far as one attempt or the rules of a room cover them. `workers/evil-calls.test.ts` has the rest. */
import { describe, expect, test } from "vitest";
import { AnswerReader } from "../../client/ui/markdown/answers/answer-reader.ts";
import type { Tool } from "../../server/ai/contract/tool.ts";
import { readDefinitions } from "../../server/ai/mcp/read-definitions.ts";
import { readAddress } from "../../server/ai/tools/read-address.ts";
import { callIdOf, toSteps } from "../../server/rules/room/rows/step-row.ts";
import { makeId, type TurnId } from "../../shared/ids.ts";
import { readChat } from "../../shared/markup/chat/read-chat.ts";
import type { Program } from "../../shared/protocol/program.ts";
import type { CallId, Step } from "../../shared/protocol/steps.ts";
import { echoTools } from "../ai/support/echo-tools.ts";
import { localAi } from "../ai/support/local-ai.ts";
import { ada as asker, NOON, TestRoom } from "../ai/support/room.ts";
import { aiRoom, asked } from "../room/ai-room.ts";
import { WAITING } from "../room/test-attempts.ts";
import type { TestRoom as RoomOfRules } from "../room/test-room.ts";
import { ada, mallory } from "../support/people.ts";
import { ADDRESSES } from "./evil/addresses.ts";
import { ANSWERS } from "./evil/answers.ts";
import { CALLS } from "./evil/calls.ts";
import { CARRIERS } from "./evil/carriers.ts";
import { DECISIONS, type DecisionCase } from "./evil/decisions.ts";
import { CONSENTED, DEFINITIONS } from "./evil/definitions.ts";
import { expectNothingForged, hidden, messagesGiven, textsIn } from "./evil/given.ts";
import { LOST_CALLS } from "./evil/lost-calls.ts";
import { TEXTS } from "./evil/texts.ts";

const injections = Object.entries(CARRIERS).flatMap(([carrier, carry]) =>
  TEXTS.map(([name, text]) => ({ carrier, carry, name, text })),
);

test("there are enough cases, also if a text counts once whatever carries it", () => {
  const others = [CALLS, LOST_CALLS, ADDRESSES, ANSWERS, DEFINITIONS, DECISIONS].flat().length;
  expect(others + TEXTS.length).toBeGreaterThanOrEqual(160);
  expect(others + injections.length).toBeGreaterThanOrEqual(800);
});

describe("a text that gives orders, and a model that obeys", () => {
  test.each(injections)("CONTEXT-5, VISIBLE-1: $name, in $carrier", async ({ carry, text }) => {
    const room = new TestRoom(localAi());
    const echo = echoTools();
    room.tools = echo.tools;
    const { steps, program = null } = carry(room, text);
    room.say("Ada", hidden(steps));
    expect(await room.run({ program })).toMatchObject({ type: "completed" });
    expect(room.asked.every(({ model }) => model.startsWith("@cf/"))).toBe(true);
    // The text of another one makes no call.
    expect(echo.made).toEqual([]);
    expectNothingForged(room);
  });
});

describe("an evil model", () => {
  test.each(CALLS)("STEP-3, STEP-6: calls with $name", async ({ steps, made, kept }) => {
    const room = new TestRoom(localAi());
    const echo = echoTools();
    room.tools = echo.tools;
    room.say("Ada", hidden(steps));
    await room.run();
    expect(echo.made.map(({ text }) => text)).toEqual(made);
    expect(room.calls.map(({ result }) => result)).toEqual(kept);
    for (const { tool } of room.calls) expect(tool).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
    expectNothingForged(room);
  });

  test("STEP-6: what is allowed is what was shown, where a name is there twice", async () => {
    const room = new TestRoom(localAi());
    const echo = echoTools();
    room.tools = echo.tools;
    room.say("Ada", hidden([{ call: "echo_asks", raw: '{"text":"stop","text":"go"}' }, { say: "Done." }]));
    await room.run();
    const shown = room.calls[0];
    room.change(shown?.call ?? "", { state: "allowed" });
    await room.run({ attempt: 2, failed: 0 });
    expect(echo.made.map(({ text }) => ({ text }))).toEqual([shown?.args]);
  });
});

const theirs: Program = {
  tools: [{ name: "theirs", description: "Theirs.", parameters: { type: "object" } }],
};

describe("an attempt after another one", () => {
  test.each(LOST_CALLS)("STEP-4, STEP-5: finds $name", async ({ call, made, state, result, waits }) => {
    const room = new TestRoom(localAi());
    const echo = echoTools();
    room.tools = echo.tools;
    room.say("Ada", hidden([{ call: "echo_safe", args: { text: "again" } }, { say: "Done." }]));
    const stored = { call: `${room.attempt().turn}.1`, number: 1, ok: false, result: "", said: 0, ...call };
    room.calls = [stored as (typeof room.calls)[number]];
    const end = await room.run({ attempt: 2, program: theirs });
    expect(echo.made.map(({ text }) => text)).toEqual(made);
    expect(room.calls[0]).toMatchObject({ state, ...(result !== undefined && { result }) });
    expect(end.type).toBe(waits ? "waiting" : "completed");
    // No model is asked while a person has to decide.
    expect(room.asked).toHaveLength(waits ? 0 : 1);
  });

  test.each(LOST_CALLS)("STEP-10: makes nothing once the turn is over: $name", async ({ call }) => {
    const room = new TestRoom(localAi());
    const echo = echoTools();
    room.tools = echo.tools;
    room.say("Ada", hidden([{ say: "Done." }]));
    const stored = { call: `${room.attempt().turn}.1`, number: 1, ok: false, result: "", said: 0, ...call };
    room.calls = [stored as (typeof room.calls)[number]];
    room.stop.abort();
    expect(await room.run({ attempt: 2, program: theirs })).toMatchObject({ type: "aborted" });
    expect(echo.made).toEqual([]);
    expect(room.calls[0]).toMatchObject(call);
  });
});

describe("data that would leave by an address", () => {
  const written = "See https://a.example/page?x=1 and (https://b.example/) and https://c.example/x.";
  test.each(ADDRESSES)("TOOL-46: read_address, %s", async (_, address, outcome) => {
    const room = new TestRoom(localAi());
    room.tools = [readAddress];
    room.name = "https://room.example/";
    room.say("https://name.example/", "Hello");
    room.say("Parley", "See https://agent.example/");
    room.say("Grace", "https://excluded.example/", { hidden: "excluded" });
    room.say("Grace", "https://hidden.example/", { hidden: "held" as never });
    room.say("Ada", written);
    knows(room);
    room.say("Ada", hidden([{ call: "read_address", args: { address } }, { say: "Done." }]));
    await room.run();
    const [call] = room.calls;
    if (outcome === "waits") expect(call).toMatchObject({ state: "waiting", args: { address } });
    // Nothing outside is there in this room: the tool fails when it asks for the door.
    const results = {
      read: "The tool failed. Whether it took effect is not known.",
      refused: "The arguments do not fit the tool.",
    };
    if (outcome !== "waits")
      expect(call).toMatchObject({ state: "done", ok: false, result: results[outcome] });
  });

  function knows(room: TestRoom): void {
    const by = { id: asker, name: "Ada" };
    const times = { createdAt: NOON, updatedAt: NOON, usedAt: null, uses: 0, version: 1 };
    const memory = {
      id: makeId("mem", (bytes) => bytes),
      scope: "room" as const,
      text: "https://fact.example/",
    };
    room.remembered = [
      {
        memory: { ...memory, subject: null, source: null, saidBy: by, storedBy: by, ...times },
        isFound: true,
      },
    ];
    const library = makeId("lib", (bytes) => bytes);
    const place = { from: 0, to: 1, headings: [] };
    const passage = { id: "x.1.0", document: makeId("doc", (bytes) => bytes), version: 1, library, place };
    room.knowledge = {
      usable: async () => [library],
      retrieve: async () => ({
        passages: [{ ...passage, title: "Handbook", text: "https://document.example/", score: 1 }],
        confidence: 1,
      }),
      rewrite: async (question) => question,
    };
  }
});

describe("what people are shown of an answer", () => {
  const types = new Set(
    [
      "text",
      "mention",
      "citation",
      "note",
      "code",
      "math",
      "break",
      "strong",
      "emphasis",
      "deleted",
      "link",
    ].concat(["paragraph", "heading", "quote", "list", "table", "rule", "notes"]),
  );
  test.each(ANSWERS)("%s loads nothing and runs nothing", (_, text, links) => {
    for (const tree of [new AnswerReader().read(text), new AnswerReader().read(text, true), readChat(text)]) {
      const nodes = nodesIn(tree);
      for (const { type } of nodes) expect(types).toContain(type);
      const hrefs = nodes.flatMap(({ type, href }) => (type === "link" ? [String(href)] : []));
      for (const href of hrefs) expect(links).toContain(href);
      // Words that look like an address are the address.
      for (const node of nodes.filter(({ type }) => type === "link"))
        expect(JSON.stringify(node["children"])).not.toContain("bank.example");
    }
  });

  interface Node extends Record<string, unknown> {
    type: string;
  }
  function nodesIn(value: unknown): Node[] {
    if (typeof value !== "object" || value === null) return [];
    const inside = Object.values(value).flatMap(nodesIn);
    return "type" in value && typeof value.type === "string" ? [value as Node, ...inside] : inside;
  }
});

describe("a server of others, after a consent", () => {
  test.each(DEFINITIONS)("MCP-23, MCP-28: that says %s", async (_, said, verdict) => {
    const consented = (await readDefinitions("tickets", [CONSENTED])).tools[0];
    const { tools, leftOut } = await readDefinitions("tickets", [said]);
    const [tool] = tools;
    if (verdict === "left out") return expect([tools, leftOut]).toEqual([[], 1]);
    expect(tool?.digest === consented?.digest).toBe(verdict === "the same");
    for (const text of textsIn(tool))
      expect(text).not.toMatch(/[\u{e0000}-\u{e0fff}\u200b-\u200f\u202a-\u202e]/u);
  });
});

describe("a decision", () => {
  test.each(DECISIONS)("APPROVE-1, APPROVE-2, APPROVE-7, APPROVE-9: $name changes nothing", (each) => {
    const { room, call } = waiting();
    each.before?.(room, call);
    const before = [room.head(), stepsOf(room)];
    expect(room.does(each.by, commandOf(each, room, call), each.scopes)).toMatchObject({
      refused: each.code,
    });
    expect([room.head(), stepsOf(room)]).toEqual(before);
  });

  test("APPROVE-1: the true one counts after all that are none", () => {
    const { room, call } = waiting();
    for (const each of DECISIONS.filter(({ before }) => before === undefined))
      room.does(each.by, commandOf(each, room, call), each.scopes);
    expect(stepsOf(room)).toMatchObject([{ state: "waiting" }]);
    expect(room.attempts.decideOn(call, ada, "allow")).toHaveProperty("effects");
    expect(stepsOf(room)).toMatchObject([{ state: "allowed", decision: { by: ada } }]);
  });

  function waiting(): { room: RoomOfRules; call: CallId } {
    const room = aiRoom("group", [mallory, "admin"]);
    asked(room, "delete my draft");
    room.attempts.call("delete", { state: "waiting" });
    const open = room.attempts.undecided();
    if (open === undefined) throw new Error("no call waits");
    room.attempts.finish(WAITING);
    return { room, call: callIdOf(open) };
  }

  function commandOf({ change = {} }: DecisionCase, room: RoomOfRules, call: CallId) {
    const digest = stepsOf(room)[0]?.digest ?? "";
    const changed = typeof change === "function" ? change(call) : change;
    return { type: "decide", call, digest, decision: "allow", ...changed } as const;
  }

  function stepsOf(room: RoomOfRules): Extract<Step, { type: "tool" }>[] {
    const turns = room.store.all<{ id: TurnId; ended_at: number | null }>("SELECT id, ended_at FROM turns");
    return turns
      .flatMap((turn) => toSteps(room.store, turn))
      .filter((step): step is Extract<Step, { type: "tool" }> => step.type === "tool");
  }
});

test("STEP-6: a policy of the room makes every call of a tool wait, and a model cannot call past it", async () => {
  const room = new TestRoom(localAi());
  const echo = echoTools();
  room.tools = echo.tools satisfies readonly Tool[];
  room.policies["echo_safe"] = true;
  room.say("Ada", hidden([{ call: "echo_safe", args: { text: "go", policy: "nobody" } }, { say: "Done." }]));
  expect(await room.run()).toMatchObject({ type: "waiting" });
  expect(echo.made).toEqual([]);
  expect(messagesGiven(room).some(({ role }) => role === "tool")).toBe(false);
});
