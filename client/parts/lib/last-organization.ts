import type { Me, OrganizationSummary } from "../../../shared/api.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { localStore } from "./local-store.ts";

const KEY = "parley:organization";

/** The organization that was last open in this browser, or the first one. */
export function lastOrganization(me: Me): OrganizationSummary | undefined {
  const kept = localStore.read(KEY);
  return me.organizations.find((organization) => organization.id === kept) ?? me.organizations[0];
}

export function rememberOrganization(organization: OrganizationId): void {
  localStore.write(KEY, organization);
}
