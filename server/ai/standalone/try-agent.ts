/** Asks an agent whose settings are not saved: a turn without a room. Its cost counts as that of any answer. */
import type { TrialEnd, TrialEvent, TrialTurn } from "../../../shared/agent-trial.ts";
import type { Agent } from "../../../shared/api.ts";
import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { MAX_TURN_ATTEMPTS } from "../../../shared/limits.ts";
import type { Capability } from "../../../shared/permissions.ts";
import type { Usage } from "../../../shared/protocol/turns.ts";
import type { Env } from "../../bindings/env.ts";
import { newId } from "../../directory/random-ids.ts";
import { attemptDeps, type AttemptDeps } from "../attempt/attempt-deps.ts";
import { attemptIn } from "../attempt/run-attempt.ts";
import type { Attempt, AttemptEnd, ContextMessage } from "../contract/attempt.ts";
import { tools } from "../tools/index.ts";
import { TrialPorts } from "./trial-ports.ts";
import { trialTools } from "./trial-tools.ts";

export interface Trial {
  organization: OrganizationId;
  user: { id: UserId; name: string };
  mayUser: (needs: Capability) => boolean;
  /** As it would be after saving. */
  agent: Agent;
  before: readonly TrialTurn[];
  question: string;
}

/** Tells what happens, `ended` last. Never throws. Resolves when its cost is counted, also if `signal` has ended it. */
export async function tryAgent(
  env: Env,
  trial: Trial,
  { signal, tell }: { signal: AbortSignal; tell: (event: TrialEvent) => void },
): Promise<void> {
  const { organization, user, mayUser, agent } = trial;
  const turn = newId("turn");
  const messages = messagesOf(trial, Date.now());
  const running = new TrialPorts({ env, turn, user: user.id, mayUser, messages, tell, signal });
  const first: Attempt = {
    ...{ organization, turn, agent: agent.id, asker: user.id, prompts: [messages.length] },
    // A direct room, of which nobody is told.
    room: { id: newId("room"), kind: "direct", name: "" },
    ...{ attempt: 1, failed: 0, spent: 0, taken: 0, spentReasoning: 0, model: null, program: null },
  };
  const ends: AttemptEnd[] = [];
  for (let attempt = first; ends.length < MAX_TURN_ATTEMPTS; attempt = after(attempt, ends.at(-1))) {
    const { ports } = running;
    const end = await attemptIn(depsOf(attempt, ports, trial, running), attempt, ports);
    ends.push(end);
    if (end.type !== "retry" || ends.length === MAX_TURN_ATTEMPTS || signal.aborted) break;
    running.restart(end.reason);
    await pause(end.wait, signal);
  }
  const usage = usageOf(ends, agent.model);
  const last = ends.at(-1);
  const unanswered = last?.type === "completed" ? {} : { unanswered: true as const };
  try {
    await env.METER.getByName(organization).settle({
      ...{ turn, room: "trial", agent: agent.id, user: user.id, usage, at: Date.now() },
      ...unanswered,
    });
  } catch (error) {
    // What was granted counts until it lapses.
    console.error("trial is not settled", turn, error);
  }
  const { firstWord, took } = running;
  tell({ type: "ended", ...endOf(last), ...usage, firstWord, took });
}

function messagesOf({ user, agent, before, question }: Trial, at: number): ContextMessage[] {
  const said = [
    ...before.flatMap(({ question: asked, answer }) => [
      { author: user, text: asked },
      { author: agent, text: answer },
    ]),
    { author: user, text: question },
  ].filter(({ text }) => text !== "");
  return said.map(({ author: { id, name }, text }, i) => ({
    ...{ seq: i + 1, version: 1, author: { id, name }, at, text, replyTo: null, hidden: null },
  }));
}

/** Those of a turn, with the settings that are tried, and without what they would store. */
function depsOf(
  attempt: Attempt,
  ports: TrialPorts["ports"],
  { agent }: Trial,
  running: TrialPorts,
): AttemptDeps {
  const deps = attemptDeps(attempt, ports, tools);
  return {
    ...deps,
    findAgent: async () => agent,
    findTools: async () => trialTools(await deps.findTools(), (call) => running.held(call)),
    knowledge: {
      ...deps.knowledge,
      retrieve: async (request) => {
        const retrieved = await deps.knowledge.retrieve(request);
        running.found(retrieved.passages);
        return retrieved;
      },
    },
    memory: { ...deps.memory, noteUse: async () => undefined },
  };
}

const after = (attempt: Attempt, end: AttemptEnd | undefined): Attempt => ({
  ...attempt,
  attempt: attempt.attempt + 1,
  failed: attempt.failed + 1,
  spent: attempt.spent + (end?.usage?.cost ?? 0),
});

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

/** Of all attempts. */
function usageOf(ends: readonly AttemptEnd[], model: string): Usage {
  const used = ends.flatMap(({ usage }) => (usage === null ? [] : [usage]));
  const sum = (of: "tokensIn" | "tokensOut" | "cost") => used.reduce((total, each) => total + each[of], 0);
  return {
    model: used.at(-1)?.model ?? model,
    ...{ tokensIn: sum("tokensIn"), tokensOut: sum("tokensOut"), cost: sum("cost") },
  };
}

function endOf(end: AttemptEnd | undefined): Pick<TrialEnd, "state" | "reason"> {
  switch (end?.type) {
    case "completed":
      return { state: "completed", reason: end.reason ?? null };
    case "refused":
    case "failed":
      return { state: end.type, reason: end.reason };
    case "retry":
      return { state: "failed", reason: end.reason };
    case "aborted":
      return { state: "stopped", reason: null };
    case "waiting":
    case undefined:
      return { state: "failed", reason: "internal" };
  }
}
