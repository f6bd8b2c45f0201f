import type { UserId } from "../../shared/ids.ts";
import type { Env } from "../bindings/env.ts";
import { readSession } from "./accounts/read-session.ts";

/** Who stands behind an HTTP request. */
export interface RequestPrincipal {
  kind: "person";
  user: UserId;
  name: string;
  email: string;
  /** Id (not token) of the session that the cookie stands for. */
  session: string;
}

/** Null where nobody is signed in. */
export async function findPrincipal(env: Env, headers: Headers): Promise<RequestPrincipal | null> {
  const found = await readSession(env, headers);
  if (found === null) return null;
  const { id, name, email } = found.user;
  return { kind: "person", user: id, name, email, session: found.session };
}
