/** Runs one attempt at a turn: finds agent, model, money and context, and then streams the answer. */
import { CONTEXT_TOKENS } from "../../../shared/limits.ts";
import { endOfDeadline } from "./answer-end.ts";
import { answer } from "./answer.ts";
import type { Answering } from "./answering.ts";
import type { Attempt, AttemptEnd, AttemptPorts, RunAttempt, Summary } from "../contract/attempt.ts";
import type { Tool, ToolPlace } from "../contract/tool.ts";
import { fitTools, offeredTools, placeOf } from "./offered-tools.ts";
import { UsageMeter } from "./usage-meter.ts";
import {
  buildContext,
  type Context,
  isSameQuestion,
  type Question,
  readQuestion,
} from "../prompt/context.ts";
import type { Recalled } from "../../memory/recall.ts";
import { placesReadBy } from "../prompt/memories.ts";
import { costOf } from "../model/cost.ts";
import { type Choice, chooseModel, smallModel } from "../model/models.ts";
import { metadataOf, openModel } from "../model/open-model.ts";
import type { ModelTraits } from "../model/model-traits.ts";
import type { Watch } from "../model/watched-binding.ts";
import { countContinued } from "../prompt/step-messages.ts";
import { budgetFor, smallerContext } from "../prompt/budget.ts";
import { Deadline } from "./deadline.ts";
import { SpendingGrant } from "./spending-grant.ts";
import { type Asked, readAsked } from "../prompt/select-messages.ts";
import { tokensOfTools, toolsOfProgram } from "../prompt/tools.ts";
import { withSteering } from "../prompt/steering.ts";
import { summarise } from "../prompt/summarise.ts";
import { taskKindOf } from "../contract/task-kind.ts";
import {
  encodeSources,
  findSources,
  type Found,
  givenSources,
  lastNumber,
  NOT_FOUND,
  withinLibraries,
} from "../prompt/sources.ts";
import { type AttemptDeps, attemptDeps } from "./attempt-deps.ts";

/** Returns a function that runs an attempt with these tools. */
export const runAttemptWith =
  (tools: readonly Tool[]): RunAttempt =>
  (attempt, ports) =>
    attemptIn(attemptDeps(attempt, ports, tools), attempt, ports);

/** Output tokens that one grant step covers, about three screens of text. A new step is granted each time the last one is used up. */
const STEP_TOKENS = 1_000;
/** Output tokens of a usual answer, for the estimate of what the first answers of a room cost. */
const USUAL_ANSWER = 400;
/** Maximum time for the search in libraries, ms. A person waits for the answer meanwhile. */
const LOOK_UP_TIMEOUT = 10_000;
/** The same for what is remembered: two reads of the directory. */
const LOOK_BACK_TIMEOUT = 2_000;
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
  const [agent, policy, people, all] = await Promise.all([
    deps.findAgent(),
    deps.findPolicy(),
    deps.findPeople(),
    deps.findTools(),
  ]);
  if (agent === null) return { type: "failed", reason: "no_agent", usage: null };

  const leading = readAsked(ports.context, attempt.prompts, BEFORE);
  const place = placeOf(attempt, agent, ports, () => [
    ...question.selection.given,
    ...ports.steering().map(({ message }) => message),
  ]);
  const [values, { sources, usable }, recalled] = await Promise.all([
    deps.findValues(agent),
    lookUp(deps, leading, place, ports),
    agent.memory ? lookBack(deps, leading.asked, place, ports.signal) : [],
  ]);
  const earlier = ports.earlierSources;
  if (ports.signal.aborted) return { type: "aborted", usage: null };
  const task = taskKindOf(leading.asked);
  const choice = withRoom(
    chooseModel(attempt.model ?? agent.model, task, attempt.failed + 1, deps.own),
    attempt.spentReasoning,
  );
  let traits = await deps.traits.read(choice.model.id);
  const callable = offeredTools(all, agent, place, ports.mayAsker);
  const tools = traits.callsTools ? fitTools(callable, traits.context) : [];
  const outside = toolsOfProgram(attempt.program, callable);
  const toolTokens = tokensOfTools(tools, outside);
  const spendingGrant = openSpendingGrant(deps, attempt, ports, choice);
  if (!(await spendingGrant.extend(costOf(choice.model, CONTEXT_TOKENS + toolTokens, 0)))) {
    return { type: "refused", reason: spendingGrant.refused, usage: null };
  }

  const usageMeter = new UsageMeter(choice.model);
  const budget = budgetFor(traits.context, choice.answer, toolTokens);
  const said = withinLibraries(ports.context, usable);
  const read = (prompt = budget.prompt) => {
    // An answer that is continued takes up to half of the prompt.
    const taken = attempt.taken === 0 ? 0 : countContinued(ports.said(), prompt / 2);
    const callsTools = tools.length > 0;
    const canAsk = tools.some(({ touches }) => touches === "conversation");
    const asking = people === null ? null : { ...people, canAsk };
    return readQuestion(
      {
        ...{ attempt, agent, values, people: asking, callsTools },
        remembered: recalled.map(({ memory }) => memory),
      },
      said,
      ports.now(),
      sources,
      prompt - taken,
      toolTokens,
    );
  };
  const { question, summary } = await summariseOverflow(deps, read, usageMeter, deadline);
  if (ports.signal.aborted) return { type: "aborted", usage: usageMeter.usageIfAny };
  if (summary !== null) ports.context.saveSummary(summary);
  const contextFor = (asked: Question, fresh: Summary | null): Context => {
    const context = buildContext(asked, fresh, choice, task, earlier);
    return { ...context, receipt: withSteering(context.receipt, ports.steering()) };
  };
  const context = contextFor(question, summary);
  ports.receipt(context.receipt, costOf(choice.model, context.receipt.tokens, USUAL_ANSWER));
  // Another attempt uses them for the same answer.
  if (attempt.attempt === 1) noteUses(deps, context, recalled);
  const learn = (learned: Partial<ModelTraits>): void => {
    traits = { ...traits, ...learned };
    void deps.traits.learn(choice.model.id, traits);
  };
  const watch: Watch = {
    alive: () => deadline.alive(),
    failed: (problem) => {
      answering.problem = problem;
    },
    answeredBy: (name) => {
      if (name === choice.model.id || ports.signal.aborted) return;
      usageMeter.answeredBy(name);
      answering.context.receipt.model = name;
      ports.receipt(answering.context.receipt);
    },
    charged: (dollars) => usageMeter.charged(dollars),
  };
  const reasoning = { begins: traits.opensReasoning, neverClosed: () => learn({ opensReasoning: false }) };
  const model = openModel(deps, metadataOf(attempt), choice.model.id, { watch, reasoning });
  const { asked } = question;
  const mostTokens = attempt.program?.maxTokens ?? Infinity;
  const given = context.receipt.sources === undefined ? null : lastNumber(context.receipt.sources);
  let shortened = 0;
  const answering: Answering = {
    attempt,
    ports,
    model,
    choice,
    context,
    maxTokens: Math.min(budget.answer, mostTokens),
    shorten: (problem) => {
      if (++shortened > MAX_SHORTENED) return false;
      const context = smallerContext(traits.context, problem.context, answering.context.receipt.tokens);
      const smaller = budgetFor(context, choice.answer, toolTokens);
      if (smaller.prompt < MIN_PROMPT || smaller.prompt >= answering.context.receipt.budget) return false;
      learn({ context });
      const shorter = contextFor(read(smaller.prompt), null);
      // What was asked is never left out. If it alone is too long, another request would be refused as well.
      if (shorter.receipt.tokens >= answering.context.receipt.tokens) return false;
      answering.context = shorter;
      answering.maxTokens = Math.min(smaller.answer, mostTokens);
      ports.receipt(shorter.receipt);
      return true;
    },
    get traits() {
      return traits;
    },
    learn,
    problem: null,
    asked,
    given,
    policy,
    deps,
    tools,
    callable,
    place,
    cite: (passages) => {
      const { receipt } = answering.context;
      const found = encodeSources([...passages], lastNumber(receipt.sources ?? []));
      receipt.sources = [...(receipt.sources ?? []), ...givenSources(found)];
      answering.given = lastNumber(receipt.sources);
      ports.receipt(receipt);
      return found.text;
    },
    outside,
    spendingGrant,
    usageMeter,
    deadline,
  };
  return { type: "ready", answering };
}

/** Largest factor by which the limit of an answer grows. */
const MOST_ROOM = 8;

/** Gives more output tokens to an answer that was tried before and got no further than its reasoning. */
function withRoom(choice: Choice, spentReasoning: number): Choice {
  return { ...choice, answer: choice.answer * Math.min(MOST_ROOM, 2 ** spentReasoning) };
}

/** How often a prompt is made shorter: once for the limit that the provider names, and then for what our estimate misses. */
const MAX_SHORTENED = 3;
/** A prompt with fewer tokens has no room for a question, after the agent's instructions. */
const MIN_PROMPT = 200;

/** If the search fails, the answer is given without documents, and the receipt shows that no library was searched. */
async function lookUp(
  { knowledge }: AttemptDeps,
  { asked, before }: Asked,
  { libraries: chosen }: ToolPlace,
  { people, signal, earlierSources }: AttemptPorts,
): Promise<Found> {
  const late = AbortSignal.timeout(LOOK_UP_TIMEOUT);
  const after = lastNumber(earlierSources);
  const finding = findSources(knowledge, {
    asked,
    before,
    people,
    chosen,
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

/** What is remembered of this question, as far as everyone here may read it. Without it the answer is given too. */
async function lookBack(
  { memory }: AttemptDeps,
  asked: string,
  place: ToolPlace,
  signal: AbortSignal,
): Promise<Recalled[]> {
  const places = placesReadBy(place);
  if (places.length === 0) return [];
  const late = AbortSignal.timeout(LOOK_BACK_TIMEOUT);
  try {
    const recalled = await Promise.race([memory.recall(places, asked), rejectedBy(late)]);
    // Meanwhile somebody may have joined who may not read all of it.
    const still = placesReadBy(place).map(({ scope }) => scope);
    return recalled.filter(({ memory: { scope } }) => still.includes(scope));
  } catch (error) {
    if (!signal.aborted) console.error("memory", error);
    return [];
  }
}

/** Only what the question has found: what is given anyway would be given ever more. */
function noteUses({ memory }: AttemptDeps, { receipt }: Context, recalled: readonly Recalled[]): void {
  const given = new Set(receipt.memories?.map(({ id }) => id));
  const used = recalled.filter(({ isFound, memory: { id } }) => isFound && given.has(id));
  if (used.length === 0) return;
  memory
    .noteUse(used.map(({ memory: { id } }) => id))
    .catch((error: unknown) => console.error("memory was used", error));
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
  const visitor = deps.findAllowance();
  return new SpendingGrant(
    async (cost) => deps.grant({ turn: attempt.turn, cost, ...(await visitor) }, ports.now()),
    { earlier: attempt.spent, step: costOf(choice.model, 0, STEP_TOKENS) },
  );
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
  const small = smallModel(deps.own);
  const model = openModel(deps, metadataOf(attempt), small.id);
  const made = await summarise(
    model,
    small,
    { messages: selection.overflow, before: summary },
    deadline.signal,
  );
  // Messages may have been deleted, edited or restricted during the summary, so the context is read again.
  const current = read();
  if (made === null) return { question: current, summary: null };
  usageMeter.besides(made.cost);
  const stands = isSameQuestion(question, current);
  return { question: current, summary: stands ? { upTo: newest.seq, text: made.text } : null };
}
