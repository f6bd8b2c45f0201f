import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths } from "../../shared/api.ts";
import type { RoomId, UserId } from "../../shared/ids.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import type { ToolInfo, ToolResult } from "../../shared/api-tools.ts";
import type { Step } from "../../shared/protocol/steps.ts";
import type { TurnEnded } from "../../shared/protocol/events.ts";
import { MAX_TOOL_RESULT } from "../../shared/limits.ts";
import { tools } from "../../server/ai/tools/index.ts";
import {
  type AiRoom,
  aiRoom,
  answerTo,
  endOf,
  freshMessages,
  joinAs,
  prompt,
  script,
} from "./support/ai-room.ts";
import { makeKey } from "./support/keys.ts";
import { addNote, makeLibrary, settled } from "./support/library.ts";
import type { Person } from "./support/person.ts";
import { type Device, newMessageId } from "./support/room.ts";
import { makeWidget, visit } from "./support/widget.ts";
import { Receiver } from "./support/webhooks.ts";
import { messageSearchPath, type MessageSearchReport } from "../../shared/message-search.ts";
import { eventually } from "../support/eventually.ts";

type Call = Extract<Step, { type: "tool" }>;

/** Asks, with a model that makes this call and then says the rest. */
async function ask(
  device: Device,
  tool: string,
  args: object,
  say = "Done.",
): Promise<{ call: Call; end: TurnEnded; answer: number }> {
  const answer = await answerTo(device, await prompt(device, script([{ call: tool, args }, { say }])));
  const end = await endOf(device, answer);
  const told = await device.ask({ type: "steps", target: answer.seq });
  if (told.type !== "steps") throw new Error(JSON.stringify(told));
  const call = told.steps.find((step): step is Call => step.type === "tool");
  if (call === undefined) throw new Error("no call was made");
  return { call, end, answer: answer.seq };
}

const execute = (person: Person, organization: string, body: object) =>
  person.post<ToolResult>(`/api/v1/tools/execute?organization=${organization}`, body);

async function shelf({ ada, organization }: AiRoom, text: string, readers: "all" | string[] = "all") {
  const library = await makeLibrary(ada, organization.id, { readers });
  const note = await addNote(ada, { organization: organization.id, library: library.id }, "Handbook", text);
  await settled(ada, organization.id, note);
  return library.id;
}

describe("built-in tools", () => {
  it("TOOL-43: an agent searches documents, cites what it finds, and the receipt has it", async () => {
    const lab = await aiRoom();
    const library = await shelf(lab, "# Travel\n\nTrains are booked with the travel desk, code canary-17.");
    const ada = await joinAs(lab, lab.ada);
    const { call, end, answer } = await ask(
      ada,
      "search_knowledge",
      { query: "Who books trains?" },
      "The travel desk does [1]. Nobody else [9].",
    );
    expect(call).toMatchObject({ ok: true, state: "done" });
    expect(call.result).toContain("canary-17");
    expect(end).toMatchObject({ state: "completed" });
    expect(await ada.ask({ type: "contextReceipt", target: answer })).toMatchObject({
      receipt: { sources: expect.arrayContaining([expect.objectContaining({ library, n: 1 })]) },
    });
    const said = (await freshMessages(lab, lab.ada)).at(-1);
    // A source that the model was not given is no source.
    expect(said?.text).toMatch(/^The travel desk does \[1\]\. Nobody else ?\.$/);
  });

  it("TOOL-43: documents that one person in the room may not read are not found there", async () => {
    const lab = await aiRoom();
    await shelf(lab, "# Merger\n\nThe merger canary-4711 is on Friday.", []);
    const { call } = await ask(await joinAs(lab, lab.ada), "search_knowledge", {
      query: "When is the merger?",
    });
    expect(call.result).not.toContain("canary-4711");
    // Ada alone may read it, so her own program finds it.
    const own = await lab.ada.must(
      execute(lab.ada, lab.organization.id, {
        tool: "search_knowledge",
        arguments: { query: "When is the merger?" },
      }),
    );
    expect(own).toMatchObject({ ok: true });
    expect(own.result).toContain("canary-4711");
    const other = await lab.grace.must(
      execute(lab.grace, lab.organization.id, {
        tool: "search_knowledge",
        arguments: { query: "When is the merger?" },
      }),
    );
    expect(other.result).not.toContain("canary-4711");
  });

  it("TOOL-44: messages are found in conversations of everyone present, and in no other", async () => {
    const lab = await aiRoom();
    const { ada, grace, organization } = lab;
    const shared = await ada.makeRoom(organization.id, { kind: "group", name: "plans", members: [grace.id] });
    const own = await ada.makeRoom(organization.id, { kind: "group", name: "secret", members: [] });
    await say(ada, organization.id, shared, "The picnic canary-shared is in May.");
    await say(ada, organization.id, own, "The picnic canary-private is a surprise.");
    await eventually(async () => {
      const path = messageSearchPath(organization.id, { q: "picnic" });
      expect((await ada.must(ada.get<MessageSearchReport>(path))).total).toBe(2);
    });
    const { call } = await ask(await joinAs(lab, ada), "search_messages", { query: "picnic" });
    expect(call.result).toContain("canary-shared");
    expect(call.result).toContain("plans");
    expect(call.result).not.toContain("canary-private");
    const program = await ada.must(
      execute(ada, organization.id, { tool: "search_messages", arguments: { query: "picnic" } }),
    );
    expect(program.result).toContain("canary-private");
    const theirs = await grace.must(
      execute(grace, organization.id, { tool: "search_messages", arguments: { query: "picnic" } }),
    );
    expect(theirs.result).not.toContain("canary-private");
  });

  it("TOOL-53: an answer that a tool returns restricts the answer that is given it", async () => {
    const lab = await aiRoom();
    const { ada, grace, organization } = lab;
    const library = await shelf(lab, "# Travel\n\nThe code of the travel desk is quokka17.", [grace.id]);
    const first = await ask(
      await joinAs(lab, ada),
      "search_knowledge",
      { query: "What is the code of the travel desk?" },
      "The code is quokka17 [1].",
    );
    expect(first.call.result).toContain("quokka17");
    await eventually(async () => {
      const path = messageSearchPath(organization.id, { q: "quokka17" });
      // The question has the script of the model.
      expect((await ada.must(ada.get<MessageSearchReport>(path))).total).toBe(2);
    });
    const id = await ada.makeRoom(organization.id, { kind: "session", name: "b", members: [grace.id] });
    const other = { ...lab, id, room: env.ROOM.getByName(id) };
    const second = await ask(await joinAs(other, ada), "search_messages", { query: "quokka17" });
    expect(second.call.result).toContain("quokka17");
    const rows = await runInDurableObject(other.room, (_, { storage }) =>
      storage.sql.exec("SELECT libraries FROM turns WHERE answer = ?", second.answer).toArray(),
    );
    expect(rows).toEqual([{ libraries: JSON.stringify([library]) }]);
  });

  it.each([
    ["search_messages", { query: "canary" }],
    ["what_i_missed", { hours: 1 }],
  ])("TOOL-53: what %s has found is not used if somebody has joined meanwhile", async (name, args) => {
    const { ada, grace, organization, id, agent } = await aiRoom();
    await say(ada, organization.id, id, "The canary sings.");
    await eventually(async () => {
      const path = messageSearchPath(organization.id, { q: "canary" });
      expect((await ada.must(ada.get<MessageSearchReport>(path))).total).toBe(1);
    });
    const tool = tools.find((each) => each.name === name);
    const run = (people: () => UserId[]) =>
      tool?.run(args, {
        ...{
          env,
          organization: organization.id,
          room: { id, kind: "session" as const },
          asker: ada.id,
          people,
        },
        ...{
          scopes: ALL_SCOPES,
          isWritten: () => false,
          libraries: null,
          key: "test",
          turn: null,
          agent,
          asked: () => null,
        },
        ...{ cite: () => "", builtOn: () => undefined, now: Date.now, signal: AbortSignal.timeout(10_000) },
      });
    expect((await run(() => [ada.id]))?.result).toContain("The canary sings.");
    let asked = 0;
    const joined = await run(() => (asked++ === 0 ? [ada.id] : [ada.id, grace.id]));
    expect(joined).toMatchObject({ ok: false, result: expect.stringContaining("has joined") });
  });

  it("TOOL-45: what was written is returned with its times, as far as a result has room", async () => {
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    await prompt(ada, "The kiln is booked for Tuesday. 窑在星期二。");
    const { call } = await ask(ada, "what_i_missed", { hours: 1 });
    expect(call.result).toContain("The kiln is booked for Tuesday. 窑在星期二。");
    expect(call.result?.length).toBeLessThanOrEqual(MAX_TOOL_RESULT);
  });

  it("TOOL-46: an address that a person wrote is read at once", async () => {
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const page = new Receiver();
    await page.plan({
      headers: { "content-type": "text/html" },
      body: "<h1>Kiln</h1><p>Open on canary-day.</p>",
    });
    await prompt(ada, `Look at (${page.address}).`);
    const { call } = await ask(ada, "read_address", { address: page.address });
    expect(call).toMatchObject({ ok: true });
    expect(call.result).toContain("canary-day");
    expect(await page.requests()).toHaveLength(1);
  });

  it("TOOL-46: an address that nobody wrote waits for a person, and nothing is sent before", async () => {
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const page = new Receiver();
    // The model makes the address: no message has it in one piece.
    const asked = script([{ call: "read_address", args: { address: `${page.address}?said=all` } }]);
    const answer = await answerTo(ada, await prompt(ada, asked.replace("http:", "\\u0068ttp:")));
    const waits = await ada.until(() => ada.events.find(({ type }) => type === "turn.waiting"));
    expect(waits).toMatchObject({ steps: [{ tool: "read_address", state: "waiting" }] });
    expect(await page.requests()).toEqual([]);
    await ada.ask({ type: "stop", target: answer.seq });
  });

  it("TOOL-47: what is not public is not read", async () => {
    const lab = await aiRoom();
    for (const address of [
      "http://169.254.169.254/latest/meta-data",
      "http://localhost:1/",
      "http://10.0.0.1/",
    ]) {
      const result = await lab.ada.post<ToolResult>(
        `/api/v1/tools/execute?organization=${lab.organization.id}`,
        {
          tool: "read_address",
          arguments: { address },
        },
      );
      expect(result.body).toMatchObject({ ok: false, error: { code: "forbidden" } });
    }
    const ada = await joinAs(lab, lab.ada);
    await prompt(ada, "See http://169.254.169.254/latest/meta-data");
    const { call } = await ask(ada, "read_address", { address: "http://169.254.169.254/latest/meta-data" });
    expect(call).toMatchObject({ ok: false, result: expect.stringContaining("not allowed") });
  });

  it("TOOL-48: the time is told in a zone, and an unknown zone is a failure", async () => {
    const lab = await aiRoom();
    const ada = await joinAs(lab, lab.ada);
    const { call } = await ask(ada, "current_time", { timeZone: "Asia/Kathmandu" });
    expect(call.result).toMatch(/Asia\/Kathmandu: \w+day,? .*GMT\+05:45/);
    expect((await ask(ada, "current_time", { timeZone: "Mars/Olympus" })).call).toMatchObject({ ok: false });
  });
});

describe("a conversation with a visitor", () => {
  it("TOOL-51: the agent asks for a person, and the visitor waits for one", async () => {
    const { ada, organization } = await aiRoom();
    const widget = await makeWidget(ada, organization.id);
    const visitor = await visit(widget.id);
    const room = await visitor.begin();
    const socket = await visitor.enter(room);
    const text = script([{ call: "hand_over", args: {} }, { say: "I have asked them." }]);
    socket.send(JSON.stringify({ type: "send", ref: 1, id: newMessageId(), text }));
    await eventually(async () => expect(JSON.stringify(socket.frames)).toContain('"turn.ended"'));
    const told = JSON.stringify(socket.frames);
    expect(told.match(/"support\.requested"/g)).toHaveLength(1);
    expect(told).toContain("I have asked them.");
    // How an answer came about is not shown to visitors.
    expect(told).not.toContain('hand_over","state');
  });

  it("TOOL-44, TOOL-49: it is offered no search over messages there", async () => {
    const { ada, organization } = await aiRoom();
    const visitor = await visit((await makeWidget(ada, organization.id)).id);
    const room = await visitor.begin();
    const socket = await visitor.enter(room);
    const text = script([{ call: "search_messages", args: { query: "secret" } }, { say: "Done." }]);
    socket.send(JSON.stringify({ type: "send", ref: 1, id: newMessageId(), text }));
    await eventually(async () => expect(JSON.stringify(socket.frames)).toContain('"turn.ended"'));
    const rows = await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) =>
      storage.sql.exec("SELECT tool, ok, result FROM turn_steps").toArray(),
    );
    expect(rows).toEqual([{ tool: "search_messages", ok: 0, result: "There is no such tool." }]);
  });

  it("APPROVE-14: a call that nobody there could allow is not made, and the answer goes on", async () => {
    const { ada, organization } = await aiRoom();
    const visitor = await visit((await makeWidget(ada, organization.id)).id);
    const room = await visitor.begin();
    const socket = await visitor.enter(room);
    // The model makes the address: no message has it in one piece.
    const steps = script([
      { call: "read_address", args: { address: "http://example.com/" } },
      { say: "No." },
    ]);
    const text = steps.replace("http:", "\\u0068ttp:");
    socket.send(JSON.stringify({ type: "send", ref: 1, id: newMessageId(), text }));
    await eventually(async () => expect(JSON.stringify(socket.frames)).toContain('"turn.ended"'));
    const rows = await runInDurableObject(env.ROOM.getByName(room), (_, { storage }) =>
      storage.sql.exec("SELECT state, ok, result FROM turn_steps").toArray(),
    );
    expect(rows).toEqual([{ state: "done", ok: 0, result: expect.stringContaining("nobody here can") }]);
  });
});

describe("the tools of an agent", () => {
  it("TOOL-49: an agent calls the tools that its settings name, and no other", async () => {
    const lab = await aiRoom();
    const { ada, organization, agent } = lab;
    const change = (tools: string[] | null, version: number) =>
      ada.send("PATCH", paths.agent(organization.id, agent), { version, tools });
    await ada.must(change(["search_knowledge"], 1));
    const device = await joinAs(lab, ada);
    expect((await ask(device, "current_time", {})).call).toMatchObject({
      ok: false,
      result: "There is no such tool.",
    });
    await ada.must(change(null, 2));
    expect((await ask(device, "current_time", {})).call).toMatchObject({ ok: true });
    expect((await change(["no_such_tool"], 3)).body.ok).toBe(false);
  });
});

describe("a program", () => {
  it("TOOL-50: sees the tools and calls them with its own rights", async () => {
    const lab = await aiRoom();
    const { ada, organization, id } = lab;
    const listed = await ada.must(ada.get<ToolInfo[]>(`/api/v1/tools?organization=${organization.id}`));
    expect(listed.map(({ name }) => name)).toEqual(tools.map(({ name }) => name));
    expect(listed[0]?.schema).toMatchObject({ type: "object" });
    const time = { tool: "current_time", arguments: {} };
    const short = await ada.must(
      ada.post<ToolResult>(`/api/tools/execute?organization=${organization.id}`, time),
    );
    expect(short).toMatchObject({ ok: true, cost: 0 });
    const { program } = await makeKey(ada, organization.id, { scopes: ["read"] });
    const by = (body: object) =>
      program.post<ToolResult>(`/api/v1/tools/execute?organization=${organization.id}`, body);
    expect((await by(time)).body.ok).toBe(true);
    const refused = await by({
      tool: "read_address",
      arguments: { address: "https://example.com/" },
      room: id,
    });
    expect(refused).toMatchObject({ body: { ok: false, error: { code: "forbidden" } } });
  });

  it.each([
    ["a tool that is not there", { tool: "rm", arguments: {} }, "not_found"],
    ["arguments that do not fit", { tool: "search_knowledge", arguments: { query: 7 } }, "bad_type"],
    ["arguments that are no object", { tool: "search_knowledge", arguments: ["query"] }, "bad_type"],
    ["too long arguments", { tool: "search_knowledge", arguments: { query: "x".repeat(5_000) } }, "bad_type"],
    [
      "a room of others",
      { tool: "current_time", arguments: {}, room: "room_00000000000000000000000000" },
      "not_found",
    ],
    ["a tool for rooms outside of one", { tool: "what_i_missed", arguments: { hours: 1 } }, "not_found"],
    [
      "a call that a person must allow",
      { tool: "read_address", arguments: { address: "https://example.com/?q=1" } },
      "forbidden",
    ],
  ])("TOOL-50: is refused %s", async (_, body, code) => {
    const { ada, organization } = await aiRoom();
    expect(await execute(ada, organization.id, body)).toMatchObject({ body: { ok: false, error: { code } } });
  });
});

const say = (person: Person, organization: string, room: RoomId, text: string) =>
  person.must(person.post(`/api/v1/rooms/${room}/messages?organization=${organization}`, { text }));
