/** One answer outside of rooms: one request to the model, settled with the meter, moderated, and without citations of unknown sources. */
import { generateText } from "ai";
import type { AgentId, OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import { marksIn } from "../../../shared/citation-marks.ts";
import { CONTEXT_TOKENS } from "../../../shared/limits.ts";
import { findModerationPolicy } from "../../directory/agents.ts";
import { newId } from "../../directory/random-ids.ts";
import type { Env } from "../../bindings/env.ts";
import { CitationMarks } from "../prompt/cite.ts";
import { costOf } from "../model/cost.ts";
import { chooseModel } from "../model/models.ts";
import { askGuard } from "../model/moderation.ts";
import { openModel } from "../model/open-model.ts";
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
  const { model } = chooseModel("auto", "general", 1);
  const turn = newId("turn");
  const meter = env.METER.getByName(organization);
  const granted = await meter.grant({ turn, cost: costOf(model, CONTEXT_TOKENS, maxTokens) }, now);
  if (!granted.granted) return { type: "refused", reason: "budget" };

  let used = { tokensIn: 0, tokensOut: 0 };
  try {
    const { text, usage } = await generateText({
      model: openModel({ ai: env.AI, gateway: env.AI_GATEWAY }, { organization, standalone: turn }, model.id),
      instructions,
      prompt,
      temperature: 0,
      maxOutputTokens: maxTokens,
      maxRetries: 1,
      abortSignal: AbortSignal.timeout(TIMEOUT),
    });
    used = {
      tokensIn: usage.inputTokens || estimateTokens(instructions + prompt),
      tokensOut: usage.outputTokens || estimateTokens(text),
    };
    return await checked(env, question, text.trim());
  } catch (error) {
    console.error("standalone answer", error);
    return { type: "failed" };
  } finally {
    const usage = { model: model.id, ...used, cost: costOf(model, used.tokensIn, used.tokensOut) };
    await meter.settle({ turn, room, agent, user, usage, at: now });
  }
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
