/** OpenAI's own client, unchanged, against `/v1/embeddings`. */
import type OpenAI from "openai";
import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { paths, type UsageReport } from "../../shared/api.ts";
import { MAX_EMBEDDED_TEXT, MAX_EMBEDDED_TEXTS } from "../../shared/limits.ts";
import { embedTexts } from "../../server/knowledge/ingest/embed-chunks.ts";
import { setAi, type AiRoom } from "./support/ai-room.ts";
import { makeKey } from "./support/keys.ts";
import { openAiClient } from "./support/openai-client.ts";
import { team } from "./support/person.ts";

const model = env.EMBEDDING_MODEL;
let made: Awaited<ReturnType<typeof team>>;
let client: OpenAI;

beforeAll(async () => {
  made = await team();
  const key = await makeKey(made.ada, made.organization.id);
  client = openAiClient(key.key.secret);
});

describe("POST /v1/embeddings", () => {
  it("COMPLETE-30: one vector for each text, in order, the same that the knowledge base has", async () => {
    const texts = ["The cat sleeps.", "Refunds take five days.", "世界"];
    const [single, ...whole] = [
      await client.embeddings.create({ model, input: texts[0] ?? "", encoding_format: "float" }),
      await client.embeddings.create({ model: "auto", input: texts, encoding_format: "float" }),
    ];
    const vectors = await embedTexts(env, texts);
    expect(single.data).toEqual([{ object: "embedding", index: 0, embedding: vectors[0] }]);
    expect(whole[0]).toMatchObject({ object: "list", model });
    expect(whole[0]?.data.map(({ index }) => index)).toEqual([0, 1, 2]);
    expect(whole[0]?.data.map(({ embedding }) => embedding)).toEqual(vectors);
    expect(whole[0]?.usage.prompt_tokens).toBeGreaterThan(single.usage.prompt_tokens);
  });

  it("COMPLETE-30: the client's default, base64 of 32-bit floats, gives vectors of the full width", async () => {
    // Servers that ignored the format made the client return a quarter of the numbers.
    const input = "The cat sleeps.";
    const [float, base64] = [
      await client.embeddings.create({ model, input, encoding_format: "float" }),
      await client.embeddings.create({ model, input }),
    ];
    const [expected, given] = [float, base64].map(({ data }) => data[0]?.embedding ?? []);
    expect(given).toHaveLength(expected?.length ?? 0);
    expect(given).toEqual(Array.from(new Float32Array(expected ?? [])));
    expect(given?.length).toBeGreaterThan(100);
  });

  it("COMPLETE-30: as many texts as the bound says, in more than one call of the model", async () => {
    const input = Array.from({ length: MAX_EMBEDDED_TEXTS }, (_, i) => `Text number ${i}`);
    const { data } = await client.embeddings.create({ model, input, encoding_format: "float" });
    expect(data).toHaveLength(MAX_EMBEDDED_TEXTS);
    expect([data.at(-1)?.embedding]).toEqual(await embedTexts(env, input.slice(-1)));
  });

  it("COMPLETE-31: the list of models has the embedding model, with which nobody can talk", async () => {
    const { data } = await client.models.list();
    expect(data.filter(({ id }) => id === model)).toHaveLength(1);
    expect(await client.models.retrieve(model)).toMatchObject({ id: model, object: "model" });
    await expect(
      client.chat.completions.create({ model, messages: [{ role: "user", content: "Hi" }] }),
    ).rejects.toMatchObject({ status: 404, code: "model_not_found" });
  });

  it("COMPLETE-32: what it costs counts for who asked, and not as an answer", async () => {
    const { grace, ada, organization } = made;
    const { key } = await makeKey(grace, organization.id);
    const input = Array.from({ length: 40 }, (_, i) => `Sentence ${i} that costs something.`);
    const { usage } = await openAiClient(key.secret).embeddings.create({ model, input });
    const report = await ada.must(ada.get<UsageReport>(paths.usage(organization.id, 7)));
    const hers = report.people.find(({ user }) => user === grace.id);
    expect(hers).toMatchObject({ turns: 0, tokensIn: usage.prompt_tokens });
    expect(hers?.cost).toBeGreaterThan(0);
  });

  it("COMPLETE-32: a budget that is used up is a quota that is used up", async () => {
    const poor = await team();
    const { key } = await makeKey(poor.ada, poor.organization.id);
    await setAi({ ada: poor.ada, organization: poor.organization } as AiRoom, {
      budget: { day: 0, month: null },
    });
    await expect(openAiClient(key.secret).embeddings.create({ model, input: "Hi" })).rejects.toMatchObject({
      status: 429,
      code: "insufficient_quota",
    });
  });

  it.each([
    [{ model: "text-embedding-3-small", input: "Hi" }, 404, "model_not_found"],
    [{ model: "parley", input: "Hi" }, 404, "model_not_found"],
    [{ model: "auto" }, 400, "invalid_value"],
    [{ model: "auto", input: "" }, 400, "invalid_value"],
    [{ model: "auto", input: [] }, 400, "invalid_value"],
    [{ model: "auto", input: ["Hi", ""] }, 400, "invalid_value"],
    // Some clients count tokens for a model of OpenAI and send the numbers.
    [{ model: "auto", input: [15_339, 1_917] }, 400, "invalid_value"],
    [{ model: "auto", input: [[15_339, 1_917]] }, 400, "invalid_value"],
    [{ model: "auto", input: "x".repeat(MAX_EMBEDDED_TEXT + 1) }, 400, "invalid_value"],
    [{ model: "auto", input: new Array(MAX_EMBEDDED_TEXTS + 1).fill("x") }, 400, "invalid_value"],
    [{ model: "auto", input: new Array(20).fill("x".repeat(30_000)) }, 413, "context_length_exceeded"],
    [{ model: "auto", input: "Hi", encoding_format: "md5" }, 400, "invalid_value"],
    [{ model: "auto", input: "Hi", dimensions: 7 }, 400, "invalid_value"],
  ])("COMPLETE-33: bad requests are refused as the protocol says: %#", async (body, status, code) => {
    await expect(client.embeddings.create(body as never)).rejects.toMatchObject({ status, code });
  });

  it("COMPLETE-33: a key that may only read embeds nothing", async () => {
    const { key } = await makeKey(made.ada, made.organization.id, { scopes: ["read"] });
    await expect(openAiClient(key.secret).embeddings.create({ model, input: "Hi" })).rejects.toMatchObject({
      status: 403,
      code: "insufficient_permissions",
    });
  });
});
