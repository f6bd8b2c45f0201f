/** Entity tags of JSON answers: a program that asks again for what it has is told so, in place of getting it again. */
import { hashToken } from "../directory/secrets.ts";
import { OWN_COPY } from "./middleware/security-headers.ts";

/** Below `/api/v1`. The app's own reads are in no cache. */
export const hasEntityTag = ({ method, answer }: { method: string; answer: { kind: string } }): boolean =>
  method === "GET" && answer.kind === "json";

/** The answer with its tag; 304 without a body if the request says that it has it. The tag is weak: each answer has a trace id of its own. */
export async function withEntityTag(
  { headers: sent }: Request,
  data: unknown,
  respond: () => Response,
): Promise<Response> {
  const tag = `W/"${(await hashToken(JSON.stringify(data))).slice(0, 32)}"`;
  const response = hasTag(sent.get("if-none-match"), tag) ? new Response(null, { status: 304 }) : respond();
  response.headers.set("etag", tag);
  response.headers.set("cache-control", OWN_COPY);
  return response;
}

/** Weak and strong tags are compared alike: https://www.rfc-editor.org/rfc/rfc9110#name-if-none-match */
function hasTag(asked: string | null, tag: string): boolean {
  if (asked === null) return false;
  return asked.split(",").some((each) => ["*", tag, tag.slice(2)].includes(each.trim()));
}
