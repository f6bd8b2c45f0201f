import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths, type Agent, type CreateAgent, type Model } from "../../shared/api.ts";
import { isAgentId, type OrganizationId } from "../../shared/ids.ts";
import { MAX_AGENTS, MAX_INSTRUCTIONS, MAX_ROOM_AGENTS } from "../../shared/limits.ts";
import { createAgent, findAgent } from "../../server/directory/agents.ts";
import { DEFAULT_AGENT } from "../../server/directory/default-agent.ts";
import { openDirectory } from "../../server/directory/directory.ts";
import { findPerson } from "../../server/directory/people.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { sweep } from "../../server/sweep.ts";
import { membersOf } from "./support/members.ts";
import { signUp, team, type Person } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";

const agentsOf = (person: Person, organization: OrganizationId) =>
  person.must(person.get<Agent[]>(paths.agents(organization)));

const make = (person: Person, organization: OrganizationId, agent: CreateAgent) =>
  person.must(person.post<Agent>(paths.agents(organization), agent));

async function defaultOf(person: Person, organization: OrganizationId): Promise<Agent> {
  const [agent] = await agentsOf(person, organization);
  if (agent?.isDefault !== true) throw new Error("no default agent");
  return agent;
}

describe("the agents of an organization", () => {
  it("AGENT-1: an organization begins with a default agent that everyone sees", async () => {
    const { ada, grace, organization } = await team();
    const agents = await agentsOf(grace, organization.id);
    expect(agents).toMatchObject([{ name: "Parley", isDefault: true, version: 1, model: "auto" }]);
    expect(agents).toEqual(await agentsOf(ada, organization.id));
    expect(agents[0]?.starters.length).toBeGreaterThan(2);
  });

  it("AGENT-1: owners and admins make and change agents, members do not", async () => {
    const { ada, grace, organization } = await team();
    const linus = await signUp("linus");
    await linus.accept(await ada.invite(organization.id, "admin"));
    const helper = await make(linus, organization.id, { name: "  Helper ", starters: [" Who\nare you? "] });
    expect(helper).toMatchObject({ name: "Helper", face: "🤖", starters: ["Who are you?"], version: 1 });

    const path = paths.agent(organization.id, helper.id);
    const changed = await ada.must(
      ada.send<Agent>("PATCH", path, { version: 1, face: "🦉", temperature: 0 }),
    );
    expect(helper).toMatchObject({ changedBy: linus.id, memory: true, libraries: null });
    const { changedAt } = changed;
    expect(changedAt).toBeGreaterThanOrEqual(helper.changedAt ?? Infinity);
    const by = { changedBy: ada.id, changedAt };
    expect(changed).toEqual({ ...helper, face: "🦉", temperature: 0, version: 2, ...by });
    expect(await findAgent(env.DB, organization.id, helper.id)).toEqual(changed);

    for (const refused of [
      grace.post(paths.agents(organization.id), { name: "Mine" }),
      grace.send("PATCH", path, { version: 2, name: "Mine" }),
      grace.delete(path),
    ])
      expect(codeOf(await refused)).toBe("forbidden");
    expect(await agentsOf(grace, organization.id)).toHaveLength(2);
  });

  it("AGENT-1: a change of another version than the newest is a conflict and changes nothing", async () => {
    const { ada, organization } = await team();
    const agent = await defaultOf(ada, organization.id);
    const path = paths.agent(organization.id, agent.id);
    const both = ["Polly", "Kakadu"].map((name) => ada.send<Agent>("PATCH", path, { version: 1, name }));
    expect((await Promise.all(both)).map(codeOf).sort()).toEqual(["conflict", "ok"]);
    expect((await defaultOf(ada, organization.id)).version).toBe(2);
  });

  it("AGENT-1: the default agent stays until another one is", async () => {
    const { ada, organization } = await team();
    const old = await defaultOf(ada, organization.id);
    const path = paths.agent(organization.id, old.id);
    expect(codeOf(await ada.delete(path))).toBe("conflict");
    expect(codeOf(await ada.send("PATCH", path, { version: 1, isDefault: false }))).toBe("conflict");

    const next = await make(ada, organization.id, { name: "Next" });
    const stale = { version: 7, isDefault: true };
    expect(codeOf(await ada.send("PATCH", paths.agent(organization.id, next.id), stale))).toBe("conflict");
    expect((await defaultOf(ada, organization.id)).id).toBe(old.id);

    const change = { version: 1, isDefault: true };
    await ada.must(ada.send<Agent>("PATCH", paths.agent(organization.id, next.id), change));
    expect((await agentsOf(ada, organization.id)).map(({ id, isDefault }) => [id, isDefault])).toEqual([
      [next.id, true],
      [old.id, false],
    ]);
    expect((await ada.delete(path)).status).toBe(200);
  });

  it("AGENT-1: of two that are made the default at once one is", async () => {
    const { ada, organization } = await team();
    const made = await Promise.all(["A", "B"].map((name) => make(ada, organization.id, { name })));
    const change = { version: 1, isDefault: true };
    const asked = made.map(({ id }) => ada.send("PATCH", paths.agent(organization.id, id), change));
    expect((await Promise.all(asked)).map(codeOf)).toEqual(["ok", "ok"]);
    const defaults = (await agentsOf(ada, organization.id)).filter(({ isDefault }) => isDefault);
    expect(defaults).toHaveLength(1);
    expect(made.map(({ id }) => id)).toContain(defaults[0]?.id);
  });

  it("AGENT-1: the same request again finds the agent that the first one made", async () => {
    const { ada, organization } = await team();
    ada.headers["idempotency-key"] = "once";
    const [first, again] = await Promise.all(
      [1, 2].map(() => make(ada, organization.id, { name: "Helper" })),
    );
    expect(first).toEqual(again);
  });

  it(`AGENT-1: an organization has at most ${MAX_AGENTS}, also when asked at once`, async () => {
    const { ada, organization } = await team();
    const { id, isDefault, version, ...agent } = await defaultOf(ada, organization.id);
    const many = Array.from({ length: MAX_AGENTS + 3 }, () =>
      createAgent(
        openDirectory(env.DB),
        { organization: organization.id, by: ada.id, agent, idempotencyKey: undefined },
        Date.now(),
      ),
    );
    expect((await Promise.all(many)).filter((made) => made !== null)).toHaveLength(MAX_AGENTS - 1);
    expect(codeOf(await ada.post(paths.agents(organization.id), { name: "One more" }))).toBe("too_many");
    expect([id, isDefault, version]).toEqual([id, true, 1]);
  });

  it.each([
    ["no name", {}],
    ["a name that shows nothing", { name: "\u200b " }],
    ["no emoji as face", { name: "A", face: "A" }],
    ["two emoji as face", { name: "A", face: "🦜🦜" }],
    ["endless instructions", { name: "A", instructions: "x".repeat(MAX_INSTRUCTIONS + 1) }],
    ["a model that nobody has", { name: "A", model: "@cf/nobody/nothing" }],
    ["a temperature over 2", { name: "A", temperature: 2.1 }],
    ["a temperature under 0", { name: "A", temperature: -0.1 }],
    ["a temperature in words", { name: "A", temperature: "hot" }],
    ["seven starters", { name: "A", starters: Array.from("1234567") }],
    ["an empty starter", { name: "A", starters: ["  "] }],
    ["a starter that shows nothing", { name: "A", starters: ["\u200b"] }],
    ["a starter of 201 characters", { name: "A", starters: ["x".repeat(201)] }],
    ["a greeting as long as a book", { name: "A", greeting: "x".repeat(1_001) }],
  ])("AGENT-1: %s makes no agent and changes none", async (_, body) => {
    const { ada, organization } = await team();
    expect(codeOf(await ada.post(paths.agents(organization.id), body))).toBe("bad_type");
    const { id } = await defaultOf(ada, organization.id);
    const change = "name" in body ? { ...body, version: 1 } : { name: "without a version" };
    expect(codeOf(await ada.send("PATCH", paths.agent(organization.id, id), change))).toBe("bad_type");
    expect(await agentsOf(ada, organization.id)).toHaveLength(1);
  });

  it("AGENT-1: an agent answers with any model of the list", async () => {
    const { ada, grace, organization } = await team();
    const [model] = await grace.must(grace.get<Model[]>(paths.models(organization.id)));
    expect(model).toMatchObject({ label: expect.any(String), tasks: expect.any(Array) });
    if (model === undefined) throw new Error("no model");
    expect(await make(ada, organization.id, { name: "A", model: model.id })).toMatchObject({
      model: model.id,
    });
  });
});

describe("agents in rooms", () => {
  it("AGENT-2: #welcome has the default agent from the beginning", async () => {
    const { ada, grace, organization } = await team();
    const { id } = await defaultOf(ada, organization.id);
    const members = await membersOf(grace, organization.id, organization.welcomeRoom);
    expect(members).toContainEqual(expect.objectContaining({ user: id, name: "Parley", role: "member" }));
  });

  it.each(["group", "session"] as const)(
    "AGENT-2: a %s without an agent gets the default one",
    async (kind) => {
      const { ada, organization } = await team();
      const { id } = await defaultOf(ada, organization.id);
      const room = await ada.makeRoom(organization.id, { kind, name: "garden", members: [] });
      const members = await membersOf(ada, organization.id, room);
      expect(members.map(({ user }) => user).sort()).toEqual([id, ada.id]);
    },
  );

  it("AGENT-2: a group with an agent gets no other", async () => {
    const { ada, grace, organization } = await team();
    const { id } = await make(ada, organization.id, { name: "Gardener" });
    const members = [id, grace.id];
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members });
    expect(await membersOf(ada, organization.id, room)).toHaveLength(3);
    expect(await membersOf(ada, organization.id, room)).toContainEqual(
      expect.objectContaining({ user: id, name: "Gardener" }),
    );
  });

  it("AGENT-2: a person and an agent have one direct room, however often it is asked for", async () => {
    const { ada, grace, organization } = await team();
    const { id } = await defaultOf(ada, organization.id);
    const body = { kind: "direct" as const, members: [id] };
    const rooms = await Promise.all([1, 2, 3].map(() => ada.makeRoom(organization.id, body)));
    expect(new Set(rooms).size).toBe(1);
    expect(await grace.makeRoom(organization.id, body)).not.toBe(rooms[0]);
    expect(await membersOf(ada, organization.id, rooms[0] ?? newId("room"))).toHaveLength(2);
  });

  it("AGENT-2: two people who talk directly are alone", async () => {
    const { ada, grace, organization } = await team();
    const room = await ada.makeRoom(organization.id, { kind: "direct", members: [grace.id] });
    expect(await membersOf(ada, organization.id, room)).toHaveLength(2);
  });

  it("AGENT-2: the same request finds its room, also when another agent is the default by then", async () => {
    const { ada, organization } = await team();
    const next = await make(ada, organization.id, { name: "Next" });
    ada.headers["idempotency-key"] = "once";
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [] });
    const change = { version: 1, isDefault: true };
    await ada.must(ada.send("PATCH", paths.agent(organization.id, next.id), change));
    expect(await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [] })).toBe(room);
    const other = { kind: "group", name: "garden", members: [next.id] };
    expect(codeOf(await ada.post(paths.rooms(organization.id), other))).toBe("conflict");
  });

  it(`AGENT-2: a room takes at most ${MAX_ROOM_AGENTS} agents`, async () => {
    const { ada, organization } = await team();
    const members = Array.from({ length: MAX_ROOM_AGENTS + 1 }, () => newId("agent"));
    const body = { kind: "group", name: "garden", members };
    expect(codeOf(await ada.post(paths.rooms(organization.id), body))).toBe("too_many");
  });

  it("AGENT-2: an agent is found by its id where people are invited, and is in no list of people", async () => {
    const { ada, organization } = await team();
    const { id } = await defaultOf(ada, organization.id);
    expect(await findPerson(env.DB, organization.id, id)).toEqual({ user: id, name: "Parley" });
    const people = await ada.must(ada.get<{ id: string }[]>(paths.people(organization.id)));
    expect(people.map((person) => person.id)).not.toContain(id);
    expect(codeOf(await ada.delete(paths.person(organization.id, id)))).toBe("not_found");
  });

  it("AGENT-1: a deleted agent is out of every room before that is answered", async () => {
    const { ada, organization } = await team();
    const { id } = await make(ada, organization.id, { name: "Gardener" });
    const rooms = await Promise.all([
      ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [id] }),
      ada.makeRoom(organization.id, { kind: "direct", members: [id] }),
    ]);
    await ada.must(ada.delete(paths.agent(organization.id, id)));
    for (const room of rooms) expect(await membersOf(ada, organization.id, room)).toHaveLength(1);
    expect(await findAgent(env.DB, organization.id, id)).toBeNull();
    expect(await findPerson(env.DB, organization.id, id)).toBeNull();
    const again = { kind: "direct", members: [id] };
    expect(codeOf(await ada.post(paths.rooms(organization.id), again))).toBe("not_found");
    expect(codeOf(await ada.delete(paths.agent(organization.id, id)))).toBe("not_found");
  });

  it("AGENT-1: the rooms are told again until they know that an agent is gone", async () => {
    const { ada, organization } = await team();
    const { id } = await make(ada, organization.id, { name: "Gardener" });
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [id] });
    // The state after the request that deleted the agent died before it told any room.
    await env.DB.prepare("DELETE FROM agents WHERE id = ?").bind(id).run();
    await sweep(env, Date.now());
    expect(await membersOf(ada, organization.id, room)).toHaveLength(1);
  });
});

describe("agents of others", () => {
  it("AGENT-3: to the letter as if there were none", async () => {
    const [{ ada, organization }, foreign] = await Promise.all([team(), team()]);
    const theirs = await defaultOf(foreign.ada, foreign.organization.id);
    const strip = (text: string) => text.replace(/"traceId":"[^"]*"/, "");

    const unknown = await ada.delete(paths.agent(organization.id, newId("agent")));
    for (const answer of [
      await ada.post(paths.rooms(organization.id), { kind: "direct", members: [theirs.id] }),
      await ada.post(paths.rooms(organization.id), { kind: "group", name: "x", members: [theirs.id] }),
    ]) {
      expect(answer.status).toBe(404);
      expect(strip(answer.text)).toBe(strip(unknown.text));
    }
    expect(await findAgent(env.DB, organization.id, theirs.id)).toBeNull();
    expect(await findPerson(env.DB, organization.id, theirs.id)).toBeNull();
    expect(await findAgent(env.DB, foreign.organization.id, theirs.id)).toEqual(theirs);
  });
});

describe("organizations that are older than agents", () => {
  it("AGENT-1: the migration gives each a default agent, and the sweeper brings it into #welcome", async () => {
    const { ada, grace, organization } = await team();
    const { id: first } = await defaultOf(ada, organization.id);
    // The state before the migration: no agent, no settings.
    await env.DB.batch([
      env.DB.prepare("DELETE FROM agents WHERE organization = ?").bind(organization.id),
      env.DB.prepare("DELETE FROM organization_ai WHERE organization = ?").bind(organization.id),
    ]);
    await sweep(env, Date.now());
    const of = (number: string) => env.MIGRATIONS?.find(({ name }) => name.startsWith(number))?.queries ?? [];
    const backfill = of("0004").filter((query) => /INSERT INTO `(agents|organization_ai)`/.test(query));
    for (const query of backfill) {
      // Limited to this organization, because the others have their agents already.
      const here = query.replace(/FROM `organizations`;?\s*$/, "FROM `organizations` WHERE `id` = ?");
      if (!query.includes("TRIGGER")) await env.DB.prepare(here).bind(organization.id).run();
    }
    // Its greeting has changed since.
    for (const query of of("0019")) await env.DB.prepare(query).run();

    const agent = await defaultOf(ada, organization.id);
    expect(agent).toEqual({ ...DEFAULT_AGENT, id: agent.id });
    expect(isAgentId(agent.id)).toBe(true);
    const inWelcome = async () =>
      (await membersOf(grace, organization.id, organization.welcomeRoom)).map(({ user }) => user);
    expect(await inWelcome()).not.toContain(first);
    await sweep(env, Date.now());
    expect(await inWelcome()).toContain(agent.id);

    // The agent is added only once: a person who removes it from the room wants it removed.
    await env.ROOM.getByName(organization.welcomeRoom).removePerson(agent.id);
    await sweep(env, Date.now());
    expect(await inWelcome()).not.toContain(agent.id);
  });
});
