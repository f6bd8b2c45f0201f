import type { GrantId, KeyId, OrganizationId, UserId, VisitorId, WidgetId } from "../../shared/ids.ts";
import type { Scopes } from "../../shared/permissions.ts";

/**
 * Who stands behind a request or a socket. `user` is always a member id: what a room sees, counts and shows. Rooms and inboxes never
 * learn which kind it is.
 */
export type Principal = PersonPrincipal | VisitorPrincipal | KeyPrincipal;

interface Access {
  /** The only organization that it is for; null where it is for each that the person is in. */
  organization: OrganizationId | null;
  /** What it uses at most of what the member's role allows. */
  scopes: Scopes;
  /** What it can be revoked by. */
  grant: GrantId;
  name: string;
}

/** Whether this access is for the organization at all. Whether its user is a member of it is another question. */
export function isFor({ organization }: Principal, asked: OrganizationId): boolean {
  return organization === null || organization === asked;
}

export interface PersonPrincipal extends Access {
  kind: "person";
  user: UserId;
  email: string;
  via: "session" | "ticket";
}

/** Somebody without an account who talks through a widget. */
export interface VisitorPrincipal extends Access {
  kind: "visitor";
  user: VisitorId;
  widget: WidgetId;
  identity: "anonymous" | "verified";
}

/** A key of a person acts as that person; one of a service as an account without a password. */
export interface KeyPrincipal extends Access {
  kind: "key";
  key: KeyId;
  user: UserId;
  acts: "person" | "service";
}
