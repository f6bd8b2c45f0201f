/** Runs one attempt at a turn: finds agent, model, money and context, and then streams the answer. */
import { CONTEXT_TOKENS } from "../../../shared/limits.ts";
import { endOfDeadline } from "./answer-end.ts";
import { answer } from "./answer.ts";
import type { Answering } from "./answering.ts";
import type { Attempt, AttemptEnd, AttemptPorts, RunAttempt, Summary } from "../contract/attempt.ts";
import type { Tool } from "../contract/tool.ts";
import { UsageMeter } from "./usage-meter.ts";
import { buildContext, isSameQuestion, type Question, readQuestion } from "../prompt/context.ts";
import { costOf } from "../model/cost.ts";
import { type Choice, chooseModel, SMALL_MODEL } from "../model/models.ts";
import { metadataOf, openModel } from "../model/open-model.ts";
import { Deadline } from "./deadline.ts";
import { SpendingGrant } from "./spending-grant.ts";
import { type Asked, readAsked } from "../prompt/select-messages.ts";
import { summarise } from "../prompt/summarise.ts";
import { taskKindOf } from "../contract/task-kind.ts";
import { findSources, type Found, lastNumber, NOT_FOUND, withinLibraries } from "../prompt/sources.ts";
import { type AttemptDeps, attemptDeps } from "./attempt-deps.ts";

/** Returns a function that runs an attempt with these tools. */
export const runAttemptWith =
  (tools: readonly Tool[]): RunAttempt =>
  (attempt, ports) =>
    attemptIn(attemptDeps(attempt, ports, tools), attempt, ports);

/** Output tokens that one grant step covers, about three screens of text. A new step is granted each time the last one is used up. */
const STEP_TOKENS = 1_000;
/** Maximum time for the search in libraries, ms. A person waits for the answer meanwhile. */
const LOOK_UP_TIMEOUT = 10_000;
/** Number of earlier messages that the search query may use, because a question may refer to them. */
const BEFORE = 4;
/** Retry delay after an unexpected internal error, ms. */
const RETRY_WAIT = 1_000;

/** Never throws. */
export async function attemptIn(
  deps: AttemptDeps,
  attempt: Attempt,
  ports: AttemptPorts,
): Promise<AttemptEnd> {
  const deadline = new Deadline(ports.signal, deps.limits);
  let answering: Answering | null = null;
  try {
    const prepared = await deadline.wait(prepare(deps, attempt, ports, deadline));
    if ("over" in prepared) return endOfDeadline(prepared.over, null);
    if (prepared.done.type !== "ready") return prepared.done;
    answering = prepared.done.answering;
    return await answer(answering);
  } catch (error) {
    const usage = answering?.usageMeter.usageIfAny ?? null;
    if (ports.signal.aborted) return { type: "aborted", usage };
    console.error("attempt", attempt.turn, attempt.attempt, error);
    return { type: "retry", reason: "internal", wait: RETRY_WAIT, usage };
  } finally {
    deadline.done();
  }
}

async function prepare(
  deps: AttemptDeps,
  attempt: Attempt,
  ports: AttemptPorts,
  deadline: Deadline,
): Promise<AttemptEnd | { type: "ready"; answering: Answering }> {
  const [agent, policy] = await Promise.all([deps.findAgent(), deps.findPolicy()]);
  if (agent === null) return { type: "failed", reason: "no_agent", usage: null };

  const leading = readAsked(ports.context, attempt.prompts, BEFORE);
  const { sources, usable } = await lookUp(deps, leading, ports);
  const earlier = ports.earlierSources;
  if (ports.signal.aborted) return { type: "aborted", usage: null };
  const task = taskKindOf(leading.asked);
  const choice = chooseModel(agent.model, task, attempt.failed + 1);
  const spendingGrant = openSpendingGrant(deps, attempt, ports, choice);
  if (!(await spendingGrant.extend(costOf(choice.model, CONTEXT_TOKENS, 0)))) {
    return { type: "refused", reason: "budget", usage: null };
  }

  const usageMeter = new UsageMeter(choice.model);
  const said = withinLibraries(ports.context, usable);
  const read = () => readQuestion(attempt, agent, said, ports.now(), sources);
  const { question, summary } = await summariseOverflow(deps, read, usageMeter, deadline);
  if (ports.signal.aborted) return { type: "aborted", usage: usageMeter.usageIfAny };
  if (summary !== null) ports.context.saveSummary(summary);
  const context = buildContext(question, summary, choice, task, earlier);
  ports.receipt(context.receipt);
  const model = openModel(deps, metadataOf(attempt), choice.model.id);
  const { asked } = question;
  const given = context.receipt.sources === undefined ? null : lastNumber(context.receipt.sources);
  return {
    type: "ready",
    answering: {
      attempt,
      ports,
      model,
      choice,
      context,
      asked,
      given,
      policy,
      deps,
      spendingGrant,
      usageMeter,
      deadline,
    },
  };
}

/** If the search fails, the answer is given without documents, and the receipt shows that no library was searched. */
async function lookUp(
  { knowledge }: AttemptDeps,
  { asked, before }: Asked,
  { people, signal, earlierSources }: AttemptPorts,
): Promise<Found> {
  const late = AbortSignal.timeout(LOOK_UP_TIMEOUT);
  const after = lastNumber(earlierSources);
  const finding = findSources(knowledge, {
    asked,
    before,
    people,
    after,
    signal: AbortSignal.any([signal, late]),
  });
  try {
    return await Promise.race([finding, rejectedBy(late)]);
  } catch (error) {
    if (!signal.aborted) console.error("sources", error);
    return NOT_FOUND;
  }
}

function rejectedBy(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener("abort", () => reject(signal.reason), { once: true }),
  );
}

/** A second attempt belongs to the same turn (METER-3): the grant covers the cost of the earlier attempts and of this one. */
function openSpendingGrant(
  deps: AttemptDeps,
  attempt: Attempt,
  ports: AttemptPorts,
  choice: Choice,
): SpendingGrant {
  return new SpendingGrant(async (cost) => deps.grant({ turn: attempt.turn, cost }, ports.now()), {
    earlier: attempt.spent,
    step: costOf(choice.model, 0, STEP_TOKENS),
  });
}

/** Summarises messages that do not fit into the context, if there are any, and returns the current context. */
async function summariseOverflow(
  deps: AttemptDeps,
  read: () => Question,
  usageMeter: UsageMeter,
  deadline: Deadline,
): Promise<{ question: Question; summary: Summary | null }> {
  const question = read();
  const { attempt, selection, summary } = question;
  const newest = selection.overflow.at(-1);
  if (newest === undefined) return { question, summary: null };
  const model = openModel(deps, metadataOf(attempt), SMALL_MODEL);
  const made = await summarise(model, selection.overflow, summary, deadline.signal);
  // Messages may have been deleted, edited or restricted during the summary, so the context is read again.
  const current = read();
  if (made === null) return { question: current, summary: null };
  usageMeter.besides(made.cost);
  const stands = isSameQuestion(question, current);
  return { question: current, summary: stands ? { upTo: newest.seq, text: made.text } : null };
}
