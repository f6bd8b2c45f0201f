/** Versions of agents: who changed what, and back again. */
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  agentPaths,
  type AgentVersion,
  type AgentVersionDetails,
  type RestoredAgent,
} from "../../shared/api-agents.ts";
import { paths, type Agent, type AgentUsage, type ChangeAgent } from "../../shared/api.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { MAX_AGENT_VERSIONS } from "../../shared/limits.ts";
import { knowledgePaths } from "../../shared/knowledge.ts";
import { changeAgent } from "../../server/directory/agents.ts";
import { openDirectory } from "../../server/directory/directory.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { makeLibrary } from "./support/library.ts";
import { signUp, team, type Person } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";

async function teamWithAgent() {
  const made = await team();
  const { ada, organization } = made;
  const agent = await ada.must(
    ada.post<Agent>(paths.agents(organization.id), { name: "Helper", instructions: "Be brief." }),
  );
  const change = (body: ChangeAgent, by: Person = ada) =>
    by.send<Agent>("PATCH", paths.agent(organization.id, agent.id), body);
  return { ...made, agent, change };
}

const versionsOf = (person: Person, organization: OrganizationId, { id }: Agent) =>
  person.must(person.get<AgentVersion[]>(agentPaths.versions(organization, id)));

const restore = (person: Person, organization: OrganizationId, { id }: Agent, to: number, version: number) =>
  person.post<RestoredAgent>(agentPaths.restore(organization, id, to), { version });

describe("versions of an agent", () => {
  it("AGENT-7: each change is told with who, when and what, the newest first", async () => {
    const { ada, grace, organization, agent, change } = await teamWithAgent();
    const linus = await signUp("linus");
    await linus.accept(await ada.invite(organization.id, "admin"));
    const before = Date.now();
    await ada.must(change({ version: 1, instructions: "Be kind.", tools: ["current_time"] }));
    await linus.must(change({ version: 2, memory: false, model: "auto", temperature: 0.1 }, linus));
    const versions = await versionsOf(linus, organization.id, agent);
    expect(versions).toMatchObject([
      { version: 3, by: { id: linus.id, name: "linus" }, fields: ["temperature", "memory"] },
      { version: 2, by: { id: ada.id, name: "ada" }, fields: ["instructions", "tools"] },
      { version: 1, by: { id: ada.id }, fields: null },
    ]);
    for (const { at } of versions.slice(0, 2)) expect(at).toBeGreaterThanOrEqual(before);
    expect(codeOf(await grace.get(agentPaths.versions(organization.id, agent.id)))).toBe("forbidden");

    const one = await ada.must(
      ada.get<AgentVersionDetails>(agentPaths.version(organization.id, agent.id, 2)),
    );
    expect(one.before).toMatchObject({
      instructions: "Be brief.",
      tools: null,
      memory: true,
      isDefault: false,
    });
    expect(one.after).toMatchObject({ instructions: "Be kind.", tools: ["current_time"] });
    expect(
      (await ada.must(ada.get<AgentVersionDetails>(agentPaths.version(organization.id, agent.id, 1)))).before,
    ).toBeNull();
  });

  it("AGENT-7: a change that changes nothing is no version, and one of an old version is none either", async () => {
    const { ada, organization, agent, change } = await teamWithAgent();
    expect((await ada.must(change({ version: 1, instructions: "Be brief.", starters: [] }))).version).toBe(1);
    expect(codeOf(await change({ version: 7, instructions: "Be brief." }))).toBe("conflict");
    const both = ["One.", "Two."].map((instructions) => change({ version: 1, instructions }));
    expect((await Promise.all(both)).map(codeOf).sort()).toEqual(["conflict", "ok"]);
    expect(await versionsOf(ada, organization.id, agent)).toHaveLength(2);
  });

  it("AGENT-7: the agent that is the default no more has a version too", async () => {
    const { ada, organization, change } = await teamWithAgent();
    const [old] = await ada.must(ada.get<Agent[]>(paths.agents(organization.id)));
    if (old === undefined) throw new Error("no default agent");
    expect(await versionsOf(ada, organization.id, old)).toMatchObject([
      { version: 1, by: null, fields: null },
    ]);
    await ada.must(change({ version: 1, isDefault: true }));
    expect(await versionsOf(ada, organization.id, old)).toMatchObject([
      { version: 2, by: { id: ada.id }, fields: ["isDefault"] },
      { version: 1 },
    ]);
  });

  it("AGENT-7: what one version changed is told, also of the oldest of those that are kept", async () => {
    const { ada, organization, agent } = await teamWithAgent();
    const at = { organization: organization.id, agent: agent.id, by: ada.id };
    const directory = openDirectory(env.DB);
    for (let version = 1; version <= MAX_AGENT_VERSIONS + 5; version++)
      await changeAgent(directory, at, { version, instructions: `Version ${version}` }, Date.now());
    const versions = await versionsOf(ada, organization.id, agent);
    expect(versions).toHaveLength(MAX_AGENT_VERSIONS);
    const oldest = versions.at(-1);
    expect(oldest).toMatchObject({ version: 7, fields: ["instructions"] });
    const one = await ada.must(
      ada.get<AgentVersionDetails>(agentPaths.version(organization.id, agent.id, 7)),
    );
    expect([one.before?.instructions, one.after.instructions]).toEqual(["Version 5", "Version 6"]);
    const gone = await ada.get(agentPaths.version(organization.id, agent.id, 5));
    expect(codeOf(gone)).toBe("not_found");
    expect(await countOf(agent)).toBe(MAX_AGENT_VERSIONS + 1);
  });

  it("AGENT-7: an agent that is older than versions begins with the one that it has", async () => {
    const { ada, organization, agent, change } = await teamWithAgent();
    await ada.must(change({ version: 1, instructions: "Be kind.", memory: false }));
    await env.DB.prepare("DELETE FROM agent_versions WHERE agent = ?").bind(agent.id).run();
    const migration = env.MIGRATIONS?.find(({ name }) => name.startsWith("0030"))?.queries ?? [];
    const backfill =
      migration.find((query) => /^(--.*\s+)*INSERT INTO `agent_versions`/.test(query.trim())) ?? "";
    const here = backfill.replace(/FROM `agents`;?\s*$/, "FROM `agents` WHERE `id` = ?");
    await env.DB.prepare(here).bind(agent.id).run();
    const unknown = { version: 2, at: null, by: null, fields: null };
    expect(await versionsOf(ada, organization.id, agent)).toEqual([unknown]);
    await ada.must(change({ version: 2, instructions: "Be bold." }));
    const one = await ada.must(
      ada.get<AgentVersionDetails>(agentPaths.version(organization.id, agent.id, 3)),
    );
    expect(one).toMatchObject({
      fields: ["instructions"],
      before: { instructions: "Be kind.", tools: null },
    });
  });

  it("AGENT-7: they go with the agent", async () => {
    const { ada, organization, agent, change } = await teamWithAgent();
    await ada.must(change({ version: 1, name: "Other" }));
    await ada.must(ada.delete(paths.agent(organization.id, agent.id)));
    expect(codeOf(await ada.get(agentPaths.versions(organization.id, agent.id)))).toBe("not_found");
    expect(await countOf(agent)).toBe(0);
  });

  it("AGENT-3: another organization's agent has no versions, no usage, and cannot be restored", async () => {
    const { ada, organization, agent } = await teamWithAgent();
    const { ada: eve, organization: other } = await team();
    for (const asked of [
      eve.get(agentPaths.versions(other.id, agent.id)),
      eve.get(agentPaths.version(other.id, agent.id, 1)),
      eve.get(agentPaths.usage(other.id, agent.id, 30)),
      eve.get(paths.agent(other.id, agent.id)),
      restore(eve, other.id, agent, 1, 1),
      eve.get(agentPaths.versions(organization.id, agent.id)),
      ada.get(agentPaths.version(organization.id, agent.id, 999)),
      ada.get(`${agentPaths.versions(organization.id, agent.id)}/1e0`),
    ])
      expect(codeOf(await asked)).toBe("not_found");
  });
});

const countOf = async ({ id }: Agent): Promise<number | null> =>
  env.DB.prepare("SELECT count(*) AS kept FROM agent_versions WHERE agent = ?").bind(id).first("kept");

describe("restoring a version", () => {
  it("AGENT-8: makes a new version that is like the earlier one, and leaves the default alone", async () => {
    const { ada, grace, organization, agent, change } = await teamWithAgent();
    await ada.must(change({ version: 1, instructions: "Be kind.", starters: ["Who?"], memory: false }));
    await ada.must(change({ version: 2, isDefault: true, face: "🦉" }));
    expect(codeOf(await restore(grace, organization.id, agent, 1, 3))).toBe("forbidden");
    expect(codeOf(await restore(ada, organization.id, agent, 1, 2))).toBe("conflict");
    const { agent: again, left } = await ada.must(restore(ada, organization.id, agent, 1, 3));
    expect(left).toEqual([]);
    expect(again).toMatchObject({ ...agent, isDefault: true, version: 4, changedAt: again.changedAt });
    expect((await versionsOf(ada, organization.id, agent))[0]).toMatchObject({
      version: 4,
      fields: ["face", "starters", "instructions", "memory"],
    });
    // Already so: nothing is changed.
    expect((await ada.must(restore(ada, organization.id, agent, 1, 4))).agent.version).toBe(4);
  });

  it("AGENT-8: what is gone is left out and named, and the rest is restored", async () => {
    const { ada, grace, organization, agent, change } = await teamWithAgent();
    const kept = await makeLibrary(ada, organization.id, { name: "Kept" });
    const gone = await makeLibrary(ada, organization.id, { name: "Gone" });
    const libraries = [kept.id, gone.id];
    await ada.must(change({ version: 1, libraries, tools: ["current_time"], name: "Grace H" }));
    // A model and a tool that the app has no longer.
    await env.DB.prepare(
      `UPDATE agent_versions SET state = json_set(state, '$.model', '@cf/old/model', '$.tools', json('["old_tool","current_time"]'))
       WHERE agent = ? AND version = 2`,
    )
      .bind(agent.id)
      .run();
    await ada.must(change({ version: 2, libraries: [], tools: [], name: "Helper", instructions: "None." }));
    await ada.must(ada.delete(knowledgePaths.library(organization.id, gone.id)));
    await grace.must(grace.send("PATCH", "/api/account", { name: "Grace H" }));

    const { agent: again, left } = await ada.must(restore(ada, organization.id, agent, 2, 3));
    expect(again).toMatchObject({
      ...{ name: "Helper", model: "auto", instructions: "Be brief.", version: 4 },
      ...{ tools: ["current_time"], libraries: [kept.id] },
    });
    expect(left).toEqual([
      { field: "name", values: ["Grace H"] },
      { field: "model", values: ["@cf/old/model"] },
      { field: "tools", values: ["old_tool"] },
      { field: "libraries", values: [gone.id] },
    ]);
  });
});

describe("what an agent is made of", () => {
  it("AGENT-4: instructions with an unknown variable are refused, with its place", async () => {
    const { ada, organization, agent, change } = await teamWithAgent();
    const instructions = "Be kind.\nGreet {{persn.name}}.";
    const refused = await change({ version: 1, instructions });
    expect(refused).toMatchObject({ status: 400, body: { error: { code: "bad_type" } } });
    expect(JSON.stringify(refused)).toContain("line 2, character 7");
    const made = { name: "New", instructions: "{{date}}".repeat(51) };
    expect(codeOf(await ada.post(paths.agents(organization.id), made))).toBe("bad_type");
    expect(await ada.must(change({ version: 1, instructions: "Greet {{person.name}}." }))).toMatchObject({
      id: agent.id,
      instructions: "Greet {{person.name}}.",
    });
  });

  it("AGENT-4: instructions from before variables can be kept as they are", async () => {
    const { ada, agent, change } = await teamWithAgent();
    await env.DB.prepare("UPDATE agents SET instructions = 'Fill in {{first_name}}.' WHERE id = ?")
      .bind(agent.id)
      .run();
    const body = { version: 1, instructions: "Fill in {{first_name}}.", face: "🦉" };
    expect(await ada.must(change(body))).toMatchObject({ version: 2, face: "🦉" });
  });

  it("AGENT-6: its own list names only libraries that the caller may read", async () => {
    const { ada, organization, change } = await teamWithAgent();
    const eve = await team();
    const open = await makeLibrary(ada, organization.id, { name: "Open" });
    const foreign = await makeLibrary(eve.ada, eve.organization.id, { name: "Foreign" });
    for (const libraries of [[foreign.id], [newId("lib")], ["lib_x"], [open.id, foreign.id]])
      expect(codeOf(await change({ version: 1, libraries } as ChangeAgent))).toBe("bad_type");
    const changed = await ada.must(change({ version: 1, libraries: [open.id] }));
    expect(changed.libraries).toEqual([open.id]);
    expect((await ada.must(change({ version: 2, libraries: null }))).libraries).toBeNull();
  });

  it("METER-5: usage of an agent is by day, of the last 30 days, and its own alone", async () => {
    const { ada, organization, agent } = await teamWithAgent();
    const meter = env.METER.getByName(organization.id);
    const usage = { model: "@cf/zai-org/glm-4.7-flash", tokensIn: 10, tokensOut: 5, cost: 7 };
    const settle = (of: Agent["id"], at: number) =>
      meter.settle({ turn: newId("turn"), room: newId("room"), agent: of, user: ada.id, usage, at });
    const DAY = 24 * 60 * 60_000;
    for (const at of [Date.now(), Date.now(), Date.now() - 29 * DAY, Date.now() - 40 * DAY])
      await settle(agent.id, at);
    await settle(newId("agent"), Date.now());
    const { days } = await ada.must(ada.get<AgentUsage>(agentPaths.usage(organization.id, agent.id, 30)));
    expect(days).toHaveLength(30);
    expect(days.at(-1)).toMatchObject({ turns: 2, tokensIn: 20, tokensOut: 10, cost: 14 });
    expect(days[0]).toMatchObject({ turns: 1, cost: 7 });
    expect(days.reduce((sum, { cost }) => sum + cost, 0)).toBe(21);
  });
});
