import type { OrganizationId } from "../../shared/ids.ts";
import type { Env } from "../bindings/env.ts";
import { openDirectory } from "../directory/directory.ts";
import { findMembership, type Membership } from "../directory/organizations.ts";
import { isFor, type Principal } from "./principal.ts";

/** The caller's membership; null if there is none, for visitors too. That of a key was read together with the key. */
export async function membershipOf(
  env: Env,
  principal: Principal,
  organization: OrganizationId,
): Promise<Membership | null> {
  if (principal.kind === "visitor" || !isFor(principal, organization)) return null;
  if (principal.kind === "key") return principal.membership;
  return findMembership(openDirectory(env.DB), organization, principal.user);
}
