/** `/llms.txt`: what a language model needs to write programs for this server. https://llmstxt.org */
import { API_BASE } from "./describe-api.ts";
import { operationsOf, type OpenApiDocument } from "./open-api.ts";

/** The most used operations, in the order in which one meets them. */
const SHOWN = [
  "GET /me",
  "POST /chat",
  "GET /search",
  "GET /rooms",
  "POST /rooms",
  "GET /rooms/{room}/messages",
  "POST /rooms/{room}/messages",
  "GET /rooms/{room}/events",
  "POST /ingest",
  "POST /webhooks",
];

export function llmsText(document: OpenApiDocument): string {
  const all = operationsOf(document);
  const operations = SHOWN.map((name) => {
    const found = all.find(({ method, path }) => `${method} ${path}` === name);
    if (found === undefined) throw new Error(`/llms.txt names ${name}, which is no operation`);
    const { method, path, operation } = found;
    const anchor = `/developers#${operation.operationId}`;
    return `- [${method} ${API_BASE}${path}](${anchor}): ${operation.summary}`;
  });
  return [...HEAD, ...operations, ...FOOT].join("\n");
}

const HEAD = [
  "# Parley",
  "",
  "> Rooms in which people and AI agents talk. What people do there, programs can do too: ask agents, write messages, follow rooms, search documents.",
  "",
  "Addresses are below the address of this server. Send an API key of Parley as `authorization: Bearer parley_…` or as `x-api-key`, never in an address. People make keys in their account; owners and admins also make keys of service accounts.",
  "",
  "A JSON answer is `{ ok: true, data, traceId }` or `{ ok: false, error: { code, message }, traceId }`. A request that changes something may carry an `idempotency-key`, so that it can be sent again. After 429 and 503, wait as long as `retry-after` says (seconds). A message has at most 16,000 bytes.",
  "",
  "## Documents",
  "",
  `- [OpenAPI 3.1](${API_BASE}/openapi.json): every operation, with its types and refusals`,
  "- [Developers](/developers): the same as a page, with a curl command for each operation",
  "",
  "## Most used operations",
  "",
];

const FOOT = [
  "",
  "## Other protocols",
  "",
  "- `POST /api/chat`: also the UI message stream of the AI SDK (`useChat` with its default transport)",
  "- `POST /v1/chat/completions`, `POST /v1/responses`, `POST /v1/embeddings`, `GET /v1/models`: OpenAI's protocol. The base URL ends in `/v1`, the API key is a key of Parley, and a model is an agent's handle, such as `parley`",
  "- `/mcp`: the Model Context Protocol over streamable HTTP, with an API key as the bearer token",
  "- `GET /health`, `GET /health/db`, `GET /health/services`: whether the server works, without a key",
  "",
];
