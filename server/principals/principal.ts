import type { GrantId, KeyId, OrganizationId, UserId, VisitorId, WidgetId } from "../../shared/ids.ts";
import type { Scopes } from "../../shared/permissions.ts";
import type { Membership } from "../directory/organizations.ts";

/**
 * The identity behind a request or a socket. `user` is always a member id, which rooms use and show. Rooms and inboxes never receive the
 * kind of principal.
 */
export type Principal = PersonPrincipal | VisitorPrincipal | KeyPrincipal;

interface Access {
  /** The only organization that this access is valid for; null if it is valid for all organizations of the person. */
  organization: OrganizationId | null;
  /** The upper limit of what the member's role allows. */
  scopes: Scopes;
  /** The grant by which this access can be revoked. */
  grant: GrantId;
  name: string;
}

/** Whether this access is valid for the organization. Whether its user is a member of it must be checked separately. */
export function isFor({ organization }: Principal, asked: OrganizationId): boolean {
  return organization === null || organization === asked;
}

export interface PersonPrincipal extends Access {
  kind: "person";
  user: UserId;
  email: string;
  via: "session" | "ticket";
}

/** A visitor: somebody without an account who uses a widget. */
export interface VisitorPrincipal extends Access {
  kind: "visitor";
  user: VisitorId;
  widget: WidgetId;
  /** The origin of the page that opened the session; `self` for a page of this server. */
  origin: string;
  identity: "anonymous" | "verified";
}

/** A person's key acts as that person; a service's key acts as an account without a password. */
export interface KeyPrincipal extends Access {
  kind: "key";
  key: KeyId;
  keyName: string;
  user: UserId;
  organization: OrganizationId;
  acts: "person" | "service";
  /** Read together with the key. */
  membership: Membership;
  /** Requests within a minute. */
  perMinute: number;
  expiresAt: number | null;
  usedAt: number | null;
}
