/** The local stand-in as a binding, in Node: without RPC, and with a memory of what it was asked. */
import type { LocalSettings } from "../../../server/local/run-model.ts";
import { runModel } from "../../../server/local/run-model.ts";
import { sleep } from "../../../server/local/model-pieces.ts";

export interface Asked {
  model: string;
  inputs: { messages: { role: string; content: string }[]; max_tokens?: number };
  options: { gateway?: { id: string; metadata?: Record<string, unknown> } };
}

export interface LocalBinding {
  ai: Ai;
  asked: Asked[];
}

export const AT_ONCE: LocalSettings["sleep"] = async (_, signal) => signal.throwIfAborted();

export function localAi(settings: Partial<LocalSettings> = {}): LocalBinding {
  const asked: Asked[] = [];
  const run = (model: string, inputs: Asked["inputs"], options: Asked["options"]) => {
    asked.push({ model, inputs, options });
    return runModel({ mode: "scripted", forwardTo: null, sleep, ...settings }, model, inputs, options);
  };
  // The one method of the binding that anybody calls.
  return { ai: { run } as unknown as Ai, asked };
}
