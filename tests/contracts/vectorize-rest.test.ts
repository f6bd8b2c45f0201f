/**
 * The contract against a real index, over its REST API. Only where CLOUDFLARE_ACCOUNT_ID, CLOUDFLARE_API_TOKEN and VECTORIZE_INDEX
 * are given: it must have metadata indexes on `library` and `document`, and is written to.
 */
import { describe } from "vitest";
import { vectorizeContract, type VectorIndex } from "./vectorize.ts";

const {
  CLOUDFLARE_ACCOUNT_ID: account,
  CLOUDFLARE_API_TOKEN: token,
  VECTORIZE_INDEX: name,
  VECTORIZE_DIMENSIONS: dimensions = "384",
} = process.env;

describe.skipIf(!account || !token || !name)("a real index", { timeout: 180_000 }, () => {
  vectorizeContract("Vectorize", () => ({
    index: restIndex(),
    dimensions: Number(dimensions),
    prefix: `contract-${Date.now().toString(36)}`,
    patience: 60_000,
  }));
});

function restIndex(): VectorIndex {
  const address = `https://api.cloudflare.com/client/v4/accounts/${account}/vectorize/v2/indexes/${name}`;
  const call = async <Result>(path: string, body: BodyInit, type: string): Promise<Result> => {
    const headers = { authorization: `Bearer ${token}`, "content-type": type };
    const response = await fetch(`${address}/${path}`, { method: "POST", headers, body });
    const answer: { result: Result; errors: unknown } = await response.json();
    if (!response.ok) throw new Error(JSON.stringify(answer.errors));
    return answer.result;
  };
  const json = <Result>(path: string, body: object) =>
    call<Result>(path, JSON.stringify(body), "application/json");
  const lines = (path: string, vectors: VectorizeVector[]) =>
    call<{ mutationId: string }>(
      path,
      vectors.map((vector) => JSON.stringify({ ...vector, values: Array.from(vector.values) })).join("\n"),
      "application/x-ndjson",
    );
  return {
    query: (vector, options) => json("query", { vector, ...options }),
    insert: (vectors) => lines("insert", vectors),
    upsert: (vectors) => lines("upsert", vectors),
    getByIds: (ids) => json("get_by_ids", { ids }),
    deleteByIds: (ids) => json("delete_by_ids", { ids }),
  };
}
