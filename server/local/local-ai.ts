import { WorkerEntrypoint } from "cloudflare:workers";
import { firstByteOf } from "../ai/model/models.ts";
import { runModel } from "./run-model.ts";
import { sleep } from "./model-pieces.ts";

interface LocalEnv {
  LOCAL_AI: string;
  LOCAL_AI_URL: string;
  LOCAL_AI_MODEL: string;
  LOCAL_EMBEDDING_URL: string;
  LOCAL_RERANK_URL: string;
  LOCAL_AI_KEY?: string;
  LOCAL_AI_FIRST_BYTE?: string;
}

/** Replaces `env.AI` on one machine. See README.md. */
export class LocalAI extends WorkerEntrypoint<LocalEnv> {
  run(model: string, inputs: unknown, options?: unknown): Promise<object> {
    const { LOCAL_AI: mode, LOCAL_AI_URL: url, LOCAL_AI_MODEL: name, LOCAL_AI_KEY: key = "" } = this.env;
    // A little less than the caller waits, so that the caller learns that the model is still loading.
    const loading = 0.9 * firstByteOf(this.env);
    const settings = {
      mode: mode === "scripted" ? ("scripted" as const) : ("built-in" as const),
      forwardTo: url === "" ? null : { url, model: name, key, loading },
      embeddingUrl: this.env.LOCAL_EMBEDDING_URL,
      rerankUrl: this.env.LOCAL_RERANK_URL,
      sleep,
    };
    return runModel(settings, model, inputs, options);
  }
}
