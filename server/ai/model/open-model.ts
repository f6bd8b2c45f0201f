/** Opens a model of Workers AI, or of another provider through the gateway, for the AI SDK. */
import { type LanguageModel, wrapLanguageModel } from "ai";
import { createWorkersAI } from "workers-ai-provider";
import type { Attempt } from "../contract/attempt.ts";
import { joinedDeltas } from "./joined-deltas.ts";
import { leadingReasoning } from "./leading-reasoning.ts";

export interface Models {
  ai: Ai;
  /** The name of an AI Gateway; empty for none. */
  gateway: string;
}

/** Models that reason before short answers. Reasoning is switched off for them. */
const QUICK = new Set(["@cf/zai-org/glm-4.7-flash", "@cf/zai-org/glm-5.3-flash"]);

/** `metadata` appears in the gateway's log, which keeps five entries and drops the rest (MODEL-2). */
export function openModel(
  { ai, gateway }: Models,
  metadata: Record<string, string | number>,
  model: string,
): LanguageModel {
  const provider = createWorkersAI({
    binding: ai,
    ...(gateway === "" ? {} : { gateway: { id: gateway, metadata } }),
  });
  const settings = QUICK.has(model) ? { chat_template_kwargs: { enable_thinking: false } } : {};
  // The last middleware is next to the provider: doubled text is removed before reasoning tags are read.
  return wrapLanguageModel({
    model: provider(model, settings),
    middleware: [leadingReasoning, joinedDeltas],
  });
}

export function metadataOf({
  organization,
  room,
  agent,
  turn,
  attempt,
}: Attempt): Record<string, string | number> {
  return { organization, room: room.id, agent, turn, attempt };
}
