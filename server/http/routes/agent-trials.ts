/** Trials of agents: questions to settings that are not saved, for who may change agents. */
import type { Agent } from "../../../shared/api.ts";
import { TRIALS_PER_MINUTE } from "../../../shared/limits.ts";
import { allowed, type Capability } from "../../../shared/permissions.ts";
import { tryAgent } from "../../ai/standalone/try-agent.ts";
import { newId } from "../../directory/random-ids.ts";
import { Problem } from "../../problems/problem.ts";
import { refuse } from "../../rules/room/errors.ts";
import { assertPossible, loadAgent } from "../agent-checks.ts";
import { streamOf } from "../feeds/stream-of.ts";
import { ToldEvents } from "../feeds/told-events.ts";
import { readerOf } from "../reader-of.ts";
import { eventsAnswer } from "../route-answer.ts";
import { jsonBody } from "../route-body.ts";
import { route } from "../route.ts";
import * as schemas from "../schemas/agents.ts";

export const agentTrials = [
  /** The answer as server-sent events. Closing the stream stops it. */
  route({
    method: "POST",
    path: "/agent-trials",
    in: "organization",
    needs: "manage",
    body: jsonBody(schemas.agentTrial, schemas.MAX_TRIAL_BODY),
    answer: eventsAnswer,
    v1: true,
    about:
      "Asks an agent with settings that are not saved. Only its cost is stored, and no call is made that changes something.",
    run: async (call) => {
      const { env, principal, organization, body, waitUntil } = call;
      const { settings, before, question } = body;
      const { role } = organization;
      const mayUser = (needs: Capability) =>
        allowed({ role, scopes: principal.scopes }, needs, "organization");
      // The answer shows passages of libraries, and facts.
      if (!mayUser("read")) {
        const { refused, message } = refuse.outOfScope("read");
        throw new Problem(refused, message);
      }
      const saved = body.agent === undefined ? null : await loadAgent(env, organization.id, body.agent);
      const { name: _, ...checked } = settings;
      await assertPossible(env, readerOf(call), checked, saved ?? undefined);
      const limit = await env.METER.getByName(organization.id).countRequest(
        `trial ${principal.user}`,
        TRIALS_PER_MINUTE,
        Date.now(),
      );
      if (!limit.allowed)
        throw new Problem("rate_limited", "You have asked many questions. Wait a moment.", limit.retryAfter);
      const stop = new AbortController();
      const events = new ToldEvents();
      const trial = {
        ...{ organization: organization.id, before, question, agent: draftOf(settings, saved) },
        user: { id: principal.user, name: principal.name },
        mayUser,
      };
      const work = tryAgent(env, trial, { signal: stop.signal, tell: (event) => events.tell(event) });
      // After the reader has gone, it goes on until its cost is counted.
      waitUntil(work.finally(() => events.close()));
      return streamOf(events.texts(), () => {
        stop.abort();
        events.close();
      });
    },
  }),
];

function draftOf(
  settings: Omit<Agent, "id" | "isDefault" | "version" | "changedBy" | "changedAt">,
  saved: Agent | null,
): Agent {
  const unsaved = { id: newId("agent"), isDefault: false, version: 1, changedBy: null, changedAt: null };
  return { ...unsaved, ...saved, ...settings };
}
