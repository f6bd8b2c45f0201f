/** A model of Workers AI, or through the gateway of a third party, for the AI SDK. */
import { type LanguageModel, wrapLanguageModel } from "ai";
import { createWorkersAI } from "workers-ai-provider";
import type { Attempt } from "./attempt.ts";
import { joinedDeltas } from "./joined-deltas.ts";

export interface Models {
  ai: Ai;
  /** The name of an AI Gateway; empty for none. */
  gateway: string;
}

/** Models that would think aloud before a short answer: they answer at once instead. */
const QUICK = new Set(["@cf/zai-org/glm-4.7-flash", "@cf/zai-org/glm-5.3-flash"]);

export function openModel({ ai, gateway }: Models, attempt: Attempt, model: string): LanguageModel {
  const provider = createWorkersAI({
    binding: ai,
    ...(gateway === "" ? {} : { gateway: { id: gateway, metadata: metadata(attempt) } }),
  });
  const settings = QUICK.has(model) ? { chat_template_kwargs: { enable_thinking: false } } : {};
  return wrapLanguageModel({ model: provider(model, settings), middleware: joinedDeltas });
}

/** The gateway keeps five entries and drops the rest (MODEL-2). */
function metadata({ organization, room, agent, turn, attempt }: Attempt): Record<string, string | number> {
  return { organization, room: room.id, agent, turn, attempt };
}
