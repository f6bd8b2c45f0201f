import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { forget as forgetTool } from "../../server/ai/tools/forget.ts";
import { recall as recallTool } from "../../server/ai/tools/recall.ts";
import { remember as rememberTool } from "../../server/ai/tools/remember.ts";
import type { Tool, ToolCall } from "../../server/ai/contract/tool.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { paths, type Agent } from "../../shared/api.ts";
import type { AgentId, OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import { memoryPaths, type Memory, type MemoryList } from "../../shared/memory.ts";
import { ALL_SCOPES, type RoomKind } from "../../shared/permissions.ts";
import type { ContextReceiptFrame } from "../../shared/protocol/frames.ts";
import type { Step } from "../../shared/protocol/steps.ts";
import { eventually } from "../support/eventually.ts";
import { patch } from "./support/account.ts";
import { aiRoom, answerTo, endOf, prompt, script } from "./support/ai-room.ts";
import { everyones, forget, inRoom, keep, mine, remembered } from "./support/memory.ts";
import { type Person, signUp, team } from "./support/person.ts";
import { type Device, join } from "./support/room.ts";

/** Ada alone with her organization's agent. */
async function alone() {
  const { ada, grace, organization } = await team();
  const [agent] = await ada.must(ada.get<Agent[]>(paths.agents(organization.id)));
  if (agent === undefined) throw new Error("no agent");
  const id = await ada.makeRoom(organization.id, { kind: "direct", members: [agent.id] });
  const device = await join(env.ROOM.getByName(id), ada.id);
  return { ada, grace, organization: organization.id, agent: agent.id, id, device };
}

type Call = Extract<Step, { type: "tool" }>;

async function ask(device: Device, steps: object): Promise<{ asked: number; answer: number; calls: Call[] }> {
  const asked = await prompt(device, script(steps));
  const answer = await answerTo(device, asked);
  await endOf(device, answer);
  const told = await device.ask({ type: "steps", target: answer.seq });
  if (told.type !== "steps") throw new Error(JSON.stringify(told));
  const calls = told.steps.filter((step): step is Call => step.type === "tool");
  return { asked: asked.seq, answer: answer.seq, calls };
}

async function receiptOf(device: Device, target: number): Promise<ContextReceiptFrame["receipt"]> {
  const frame = await device.ask({ type: "contextReceipt", target });
  if (frame.type !== "contextReceipt") throw new Error(JSON.stringify(frame));
  return frame.receipt;
}

const listOf = (by: Person, organization: OrganizationId, asked: Parameters<typeof memoryPaths.list>[1]) =>
  by.must(by.get<MemoryList>(memoryPaths.list(organization, asked)));

describe("memory in a turn", () => {
  it("MEMORY-15, MEMORY-17, MEMORY-18: facts that fit are given, listed with their texts, and counted", async () => {
    const { ada, organization, id, device } = await alone();
    const own = await ada.must(keep(ada, organization, { ...mine, text: "Ada drinks tea without sugar" }));
    const ofRoom = await ada.must(keep(ada, organization, { ...inRoom(id), text: "Answers are short here" }));
    const ofAll = await ada.must(
      keep(ada, organization, { ...everyones, text: "The tea kitchen is on floor two" }),
    );
    await ada.must(keep(ada, organization, { ...everyones, text: "Invoices are due in 30 days" }));
    const answer = await answerTo(device, await prompt(device, "Where do I get my tea?"));
    await endOf(device, answer);
    const { memories } = await receiptOf(device, answer.seq);
    expect(memories?.map(({ id: given, text, scope }) => [given, text, scope]).sort()).toEqual(
      [
        [own.id, "Ada drinks tea without sugar", "person"],
        [ofRoom.id, "Answers are short here", "room"],
        [ofAll.id, "The tea kitchen is on floor two", "organization"],
      ].sort(),
    );
    await eventually(async () => {
      expect((await ada.must(ada.get<Memory>(memoryPaths.one(organization, own.id)))).uses).toBe(1);
      expect((await ada.must(ada.get<Memory>(memoryPaths.one(organization, ofAll.id)))).uses).toBe(1);
    });
    expect((await ada.must(ada.get<Memory>(memoryPaths.one(organization, ofRoom.id)))).uses).toBe(0);
  });

  it("MEMORY-17: what is forgotten has no text in any receipt, and nowhere in the room", async () => {
    const { ada, organization, id, device } = await alone();
    const fact = await ada.must(keep(ada, organization, { ...mine, text: "Ada drinks tea canary-771" }));
    const changed = await ada.must(keep(ada, organization, { ...mine, text: "Ada drinks water" }));
    const answer = await answerTo(device, await prompt(device, script([{ say: "Tea." }])));
    await endOf(device, answer);
    await ada.must(forget(ada, organization, fact.id));
    const path = memoryPaths.one(organization, changed.id);
    await ada.must(ada.send<Memory>("PATCH", path, { version: 1, text: "Ada drinks milk" }));
    const { memories } = await receiptOf(device, answer.seq);
    expect(memories).toContainEqual(expect.objectContaining({ id: fact.id, text: null }));
    expect(memories).toContainEqual(
      expect.objectContaining({ id: changed.id, text: "Ada drinks milk", isChanged: true }),
    );
    const stored = await runInDurableObject(env.ROOM.getByName(id), (_, { storage }) =>
      storage.sql.exec("SELECT * FROM context_receipts").toArray(),
    );
    expect(JSON.stringify(stored)).not.toContain("canary-771");
  });

  it("MEMORY-15: in a session nobody's personal memory is used, also where one person is alone", async () => {
    const { ada, grace, organization } = await aiRoom();
    for (const person of [ada, grace])
      await person.must(keep(person, organization.id, { ...mine, text: `${person.name} drinks tea` }));
    const id = await ada.makeRoom(organization.id, { kind: "session", name: "own", members: [] });
    await ada.must(keep(ada, organization.id, { ...inRoom(id), text: "Tea is at four" }));
    const device = await join(env.ROOM.getByName(id), ada.id);
    const answer = await answerTo(device, await prompt(device, "When is tea?"));
    await endOf(device, answer);
    const { memories } = await receiptOf(device, answer.seq);
    expect(memories?.map(({ text }) => text)).toEqual(["Tea is at four"]);
  });

  it("MEMORY-11: switched off, nothing is given", async () => {
    const { ada, organization, device } = await alone();
    await ada.must(keep(ada, organization, { ...mine, text: "Ada drinks tea" }));
    await ada.must(keep(ada, organization, { ...everyones, text: "Tea is at four" }));
    await patch(ada, { memory: false });
    const first = await answerTo(device, await prompt(device, "Where is my tea?"));
    await endOf(device, first);
    expect((await receiptOf(device, first.seq)).memories).toMatchObject([{ text: "Tea is at four" }]);
    const settings = { moderation: "off", budget: { day: null, month: null }, memory: false };
    await ada.must(ada.send("PUT", paths.aiSettings(organization), settings));
    const second = await answerTo(device, await prompt(device, "Where is my tea?"));
    await endOf(device, second);
    expect((await receiptOf(device, second.seq)).memories).toBeUndefined();
  });
});

describe("the tools of memory", () => {
  it("MEMORY-19: an agent remembers about who asks, in a direct room, with the message as the source", async () => {
    const { ada, organization, agent, id, device } = await alone();
    const args = { fact: "Ada drinks tea", about: "me", subject: "drinks" };
    const { asked, calls } = await ask(device, [{ call: "remember", args }, { say: "I keep in mind: tea." }]);
    expect(calls).toMatchObject([{ state: "done", ok: true }]);
    const { items } = await listOf(ada, organization, mine);
    await eventually(async () =>
      expect((await listOf(ada, organization, mine)).items).toMatchObject([
        {
          ...{ text: "Ada drinks tea", subject: "drinks", source: { room: id, message: asked } },
          ...{ saidBy: { id: ada.id }, storedBy: { id: agent, name: "Parley" } },
        },
      ]),
    );
    expect(calls[0]?.result).toContain(items[0]?.id);
    const second = await ask(device, [
      { call: "remember", args: { ...args, fact: "Ada drinks coffee" } },
      { call: "recall", args: { question: "What does Ada drink?" } },
      { say: "Coffee." },
    ]);
    expect(second.calls[1]?.result).toMatch(/\[Remembered mem_\w+ about who asks \(drinks\), said by ada on/);
    expect(second.calls[1]?.result).toContain("Ada drinks coffee");
    expect(await remembered(ada, organization, mine)).toEqual(["Ada drinks coffee"]);
    const { items: left } = await listOf(ada, organization, mine);
    const gone = await ask(device, [
      { call: "forget", args: { id: left[0]?.id, about: "me" } },
      { say: "Forgotten." },
    ]);
    expect(gone.calls).toMatchObject([{ ok: true }]);
    expect(await remembered(ada, organization, mine)).toEqual([]);
  });

  it("MEMORY-19: in a group a personal fact is refused as a result, and what is for others waits for a person", async () => {
    const lab = await aiRoom("session");
    const { ada, organization, id, room } = lab;
    const device = await join(room, ada.id);
    const { calls } = await ask(device, [
      { call: "remember", args: { fact: "Ada drinks tea", about: "me" } },
      { say: "Not here." },
    ]);
    expect(calls).toMatchObject([
      { state: "done", ok: false, result: expect.stringContaining("Others read") },
    ]);
    expect(await remembered(ada, organization.id, mine)).toEqual([]);
    for (const about of ["room", "organization"]) {
      const steps = [{ call: "remember", args: { fact: "Tea is at four", about } }, { say: "Done." }];
      const answer = await answerTo(device, await prompt(device, script(steps)));
      await device.until(() =>
        device.events.find((event) => event.type === "turn.waiting" && event.target === answer.seq),
      );
      await device.ask({ type: "stop", target: answer.seq });
    }
    expect(await remembered(ada, organization.id, inRoom(id))).toEqual([]);
    expect(await remembered(ada, organization.id, everyones)).toEqual([]);
  });

  it("MEMORY-19: what is for the room is remembered once a person has allowed it", async () => {
    const { ada, organization, id, room, agent } = await aiRoom();
    const device = await join(room, ada.id);
    const steps = [{ call: "remember", args: { fact: "Tea is at four", about: "room" } }, { say: "Done." }];
    const asked = await prompt(device, script(steps));
    const answer = await answerTo(device, asked);
    await device.until(() =>
      device.events.find((event) => event.type === "turn.waiting" && event.target === answer.seq),
    );
    expect(await remembered(ada, organization.id, inRoom(id))).toEqual([]);
    const told = await device.ask({ type: "steps", target: answer.seq });
    const step = told.type === "steps" ? told.steps.find(({ type }) => type === "tool") : undefined;
    const turn = answer.message.answer?.turn;
    if (step?.type !== "tool" || turn === undefined) throw new Error("no call waits");
    const call = `${turn}.${step.number}` as const;
    await device.ask({ type: "decide", call, digest: step.digest, decision: "allow" });
    await endOf(device, answer);
    const { items } = await listOf(ada, organization.id, inRoom(id));
    expect(items).toMatchObject([
      {
        ...{ text: "Tea is at four", source: { room: id, message: asked.seq } },
        ...{ saidBy: { id: ada.id }, storedBy: { id: agent } },
      },
    ]);
  });

  it("MEMORY-19: recall returns what everyone here may read, and no more", async () => {
    const { ada, grace, organization, id, device } = await alone();
    await ada.must(keep(ada, organization, { ...mine, text: "tea of Ada" }));
    await grace.must(keep(grace, organization, { ...mine, text: "tea of Grace" }));
    const other = await ada.makeRoom(organization, { kind: "group", name: "other", members: [] });
    await ada.must(keep(ada, organization, { ...inRoom(other), text: "tea of another room" }));
    await ada.must(keep(ada, organization, { ...inRoom(id), text: "tea of this room" }));
    await ada.must(keep(ada, organization, { ...everyones, text: "tea of everyone" }));
    const { calls } = await ask(device, [{ call: "recall", args: { question: "tea" } }, { say: "So." }]);
    for (const text of ["tea of Ada", "tea of this room", "tea of everyone"])
      expect(calls[0]?.result).toContain(text);
    for (const text of ["tea of Grace", "tea of another room"]) expect(calls[0]?.result).not.toContain(text);
  });
});

interface Called {
  organization: OrganizationId;
  room: { id: RoomId; kind: RoomKind };
  asker: UserId;
  people?: UserId[];
  agent?: AgentId;
  key?: string;
  asked?: () => number | null;
}

/** As an answer calls it after a person has allowed it. */
const run = (tool: Tool, args: object, { people, agent, key, asked, ...at }: Called) =>
  tool.run(args, {
    ...at,
    ...{
      env,
      scopes: ALL_SCOPES,
      people: () => people ?? [at.asker],
      isWritten: () => false,
      libraries: null,
    },
    ...{ key: key ?? crypto.randomUUID(), turn: newId("turn"), agent: agent ?? newId("agent") },
    ...{ asked: asked ?? (() => 1), now: Date.now, cite: () => "" },
    ...{ builtOn: () => undefined, signal: new AbortController().signal },
  } satisfies ToolCall);

describe("a call that was allowed", () => {
  it("MEMORY-19: remembers for the room and, asked by an owner, for the organization", async () => {
    const { ada, grace, organization, id, agent } = await aiRoom();
    const at = { organization: organization.id, room: { id, kind: "session" as const }, agent };
    const people = [ada.id, grace.id];
    const fact = { fact: "Tea is at four", about: "room" };
    expect(
      rememberTool.asks(fact, {
        ...at,
        asker: ada.id,
        people: () => people,
        scopes: ALL_SCOPES,
        isWritten: () => true,
        libraries: null,
      }),
    ).toBe(true);
    expect(await run(rememberTool, fact, { ...at, asker: grace.id, people })).toMatchObject({ ok: true });
    expect(await remembered(grace, organization.id, inRoom(id))).toEqual(["Tea is at four"]);
    const forAll = { ...fact, about: "organization" };
    const refused = await run(rememberTool, forAll, { ...at, asker: grace.id, people });
    expect(refused).toMatchObject({ ok: false, result: expect.stringContaining("Only owners") });
    expect(await run(rememberTool, forAll, { ...at, asker: ada.id, people })).toMatchObject({ ok: true });
    const [kept] = (await listOf(ada, organization.id, everyones)).items;
    expect(kept).toMatchObject({ text: "Tea is at four", saidBy: { id: ada.id }, storedBy: { id: agent } });
    const gone = { id: kept?.id, about: "organization" };
    expect(await run(forgetTool, gone, { ...at, asker: grace.id, people })).toMatchObject({ ok: false });
    expect(await run(forgetTool, { ...gone, about: "room" }, { ...at, asker: ada.id, people })).toMatchObject(
      { ok: false },
    );
    expect(await run(forgetTool, gone, { ...at, asker: ada.id, people })).toMatchObject({ ok: true });
  });

  it("MEMORY-20: has one effect for its key, and none that was forgotten comes back", async () => {
    const { ada, organization } = await team();
    const at = { organization: organization.id, room: { id: newId("room"), kind: "direct" as const } };
    const called = { ...at, asker: ada.id, key: `turn.${crypto.randomUUID()}` };
    const args = { fact: "Ada drinks tea", about: "me" };
    const first = await run(rememberTool, args, called);
    expect(await run(rememberTool, args, called)).toEqual(first);
    const { items } = await listOf(ada, organization.id, mine);
    expect(items).toHaveLength(1);
    for (const { id } of items) await ada.must(forget(ada, organization.id, id));
    await run(rememberTool, args, called);
    expect(await remembered(ada, organization.id, mine)).toEqual([]);
  });

  it("MEMORY-20: keeps nothing of a message that is deleted while it is stored", async () => {
    const { ada, organization } = await team();
    const at = {
      organization: organization.id,
      room: { id: newId("room"), kind: "direct" as const },
      asker: ada.id,
    };
    const args = { fact: "Ada drinks tea", about: "me" };
    let looks = 0;
    const asked = () => ((looks += 1) === 1 ? 7 : null);
    expect(await run(rememberTool, args, { ...at, asked })).toMatchObject({ ok: false });
    expect(await run(rememberTool, args, { ...at, asked: () => null })).toMatchObject({ ok: false });
    expect(await remembered(ada, organization.id, mine)).toEqual([]);
  });

  it("MEMORY-19: what others hear is nothing personal, whoever calls it", async () => {
    const { ada, grace, organization } = await team();
    const linus = await signUp("linus");
    await ada.must(keep(ada, organization.id, { ...mine, text: "Ada drinks tea" }));
    const room = { id: newId("room"), kind: "direct" as const };
    const question = { question: "What does Ada drink?" };
    const at = { organization: organization.id, room };
    expect((await run(recallTool, question, { ...at, asker: ada.id })).result).toContain("drinks tea");
    for (const [asker, people] of [
      [ada.id, [ada.id, grace.id]],
      [grace.id, [grace.id]],
      [linus.id, [ada.id]],
    ] as const)
      expect((await run(recallTool, question, { ...at, asker, people: [...people] })).result).not.toContain(
        "tea",
      );
  });

  it("MEMORY-11: says that memory is off, and keeps nothing", async () => {
    const { ada, organization } = await team();
    const at = {
      organization: organization.id,
      room: { id: newId("room"), kind: "direct" as const },
      asker: ada.id,
    };
    await patch(ada, { memory: false });
    const answer = await run(rememberTool, { fact: "Ada drinks tea", about: "me" }, at);
    expect(answer).toMatchObject({ ok: false, result: expect.stringContaining("switched off") });
    expect(await remembered(ada, organization.id, mine)).toEqual([]);
  });
});
