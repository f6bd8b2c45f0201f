import { assertNever } from "../../../../shared/assert-never.ts";
import type { Answer, ContextReceipt, ModelTask, TurnReason } from "../../../../shared/protocol/turns.ts";
import { formatPercent } from "../../../ui/format.ts";

/** The reasons why an answer failed or is incomplete, as sentences. */
const reasons: Record<TurnReason, string> = {
  provider_busy: "The model is too busy at the moment.",
  provider_failed: "The model failed while it answered.",
  denied: "The model’s provider refuses this server’s key. Whoever runs the server has to change it.",
  no_credit: "The account at the model’s provider is used up.",
  no_model:
    "The provider does not have this model. Whoever runs the server has to install it or name another.",
  wrong_address: "There is no model at the address that this server asks. Whoever runs it has to correct it.",
  unreachable: "The model’s server does not answer. Whoever runs it has to start it.",
  loading: "The model is still loading. Try again in a minute.",
  prompt_too_long: "The question is longer than this model can read. Ask it in fewer words.",
  filtered: "The provider’s own filter stopped it.",
  length: "The answer reached the model’s limit and stops here.",
  only_reasoning: "The model reached its limit for thinking. Try again to give it more.",
  empty_answer: "The model gave no answer.",
  stalled: "The model stopped responding.",
  too_long: "The answer grew too long and is cut here.",
  budget: "The AI budget of your organization is used up.",
  moderation: "Flagged as unsafe.",
  unchecked: "The safety check failed, so it is not shown.",
  crashed: "The server was interrupted while it answered.",
  expired: "Nobody decided in time.",
  no_agent: "The agent is no longer here.",
  internal: "Something went wrong on the server.",
};

/** The text below an answer about how it ended; null if there is none. `isProblem`: the result is not what the person asked for. */
export function endOf(answer: Answer, nameOf: (user: Answer["asker"]) => string): End | null {
  const reason = answer.reason && reasons[answer.reason];
  switch (answer.state) {
    case "running":
      return null;
    case "waiting":
      return { text: "Waiting for a decision.", isProblem: false };
    case "completed":
      return reason === undefined ? null : { text: reason, isProblem: false };
    case "stopped": {
      const by = answer.stoppedBy;
      return { text: by === undefined ? "Stopped." : `Stopped by ${nameOf(by)}.`, isProblem: false };
    }
    case "failed":
      return { text: `No answer. ${reason ?? reasons.internal}`, isProblem: true };
    case "refused":
      return { text: `Not answered. ${reason ?? reasons.moderation}`, isProblem: true };
    case "interrupted":
      return { text: `Not finished. ${reason ?? reasons.crashed}`, isProblem: true };
    default:
      return assertNever(answer.state);
  }
}

export interface End {
  text: string;
  isProblem: boolean;
}

export function budgetWarning({ usage }: Answer): string | null {
  const share = usage?.budgetShare;
  return share === undefined
    ? null
    : `${formatPercent(Math.min(share, 1))} of your organization’s AI budget is used up.`;
}

export const taskNames: Record<ModelTask, string> = {
  small: "a short question",
  general: "a general question",
  code: "code",
  complex: "a complex question",
};

export const leftOutNames: Record<ContextReceipt["leftOut"][number]["reason"], string> = {
  excluded: "hidden from AI",
  deleted: "deleted",
  moderation: "held back by moderation",
  other_branch: "answers that are not chosen",
  too_old: "too old to fit",
};

/** Hazard classes of Llama Guard 3, https://huggingface.co/meta-llama/Llama-Guard-3-8B */
const hazards: Partial<Record<string, string>> = {
  S1: "violent crime",
  S2: "non-violent crime",
  S3: "sex crime",
  S4: "child exploitation",
  S5: "defamation",
  S6: "specialized advice",
  S7: "privacy",
  S8: "intellectual property",
  S9: "indiscriminate weapons",
  S10: "hate",
  S11: "self-harm",
  S12: "sexual content",
  S13: "elections",
  S14: "code interpreter abuse",
};

export const hazardName = (category: string): string => hazards[category] ?? category;
