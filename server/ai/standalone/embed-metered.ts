/** Vectors of texts that a program sends. They count against the organization's budget, and nothing of them is stored. */
import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import { findDefaultAgent } from "../../directory/agents.ts";
import { openDirectory } from "../../directory/directory.ts";
import { newId } from "../../directory/random-ids.ts";
import { embedTexts } from "../../knowledge/ingest/embed-chunks.ts";
import { costOf } from "../model/cost.ts";
import { embeddingPriceOf } from "../model/embedding-price.ts";
import { withinTime } from "../model/within-time.ts";
import { estimateTokens } from "../prompt/tokens.ts";

export type Embedded =
  { type: "embedded"; vectors: number[][]; tokens: number } | { type: "refused" } | { type: "failed" };

/** Of all calls to the model, ms. */
const TIMEOUT = 30_000;
/** One call of the model: texts, and their length in UTF-16 units. */
const BATCH = { texts: 50, length: 64_000 };

export async function embedMetered(
  env: Env,
  { organization, user, texts }: { organization: OrganizationId; user: UserId; texts: readonly string[] },
  now: number,
): Promise<Embedded> {
  const { EMBEDDING_MODEL: model } = env;
  const price = { priceIn: embeddingPriceOf(model), priceOut: 0 };
  const turn = newId("turn");
  const meter = env.METER.getByName(organization);
  const agent = (await findDefaultAgent(openDirectory(env.DB), organization)).user;
  const granted = await meter.grant({ turn, cost: costOf(price, tokensOf(texts), 0) }, now);
  if (!granted.granted) return { type: "refused" };
  const vectors: number[][] = [];
  let tokens = 0;
  try {
    await withinTime(TIMEOUT, undefined, async (signal) => {
      for (const batch of batchesOf(texts)) {
        vectors.push(...(await orAborted(embedTexts(env, batch), signal)));
        tokens += tokensOf(batch);
      }
    });
  } catch (error) {
    console.error("embedding failed", { model, error });
  }
  const usage = { model, tokensIn: tokens, tokensOut: 0, cost: costOf(price, tokens, 0) };
  // What has been embedded is paid, also if the rest failed. It is an answer to nobody.
  await meter.settle({ turn, room: "search", agent, user, usage, at: now, unanswered: true });
  return vectors.length === texts.length ? { type: "embedded", vectors, tokens } : { type: "failed" };
}

const tokensOf = (texts: readonly string[]): number =>
  texts.reduce((tokens, text) => tokens + estimateTokens(text), 0);

function* batchesOf(texts: readonly string[]): Generator<string[]> {
  let batch: string[] = [];
  let length = 0;
  for (const text of texts) {
    if (batch.length === BATCH.texts || (batch.length > 0 && length + text.length > BATCH.length)) {
      yield batch;
      batch = [];
      length = 0;
    }
    batch.push(text);
    length += text.length;
  }
  if (batch.length > 0) yield batch;
}

async function orAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: over, reject } = Promise.withResolvers<never>();
  const stop = (): void => reject(signal.reason as Error);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work, over]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
