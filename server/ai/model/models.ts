/**
 * The models of agents, and the choice that `auto` makes for each task.
 *
 * Prices: https://developers.cloudflare.com/workers-ai/platform/pricing/ as of 2026-08-28; other providers by their own lists
 * of 2026-11. Dollars per million tokens there, times 1,000, are millionths of a dollar per thousand tokens here.
 *
 * Without gpt-oss-*: the binding does not stream them (workers-ai-provider 4.0.0, src/utils.ts), so no word would be visible
 * before the end.
 */
import type { Model } from "../../../shared/api.ts";
import type { Env } from "../../bindings/env.ts";
import type { ModelTask } from "../../../shared/protocol/turns.ts";

interface Route {
  /** The first choice. The second attempt takes a model of another vendor, because both rarely fail at the same time. */
  model: string;
  fallback: string;
  /** The reason, as a sentence for the context receipt. */
  because: string;
  /** Maximum answer, tokens. Workers AI stops at 256 by default. */
  answer: number;
}

const ROUTES: Record<ModelTask, Route> = {
  small: {
    model: "@cf/ibm-granite/granite-4.0-h-micro",
    fallback: "@cf/zai-org/glm-4.7-flash",
    because: "A short remark needs the quickest and cheapest model.",
    answer: 1_024,
  },
  general: {
    model: "@cf/zai-org/glm-4.7-flash",
    fallback: "@cf/google/gemma-4-26b-a4b-it",
    because: "An ordinary question goes to the quick model that speaks most languages.",
    answer: 4_096,
  },
  code: {
    model: "@cf/qwen/qwen3.8-27b",
    fallback: "@cf/nvidia/nemotron-3-120b-a12b",
    because: "The question is about code, which this model is made for.",
    answer: 8_192,
  },
  complex: {
    model: "@cf/nvidia/nemotron-3-120b-a12b",
    fallback: "@cf/meta/llama-3.3-70b-instruct-fp8-fast",
    because: "The question is long or asks for reasoning, which a large model does better.",
    answer: 8_192,
  },
};

const CLOUDFLARE: Model[] = [
  model("@cf/ibm-granite/granite-4.0-h-micro", "Granite 4.0 Micro", ["small"], 17, 112),
  model("@cf/zai-org/glm-4.7-flash", "GLM 4.7 Flash", ["general", "small"], 60, 400),
  model("@cf/google/gemma-4-26b-a4b-it", "Gemma 4 26B", ["general"], 100, 300),
  model("@cf/qwen/qwen3.8-27b", "Qwen 3.8 27B", ["code"], 450, 3_200),
  model("@cf/nvidia/nemotron-3-120b-a12b", "Nemotron 3 120B", ["complex", "code"], 500, 1_500),
  model("@cf/meta/llama-3.3-70b-instruct-fp8-fast", "Llama 3.3 70B", ["complex"], 293, 2_253),
  // These need a paid billing method: an owner can choose them, `auto` does not.
  model("@cf/zai-org/glm-5.3-flash", "GLM 5.3 Flash", ["general", "code"], 150, 500),
  model("@cf/moonshotai/kimi-k2.7-code", "Kimi K2.7 Code", ["code"], 950, 4_000),
  model("@cf/zai-org/glm-5.3", "GLM 5.3", ["complex", "code"], 1_400, 4_400),
];

/**
 * Models through the AI Gateway with unified billing (`env.AI.run("<vendor>/<model>")`). Only vendors whose answers the gateway
 * converts to OpenAI's format: Anthropic's would need a separate parser.
 */
const THIRD_PARTY: Model[] = [
  model("openai/gpt-5-mini", "GPT-5 mini", ["general", "code"], 250, 2_000),
  model("google/gemini-2.5-flash", "Gemini 2.5 Flash", ["general"], 300, 2_500),
];

/** The one model of an own server, which costs nothing and answers everything. Null: there is no own server. */
export function ownModelOf(env: Pick<Env, "LOCAL_AI_URL" | "LOCAL_AI_MODEL">): Model | null {
  const { LOCAL_AI_URL: url = "", LOCAL_AI_MODEL: name = "" } = env;
  if (url === "") return null;
  return model(name === "" ? "default" : name, name === "" ? "The server's own model" : name, TASKS, 0, 0);
}

/** Milliseconds that an own server may take before its first sign of life. */
export function firstByteOf({ LOCAL_AI_FIRST_BYTE: seconds }: Pick<Env, "LOCAL_AI_FIRST_BYTE">): number {
  const given = Number(seconds);
  return 1_000 * (given > 0 ? Math.min(given, MAX_FIRST_BYTE) : FIRST_BYTE);
}

/** Seconds. Large models are read from slow disks in minutes. */
const FIRST_BYTE = 300;
/** Seconds: the whole time of a turn. */
const MAX_FIRST_BYTE = 600;

const TASKS: ModelTask[] = ["small", "general", "code", "complex"];

/** Models that an agent can have. `gateway`: `env.AI_GATEWAY`; models of other providers need one. */
export function offeredModels(gateway: string, own: Model | null = null): Model[] {
  if (own !== null) return [own];
  return gateway === "" ? CLOUDFLARE : [...CLOUDFLARE, ...THIRD_PARTY];
}

type ModelSettings = Pick<Env, "AI_GATEWAY" | "LOCAL_AI_URL" | "LOCAL_AI_MODEL">;

/** Whether a person can choose this model. `auto`: chosen by what is asked. */
export function isOfferedModel(env: ModelSettings, model: string): boolean {
  return model === "auto" || offeredModels(env.AI_GATEWAY, ownModelOf(env)).some(({ id }) => id === model);
}

export interface Choice {
  model: Model;
  /** A sentence for the context receipt. */
  routing: string;
  /** Maximum answer, tokens. */
  answer: number;
}

/** Chooses the model for an answer. `wanted` is the agent's setting: `auto` or an id. An own server has no other model than `own`. */
export function chooseModel(
  wanted: string,
  task: ModelTask,
  attempt: number,
  own: Model | null = null,
): Choice {
  const route = ROUTES[task];
  if (own !== null)
    return { model: own, routing: "This server has a model of its own.", answer: route.answer };
  const isSecond = attempt > 1;
  if (wanted === "auto") {
    const routing = isSecond ? `${route.because} The first attempt failed, so its stand-in.` : route.because;
    return { model: findModel(isSecond ? route.fallback : route.model), routing, answer: route.answer };
  }
  const isTaken = isSecond && route.fallback !== wanted;
  return {
    model: findModel(isSecond ? (isTaken ? route.fallback : route.model) : wanted),
    routing: isSecond
      ? "The agent's own model failed, so the stand-in for this kind of question."
      : "The agent answers with this model.",
    answer: route.answer,
  };
}

/** For summaries and similar small tasks. */
export const SMALL_MODEL = "@cf/zai-org/glm-4.7-flash";

export function smallModel(own: Model | null): Model {
  return own ?? findModel(SMALL_MODEL);
}

const ALL = [...CLOUDFLARE, ...THIRD_PARTY];
const HIGHEST_PRICE = Math.max(...ALL.map((each) => each.priceOut));

/** A model that is not in the table gets the highest price, so that budgets hold for every model. */
export function findModel(id: string): Model {
  return ALL.find((each) => each.id === id) ?? model(id, id, [], HIGHEST_PRICE, HIGHEST_PRICE);
}

function model(id: string, label: string, tasks: ModelTask[], priceIn: number, priceOut: number): Model {
  return { id, label, tasks, priceIn, priceOut };
}
