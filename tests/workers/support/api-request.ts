import { exports } from "cloudflare:workers";
import type { RoomId } from "../../../shared/ids.ts";
import { ORIGIN, type Answer, type Visitor } from "./visitor.ts";

/** An address of a room below `/api/v1`. A room needs no organization beside it. */
export const roomPath = (room: RoomId | string, rest = ""): string => `/api/v1/rooms/${room}${rest}`;

/** A request as a program sends it, with headers of its own. */
export async function request<Data>(
  who: Visitor,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Answer<Data>> {
  const response = await exports.default.fetch(`${ORIGIN}${path}`, {
    method,
    headers: {
      origin: ORIGIN,
      cookie: who.cookie,
      "content-type": "application/json",
      ...who.headers,
      ...headers,
    },
    ...(body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, body: parse(text), text, headers: response.headers };
}

/** A 304 has no body. */
const parse = (text: string) => JSON.parse(text === "" ? "null" : text);

/** The text of an answer without what differs in each request. */
export const untraced = ({ text }: { text: string }): string => text.replace(/"traceId":"[^"]*"/, "");
