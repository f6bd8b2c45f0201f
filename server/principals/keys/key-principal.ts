/** An API key as a principal. */
import type { KeyId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findKey, type FoundKey, KEY_USE_NOTED, noteKeyUse } from "../../directory/keys.ts";
import { hashToken } from "../../directory/secrets.ts";
import type { KeyPrincipal } from "../principal.ts";

/** How long this isolate takes a key as it was read, milliseconds. A key that was revoked works for as long at most. */
const KEPT = 1_000;
const MOST_KEPT = 1_000;
const kept = new Map<string, { at: number; principal: KeyPrincipal }>();

/** At most one read of D1, and none if this isolate has read the key within the last second. */
export async function principalByKey(env: Env, token: string, now: number): Promise<KeyPrincipal | null> {
  const tokenHash = await hashToken(token);
  const known = kept.get(tokenHash);
  if (known !== undefined && now - known.at < KEPT && !hasExpired(known.principal, now))
    return known.principal;
  kept.delete(tokenHash);
  const found = await findKey(openDirectory(env.DB), { tokenHash }, now);
  if (found === null) return null;
  const principal = toPrincipal(found);
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(tokenHash, { at: now, principal });
  return principal;
}

/** Writes when the key was last used, at most once a minute. Null: there is nothing to write. */
export function noteUse(env: Env, principal: KeyPrincipal, now: number): Promise<void> | null {
  if (principal.usedAt !== null && now - principal.usedAt < KEY_USE_NOTED) return null;
  // The principal is kept for a second, so that the next request does not write again.
  principal.usedAt = now;
  return noteKeyUse(openDirectory(env.DB), principal.key, now);
}

/** For a ticket that the key made. */
export async function principalByKeyId(env: Env, id: KeyId, now: number): Promise<KeyPrincipal | null> {
  const found = await findKey(openDirectory(env.DB), { id }, now);
  return found === null ? null : toPrincipal(found);
}

const hasExpired = ({ expiresAt }: KeyPrincipal, now: number): boolean =>
  expiresAt !== null && expiresAt <= now;

function toPrincipal(found: FoundKey): KeyPrincipal {
  const { id, user, acts, membership, scopes } = found;
  const { name: keyName, perMinute, expiresAt, usedAt } = found;
  return {
    kind: "key",
    key: id,
    grant: id,
    user: user.id,
    name: user.name,
    organization: membership.organization.id,
    scopes: new Set(scopes),
    ...{ acts, membership, keyName, perMinute, expiresAt, usedAt },
  };
}
