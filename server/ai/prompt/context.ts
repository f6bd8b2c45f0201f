/** Builds the input of a model for one answer, and its context receipt (CONTEXT-1 to CONTEXT-5). */
import type { Agent } from "../../../shared/api.ts";
import type { VariableValues } from "../../../shared/instructions.ts";
import type { GivenSource } from "../../../shared/knowledge.ts";
import type { ContextReceipt, ModelTask } from "../../../shared/protocol/turns.ts";
import { programIn } from "../../rules/room/rows/program-row.ts";
import type { Attempt, ContextSource, Summary } from "../contract/attempt.ts";
import type { Choice } from "../model/models.ts";
import { conversation, type PromptMessage, systemText } from "./prompt.ts";
import type { Memory } from "../../../shared/memory.ts";
import { CONTEXT_TOKENS, MAX_MEMORY_TOKENS } from "../../../shared/limits.ts";
import { fitMemories, type GivenMemories, memoriesInReceipt } from "./memories.ts";
import { fitSources, givenSources, type Sources } from "./sources.ts";
import type { PeopleToAsk } from "./people-to-ask.ts";
import { type LeftOut, type Selection, selectMessages, type CountedMessage } from "./select-messages.ts";
import { estimateTokens, TOKENS_PER_MESSAGE } from "./tokens.ts";

/** The question, before the model is chosen. */
export interface Question {
  attempt: Attempt;
  agent: Agent;
  system: string;
  selection: Selection;
  summary: Summary | null;
  /** The texts of the prompts. */
  asked: string;
  /** Null: no library was searched. */
  sources: Sources | null;
  /** Null: nothing is remembered that may be used here. */
  memories: GivenMemories | null;
  /** Estimated tokens that the prompt may have. */
  budget: number;
  /** Estimated tokens of the tools of the program that asks. */
  tools: number;
}

export interface Context {
  system: string;
  messages: PromptMessage[];
  receipt: ContextReceipt;
}

export function readQuestion(
  {
    attempt,
    agent,
    people = null,
    callsTools = false,
    remembered = [],
    values = null,
  }: {
    attempt: Attempt;
    agent: Agent;
    people?: PeopleToAsk | null;
    callsTools?: boolean;
    remembered?: readonly Memory[];
    values?: VariableValues | null;
  },
  source: ContextSource,
  now: number,
  found: Sources | null = null,
  budget = CONTEXT_TOKENS,
  tools = 0,
): Question {
  const program = attempt.program?.instructions ?? "";
  // In a small context the conversation is worth more.
  const memories = fitMemories(remembered, Math.min(MAX_MEMORY_TOKENS, (budget - tools) / 8));
  const system = systemText(agent, attempt.room, now, {
    searched: found !== null,
    remembered: memories !== null,
    people,
    program,
    callsTools,
    values,
  });
  const free = Math.max(0, budget - tools - tokensOf(system));
  const sources = found === null ? null : fitSources(found, free / 2);
  const stored = source.summary();
  // In a small context the newest messages are worth more.
  const summary = stored !== null && tokensOf(stored.text) > (budget - tools) / 4 ? null : stored;
  const selection = selectMessages(source, {
    prompts: attempt.prompts,
    budget:
      free -
      (summary === null ? 0 : tokensOf(summary.text)) -
      (sources === null ? 0 : tokensOf(sources.text)) -
      (memories === null ? 0 : tokensOf(memories.text)),
    overflow: budget - tools,
  });
  const asked = selection.given
    .filter(({ seq }) => attempt.prompts.includes(seq))
    .map(({ text }) => text)
    .join("\n");
  return { attempt, agent, system, selection, summary, asked, sources, memories, budget, tools };
}

/** Whether both have the same messages in the same versions, over the same summary. */
export function isSameQuestion(a: Question, b: Question): boolean {
  const wording = ({ selection, summary }: Question): string =>
    JSON.stringify([
      summary,
      [...selection.overflow, ...selection.given].map(({ seq, version }) => [seq, version]),
    ]);
  return wording(a) === wording(b);
}

/**
 * `fresh`: the summary of `selection.overflow` and everything before it; null if there is none. `earlier`: the sources of
 * earlier attempts, which the kept text may cite.
 */
export function buildContext(
  question: Question,
  fresh: Summary | null,
  { model, routing }: Choice,
  task: ModelTask,
  earlier: readonly GivenSource[] = [],
): Context {
  const { attempt, agent, system, selection, sources, memories } = question;
  const summary = fresh ?? question.summary;
  const given = fresh === null ? selection.given : selection.kept;
  const messages = conversation(
    { agent, room: attempt.room, prompts: attempt.prompts },
    given,
    summary,
    sources,
    memories,
  );
  const receipt: ContextReceipt = {
    turn: attempt.turn,
    attempt: attempt.attempt,
    agent: { id: agent.id, name: agent.name, version: agent.version },
    model: model.id,
    task,
    routing,
    temperature: attempt.program?.temperature ?? agent.temperature,
    ...programIn(attempt.program),
    messages: given.map(({ seq, version, author, tokens }) => ({ seq, version, author: author.id, tokens })),
    ...memoriesInReceipt(memories),
    summary: summary === null ? null : { ...summary, tokens: tokensOf(summary.text) },
    ...(sources === null && earlier.length === 0
      ? {}
      : { sources: [...earlier, ...(sources === null ? [] : givenSources(sources))] }),
    leftOut: leftOut(selection, given, fresh),
    tokens:
      question.tools + tokensOf(system) + messages.reduce((sum, { content }) => sum + tokensOf(content), 0),
    budget: question.budget,
  };
  return { system, messages, receipt };
}

function leftOut(
  { hidden, overflow, unread }: Selection,
  given: CountedMessage[],
  fresh: Summary | null,
): LeftOut {
  const listed = new Set(given.map(({ seq }) => seq));
  const dropped = fresh === null ? overflow.filter(({ seq }) => !listed.has(seq)).length : 0;
  const tooOld = dropped + unread;
  return [
    ...[...hidden].map(([reason, count]) => ({ reason, count })),
    ...(tooOld === 0 ? [] : [{ reason: "too_old" as const, count: tooOld }]),
  ];
}

function tokensOf(text: string): number {
  return estimateTokens(text) + TOKENS_PER_MESSAGE;
}
