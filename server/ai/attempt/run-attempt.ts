/** One attempt at a turn: who answers, by which model, with what money, given what — and then word by word. */
import { CONTEXT_TOKENS } from "../../../shared/limits.ts";
import { endOfPatience } from "./answer-end.ts";
import { answer, type Answering } from "./answer.ts";
import type { Attempt, AttemptEnd, AttemptPorts, RunAttempt, Summary } from "../contract/attempt.ts";
import { Bill } from "./usage-meter.ts";
import { buildContext, isSameQuestion, type Question, readQuestion } from "../prompt/context.ts";
import { costOf } from "../model/cost.ts";
import { type Choice, chooseModel, SMALL_MODEL } from "../model/models.ts";
import { metadataOf, openModel } from "../model/open-model.ts";
import { Patience } from "./deadline.ts";
import { Purse } from "./spending-grant.ts";
import { type Asked, readAsked } from "../prompt/select-messages.ts";
import { summarise } from "../prompt/summarise.ts";
import { taskOf } from "../contract/task-kind.ts";
import { findSources, type Found, NOT_FOUND, withinLibraries } from "../prompt/sources.ts";
import { type World, worldOf } from "./attempt-deps.ts";

export const runAttempt: RunAttempt = (attempt, ports) => attemptIn(worldOf(attempt, ports), attempt, ports);

/** Tokens of an answer that are granted ahead, again and again as it grows: about three screens of text. */
const STEP_TOKENS = 1_000;
/** Whoever asked waits for it. */
const LOOK_UP_TIMEOUT = 10_000;
/** What was said before a question that may lean on it. */
const BEFORE = 4;
/** After a surprise of ours. */
const SURPRISE_WAIT = 1_000;

/** Never throws. */
export async function attemptIn(world: World, attempt: Attempt, ports: AttemptPorts): Promise<AttemptEnd> {
  const patience = new Patience(ports.signal, world.limits);
  let answering: Answering | null = null;
  try {
    const prepared = await patience.wait(prepare(world, attempt, ports, patience));
    if ("over" in prepared) return endOfPatience(prepared.over, null);
    if (prepared.done.type !== "ready") return prepared.done;
    answering = prepared.done.answering;
    return await answer(answering);
  } catch (error) {
    const usage = answering?.bill.usageIfAny ?? null;
    if (ports.signal.aborted) return { type: "aborted", usage };
    console.error("attempt", attempt.turn, attempt.attempt, error);
    return { type: "retry", reason: "internal", wait: SURPRISE_WAIT, usage };
  } finally {
    patience.done();
  }
}

async function prepare(
  world: World,
  attempt: Attempt,
  ports: AttemptPorts,
  patience: Patience,
): Promise<AttemptEnd | { type: "ready"; answering: Answering }> {
  const [agent, policy] = await Promise.all([world.findAgent(), world.findPolicy()]);
  if (agent === null) return { type: "failed", reason: "no_agent", usage: null };

  const leading = readAsked(ports.context, attempt.prompts, BEFORE);
  const { sources, usable } = await lookUp(world, leading, ports);
  if (ports.signal.aborted) return { type: "aborted", usage: null };
  const task = taskOf(leading.asked);
  const choice = chooseModel(agent.model, task, attempt.attempt);
  const purse = openPurse(world, attempt, ports, choice);
  if (!(await purse.extend(costOf(choice.model, CONTEXT_TOKENS, 0)))) {
    return { type: "refused", reason: "budget", usage: null };
  }

  const bill = new Bill(choice.model);
  const said = withinLibraries(ports.context, usable);
  const read = () => readQuestion(attempt, agent, said, ports.now(), sources);
  const { question, summary } = await summariseOverflow(world, read, bill, patience);
  if (ports.signal.aborted) return { type: "aborted", usage: bill.usageIfAny };
  if (summary !== null) ports.context.saveSummary(summary);
  const context = buildContext(question, summary, choice, task);
  ports.receipt(context.receipt);
  const model = openModel(world, metadataOf(attempt), choice.model.id);
  const { say } = ports;
  const { asked } = question;
  const given = sources === null ? null : sources.passages.length;
  return {
    type: "ready",
    answering: { model, choice, context, asked, given, policy, world, purse, bill, patience, say },
  };
}

/** Where the documents cannot be searched, an answer is given without them: that none was searched is told with it. */
async function lookUp(
  { knowledge }: World,
  { asked, before }: Asked,
  { people, signal }: AttemptPorts,
): Promise<Found> {
  const late = AbortSignal.timeout(LOOK_UP_TIMEOUT);
  const finding = findSources(knowledge, { asked, before, people, signal: AbortSignal.any([signal, late]) });
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

/** A second attempt is the same turn (METER-3): what the first has cost stays granted beside its own. */
function openPurse(world: World, attempt: Attempt, ports: AttemptPorts, choice: Choice): Purse {
  return new Purse(async (cost) => world.grant({ turn: attempt.turn, cost }, ports.now()), {
    earlier: attempt.spent,
    step: costOf(choice.model, 0, STEP_TOKENS),
  });
}

/** The question as it stands when it is known by which summary, if any was made. */
async function summariseOverflow(
  world: World,
  read: () => Question,
  bill: Bill,
  patience: Patience,
): Promise<{ question: Question; summary: Summary | null }> {
  const question = read();
  const { attempt, selection, summary } = question;
  const newest = selection.overflow.at(-1);
  if (newest === undefined) return { question, summary: null };
  const model = openModel(world, metadataOf(attempt), SMALL_MODEL);
  const made = await summarise(model, selection.overflow, summary, patience.signal);
  // Meanwhile messages may have been deleted, edited or withheld: what is given is what stands now.
  const current = read();
  if (made === null) return { question: current, summary: null };
  bill.besides(made.cost);
  const stands = isSameQuestion(question, current);
  return { question: current, summary: stands ? { upTo: newest.seq, text: made.text } : null };
}
