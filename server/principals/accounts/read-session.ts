import { isUserId } from "../../../shared/ids.ts";
import type { SignedIn } from "../../directory/sessions.ts";
import type { Env } from "../../bindings/env.ts";
import { authOf } from "./auth.ts";

/** Who the session cookie stands for, or null. A cookie that we did not sign is thrown away unread. */
export async function readSession(env: Env, headers: Headers): Promise<SignedIn | null> {
  if (!headers.has("cookie")) return null;
  // Prolonging is `prolongSession`'s: an answer without the new cookie would lose the new date.
  const found = await authOf(env).api.getSession({ headers, query: { disableRefresh: true } });
  if (found === null) return null;
  const { id, name, email } = found.user;
  if (!isUserId(id)) return null;
  return { user: { id, name, email }, session: found.session.id };
}

/** Puts off the end of a session that is in use. Gives the cookies that say so, for the answer. */
export async function prolongSession(env: Env, headers: Headers): Promise<string[]> {
  const prolonged = await authOf(env).api.getSession({ headers, returnHeaders: true });
  return prolonged.headers.getSetCookie();
}
