/** Agents of the organization: every member sees them; owners and admins create and change them. */
import * as z from "zod";
import type { Agent } from "../../../shared/api.ts";
import { isAgentId, type OrganizationId } from "../../../shared/ids.ts";
import { MAX_AGENTS } from "../../../shared/limits.ts";
import { isOfferedModel } from "../../ai/model/models.ts";
import { namesOfTools } from "../../ai/mcp/tools-of-servers.ts";
import { tools } from "../../ai/tools/index.ts";
import type { Env } from "../../bindings/env.ts";
import { changeAgent, createAgent, deleteAgent, findAgent, listAgents } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import { isNameOfApp, isNameOfPerson } from "../../directory/reserved-names.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { pushRevocations } from "../push-revocations.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/agents.ts";
import { nothing } from "../schemas/fields.ts";

export const agents = [
  route({
    method: "GET",
    path: "/agents",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.agent)),
    v1: true,
    about: "Lists the agents of the organization.",
    run: ({ env, organization }) => listAgents(openDirectory(env.DB), organization.id),
  }),
  route({
    method: "POST",
    path: "/agents",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.newAgent),
    answer: jsonAnswer(schemas.agent, 201),
    v1: true,
    about: "Creates an agent.",
    run: async ({ env, principal, organization, body: agent, idempotencyKey }) => {
      assertOffered(env, agent.model);
      await assertTools(env, organization.id, agent.tools);
      await assertNameIsFree(env, organization.id, agent.name);
      const made = await createAgent(
        openDirectory(env.DB),
        { organization: organization.id, by: principal.user, agent, idempotencyKey },
        Date.now(),
      );
      if (made === null) throw new Problem("too_many", `An organization has at most ${MAX_AGENTS} agents.`);
      return made;
    },
  }),
  route({
    method: "PATCH",
    path: "/agents/:agent",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.agentChange),
    answer: jsonAnswer(schemas.agent),
    v1: true,
    about: "Changes an agent from the version that the caller knows.",
    run: async ({ env, organization, params, body: change }) => {
      if (change.model !== undefined) assertOffered(env, change.model);
      const agent = await loadAgent(env, organization.id, params.agent);
      await assertTools(env, organization.id, change.tools ?? null, agent.tools ?? []);
      if (change.name !== undefined && change.name !== agent.name)
        await assertNameIsFree(env, organization.id, change.name);
      if (agent.isDefault && change.isDefault === false) throw defaultStays();
      const changed = await changeAgent(openDirectory(env.DB), organization.id, agent.id, change);
      if (changed === null) throw new Problem("conflict", "Someone changed this agent in the meantime.");
      return changed;
    },
  }),
  /** Deletes an agent. It leaves all of its rooms. */
  route({
    method: "DELETE",
    path: "/agents/:agent",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(nothing),
    v1: true,
    about: "Deletes an agent.",
    run: async ({ env, organization, params, waitUntil }) => {
      const agent = await loadAgent(env, organization.id, params.agent);
      if (!(await deleteAgent(openDirectory(env.DB), organization.id, agent.id))) throw defaultStays();
      await pushRevocations(env, waitUntil);
      return null;
    },
  }),
];

async function loadAgent(env: Env, organization: OrganizationId, id: string): Promise<Agent> {
  const agent = isAgentId(id) ? await findAgent(env.DB, organization, id) : null;
  if (agent === null) throw notFound();
  return agent;
}

/** Refuses a name that looks like that of a person here or of the app. Two agents may have one name; their handles tell them apart. */
async function assertNameIsFree(env: Env, organization: OrganizationId, name: string): Promise<void> {
  if (isNameOfApp(name, "agent")) throw new Problem("conflict", "This name is reserved. Choose another one.");
  if (await isNameOfPerson(openDirectory(env.DB), organization, name))
    throw new Problem("conflict", "A person here has this name or a very similar one. Choose another name.");
}

/** Refuses a model that is not offered. The list of models depends on the gateway. */
function assertOffered(env: Env, model: string): void {
  if (!isOfferedModel(env, model)) throw new Problem("bad_type", "There is no such model here.");
}

/** `before`: names that the agent has. One of them may be of a tool that is not allowed now, and the agent can still be changed. */
async function assertTools(
  env: Env,
  organization: OrganizationId,
  names: readonly string[] | null,
  before: readonly string[] = [],
): Promise<void> {
  const known = [...before, ...tools.map(({ name }) => name)];
  const others = (names ?? []).filter((name) => !known.includes(name));
  const ofServers = others.length === 0 ? [] : await namesOfTools(env, organization);
  const unknown = others.find((name) => !ofServers.includes(name));
  if (unknown !== undefined) throw new Problem("bad_type", `There is no tool ${unknown}.`);
}

const defaultStays = () =>
  new Problem("conflict", "An organization keeps a default agent. Make another agent the default first.");
