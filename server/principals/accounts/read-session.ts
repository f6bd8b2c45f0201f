import { isUserId } from "../../../shared/ids.ts";
import type { SignedIn } from "../../directory/sessions.ts";
import type { Env } from "../../bindings/env.ts";
import { authOf } from "./auth.ts";

/** The account of the session cookie, or null. A cookie with an invalid signature is ignored. */
export async function readSession(env: Env, headers: Headers): Promise<SignedIn | null> {
  if (!headers.has("cookie")) return null;
  // No refresh here: `prolongSession` does it, because the new cookie must be part of the answer.
  const found = await authOf(env).api.getSession({ headers, query: { disableRefresh: true } });
  if (found === null) return null;
  const { id, name, email } = found.user;
  if (!isUserId(id)) return null;
  return { user: { id, name, email }, session: found.session.id };
}

/** Extends a session that is in use. Returns the cookies for the answer. */
export async function prolongSession(env: Env, headers: Headers): Promise<string[]> {
  const prolonged = await authOf(env).api.getSession({ headers, returnHeaders: true });
  return prolonged.headers.getSetCookie();
}
