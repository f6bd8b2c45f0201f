import type { Me, OrganizationSummary } from "../../../shared/api.ts";
import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { localStore } from "./local-store.ts";

const keyOf = (user: UserId): string => `parley:organization:${user}`;

/** The organization that this person had open last in this browser, or the first one. */
export function lastOrganization(me: Me): OrganizationSummary | undefined {
  const kept = localStore.read(keyOf(me.user.id));
  return me.organizations.find((organization) => organization.id === kept) ?? me.organizations[0];
}

export function rememberOrganization(user: UserId, organization: OrganizationId): void {
  localStore.write(keyOf(user), organization);
}
