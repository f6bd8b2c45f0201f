import { exports } from "cloudflare:workers";
import { makeApi, type Api } from "../../../client/sdk/api/index.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { checkDescribed } from "./described.ts";
import { ORIGIN, type Visitor } from "./visitor.ts";

/** The typed client, as this person. Each exchange is compared with the document. */
export function apiOf(who: Visitor, organization?: OrganizationId): Api<Response> {
  return makeApi({
    server: ORIGIN,
    ...(organization !== undefined && { organization }),
    fetch: async (address, init) => {
      const headers = new Headers({ origin: ORIGIN, ...who.headers, ...init.headers });
      if (who.cookie !== "") headers.set("cookie", who.cookie);
      const { method, body } = init;
      const response = await exports.default.fetch(address, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
      });
      const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
      checkDescribed({
        method,
        path: address.slice(ORIGIN.length),
        sent: typeof body === "string" ? JSON.parse(body) : undefined,
        status: response.status,
        headers: response.headers,
        text: isStream ? "" : new TextDecoder().decode(await response.clone().arrayBuffer()),
      });
      return response;
    },
  });
}

/** The code of the refusal, or `ok`. */
export async function codeOfCall(call: Promise<unknown>): Promise<string> {
  return call.then(
    () => "ok",
    (error: unknown) =>
      error instanceof Error && "code" in error ? String(error.code) : Promise.reject(error),
  );
}
