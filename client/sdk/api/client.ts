import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import { ParleyError } from "../parley-error.ts";
import type { Operations, Raw } from "./operations.ts";

/** What the client needs of a platform's `Response`. */
export interface ApiResponse {
  readonly ok: boolean;
  readonly status: number;
  readonly headers: { get(name: string): string | null };
  json(): Promise<unknown>;
}

interface ApiInit {
  method: string;
  headers: Record<string, string>;
  body?: string | Uint8Array<ArrayBuffer>;
  signal?: AbortSignal;
}

export interface ApiOptions<Response extends ApiResponse> {
  /** The address of the server, such as `https://parley.example`. */
  server: string;
  /** The platform's `fetch`, or one that retries, logs or adds something. */
  fetch: (address: string, init: ApiInit) => Promise<Response>;
  /** An API key. Without one, `fetch` must send a session. */
  key?: string;
  /** The organization of all calls that name no other. */
  organization?: string;
}

type Name = keyof Operations & string;

/** What a call sends, and what all calls may add. */
type Sent<Of extends Name> = Omit<Operations[Of], "answer"> & {
  /** The same call with the same key is done once, however often it is sent. */
  idempotencyKey?: string;
  signal?: AbortSignal;
};

type Arguments<Of extends Name> =
  Record<never, never> extends Sent<Of> ? [sent?: Sent<Of>] : [sent: Sent<Of>];

/** The data of the answer. A file and a stream of events are the platform's response. */
type Answer<Of extends Name, Response> = Operations[Of]["answer"] extends Raw
  ? Response
  : Operations[Of]["answer"];

export type Api<Response extends ApiResponse> = <const Of extends Name>(
  name: Of,
  ...sent: Arguments<Of>
) => Promise<Answer<Of, Response>>;

/** All that the types of operations may contain. */
interface AnySent {
  path?: Record<string, string | number>;
  query?: Record<string, string | number | readonly string[] | undefined>;
  body?: unknown;
  file?: { name: string; bytes: Uint8Array<ArrayBuffer> };
  idempotencyKey?: string;
  signal?: AbortSignal;
}

/**
 * Calls `/api/v1` by the name of an operation: `await api("GET /libraries/{library}", { path: { library } })`. Resolves to the data of the
 * answer. A refusal is thrown as a `ParleyError` with its code; what `fetch` throws is thrown on.
 */
export function makeApi<Response extends ApiResponse>(options: ApiOptions<Response>): Api<Response> {
  return async (name, ...[sent]) => {
    const { address, init } = requestOf(options, name, (sent ?? {}) as AnySent);
    const response = await options.fetch(address, init);
    const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
    if (!isJson && response.ok) return response as never;
    const answer = isJson ? ((await response.json()) as Record<string, unknown>) : null;
    if (!response.ok) throw errorOf(response, answer);
    return (answer?.["ok"] === true && "data" in answer ? answer["data"] : answer) as never;
  };
}

function requestOf(
  { server, key, organization }: Omit<ApiOptions<never>, "fetch">,
  name: string,
  { path = {}, query = {}, body, file, idempotencyKey, signal }: AnySent,
): { address: string; init: ApiInit } {
  const [method = "", template = ""] = name.split(" ");
  const filled = template.replaceAll(/\{(\w+)\}/g, (_, part: string) => segmentOf(part, path[part]));
  const asked = new URLSearchParams();
  for (const [one, value] of Object.entries({
    ...(organization !== undefined && { organization }),
    ...query,
  }))
    if (value !== undefined) asked.set(one, String(value));
  const text = asked.toString();
  const headers = {
    ...(key !== undefined && { authorization: `Bearer ${key}` }),
    ...(idempotencyKey !== undefined && { "idempotency-key": idempotencyKey }),
    ...(body !== undefined && { "content-type": "application/json" }),
    ...(file !== undefined && {
      "content-type": "application/octet-stream",
      "x-file-name": encodeURIComponent(file.name),
    }),
  };
  const sent = file?.bytes ?? (body === undefined ? undefined : JSON.stringify(body));
  return {
    address: `${server.replace(/\/+$/, "")}/api/v1${filled}${text === "" ? "" : `?${text}`}`,
    init: { method, headers, ...(sent !== undefined && { body: sent }), ...(signal && { signal }) },
  };
}

/** A value as one part of a path. `.` and `..` would be read as another path, however they are encoded. */
function segmentOf(name: string, value: string | number | undefined): string {
  const text = String(value ?? "");
  if (text === "" || text === "." || text === "..") throw new Error(`${name} is missing in the path`);
  return encodeURIComponent(text);
}

/** An answer without the envelope is not Parley's: it comes from something between. */
function errorOf({ status }: ApiResponse, answer: Record<string, unknown> | null): ParleyError {
  const { error, traceId } = (answer ?? {}) as {
    error?: { code: ErrorCode; message: string; retryAfter?: number };
    traceId?: string;
  };
  if (error === undefined) return new ParleyError("unavailable", `The server answered ${status}.`);
  return new ParleyError(error.code, error.message, error.retryAfter, traceId);
}
