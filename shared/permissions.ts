/** Permissions: one table, used by the room, the HTTP routes and every screen. */

export type Role = "owner" | "admin" | "member" | "viewer" | "visitor";
export type RoomKind = "direct" | "group" | "session" | "support";
/** Who writes messages in a group: everyone who may write, or only who manages it, for announcements. */
export const POSTINGS = ["everyone", "managers"] as const;
export type Posting = (typeof POSTINGS)[number];
export type Capability = "read" | "write" | "invite" | "manage" | "steer" | "approve" | "takeOver" | "export";

/** Where a role applies. In an organization and in a library, roles are those of the organization's people. */
export type Place = RoomKind | "organization" | "library";

export const ROLES: readonly Role[] = ["owner", "admin", "member", "viewer", "visitor"];
export const ROOM_KINDS: readonly RoomKind[] = ["direct", "group", "session", "support"];

/** In a fixed order, because a set of capabilities is stored as a number with one bit each. Add new ones at the end. */
export const CAPABILITIES: readonly Capability[] = [
  "read",
  "write",
  "invite",
  "manage",
  "steer",
  "approve",
  "takeOver",
  "export",
];

const byRole: Record<Role, readonly Capability[]> = {
  owner: CAPABILITIES,
  admin: CAPABILITIES,
  member: ["read", "write", "invite", "steer", "takeOver"],
  viewer: ["read"],
  visitor: ["read", "write"],
};

/** In a direct room with an agent, nobody else could decide on what the agent asks for. */
const addedByPlace: Partial<Record<Place, Partial<Record<Role, readonly Capability[]>>>> = {
  direct: { member: ["approve"] },
};

/** A direct room always has the same two people: nobody can join, leave, rename or manage it. */
const excludedByPlace: Record<Place, readonly Capability[]> = {
  direct: ["invite", "manage"],
  group: [],
  session: [],
  support: [],
  organization: [],
  library: [],
};

export function can(role: Role, capability: Capability, place: Place): boolean {
  const isGiven =
    byRole[role].includes(capability) || addedByPlace[place]?.[role]?.includes(capability) === true;
  return isGiven && !excludedByPlace[place].includes(capability);
}

/** Upper limit of the capabilities, whatever the role allows. A person at their own device has all of them. */
export type Scopes = ReadonlySet<Capability>;

export const ALL_SCOPES: Scopes = new Set(CAPABILITIES);

/** Whether both the role and the scopes allow it. */
export function allowed(who: { role: Role; scopes: Scopes }, needs: Capability, place: Place): boolean {
  return who.scopes.has(needs) && can(who.role, needs, place);
}

export function capabilitiesOf(role: Role, place: Place, scopes: Scopes = ALL_SCOPES): Capability[] {
  return CAPABILITIES.filter((capability) => allowed({ role, scopes }, capability, place));
}

/** Rank of roles: a person cannot change members of higher rank or grant more than their own rank. */
const rank: Record<Role, number> = { visitor: 0, viewer: 1, member: 2, admin: 3, owner: 4 };

export function outranks(actor: Role, other: Role): boolean {
  return rank[actor] > rank[other];
}

/** Owners and admins grant roles up to their own; members grant roles up to member. */
export function mayGrant(actor: Role, role: Role): boolean {
  return rank[actor] >= rank[role];
}

/** A person of an organization whom somebody wants to manage. */
export interface ManagedPerson {
  role: Role;
  /** Whether it is the acting person themselves. */
  isSelf: boolean;
}

/** Whether the actor may remove the person from the organization, or end all of their sessions. Everyone may leave. */
export function mayManagePerson(actor: Role, { role, isSelf }: ManagedPerson): boolean {
  return isSelf || (can(actor, "manage", "organization") && outranks(actor, role));
}

/** Whether the actor may give the person this role in the organization. Everyone who manages may step down. */
export function mayChangeRole(actor: Role, { role, isSelf }: ManagedPerson, to: Role): boolean {
  if (!can(actor, "manage", "organization") || !mayGrant(actor, to)) return false;
  return isSelf || outranks(actor, role);
}
