import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findAccess } from "../../directory/oauth-grants.ts";
import { hashToken } from "../../directory/secrets.ts";
import { principalByKeyId } from "../keys/key-principal.ts";
import type { KeyPrincipal } from "../principal.ts";

/** An app acts by the key that stands for its access. Null if the token is none, its time is over, or the access has ended. */
export async function principalByAccessToken(
  env: Env,
  token: string,
  now: number,
): Promise<KeyPrincipal | null> {
  const key = await findAccess(openDirectory(env.DB), await hashToken(token), now);
  return key === null ? null : principalByKeyId(env, key, now);
}
