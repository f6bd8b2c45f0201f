/** A visitor as a principal. */
import type { VisitorId, WidgetId } from "../../../shared/ids.ts";
import type { Capability } from "../../../shared/permissions.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findByGrant, findByToken, type FoundSession } from "../../directory/visitor-sessions.ts";
import type { VisitorPrincipal } from "../principal.ts";
import { bearerOf, cookieOf, cookiesOf } from "./visitor-token.ts";

/** The origin of a session that was opened on a page of this server. */
export const OWN_PAGE = "self";
/** The name of a visitor who has not said one. */
export const NAMELESS = "Visitor";

/** The session of a request to this widget, whatever page it comes from. */
export async function findWidgetSession(
  env: Env,
  headers: Headers,
  widget: WidgetId,
  now: number,
): Promise<FoundSession | null> {
  const bearer = bearerOf(headers);
  const token = bearer === undefined ? cookieOf(headers, widget) : bearer;
  if (token === null) return null;
  const found = await findByToken(openDirectory(env.DB), token, now);
  return found !== null && found.session.widget === widget ? stillAllowed(found) : null;
}

/** By a token of its own, whichever widget it is of. */
export async function visitorByToken(env: Env, token: string, now: number): Promise<VisitorPrincipal | null> {
  return principalOf(await findByToken(openDirectory(env.DB), token, now), now);
}

/** By one of the cookies. A browser may have some of several widgets, so the request says who it is for. */
export async function visitorByCookie(
  env: Env,
  headers: Headers,
  visitor: VisitorId,
  now: number,
): Promise<VisitorPrincipal | null> {
  for (const { widget, token } of cookiesOf(headers)) {
    const found = await findByToken(openDirectory(env.DB), token, now);
    if (found?.visitor.id === visitor && found.session.widget === widget) return principalOf(found, now);
  }
  return null;
}

export async function visitorByGrant(
  env: Env,
  grant: `vss_${string}`,
  now: number,
): Promise<VisitorPrincipal | null> {
  return principalOf(await findByGrant(openDirectory(env.DB), grant, now), now);
}

/** Null if the page that opened the session may not show the widget any more. */
function stillAllowed(found: FoundSession): FoundSession | null {
  const { origin } = found.session;
  return origin === OWN_PAGE || found.widget.settings.origins.includes(origin) ? found : null;
}

export function principalOf(found: FoundSession | null, now: number): VisitorPrincipal | null {
  const session = found === null ? null : stillAllowed(found);
  if (session === null) return null;
  const { visitor, session: row, widget } = session;
  const isVerified = row.verifiedUntil !== null && row.verifiedUntil > now;
  const scopes: Capability[] = widget.settings.enforce && !isVerified ? ["read"] : ["read", "write"];
  return {
    kind: "visitor",
    user: visitor.id,
    name: visitor.name ?? NAMELESS,
    organization: row.organization,
    widget: row.widget,
    origin: row.origin,
    identity: isVerified ? "verified" : "anonymous",
    scopes: new Set(scopes),
    grant: row.id,
  };
}
