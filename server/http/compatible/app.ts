/** The addresses of OpenAI's protocol, below `/v1`. A client gets this server as its base URL, and a key of Parley as its API key. */
import { Hono, type Context } from "hono";
import { keyOf } from "../../principals/keys/key-token.ts";
import { Problem } from "../../problems/problem.ts";
import { accessChecks } from "../access.ts";
import type { Edge } from "../context.ts";
import { noKeyInAddress } from "../middleware/no-key-in-address.ts";
import { rateHeaders } from "../middleware/rate-headers.ts";
import { whileDiskWorks } from "../middleware/while-disk-works.ts";
import { arrivalOf } from "../mount-routes.ts";
import { problemOf } from "../middleware/errors.ts";
import { readJson } from "../route-body.ts";
import { MAX_CHAT_BODY } from "../schemas/chat.ts";
import type { ChatCall } from "../chat/chat-session.ts";
import { readCompletionRequest } from "./completion-request.ts";
import { answerCompletion } from "./completions.ts";
import { answerEmbeddings, readEmbeddingRequest } from "./embeddings.ts";
import { listModels } from "./model-names.ts";
import { compatibleStatus, errorOf, noSuchModel } from "./problem-answer.ts";
import { readResponseRequest } from "./response-request.ts";
import { answerResponse, cancelResponse, showResponse } from "./responses.ts";

export const compatible = new Hono<Edge>()
  .use(noKeyInAddress, rateHeaders, whileDiskWorks)
  .get("/models", async (c) => {
    const call = await enter(c, "read");
    return c.json({ object: "list", data: await listModels(call) });
  })
  .get("/models/:model{.+}", async (c) => {
    const models = await listModels(await enter(c, "read"));
    const found = models.find(({ id }) => id === c.req.param("model"));
    if (found === undefined) throw noSuchModel("There is no such model here.");
    return c.json(found);
  })
  .post("/chat/completions", async (c) => {
    const call = await enter(c, "write");
    const request = readCompletionRequest(await readJson(c.req.raw, MAX_CHAT_BODY));
    return answerCompletion(call, request, c.req.raw);
  })
  .post("/responses", async (c) => {
    const call = await enter(c, "write");
    const request = readResponseRequest(await readJson(c.req.raw, MAX_CHAT_BODY));
    return answerResponse(call, request, c.req.raw);
  })
  .get("/responses/:id", async (c) => {
    const call = await enter(c, "read");
    if (c.req.query("stream") === "true")
      throw new Problem("bad_type", "A stored response cannot be streamed.");
    return showResponse(call, c.req.param("id"), c.req.url);
  })
  .post("/responses/:id/cancel", async (c) => {
    const call = await enter(c, "write");
    return cancelResponse(call, c.req.param("id"), c.req.url);
  })
  .post("/embeddings", async (c) => {
    const call = await enter(c, "write");
    return c.json(
      await answerEmbeddings(call, readEmbeddingRequest(await readJson(c.req.raw, MAX_CHAT_BODY))),
    );
  })
  .all("*", () => {
    throw new Problem("not_found", "There is no such address here.");
  });

compatible.onError((error, c) => {
  const problem = problemOf(error, c.var.traceId);
  const { retryAfter, code } = problem;
  const headers = new Headers({ "content-type": "application/json" });
  if (retryAfter !== undefined) headers.set("retry-after", String(Math.ceil(retryAfter / 1_000)));
  return new Response(JSON.stringify(errorOf(problem)), { status: compatibleStatus(code), headers });
});

/** Only with a key: no page may ask here, so no cookie counts. */
async function enter(c: Context<Edge>, needs: "read" | "write"): Promise<ChatCall> {
  if (keyOf(c.req.raw.headers) === undefined)
    throw new Problem("unauthenticated", "Send a key of Parley as the API key.");
  const { organization } = accessChecks;
  const entered = await organization.enter(arrivalOf(c, "query"));
  organization.assertAllowed(entered, needs);
  return { env: c.env, ...entered };
}
