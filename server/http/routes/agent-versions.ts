/** Earlier versions of an agent, and its usage: for owners and admins. */
import * as z from "zod";
import type { AgentUsage } from "../../../shared/api.ts";
import type { AgentVersionDetails, RestoredAgent } from "../../../shared/api-agents.ts";
import { isOfferedModel } from "../../ai/model/models.ts";
import { findVersion, listVersions } from "../../directory/agent-versions.ts";
import { changeAgent } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import { existingLibraries } from "../../knowledge/libraries/libraries.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { differs, restored } from "../../rules/agents/restore.ts";
import { isNameFree, knownTools, loadAgent } from "../agent-checks.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { route } from "../route.ts";
import { query } from "../route-query.ts";
import * as schemas from "../schemas/agents.ts";
import { agentUsage, usageQuery } from "../schemas/ai.ts";

export const agentVersions = [
  route({
    method: "GET",
    path: "/agents/:agent/versions",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(z.array(schemas.agentVersion)),
    v1: true,
    about: "Lists the versions of an agent, the newest first: who made them, when, and what they changed.",
    run: async ({ env, organization, params }) => {
      const { id } = await loadAgent(env, organization.id, params.agent);
      return listVersions(openDirectory(env.DB), id);
    },
  }),
  route({
    method: "GET",
    path: "/agents/:agent/versions/:version",
    in: "organization",
    needs: "manage",
    body: noBody,
    answer: jsonAnswer(schemas.agentVersionDetails),
    v1: true,
    about: "Returns a version of an agent, and what it was before.",
    run: async ({ env, organization, params }): Promise<AgentVersionDetails> => {
      const { id } = await loadAgent(env, organization.id, params.agent);
      const version = versionOf(params.version);
      const directory = openDirectory(env.DB);
      const [found, before] = await Promise.all([
        findVersion(directory, id, version),
        findVersion(directory, id, version - 1),
      ]);
      if (found === null) throw notFound();
      return { ...found.head, before: before?.state ?? null, after: found.state };
    },
  }),
  /** Makes a new version, which is like the earlier one as far as what it names is still there. */
  route({
    method: "POST",
    path: "/agents/:agent/versions/:version/restore",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.restoreAgent),
    answer: jsonAnswer(schemas.restoredAgent),
    v1: true,
    about: "Restores a version of an agent, and says what could not be restored because it is gone.",
    run: async ({ env, principal, organization, params, body }): Promise<RestoredAgent> => {
      const agent = await loadAgent(env, organization.id, params.agent);
      const directory = openDirectory(env.DB);
      const found = await findVersion(directory, agent.id, versionOf(params.version));
      if (found === null) throw notFound();
      const { state } = found;
      const [name, tools, libraries] = await Promise.all([
        state.name === agent.name || isNameFree(env, organization.id, state.name),
        knownTools(env, organization.id, state.tools ?? []),
        existingLibraries(directory, organization.id, state.libraries ?? []),
      ]);
      const model = isOfferedModel(env, state.model);
      const { change, left } = restored(state, { name, model, tools, libraries });
      if (agent.version === body.version && !differs(agent, change)) return { agent, left };
      const changed = await changeAgent(
        directory,
        { organization: organization.id, agent: agent.id, by: principal.user },
        { ...change, version: body.version },
        Date.now(),
      );
      if (changed === null) throw new Problem("conflict", "Someone changed this agent in the meantime.");
      return { agent: changed, left };
    },
  }),
  route({
    method: "GET",
    path: "/agents/:agent/usage",
    in: "organization",
    needs: "manage",
    query: query(usageQuery, "Ask for 1 to 366 days."),
    body: noBody,
    answer: jsonAnswer(agentUsage),
    v1: true,
    about: "Returns what the answers of an agent have cost, by day.",
    run: async ({ env, organization, params, query: { days } }): Promise<AgentUsage> => {
      const { id } = await loadAgent(env, organization.id, params.agent);
      return { days: await env.METER.getByName(organization.id).agentDays(id, days, Date.now()) };
    },
  }),
];

function versionOf(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw notFound();
  return Number(text);
}
