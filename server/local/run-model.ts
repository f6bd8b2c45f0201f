/** `env.AI.run` on one machine: selects the kind of model and answers for it. Runs in Node and in workerd. */
import * as z from "zod";
import { badInput, aiError, noSuchModel } from "./ai-error.ts";
import { readChatInput } from "./chat-input.ts";
import { dimensionsOf, embed } from "./embed.ts";
import { forward, type ForwardTo } from "./forward/forward.ts";
import { generate, type Mode } from "./generate.ts";
import { guardFailure, judge } from "./guard.ts";
import { LOCAL_EMBEDDING, LOCAL_RERANKER } from "./local-model-names.ts";
import { embedByServer, rerankByServer } from "./local-servers.ts";
import { listenLocally, speakLocally } from "./speech.ts";
import { readRunOptions, type RunOptions } from "./run-options.ts";
import type { ModelPieces, Sleep } from "./model-pieces.ts";
import { dialectOf, streamAnswer } from "./stream-answer.ts";
import { wholeAnswer } from "./whole-answer.ts";

export interface LocalSettings {
  mode: Mode;
  /** Text generation is forwarded to this server. */
  forwardTo: ForwardTo | null;
  /** Addresses of servers for embeddings and reranking; empty without one. */
  embeddingUrl?: string;
  rerankUrl?: string;
  sleep: Sleep;
}

/** Duration of a simulated hang, ms: longer than every timeout. */
const HANG_MS = 10 * 60_000;

export async function runModel(
  settings: LocalSettings,
  model: string,
  inputs: unknown,
  options: unknown,
): Promise<object> {
  const run = readRunOptions(options);
  if (/llama-guard/.test(model)) return runGuard(settings, inputs, run);
  if (/reranker/.test(model)) return runReranker(settings, model, inputs);
  if (/\/bge-|embedding/.test(model)) return runEmbedding(settings, model, inputs);
  if (/aura|melotts/.test(model)) return speakLocally(inputs);
  if (/whisper-large/.test(model)) return listenLocally(inputs);
  if (/whisper|deepgram|smart-turn|flux|stable-diffusion|lucid|phoenix|resnet|m2m100/.test(model)) {
    throw noSuchModel(
      `${model} (there is none on this machine: text, embeddings, reranking, moderation and speech only)`,
    );
  }
  return runText(settings, model, inputs, run);
}

async function runText(
  { mode, forwardTo, sleep }: LocalSettings,
  model: string,
  inputs: unknown,
  { signal: caller, attempt }: RunOptions,
): Promise<object> {
  const input = readChatInput(inputs);
  const stopped = new AbortController();
  const signal = AbortSignal.any([caller, stopped.signal]);
  const all =
    forwardTo === null
      ? await begun(generate({ input, mode, attempt, signal, sleep }))
      : await forward(input, forwardTo, { signal, sleep });
  const dialect = dialectOf(model);
  if (!input.stream) return wholeAnswer(all, dialect);
  return streamAnswer(all, dialect, { signal, stop: () => stopped.abort() });
}

/** A failure before the first piece rejects the call; a later one breaks the stream. */
async function begun(pieces: ModelPieces): Promise<ModelPieces> {
  return startingWith(await pieces.next(), pieces);
}

async function* startingWith<T>(first: IteratorResult<T, void>, rest: AsyncGenerator<T, void, undefined>) {
  if (first.done === true) return;
  yield first.value;
  yield* rest;
}

async function runGuard(
  { mode, sleep }: LocalSettings,
  inputs: unknown,
  { signal }: RunOptions,
): Promise<object> {
  const { messages } = readChatInput(inputs);
  const failure = mode === "scripted" ? guardFailure(messages) : null;
  if (failure === "down") throw aiError(429);
  if (failure === "hang") await sleep(HANG_MS, signal);
  return { response: judge(messages, mode === "scripted") };
}

const embeddingShape = z.looseObject({ text: z.union([z.string(), z.array(z.string()).max(100)]) });

async function runEmbedding(
  { embeddingUrl: url = "" }: LocalSettings,
  model: string,
  inputs: unknown,
): Promise<object> {
  const parsed = embeddingShape.safeParse(inputs);
  if (!parsed.success) throw badInput(z.prettifyError(parsed.error));
  const texts = Array.isArray(parsed.data.text) ? parsed.data.text : [parsed.data.text];
  if (model.startsWith(LOCAL_EMBEDDING)) {
    const data = await embedByServer({ url, model: model.slice(LOCAL_EMBEDDING.length) }, texts);
    return { shape: [data.length, data[0]?.length ?? 0], data };
  }
  const dimensions = dimensionsOf(model);
  return {
    shape: [texts.length, dimensions],
    data: texts.map((text) => embed(text, dimensions)),
    pooling: "cls",
  };
}

const rerankShape = z.looseObject({
  query: z.string(),
  contexts: z.array(z.looseObject({ text: z.string() })),
});

/** There is no stand-in: one that reads no meaning only makes the order of the search worse. */
async function runReranker(
  { rerankUrl: url = "" }: LocalSettings,
  model: string,
  inputs: unknown,
): Promise<object> {
  if (url === "" || !model.startsWith(LOCAL_RERANKER)) throw noSuchModel(model);
  const parsed = rerankShape.safeParse(inputs);
  if (!parsed.success) throw badInput(z.prettifyError(parsed.error));
  const texts = parsed.data.contexts.map(({ text }) => text);
  const server = { url, model: model.slice(LOCAL_RERANKER.length) };
  return { response: await rerankByServer(server, parsed.data.query, texts) };
}
