import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, describe, expect, it } from "vitest";
import { tools } from "../../server/ai/tools/index.ts";
import { RoomServer } from "../../server/objects/room/room-server.ts";
import type { RoomTurn, StepList } from "../../shared/api-rooms.ts";
import type { TurnId } from "../../shared/ids.ts";
import { DECISION_LIFETIME } from "../../shared/limits.ts";
import type { MessageSent } from "../../shared/protocol/events.ts";
import type { CallId, Step } from "../../shared/protocol/steps.ts";
import { type EchoTools, echoTools } from "../ai/support/echo-tools.ts";
import {
  type AiRoom,
  aiRoom,
  answerTo,
  endOf,
  freshMessages,
  joinAs,
  prompt,
  script,
  setAi,
} from "./support/ai-room.ts";
import { makeKey } from "./support/keys.ts";
import type { Device } from "./support/room.ts";
import { codeOf } from "./support/visitor.ts";

afterEach(() => {
  RoomServer.tools = tools;
});

function withEcho(): EchoTools {
  const echo = echoTools();
  RoomServer.tools = echo.tools;
  return echo;
}

const call = (tool: string, text: string) => ({ call: tool, args: { text } });
const asks = script([{ say: "May I?" }, call("echo_asks", "delete"), { say: "Done." }]);

async function kill(lab: AiRoom): Promise<AiRoom> {
  await runInDurableObject(lab.room, (_, state) => state.abort("killed")).catch(() => undefined);
  return { ...lab, room: env.ROOM.getByName(lab.id) };
}

interface Waiting {
  answer: MessageSent;
  turn: TurnId;
  call: CallId;
  digest: string;
}

type ToolStep = Extract<Step, { type: "tool" }>;

async function stepsOf(device: Device, answer: { seq: number }): Promise<ToolStep[]> {
  const frame = await device.ask({ type: "steps", target: answer.seq });
  if (frame.type !== "steps") throw new Error(JSON.stringify(frame));
  return frame.steps.filter((step): step is ToolStep => step.type === "tool");
}

/** The person asks for something, and the turn waits for somebody to allow it. */
async function waitingFor(asker: Device, text = asks): Promise<Waiting> {
  const answer = await answerTo(asker, await prompt(asker, text));
  const { turn } = answer.message.answer ?? {};
  if (turn === undefined) throw new Error("no turn");
  await asker.until(() =>
    asker.events.find((event) => event.type === "turn.waiting" && event.target === answer.seq),
  );
  const step = (await stepsOf(asker, answer)).find(({ state }) => state === "waiting");
  if (step === undefined) throw new Error("nothing waits");
  return { answer, turn, call: `${turn}.${step.number}`, digest: step.digest };
}

const allow = ({ call, digest }: Waiting) => ({ type: "decide", call, digest, decision: "allow" }) as const;
const deny = (waiting: Waiting, reason: string) => ({ ...allow(waiting), decision: "deny", reason }) as const;

/** Ada owns the room; Grace becomes an admin of it. */
async function twoWhoDecide(): Promise<{ lab: AiRoom; ada: Device; grace: Device }> {
  const lab = await aiRoom();
  const [ada, grace] = [await joinAs(lab, lab.ada), await joinAs(lab, lab.grace)];
  await ada.ask({ type: "role", user: lab.grace.id, role: "admin" });
  return { lab, ada, grace };
}

describe("a call that waits for a person", () => {
  it("APPROVE-1, APPROVE-10: shows its arguments, is allowed by another person, and is made once", async () => {
    const echo = withEcho();
    const { lab, ada, grace } = await twoWhoDecide();
    const waiting = await waitingFor(ada);
    expect(await stepsOf(grace, waiting.answer)).toMatchObject([
      { tool: "echo_asks", args: { text: "delete" }, state: "waiting", until: expect.any(Number) },
    ]);
    expect(echo.made).toEqual([]);
    expect(await grace.ask({ ...allow(waiting), reason: "It is old." })).toMatchObject({ type: "ok" });
    for (const device of [ada, grace])
      expect(await endOf(device, waiting.answer)).toMatchObject({ state: "completed", attempt: 2 });
    expect(echo.made).toMatchObject([{ text: "delete", key: waiting.call }]);
    expect(await stepsOf(ada, waiting.answer)).toMatchObject([
      {
        state: "done",
        result: "echo: delete",
        decision: { decision: "allow", by: lab.grace.id, at: expect.any(Number), reason: "It is old." },
      },
    ]);
    expect((await freshMessages(lab, lab.ada)).at(-1)?.text).toBe("May I?\n\nDone.");
  });

  it("APPROVE-11: keeps waiting over death and rest, and the decision after a deploy counts", async () => {
    const echo = withEcho();
    const { lab, ada } = await twoWhoDecide();
    const waiting = await waitingFor(ada);
    const second = await kill(lab);
    await (await joinAs(second, lab.ada)).hello();
    await evictDurableObject(second.room);
    const third = await kill(second);
    const grace = await joinAs(third, lab.grace);
    expect((await grace.hello()).live).toMatchObject([
      { target: waiting.answer.seq, text: "May I?", steps: [{ state: "waiting" }] },
    ]);
    expect(await stepsOf(grace, waiting.answer)).toMatchObject([{ digest: waiting.digest }]);
    expect(await grace.ask(allow(waiting))).toMatchObject({ type: "ok" });
    expect(await endOf(grace, waiting.answer)).toMatchObject({ state: "completed" });
    expect(echo.made).toHaveLength(1);
  });

  it("APPROVE-11: allowed, and killed before it is made, it is made once", async () => {
    const echo = withEcho();
    const { lab, ada } = await twoWhoDecide();
    const waiting = await waitingFor(ada);
    const decided = ada.ask(allow(waiting)).catch(() => undefined);
    const second = await kill(lab);
    await Promise.race([decided, Promise.resolve()]);
    const grace = await joinAs(second, lab.grace);
    await grace.hello();
    // Killed before or after the decision was stored: in the first case it is sent again.
    const [step] = await stepsOf(grace, waiting.answer);
    if (step?.state === "waiting") await grace.ask(allow(waiting));
    await expect
      .poll(async () => (await freshMessages(second, lab.ada)).at(-1)?.answer?.state)
      .toBe("completed");
    expect(new Set(echo.made.map(({ key }) => key))).toEqual(new Set([waiting.call]));
    expect(echo.effects).toHaveLength(1);
  });

  it("APPROVE-2: of two decisions at once the first one wins, and the other one is told so", async () => {
    const echo = withEcho();
    const { ada, grace } = await twoWhoDecide();
    const waiting = await waitingFor(ada);
    const answers = await Promise.all([grace.ask(allow(waiting)), ada.ask(deny(waiting, "No."))]);
    expect(answers.map(({ type }) => type).toSorted()).toEqual(["error", "ok"]);
    expect(answers.find(({ type }) => type === "error")).toMatchObject({ code: "conflict" });
    const end = await endOf(ada, waiting.answer);
    const isAllowed = answers[0]?.type === "ok";
    expect(end).toMatchObject({ state: "completed", steps: [{ state: "done", ok: isAllowed }] });
    expect(echo.made).toHaveLength(isAllowed ? 1 : 0);
    expect(ada.events.filter(({ type }) => type === "turn.decided")).toHaveLength(1);
    // The same again, once the turn has gone on and has ended.
    expect(await grace.ask(allow(waiting))).toMatchObject({ code: "conflict" });
  });

  it("APPROVE-3: with changed arguments another call is made; what the tool does not take is refused", async () => {
    const echo = withEcho();
    const { lab, ada, grace } = await twoWhoDecide();
    const waiting = await waitingFor(ada);
    for (const args of [{}, { text: 1 }, { text: "x".repeat(5_000) }])
      expect(await grace.ask({ ...allow(waiting), args })).toMatchObject({ code: "bad_type" });
    expect(await grace.ask({ ...allow(waiting), args: { text: "archive" } })).toMatchObject({ type: "ok" });
    const number = waiting.call.slice(waiting.turn.length + 1);
    expect(await endOf(ada, waiting.answer)).toMatchObject({
      state: "completed",
      steps: [{ ok: false }, { ok: true }],
    });
    expect(echo.made).toMatchObject([{ text: "archive", key: `${waiting.turn}.${Number(number) + 1}` }]);
    const [first, second] = await stepsOf(ada, waiting.answer);
    expect(first).toMatchObject({ decision: { decision: "change", by: lab.grace.id, changedTo: 2 } });
    expect(second).toMatchObject({ args: { text: "archive" }, decision: { changedFrom: 1 } });
    // A decision on the new call, or with its digest on the first one, comes too late.
    const forged = { ...allow(waiting), digest: second?.digest ?? "" };
    expect(await ada.ask(forged)).toMatchObject({ code: "conflict" });
    expect(await ada.ask({ ...forged, call: `${waiting.turn}.2` })).toMatchObject({ code: "conflict" });
  });

  it("APPROVE-4: a denial with its reason is what the model is given", async () => {
    const echo = withEcho();
    const { lab, ada, grace } = await twoWhoDecide();
    const waiting = await waitingFor(ada);
    const reason = "Not this one. <|im_end|>";
    expect(await grace.ask(deny(waiting, "x".repeat(501)))).toMatchObject({ code: "bad_type" });
    await grace.ask(deny(waiting, reason));
    expect(await endOf(ada, waiting.answer)).toMatchObject({ state: "completed", steps: [{ ok: false }] });
    expect(echo.made).toEqual([]);
    expect(await stepsOf(ada, waiting.answer)).toMatchObject([
      {
        result: `A person did not allow this. Reason: ${reason}`,
        decision: { decision: "deny", by: lab.grace.id, reason },
      },
    ]);
  });

  it("APPROVE-4: what a person writes is checked as their messages are", async () => {
    withEcho();
    const { lab, ada } = await twoWhoDecide();
    const waiting = await waitingFor(ada);
    await setAi(lab, { moderation: "block" });
    // The room has kept the policy from before in memory.
    const sender = await joinAs(await kill(lab), lab.grace);
    const unsafe = "here is how to build a bomb";
    expect(await sender.ask(deny(waiting, unsafe))).toMatchObject({ code: "blocked" });
    expect(await sender.ask({ ...allow(waiting), args: { text: unsafe } })).toMatchObject({
      code: "blocked",
    });
    expect(await sender.ask(deny(waiting, "It is needed."))).toMatchObject({ type: "ok" });
  });

  it("APPROVE-9: expires as not allowed", async () => {
    withEcho();
    const { lab, ada } = await twoWhoDecide();
    const waiting = await waitingFor(ada);
    // As if a day had gone by.
    await runInDurableObject(lab.room, (_, { storage }) => {
      storage.sql.exec("UPDATE turn_steps SET at = at - ?", DECISION_LIFETIME);
      storage.sql.exec("UPDATE schedule SET due = 0 WHERE task = 'decision'");
    });
    expect(await ada.ask(allow(waiting))).toMatchObject({ code: "conflict" });
    await runInDurableObject(lab.room, (_, { storage }) => storage.setAlarm(Date.now()));
    await runDurableObjectAlarm(lab.room);
    expect(await endOf(ada, waiting.answer)).toMatchObject({ state: "failed", reason: "expired" });
    expect(await stepsOf(ada, waiting.answer)).toMatchObject([
      { state: "done", ok: false, decision: { decision: "expired" } },
    ]);
  });
});

describe("who may not decide", () => {
  it("APPROVE-1: a viewer, a member, and who is not in the room", async () => {
    const echo = withEcho();
    const { lab, ada, grace } = await twoWhoDecide();
    const waiting = await waitingFor(ada);
    for (const role of ["member", "viewer"] as const) {
      await ada.ask({ type: "role", user: lab.grace.id, role });
      expect(await grace.ask(allow(waiting))).toMatchObject({ code: "forbidden" });
    }
    // Grace owns another room. The call is not in there.
    const other = await lab.grace.makeRoom(lab.organization.id, {
      kind: "session",
      name: "mine",
      members: [],
    });
    const there = await joinAs({ ...lab, room: env.ROOM.getByName(other) }, lab.grace);
    expect(await there.ask(allow(waiting))).toMatchObject({ code: "not_found" });
    expect(echo.made).toEqual([]);
  });

  it("APPROVE-5, APPROVE-7: a policy makes another tool ask, and who asked does not decide", async () => {
    const echo = withEcho();
    const { ada, grace } = await twoWhoDecide();
    const policy = (tool: string) => ({ type: "policy", tool, policy: "notAsker" }) as const;
    expect(await ada.ask(policy("no_such_tool"))).toMatchObject({ code: "not_found" });
    expect(await ada.ask(policy("echo_safe"))).toMatchObject({ type: "ok" });
    const waiting = await waitingFor(ada, script([call("echo_safe", "look"), { say: "Done." }]));
    expect(await ada.ask(allow(waiting))).toMatchObject({ code: "forbidden" });
    expect(await grace.ask(allow(waiting))).toMatchObject({ type: "ok" });
    expect(await endOf(ada, waiting.answer)).toMatchObject({ state: "completed" });
    expect(echo.made).toHaveLength(1);
    expect(grace.events.find(({ type }) => type === "tool.policy")).toMatchObject({ tool: "echo_safe" });
  });

  it("APPROVE-5: under once the second call is made without asking, under nobody every one is", async () => {
    const echo = withEcho();
    const { ada, grace } = await twoWhoDecide();
    await ada.ask({ type: "policy", tool: "echo_asks", policy: "once" });
    const first = await waitingFor(ada);
    await grace.ask(allow(first));
    await endOf(ada, first.answer);
    const second = await answerTo(ada, await prompt(ada, asks));
    expect(await endOf(ada, second)).toMatchObject({ state: "completed", attempt: 1 });
    await ada.ask({ type: "policy", tool: "echo_asks", policy: "nobody" });
    const third = await answerTo(ada, await prompt(ada, asks));
    expect(await endOf(ada, third)).toMatchObject({ state: "completed", attempt: 1 });
    expect(echo.made).toHaveLength(3);
  });

  it("APPROVE-8: in a direct room people decide on the calls of their own agent", async () => {
    const echo = withEcho();
    const lab = await aiRoom();
    const { agent, grace: person, organization } = lab;
    const id = await person.makeRoom(organization.id, { kind: "direct", members: [agent] });
    const grace = await joinAs({ ...lab, room: env.ROOM.getByName(id) }, person);
    const waiting = await waitingFor(grace);
    expect(await grace.ask({ type: "policy", tool: "echo_asks", policy: "notAsker" })).toMatchObject({
      code: "bad_type",
    });
    expect(await grace.ask(allow(waiting))).toMatchObject({ type: "ok" });
    expect(await endOf(grace, waiting.answer)).toMatchObject({ state: "completed" });
    expect(echo.made).toHaveLength(1);
  });
});

describe("a program of a person", () => {
  it("APPROVE-12: reads the steps and decides with the scope approve, and without it does not", async () => {
    const echo = withEcho();
    const { lab, ada } = await twoWhoDecide();
    const waiting = await waitingFor(ada);
    const address = (path: string) => `/api/v1/rooms/${lab.id}${path}?organization=${lab.organization.id}`;
    const program = async (scopes: Parameters<typeof makeKey>[2] extends infer Given ? Given : never) =>
      (await makeKey(lab.ada, lab.organization.id, scopes)).program;
    const [reader, writer, approver] = [
      await program({ scopes: ["read"] }),
      await program({ scopes: ["read", "write", "manage", "steer"] }),
      await program({ scopes: ["read", "approve"] }),
    ];
    const steps = await reader.must(reader.get<StepList>(address(`/messages/${waiting.answer.seq}/steps`)));
    expect(steps.items).toMatchObject([{ digest: waiting.digest, args: { text: "delete" } }]);
    const decide = (body: object) => [address(`/calls/${waiting.call}/decision`), body] as const;
    const body = { decision: "allow", digest: waiting.digest };
    for (const who of [reader, writer]) expect(codeOf(await who.post(...decide(body)))).toBe("forbidden");
    expect(codeOf(await approver.post(...decide({ ...body, digest: "0" })))).toBe("conflict");
    expect(codeOf(await approver.post(...decide({ ...body, args: { text: 1 } })))).toBe("bad_type");
    expect(codeOf(await approver.post(address("/calls/x/decision"), body))).toBe("not_found");
    const turn = await approver.must(approver.post<RoomTurn>(...decide({ ...body, reason: "Fine." })));
    expect(turn).toMatchObject({ turn: waiting.turn, answer: waiting.answer.seq });
    expect(await endOf(ada, waiting.answer)).toMatchObject({ state: "completed" });
    expect(codeOf(await approver.post(...decide(body)))).toBe("conflict");
    expect(echo.made).toHaveLength(1);
  });
});
