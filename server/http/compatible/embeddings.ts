/** OpenAI's embeddings: https://platform.openai.com/docs/api-reference/embeddings/create */
import * as z from "zod";
import { encodeBase64 } from "../../../shared/base64.ts";
import { MAX_EMBEDDED_LENGTH, MAX_EMBEDDED_TEXT, MAX_EMBEDDED_TEXTS } from "../../../shared/limits.ts";
import { embedMetered } from "../../ai/standalone/embed-metered.ts";
import { Problem } from "../../problems/problem.ts";
import { problemOfReason } from "../chat/reason-sentences.ts";
import type { ChatCall } from "../chat/chat-session.ts";
import { fieldProblem } from "../field-problem.ts";
import { noSuchModel } from "./problem-answer.ts";

const text = z.string().min(1).max(MAX_EMBEDDED_TEXT);
const tokens = z.union([z.array(z.number()), z.array(z.array(z.number()))]);

const embeddingRequest = z.object({
  model: z.string().min(1).max(200),
  input: z.union([z.string(), z.array(z.string()), tokens]),
  encoding_format: z.enum(["float", "base64"]).nullish(),
  dimensions: z.int().min(1).nullish(),
});
type EmbeddingRequest = z.infer<typeof embeddingRequest>;

interface EmbeddingQuestion extends EmbeddingRequest {
  texts: string[];
}

export function readEmbeddingRequest(sent: unknown): EmbeddingQuestion {
  const parsed = embeddingRequest.safeParse(sent);
  if (!parsed.success) throw new Problem("bad_type", fieldProblem(parsed.error));
  const { input } = parsed.data;
  const texts: unknown[] = typeof input === "string" ? [input] : input;
  if (texts.some((each) => typeof each !== "string"))
    throw new Problem(
      "bad_type",
      "“input” has numbers of tokens. Send the texts: each model counts its own tokens.",
    );
  const read = z.object({ input: z.array(text).min(1).max(MAX_EMBEDDED_TEXTS) }).safeParse({ input: texts });
  if (!read.success) throw new Problem("bad_type", fieldProblem(read.error));
  if (read.data.input.reduce((length, each) => length + each.length, 0) > MAX_EMBEDDED_LENGTH)
    throw new Problem(
      "too_large",
      `“input” is too long: at most ${MAX_EMBEDDED_LENGTH} characters together.`,
    );
  return { ...parsed.data, texts: read.data.input };
}

export async function answerEmbeddings(
  { env, organization, principal }: ChatCall,
  { model, texts, encoding_format: format, dimensions }: EmbeddingQuestion,
): Promise<object> {
  if (model !== env.EMBEDDING_MODEL && model !== "auto")
    throw noSuchModel(
      `There is no embedding model "${model}" here. This server has "${env.EMBEDDING_MODEL}".`,
    );
  if (typeof dimensions === "number") await assertWidth(env, dimensions);
  const asked = { organization: organization.id, user: principal.user, texts };
  const embedded = await embedMetered(env, asked, Date.now());
  if (embedded.type === "refused") throw problemOfReason("budget");
  if (embedded.type === "failed") throw problemOfReason("provider_failed");
  return {
    object: "list",
    data: embedded.vectors.map((vector, index) => ({
      object: "embedding",
      index,
      embedding: format === "base64" ? base64Of(vector) : vector,
    })),
    model: env.EMBEDDING_MODEL,
    usage: { prompt_tokens: embedded.tokens, total_tokens: embedded.tokens },
  };
}

/** Before anything is paid. The index has the width of the model's vectors. */
async function assertWidth({ VECTORIZE }: ChatCall["env"], asked: number): Promise<void> {
  const { dimensions } = await VECTORIZE.describe();
  if (asked !== dimensions)
    throw new Problem("bad_type", `“dimensions” is not valid: vectors of this model have ${dimensions}.`);
}

/** 32-bit floats, the lowest byte first. */
function base64Of(vector: readonly number[]): string {
  const bytes = new Uint8Array(vector.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [i, value] of vector.entries()) view.setFloat32(i * 4, value, true);
  return encodeBase64(bytes);
}
