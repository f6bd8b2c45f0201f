/** Opens a model of Workers AI, or of another provider through the gateway, for the AI SDK. */
import { type LanguageModel, wrapLanguageModel } from "ai";
import { createWorkersAI } from "workers-ai-provider";
import type { Model } from "../../../shared/api.ts";
import type { Attempt } from "../contract/attempt.ts";
import { joinedDeltas } from "./joined-deltas.ts";
import { callsInText } from "./calls-in-text.ts";
import { leadingReasoning, reasoningInText, type ReasoningHabit } from "./leading-reasoning.ts";
import { type Watch, watchedBinding } from "./watched-binding.ts";

export interface Models {
  ai: Ai;
  /** The name of an AI Gateway; empty for none. */
  gateway: string;
  /** The model of an own server, which answers in place of all others; null for none. */
  own: Model | null;
}

/** Models that reason before short answers. Reasoning is switched off for them. */
const QUICK = new Set(["@cf/zai-org/glm-4.7-flash", "@cf/zai-org/glm-5.3-flash"]);

/** What an own server is asked as, whatever its model is called: names with a slash are those of other providers to the package. */
const OWN = "@cf/own/model";

/** `metadata` appears in the gateway's log, which keeps five entries and drops the rest (MODEL-2). */
export function openModel(
  { ai, gateway, own }: Models,
  metadata: Record<string, string | number>,
  model: string,
  { watch = UNWATCHED, reasoning }: { watch?: Watch; reasoning?: ReasoningHabit } = {},
): LanguageModel {
  const provider = createWorkersAI({
    binding: watchedBinding(ai, watch),
    ...(gateway === "" ? {} : { gateway: { id: gateway, metadata } }),
  });
  const settings = QUICK.has(model) ? { chat_template_kwargs: { enable_thinking: false } } : {};
  // The last middleware is next to the provider: doubled text is removed before reasoning tags are read.
  return wrapLanguageModel({
    model: provider(own === null ? model : OWN, settings),
    middleware: [
      callsInText,
      reasoning === undefined ? leadingReasoning : reasoningInText(reasoning),
      joinedDeltas,
    ],
  });
}

const nothing = (): void => undefined;
const UNWATCHED: Watch = { alive: nothing, failed: nothing, answeredBy: nothing, charged: nothing };

export function metadataOf({
  organization,
  room,
  agent,
  turn,
  attempt,
}: Attempt): Record<string, string | number> {
  return { organization, room: room.id, agent, turn, attempt };
}
