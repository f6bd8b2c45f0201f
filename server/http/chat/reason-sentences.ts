import type { TurnReason } from "../../../shared/protocol/turns.ts";
import { Problem } from "../../problems/problem.ts";

/** Why there is no answer, as a sentence for who writes the program. The app has its own words (`client/words`). */
const sentences: Record<TurnReason, string> = {
  provider_busy: "The model's provider is overloaded. Try again later.",
  provider_failed: "The model's provider failed.",
  denied: "The model's provider refused this server's key.",
  no_credit: "This server's account at the model's provider is used up.",
  no_model: "The model's provider does not have this model.",
  wrong_address: "No model answers at the address of the provider.",
  unreachable: "The model's provider cannot be reached.",
  loading: "The provider was still loading the model.",
  prompt_too_long: "The question is longer than the model can read.",
  filtered: "The provider's filter stopped the answer.",
  empty_answer: "The model answered nothing.",
  stalled: "The model stopped answering.",
  length: "The answer reached the model's limit.",
  only_reasoning: "The model used up its limit for reasoning before it answered.",
  too_long: "The answer is longer than Parley stores.",
  budget: "The organization's budget for AI is used up.",
  visitor_budget: "The answers of the day for this visitor are used up.",
  moderation: "Moderation found the question or the answer unsafe.",
  unchecked: "The answer could not be checked, as the organization requires.",
  crashed: "The server crashed during the answer.",
  expired: "Nobody decided in time.",
  no_agent: "The agent was deleted or has left the conversation.",
  internal: "Something went wrong on the server.",
};

export const sentenceOf = (reason: TurnReason | undefined): string => sentences[reason ?? "internal"];

/** Milliseconds after which a provider may work again. */
const PAUSE = 5_000;

/** For a request that waits for the whole answer. */
export function problemOfReason(reason: TurnReason | undefined): Problem {
  switch (reason) {
    case "budget":
    case "visitor_budget":
      return new Problem("too_many", sentenceOf(reason));
    case "moderation":
    case "filtered":
      return new Problem("blocked", sentenceOf(reason));
    case "prompt_too_long":
      return new Problem("too_large", sentenceOf(reason));
    case "no_agent":
    case "expired":
      return new Problem("conflict", sentenceOf(reason));
    default:
      return new Problem("unavailable", sentenceOf(reason), PAUSE);
  }
}
