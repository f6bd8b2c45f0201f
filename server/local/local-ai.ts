import { WorkerEntrypoint } from "cloudflare:workers";
import { runModel } from "./run-model.ts";
import { sleep } from "./model-pieces.ts";

interface LocalEnv {
  LOCAL_AI: string;
  LOCAL_AI_URL: string;
  LOCAL_AI_MODEL: string;
  LOCAL_EMBEDDING_URL: string;
  LOCAL_RERANK_URL: string;
}

/** Replaces `env.AI` on one machine. See README.md. */
export class LocalAI extends WorkerEntrypoint<LocalEnv> {
  run(model: string, inputs: unknown, options?: unknown): Promise<object> {
    const { LOCAL_AI: mode, LOCAL_AI_URL: url, LOCAL_AI_MODEL: name } = this.env;
    const settings = {
      mode: mode === "scripted" ? ("scripted" as const) : ("built-in" as const),
      forwardTo: url === "" ? null : { url, model: name },
      embeddingUrl: this.env.LOCAL_EMBEDDING_URL,
      rerankUrl: this.env.LOCAL_RERANK_URL,
      sleep,
    };
    return runModel(settings, model, inputs, options);
  }
}
