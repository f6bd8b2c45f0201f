/** The embedding model that is measured: the stand-in, or one of an OpenAI-compatible server. */
import { dimensionsOf, embed as embedLocally } from "../../server/local/embed.ts";

export type Embed = (texts: string[]) => Promise<number[][]>;

export interface Embedder {
  name: string;
  embed: Embed;
}

/** Texts in one call: servers on one machine take longer than a minute for many more. */
const BATCH = 50;

/** `EMBEDDING_URL` (up to and without `/v1`), `EMBEDDING_MODEL_NAME`, `EMBEDDING_KEY` where it wants one. */
export function embedder(environment: NodeJS.ProcessEnv): Embedder {
  const { EMBEDDING_URL: url, EMBEDDING_MODEL_NAME: model = "", EMBEDDING_KEY: key } = environment;
  if (url === undefined || url === "") {
    const dimensions = dimensionsOf("@cf/baai/bge-small-en-v1.5");
    return {
      name: `stand-in, ${dimensions} dimensions`,
      embed: (texts) => Promise.resolve(texts.map((text) => embedLocally(text, dimensions))),
    };
  }
  return {
    name: model,
    embed: (texts) => embedOver(`${url.replace(/\/$/, "")}/v1/embeddings`, model, key, texts),
  };
}

async function embedOver(
  address: string,
  model: string,
  key: string | undefined,
  texts: string[],
): Promise<number[][]> {
  const vectors: number[][] = [];
  for (let from = 0; from < texts.length; from += BATCH) {
    const response = await fetch(address, {
      method: "POST",
      headers: {
        "content-type": "application/json",
        ...(key !== undefined && { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({ model, input: texts.slice(from, from + BATCH) }),
    });
    if (!response.ok) throw new Error(`${address} answers ${response.status}: ${await response.text()}`);
    const { data }: { data: { index: number; embedding: number[] }[] } = await response.json();
    vectors.push(...data.sort((a, b) => a.index - b.index).map(({ embedding }) => embedding));
  }
  return vectors;
}
