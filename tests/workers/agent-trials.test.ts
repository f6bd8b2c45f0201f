/** Trying an agent whose settings are not saved. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { type AgentTrial, type TrialCall, type TrialEnd, trialPath } from "../../shared/agent-trial.ts";
import { agentPaths } from "../../shared/api-agents.ts";
import { paths, type Agent, type AgentUsage, type AiSettings, type UsageReport } from "../../shared/api.ts";
import { MAX_TEXT_BYTES, MAX_TRIAL_TURNS, TRIALS_PER_MINUTE } from "../../shared/limits.ts";
import { memoryPaths, type Memory } from "../../shared/memory.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { eventually } from "../support/eventually.ts";
import { script } from "./support/ai-room.ts";
import { type EventStream, postForEvents, readStream } from "./support/event-stream.ts";
import { makeKey } from "./support/keys.ts";
import { addNote, makeLibrary, settled } from "./support/library.ts";
import { everyones, keep, mine } from "./support/memory.ts";
import { type Person, signUp, team } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";

async function lab() {
  const { ada, grace, organization: found } = await team();
  const [agent] = await ada.must(ada.get<Agent[]>(paths.agents(found.id)));
  if (agent === undefined) throw new Error("no agent");
  return { ada, grace, organization: found.id, agent };
}
type Lab = Awaited<ReturnType<typeof lab>>;
type Tried = Partial<Omit<AgentTrial, "settings">> & { settings?: Partial<AgentTrial["settings"]> };

const bodyOf = ({ settings, ...rest }: Tried): object => ({
  question: "What is 6 * 7?",
  ...rest,
  settings: { name: "Draft", ...settings },
});

const open = async (
  { organization }: Pick<Lab, "organization">,
  who: Person,
  tried: Tried,
): Promise<EventStream> => readStream(await postForEvents(who, trialPath(organization), bodyOf(tried)));

/** The whole trial. */
async function tryOut(where: Pick<Lab, "organization">, who: Person, tried: Tried) {
  const stream = await open(where, who, tried);
  const { data } = await stream.until("ended");
  await eventually(() => expect(stream.isOver()).toBe(true));
  const of = (type: string) =>
    stream.events.filter((event) => event.type === type).map((event) => event.data);
  const text = of("text")
    .map(({ delta }) => delta)
    .join("");
  const calls = new Map(of("call").map(({ call }) => [(call as TrialCall).number, call as TrialCall]));
  return {
    end: data as unknown as TrialEnd,
    text,
    of,
    calls: [...calls.values()],
    types: stream.events.map(({ type }) => type),
  };
}

const usageOf = ({ ada, organization }: Lab) => ada.must(ada.get<UsageReport>(paths.usage(organization, 7)));

describe("trying an agent", () => {
  it("AGENT-9: the answer streams, with what was given and what it has cost", async () => {
    const where = await lab();
    const { end, text, types, of } = await tryOut(where, where.ada, {
      agent: where.agent.id,
      settings: { model: "@cf/zai-org/glm-5.3" },
      question: script([{ think: "Hm." }, { say: "Yes. ", times: 3 }]),
    });
    expect(text.trim()).toBe("Yes. Yes. Yes.");
    expect(types[0]).toBe("given");
    expect(of("given")[0]).toMatchObject({ model: "@cf/zai-org/glm-5.3", sources: [], memories: 0 });
    expect(types).toContain("reasoning");
    expect(types.at(-1)).toBe("ended");
    expect(end).toMatchObject({ state: "completed", reason: null, model: "@cf/zai-org/glm-5.3" });
    for (const number of [end.tokensIn, end.tokensOut, end.cost]) expect(number).toBeGreaterThan(0);
    expect(end.firstWord).toBeLessThanOrEqual(end.took);
  });

  it("AGENT-9, METER-5: it counts as a trial of that agent, and as nothing else", async () => {
    const where = await lab();
    const { ada, organization, agent } = where;
    const rooms = await countOf("rooms");
    const { end } = await tryOut(where, ada, { agent: agent.id });
    const report = await usageOf(where);
    expect(report.rooms).toMatchObject([
      { room: "trial", name: "Trials of agents", turns: 1, cost: end.cost },
    ]);
    expect(report.people).toMatchObject([{ user: ada.id, cost: end.cost }]);
    const { days } = await ada.must(ada.get<AgentUsage>(agentPaths.usage(organization, agent.id, 30)));
    expect(days.at(-1)).toMatchObject({ turns: 1, cost: end.cost });
    expect(await countOf("rooms")).toBe(rooms);
    expect((await ada.must(ada.get<Agent>(paths.agent(organization, agent.id)))).version).toBe(1);
  });

  it("AGENT-9: earlier questions are part of the conversation", async () => {
    const where = await lab();
    const before = [{ question: "My dog is called Bello.", answer: "A good name." }];
    const { text } = await tryOut(where, where.ada, { before, question: "What did I say about the dog?" });
    expect(text).toContain("Bello");
  });

  it("AGENT-6, AGENT-9: passages are found in the libraries of the unsaved list, with their texts", async () => {
    const where = await lab();
    const { ada, organization } = where;
    const own = await makeLibrary(ada, organization, {});
    const note = await addNote(
      ada,
      { organization, library: own.id },
      "Handbook",
      "# Refunds\n\nRefunds take 5 days.",
    );
    await settled(ada, organization, note);
    const question = "How long do refunds take?";
    const found = await tryOut(where, ada, { question });
    expect(found.of("given")[0]).toMatchObject({
      sources: [
        {
          n: 1,
          document: note.id,
          library: own.id,
          title: "Handbook",
          text: expect.stringContaining("5 days"),
        },
      ],
    });
    expect(found.text).toContain("[1]");
    const without = await tryOut(where, ada, { question, settings: { libraries: [] } });
    expect(without.of("given")[0]).toMatchObject({ sources: [] });
    const search = script([{ call: "search_knowledge", args: { query: "refunds" } }, { say: "So." }]);
    const none = await tryOut(where, ada, { question: search, settings: { libraries: [] } });
    expect(none.calls[0]?.result).toContain("no documents");
  });
});

const countOf = async (table: string): Promise<number | null> =>
  env.DB.prepare(`SELECT count(*) AS rows FROM ${table}`).first("rows");

describe("calls in a trial", () => {
  it("AGENT-10: what only reads is called with the rights of who tries", async () => {
    const where = await lab();
    const { ada, organization } = where;
    const fact = await ada.must(keep(ada, organization, { ...mine, text: "Ada drinks tea without sugar" }));
    await ada.must(keep(ada, organization, { ...everyones, text: "The kitchen has tea" }));
    const question = script([{ call: "recall", args: { question: "tea" } }, { say: "Tea." }]);
    const { calls, text, end } = await tryOut(where, ada, { question });
    expect(calls).toMatchObject([{ tool: "recall", state: "done", args: { question: "tea" } }]);
    expect(calls[0]?.result).toContain("Ada drinks tea without sugar");
    expect([text, end.state]).toEqual(["Tea.", "completed"]);
    // Nothing is stored, not even that a fact was used.
    expect((await ada.must(ada.get<Memory>(memoryPaths.one(organization, fact.id)))).uses).toBe(0);

    const linus = await signUp("linus");
    await linus.accept(await ada.invite(organization, "admin"));
    const other = await tryOut(where, linus, { question });
    expect(other.calls[0]?.result).toContain("The kitchen has tea");
    expect(other.calls[0]?.result).not.toContain("sugar");
  });

  it.each([
    ["remember", { fact: "Ada likes tea", about: "me" }],
    ["remember", { fact: "Everybody likes tea", about: "organization" }],
    ["read_address", { address: "https://example.com/secret" }],
    ["what_i_missed", { hours: 24 }],
  ])("AGENT-10: %s is shown with its arguments, and not called", async (tool, args) => {
    const where = await lab();
    const facts = await countOf("memories");
    // The model makes the address: nobody has written it.
    const question = script([{ call: tool, args }, { say: "I would." }]).replace("example", "\\u0065xample");
    const { calls, text } = await tryOut(where, where.ada, { question });
    expect(calls).toMatchObject([{ tool, args, state: "held" }]);
    expect(calls[0]?.result).toContain("not made");
    expect(text).toBe("I would.");
    expect(await countOf("memories")).toBe(facts);
  });

  it("AGENT-10: tools that the unsaved settings do not have are none, and memory that is off is none", async () => {
    const where = await lab();
    const question = script([{ call: "recall", args: { question: "tea" } }, { say: "No." }]);
    for (const settings of [{ tools: ["current_time"] }, { memory: false }]) {
      const { calls } = await tryOut(where, where.ada, { question, settings });
      expect(calls).toMatchObject([{ state: "failed", result: "There is no such tool." }]);
    }
  });
});

describe("how a trial ends", () => {
  it("AGENT-11: the budget refuses it, and what it costs counts to the budget", async () => {
    const where = await lab();
    const { ada, organization } = where;
    const settings = await ada.must(ada.get<AiSettings>(paths.aiSettings(organization)));
    const setDay = (day: number | null) =>
      ada.must(
        ada.send("PUT", paths.aiSettings(organization), { ...settings, budget: { day, month: null } }),
      );
    await setDay(0);
    const refused = await tryOut(where, ada, {});
    expect(refused.end).toMatchObject({ state: "refused", reason: "budget", cost: 0, firstWord: null });
    await setDay(null);
    const { end } = await tryOut(where, ada, {});
    expect((await usageOf(where)).day.spent).toBe(end.cost);
  });

  it("AGENT-11: who leaves ends it, and what was said until then is counted", async () => {
    const where = await lab();
    const stream = await open(where, where.ada, {
      question: script([{ say: "And on it goes. ", times: 2_000, every: 20 }]),
    });
    await stream.until("text");
    expect((await usageOf(where)).rooms).toEqual([]);
    await stream.close();
    const report = await eventually(async () => {
      const { rooms } = await usageOf(where);
      expect(rooms).toHaveLength(1);
      return rooms;
    });
    expect(report).toMatchObject([{ room: "trial", turns: 0 }]);
    expect(report[0]?.cost).toBeGreaterThan(0);
    // Far from all of it.
    expect(report[0]?.tokensOut).toBeLessThan(5_000);
  });

  it("AGENT-11: a failure of the provider is told, and another model goes on as in a room", async () => {
    const where = await lab();
    const attempts = [[{ say: "First" }, { fail: 500 }], [{ say: "Second." }]];
    const { end, of, types } = await tryOut(where, where.ada, { question: script({ attempts }) });
    expect(of("restarted")).toMatchObject([{ reason: "provider_failed", text: "" }]);
    expect(end).toMatchObject({ state: "completed" });
    expect(types.lastIndexOf("text")).toBeGreaterThan(types.indexOf("restarted"));

    const failing = await tryOut(where, where.ada, { question: script([{ fail: 429 }]) });
    expect(failing.end).toMatchObject({ state: "failed", reason: "provider_busy" });
  });

  it("AGENT-11: a member asks a few times a minute", async () => {
    const where = await lab();
    const { ada, organization } = where;
    const meter = env.METER.getByName(organization);
    for (let i = 0; i < TRIALS_PER_MINUTE; i++)
      await meter.countRequest(`trial ${ada.id}`, TRIALS_PER_MINUTE, Date.now());
    expect(codeOf(await ada.post(trialPath(organization), bodyOf({})))).toBe("rate_limited");
    // Speech is counted apart.
    expect((await meter.countRequest(ada.id, 1, Date.now())).allowed).toBe(true);
  });
});

describe("who may try an agent, and what", () => {
  it("AGENT-9: owners and admins of its organization", async () => {
    const { grace, organization, ada } = await lab();
    const { ada: eve, organization: other, agent: theirs } = await lab();
    expect(codeOf(await grace.post(trialPath(organization), bodyOf({})))).toBe("forbidden");
    expect(codeOf(await eve.post(trialPath(organization), bodyOf({})))).toBe("not_found");
    for (const agent of [theirs.id, newId("agent")])
      expect(codeOf(await ada.post(trialPath(organization), bodyOf({ agent })))).toBe("not_found");
    expect(other).not.toBe(organization);
  });

  it("AGENT-9, KEY-3: a key that may change agents and not read gets nothing of what the organization has", async () => {
    const { ada, organization } = await lab();
    const { program } = await makeKey(ada, organization, { scopes: ["manage"] });
    const refused = await program.post(trialPath(organization), bodyOf({}));
    expect(refused.body).toMatchObject({
      error: { code: "forbidden", message: expect.stringContaining('"read"') },
    });
    const { program: reader } = await makeKey(ada, organization, { scopes: ["manage", "read"] });
    const answer = await readStream(await postForEvents(reader, trialPath(organization), bodyOf({})));
    expect((await answer.until("ended")).data).toMatchObject({ state: "completed" });
  });

  it.each([
    ["an unknown variable", { settings: { instructions: "Hi {{nobody}}" } }],
    ["a model that nobody has", { settings: { model: "@cf/nobody/nothing" } }],
    ["a tool that nobody has", { settings: { tools: ["nothing"] } }],
    ["no question", { question: " " }],
    ["a question as long as a book", { question: "x".repeat(MAX_TEXT_BYTES + 1) }],
    [
      "too many earlier questions",
      { before: Array.from({ length: MAX_TRIAL_TURNS + 1 }, () => ({ question: "A", answer: "B" })) },
    ],
  ])("AGENT-9: %s is refused before anything is asked", async (_, tried: Tried) => {
    const where = await lab();
    expect(codeOf(await where.ada.post(trialPath(where.organization), bodyOf(tried)))).toBe("bad_type");
    expect((await usageOf(where)).rooms).toEqual([]);
  });
});
