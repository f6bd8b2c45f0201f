/** Agents of the organization: every member sees them; owners and admins create and change them. */
import * as z from "zod";
import { MAX_AGENTS } from "../../../shared/limits.ts";
import { changeAgent, createAgent, deleteAgent, listAgents } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import { Problem } from "../../problems/problem.ts";
import { differs } from "../../rules/agents/restore.ts";
import { assertPossible, loadAgent } from "../agent-checks.ts";
import { pushRevocations } from "../push-revocations.ts";
import { readerOf } from "../reader-of.ts";
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
    method: "GET",
    path: "/agents/:agent",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: jsonAnswer(schemas.agent),
    v1: true,
    about: "Returns an agent.",
    run: ({ env, organization, params }) => loadAgent(env, organization.id, params.agent),
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
    run: async (call) => {
      const { env, principal, organization, body: agent, idempotencyKey } = call;
      await assertPossible(env, readerOf(call), agent);
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
    run: async (call) => {
      const { env, principal, organization, params, body } = call;
      const { version, ...change } = body;
      const agent = await loadAgent(env, organization.id, params.agent);
      await assertPossible(env, readerOf(call), change, agent);
      if (agent.isDefault && change.isDefault === false) throw defaultStays();
      // What changes nothing makes no version.
      if (agent.version === version && !differs(agent, change)) return agent;
      const changed = await changeAgent(
        openDirectory(env.DB),
        { organization: organization.id, agent: agent.id, by: principal.user },
        body,
        Date.now(),
      );
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

const defaultStays = () =>
  new Problem("conflict", "An organization keeps a default agent. Make another agent the default first.");
