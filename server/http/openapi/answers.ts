/** The answers of an operation: its success and the refusals that it may have. */
import { isTransient } from "../../../shared/protocol/codes.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import { hasEntityTag } from "../entity-tag.ts";
import type { AnyRoute } from "../route.ts";
import { statusOf } from "../status-of.ts";
import type { Header, JsonSchema, Reference, Response } from "./open-api.ts";
import type { SchemaBook } from "./schema-book.ts";

export const sharedHeaders: Record<string, Header> = {
  TraceId: {
    description: "Finds the request in the server's log. Quote it when you report a fault.",
    schema: { type: "string", format: "uuid" },
  },
  RetryAfter: {
    description: "Seconds to wait before the next try.",
    schema: { type: "integer", minimum: 0 },
  },
  Tag: {
    description: "The version of the answer, for `if-none-match`.",
    schema: { type: "string" },
  },
};

const header = (name: string): Reference => ({ $ref: `#/components/headers/${name}` });
const traced = { "x-trace-id": header("TraceId") };

/** What a status means, as the shared answer of all operations that have it. */
const REFUSALS: Record<number, { name: string; description: string }> = {
  400: { name: "BadRequest", description: "The request has a wrong shape. The message names the field." },
  401: { name: "Unauthenticated", description: "No key or session, or one that has ended." },
  403: { name: "Forbidden", description: "The caller may not do this." },
  404: { name: "NotFound", description: "It does not exist, or the caller may not see it." },
  405: { name: "MethodNotAllowed", description: "The path has no such method. `allow` lists those it has." },
  409: { name: "Conflict", description: "It contradicts what is stored, or a limit on a number is reached." },
  413: { name: "TooLarge", description: "The body is over its limit." },
  422: { name: "Blocked", description: "Moderation found the content unsafe. Nothing was stored." },
  426: { name: "UpgradeRequired", description: "The client is too old for this server." },
  429: { name: "RateLimited", description: "Too many requests. Wait as long as `retry-after` says." },
  500: { name: "ServerFault", description: "A fault of the server. It is in its log, under the trace id." },
  503: { name: "Unavailable", description: "A temporary failure. Try again later." },
  507: { name: "StorageFull", description: "The server cannot store anything now." },
};

/** Statuses that every operation may answer. */
const ALWAYS = [400, 429, 500, 503, 507];

const refusalReference = (status: number): Reference => ({
  $ref: `#/components/responses/${refusal(status).name}`,
});

function refusal(status: number): { name: string; description: string } {
  const found = REFUSALS[status];
  if (found === undefined) throw new Error(`No answer is described for status ${status}`);
  return found;
}

export function sharedResponses(): Record<string, Response> {
  return Object.fromEntries(
    [...new Set(Object.values(statusOf))].sort().map((status) => {
      const { name, description } = refusal(status);
      const codes = codesOf(status);
      const retries = codes.some(isTransient) ? { "retry-after": header("RetryAfter") } : {};
      const schema: JsonSchema = {
        allOf: [{ $ref: "#/components/schemas/Refusal" }],
        properties: { error: { properties: { code: { enum: codes } } } },
      };
      const content = { "application/json": { schema } };
      return [
        name,
        { description: `${description} ${listed(codes)}`, headers: { ...traced, ...retries }, content },
      ];
    }),
  );
}

const codesOf = (status: number): ErrorCode[] =>
  (Object.keys(statusOf) as ErrorCode[]).filter((code) => statusOf[code] === status);

const listed = (codes: readonly string[]): string =>
  `Code: ${codes.map((code) => `\`${code}\``).join(", ")}.`;

/** The envelope of every refusal. */
export const refusalSchema: JsonSchema = {
  type: "object",
  description: "Every answer that is not a success has this form.",
  properties: {
    ok: { const: false },
    error: {
      type: "object",
      properties: {
        code: { enum: Object.keys(statusOf), description: "One of a closed set." },
        message: { type: "string", description: "A sentence for people." },
        retryAfter: { type: "integer", minimum: 0, description: "Milliseconds to wait before the next try." },
      },
      required: ["code", "message"],
    },
    traceId: { type: "string", format: "uuid" },
  },
  required: ["ok", "error", "traceId"],
};

export function responsesOf(route: AnyRoute, book: SchemaBook): Record<string, Response | Reference> {
  const { answer } = route;
  const success = successOf(route, book);
  const statuses = [answer.status, ...answer.also, ...(hasEntityTag(route) ? [304] : [])];
  const successes = statuses.map((status) => [
    String(status),
    status === 304
      ? { description: "It has not changed.", headers: success.headers }
      : status === 204
        ? { description: "There is nothing.", headers: traced }
        : success,
  ]);
  const refused = refusalsOf(route).map((status) => [String(status), refusalReference(status)]);
  return Object.fromEntries([...successes, ...refused]);
}

/** Whether the answer has an ETag, and is 304 for who has it. */
export const isTagged = (route: AnyRoute): boolean => hasEntityTag(route) || route.answer.also.includes(304);

function successOf(route: AnyRoute, book: SchemaBook): Response {
  const { answer, method, path } = route;
  const tag = isTagged(route) ? { etag: header("Tag") } : {};
  const headers = { ...traced, ...tag };
  switch (answer.kind) {
    case "json": {
      const where = `The answer of ${method} ${path}`;
      if (answer.schema === undefined) throw new Error(`${where} has no schema`);
      const schema = envelope(book.write(answer.schema, "output", where));
      const events = answer.orEvents === true ? { "text/event-stream": { schema: { type: "string" } } } : {};
      return { description: "Done.", headers, content: { "application/json": { schema }, ...events } };
    }
    case "bytes":
      // A file of any type: OpenAPI 3.1 describes its bytes by an empty schema.
      return {
        description: "The file.",
        headers,
        content: { [answer.contentType ?? "application/octet-stream"]: { schema: {} } },
      };
    case "events":
      return {
        description: "A stream of server-sent events. It stays open until one side ends it.",
        headers,
        content: { "text/event-stream": { schema: { type: "string" } } },
      };
  }
}

const envelope = (data: JsonSchema): JsonSchema => ({
  type: "object",
  properties: { ok: { const: true }, data, traceId: { type: "string", format: "uuid" } },
  required: ["ok", "data", "traceId"],
});

/** Follows from the access that the route requires and from its body; `refuses` has what only its handler knows. */
function refusalsOf(route: AnyRoute): number[] {
  const statuses = new Set<number>([...ALWAYS, ...route.refuses.map((code) => statusOf[code])]);
  if (route.in !== "nobody" || route.path.includes(":")) statuses.add(404);
  if (route.in !== "nobody") for (const status of [401, 403, 409]) statuses.add(status);
  if (route.method !== "GET") for (const status of [403, 409, 413, 422]) statuses.add(status);
  return [...statuses].sort((a, b) => a - b);
}
