/** One answer outside of rooms: one request to the model, settled with the meter, moderated, and without citations of unknown sources. */
import { generateText } from "ai";
import type { AgentId, OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import type { ModelTask } from "../../../shared/protocol/turns.ts";
import { marksIn } from "../../../shared/citation-marks.ts";
import { CONTEXT_TOKENS } from "../../../shared/limits.ts";
import { findModerationPolicy } from "../../directory/agents.ts";
import { newId } from "../../directory/random-ids.ts";
import type { Env } from "../../bindings/env.ts";
import { CitationMarks } from "../prompt/cite.ts";
import { costOf } from "../model/cost.ts";
import { chooseModel, firstByteOf, ownModelOf } from "../model/models.ts";
import { askGuard } from "../model/moderation.ts";
import { openModel } from "../model/open-model.ts";
import { logProblem } from "../model/provider-problem.ts";
import type { Watch } from "../model/watched-binding.ts";
import { withinTime } from "../model/within-time.ts";
import { problemIn } from "../attempt/failures.ts";
import { plainAnswer } from "../model/plain-answer.ts";
import { estimateTokens } from "../prompt/tokens.ts";

export interface StandaloneQuestion {
  organization: OrganizationId;
  user: UserId;
  /** The agent that the usage is counted for. */
  agent: AgentId;
  /** The usage report lists the cost under this room, or under the search page. */
  room: RoomId | "search";
  instructions: string;
  prompt: string;
  /** The question, for the moderation check of the answer. */
  question: string;
  /** Number of sources. Higher numbers in brackets are removed from the answer. */
  sources: number;
  maxTokens: number;
  /** Missing: a general one. */
  task?: ModelTask;
  /** It is not an answer to a person: its cost counts, but not as an answer. */
  isAside?: true;
  /** Ends the request. */
  signal?: AbortSignal;
}

export type StandaloneAnswer =
  /** `cited`: the source numbers in the text, each once. */
  | { type: "answered"; text: string; cited: number[] }
  | { type: "refused"; reason: "budget" | "moderation" | "unchecked" }
  | { type: "failed" };

const TIMEOUT = 30_000;
const CHECK_TIMEOUT = 5_000;

export async function answerStandalone(
  env: Env,
  question: StandaloneQuestion,
  now: number,
): Promise<StandaloneAnswer> {
  const { organization, user, agent, room, instructions, prompt, maxTokens } = question;
  const own = ownModelOf(env);
  const { model } = chooseModel("auto", question.task ?? "general", 1, own);
  const turn = newId("turn");
  const meter = env.METER.getByName(organization);
  const granted = await meter.grant({ turn, cost: costOf(model, CONTEXT_TOKENS, maxTokens) }, now);
  if (!granted.granted) return { type: "refused", reason: "budget" };

  let used = { tokensIn: 0, tokensOut: 0 };
  let answered: StandaloneAnswer = { type: "failed" };
  let answeredBy = model.id;
  let charged = 0;
  const watch: Watch = {
    alive: () => undefined,
    failed: () => undefined,
    answeredBy: (name) => {
      answeredBy = name;
    },
    charged: (dollars) => {
      charged = Math.ceil(dollars * 1_000_000);
    },
  };
  try {
    const time = TIMEOUT + (own === null ? 0 : firstByteOf(env));
    const { text, usage } = await withinTime(time, question.signal, (abortSignal) =>
      generateText({
        model: openModel(
          { ai: env.AI, gateway: env.AI_GATEWAY, own },
          { organization, standalone: turn },
          model.id,
          { watch },
        ),
        instructions,
        prompt,
        temperature: 0,
        maxOutputTokens: maxTokens,
        maxRetries: 1,
        abortSignal,
      }),
    );
    used = {
      tokensIn: usage.inputTokens || estimateTokens(instructions + prompt),
      tokensOut: usage.outputTokens || estimateTokens(text),
    };
    answered = await checked(env, question, plainAnswer(text, "", instructions).trim());
  } catch (error) {
    const problem = problemIn(error, model.id);
    if (question.signal?.aborted === true) answered = { type: "failed" };
    else if (problem === null) console.error("standalone answer", error);
    else logProblem(problem);
  }
  const cost = Math.max(charged, costOf(model, used.tokensIn, used.tokensOut));
  const usage = { model: answeredBy, ...used, cost };
  const isAnswer = answered.type === "answered" && question.isAside !== true;
  const unanswered = isAnswer ? {} : { unanswered: true as const };
  await meter.settle({ turn, room, agent, user, usage, at: now, ...unanswered });
  return answered;
}

async function checked(
  env: Env,
  { organization, question, sources }: StandaloneQuestion,
  said: string,
): Promise<StandaloneAnswer> {
  const marks = new CitationMarks(sources);
  const text = marks.push(said) + marks.end();
  const policy = await findModerationPolicy(env.DB, organization);
  if (policy === "hold" || policy === "block") {
    const verdict = await askGuard(
      env.AI,
      { type: "answer", text, to: question },
      { gateway: env.AI_GATEWAY, timeout: CHECK_TIMEOUT },
    );
    if (verdict.type !== "safe") {
      return { type: "refused", reason: verdict.type === "unsafe" ? "moderation" : "unchecked" };
    }
  }
  return { type: "answered", text, cited: marksIn(text) };
}
