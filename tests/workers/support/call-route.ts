import { exports } from "cloudflare:workers";
import type { AnyRoute } from "../../../server/http/route.ts";
import { pathsOf } from "../../../server/http/mount-routes.ts";
import type { OrganizationId, RoomId } from "../../../shared/ids.ts";
import { checkDescribed } from "./described.ts";
import type { Sample } from "./route-samples.ts";
import { ORIGIN, type Visitor } from "./visitor.ts";

/** The place in which a route is called. */
export interface Place {
  mount: "app" | "v1";
  organization: OrganizationId;
  room: RoomId;
}

export interface Told {
  status: number;
  /** `ok`, or the code of the refusal. */
  code: string;
  /** The body without the trace id. */
  text: string;
  headers: Headers;
}

export const isMounted = (route: AnyRoute, mount: Place["mount"]): boolean =>
  mount === "app" ? route.v1 !== "only" : route.v1 !== false;

/** The route's address in this place, with its parameters filled in. */
export function addressOf(route: AnyRoute, { mount, organization, room }: Place, sample: Sample): string {
  const mounted = pathsOf([route]).find(({ path }) => path.startsWith("/v1/") === (mount === "v1"));
  if (mounted === undefined) throw new Error(`${route.path} is not mounted there`);
  const params: Record<string, string> = { organization, room, ...sample.params };
  const path = mounted.path.replaceAll(/:(\w+)/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${route.path} has no sample of :${name}`);
    return value;
  });
  const query = new URLSearchParams(sample.query);
  const isInOrganization = route.in === "organization" || route.in === "room";
  if (mounted.organizationIn === "query" && isInOrganization) query.set("organization", organization);
  return `/api${path}${query.size === 0 ? "" : `?${query}`}`;
}

/** Calls the route as this caller. `method` and headers may differ from the route's. */
export async function callRoute(
  who: Visitor,
  route: AnyRoute,
  place: Place,
  sample: Sample,
  other: { method?: string; headers?: Record<string, string> } = {},
): Promise<Told> {
  const { file, body } = sample;
  const sent = file?.bytes ?? (body === undefined ? "" : JSON.stringify(body));
  const bytes = typeof sent === "string" ? new TextEncoder().encode(sent) : sent;
  const headers = new Headers(who.headers);
  if (who.origin !== null && !headers.has("origin")) headers.set("origin", who.origin);
  if (who.cookie !== "") headers.set("cookie", who.cookie);
  if (file !== undefined) {
    headers.set("content-type", "application/octet-stream");
    headers.set("content-length", String(bytes.length));
    headers.set("x-file-name", encodeURIComponent(file.name));
  } else if (body !== undefined) headers.set("content-type", "application/json");
  for (const [name, value] of Object.entries(other.headers ?? {})) headers.set(name, value);
  const address = addressOf(route, place, sample);
  const method = other.method ?? route.method;
  const response = await exports.default.fetch(`${ORIGIN}${address}`, {
    method,
    headers,
    ...(bytes.length === 0 ? {} : { body: bytes }),
  });
  const exchange = { method, path: address, sent: body, status: response.status, headers: response.headers };
  if (route.answer.kind === "events" && response.ok) {
    await response.body?.cancel();
    checkDescribed({ ...exchange, text: "" });
    return { status: response.status, code: "ok", text: "", headers: response.headers };
  }
  // Read as bytes, because `text()` would log a warning for a response that is not text.
  const read = new TextDecoder().decode(await response.arrayBuffer());
  checkDescribed({ ...exchange, text: read });
  const text = read.replace(response.headers.get("x-trace-id") ?? "", "");
  const code = response.ok ? "ok" : String(JSON.parse(text).error.code);
  return { status: response.status, code, text, headers: response.headers };
}
