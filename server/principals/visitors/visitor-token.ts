/** Where a request carries a visitor's token: a cookie of the widget, or `authorization`. */
import { isWidgetId, type WidgetId } from "../../../shared/ids.ts";
import { VISITOR_SESSION_LIFETIME } from "../../../shared/limits.ts";
import { isToken } from "../../directory/secrets.ts";

const PREFIX = "parley_visitor_";
const BEARER = /^Bearer ([\w-]+)$/i;

/** A browser with several widgets of this server has one cookie for each. */
export const cookieNameOf = (widget: WidgetId): string => `${PREFIX}${widget}`;

/** `undefined` without such a header; null if it has no token. Whoever sends one is nobody else: no cookie is read then. */
export function bearerOf(headers: Headers): string | null | undefined {
  const header = headers.get("authorization");
  if (header === null) return undefined;
  const [, token] = BEARER.exec(header) ?? [];
  return isToken(token) ? token : null;
}

/** The token in this widget's cookie. */
export function cookieOf(headers: Headers, widget: WidgetId): string | null {
  return cookiesOf(headers).find((cookie) => cookie.widget === widget)?.token ?? null;
}

/** The tokens of all widgets whose cookies the request has. */
export function cookiesOf(headers: Headers): { widget: WidgetId; token: string }[] {
  return (headers.get("cookie") ?? "").split(";").flatMap((pair) => {
    const [name = "", token = ""] = pair.trim().split("=");
    const widget = name.startsWith(PREFIX) ? name.slice(PREFIX.length) : "";
    return isWidgetId(widget) && isToken(token) ? [{ widget, token }] : [];
  });
}

/** `Partitioned`: a browser keeps one for each site that shows the widget, so that no site learns who somebody is on another one. */
const ATTRIBUTES = "Path=/api; HttpOnly; Secure; SameSite=None; Partitioned";

export function setCookie(widget: WidgetId, token: string): string {
  return `${cookieNameOf(widget)}=${token}; Max-Age=${VISITOR_SESSION_LIFETIME / 1_000}; ${ATTRIBUTES}`;
}

export const dropCookie = (widget: WidgetId): string => `${cookieNameOf(widget)}=; Max-Age=0; ${ATTRIBUTES}`;
