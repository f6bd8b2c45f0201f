/** The kinds of request bodies that a route can accept. */
import type { ZodType } from "zod";
import { measureBody, type MeasuredBody } from "../knowledge/documents/measured-body.ts";
import { Problem } from "../problems/problem.ts";
import { fieldProblem } from "./field-problem.ts";
import { fileNameOf } from "./file-name.ts";

export interface BodyKind<Body> {
  readonly kind: "none" | "json" | "file";
  /** The only accepted type. A form on another site cannot send either type without a CORS preflight request. */
  readonly contentType: "application/json" | "application/octet-stream";
  /** Maximum size, bytes. */
  readonly most: number;
  /** For JSON. */
  readonly schema?: ZodType<Body>;
  read: (request: Request) => Promise<Body>;
  /** What makes two bodies the same request. Of a file its name and length, because its bytes are still unread. */
  identityOf(body: Body): unknown;
}

/** Maximum size of most bodies, bytes. The largest valid one names a thousand members of a room. */
export const SMALL_BODY = 64 * 1024;

export const noBody: BodyKind<undefined> = {
  kind: "none",
  contentType: "application/json",
  most: SMALL_BODY,
  async read(request) {
    assertLength(request, SMALL_BODY);
    return undefined;
  },
  identityOf: () => null,
};

/** A JSON body that must match the schema. Unknown fields are removed. */
export function jsonBody<Body>(schema: ZodType<Body>, most: number = SMALL_BODY): BodyKind<Body> {
  return {
    kind: "json",
    contentType: "application/json",
    most,
    schema,
    async read(request) {
      const parsed = schema.safeParse(await readJson(request, most));
      if (!parsed.success) throw new Problem("bad_type", fieldProblem(parsed.error));
      return parsed.data;
    },
    identityOf: (body) => body,
  };
}

/** A file as an unread stream. `content-length` contains its size, and `x-file-name` its name. */
export interface FileBody extends MeasuredBody {
  name: string;
}

export function fileBody(most: number): BodyKind<FileBody> {
  return {
    kind: "file",
    contentType: "application/octet-stream",
    most,
    async read({ headers, body }) {
      const name = fileNameOf(headers);
      return { name, ...measureBody(headers.get("content-length") ?? "", body, most) };
    },
    identityOf: ({ name, bytes }) => ({ name, bytes }),
  };
}

/** The body of a request that is not in the table of routes. */
export function readSmallText(request: Request): Promise<string> {
  assertLength(request, SMALL_BODY);
  return readText(request, SMALL_BODY);
}

export async function readJson(request: Request, most: number): Promise<unknown> {
  assertLength(request, most);
  const text = await readText(request, most);
  try {
    return JSON.parse(text);
  } catch {
    throw new Problem("bad_json", "The request is not valid JSON.");
  }
}

/** Reads at most `most` bytes, even if `content-length` is missing. */
async function readText({ body }: Request, most: number): Promise<string> {
  if (body === null) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for await (const chunk of whole(body)) {
    bytes += chunk.length;
    if (bytes > most) throw tooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

/** The chunks of a body. A body that breaks off, because the connection or its framing did, is a bad request and no fault of the server. */
async function* whole(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch {
    // What is before the Worker logs it: the front of a local server, or Cloudflare's edge.
    throw new Problem("bad_type", "The request broke off.");
  }
}

function assertLength({ headers }: Request, most: number): void {
  if (Number(headers.get("content-length") ?? 0) > most) throw tooLarge();
}

const tooLarge = () => new Problem("too_large", "That is too large.");
