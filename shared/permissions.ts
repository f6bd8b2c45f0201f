/** Who may do what: one table, read by the room, the edge and every screen. */

export type Role = "owner" | "admin" | "member" | "viewer" | "visitor";
export type RoomKind = "direct" | "group" | "session" | "support";
export type Capability = "read" | "write" | "invite" | "manage" | "steer" | "approve" | "takeOver" | "export";

/** Where a role counts. In an organization and in a library roles are those of its people. */
export type Place = RoomKind | "organization" | "library";

export const ROLES: readonly Role[] = ["owner", "admin", "member", "viewer", "visitor"];
export const ROOM_KINDS: readonly RoomKind[] = ["direct", "group", "session", "support"];

/** In a fixed order: a set of them is stored as a number, one bit each. New ones are added at the end. */
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

/** A direct room has the same two people for ever: nobody joins, leaves, renames or manages it. */
const excludedByPlace: Record<Place, readonly Capability[]> = {
  direct: ["invite", "manage"],
  group: [],
  session: [],
  support: [],
  organization: [],
  library: [],
};

export function can(role: Role, capability: Capability, place: Place): boolean {
  return byRole[role].includes(capability) && !excludedByPlace[place].includes(capability);
}

/** The capabilities that somebody uses at most, whatever their role allows. A person at their own device has them all. */
export type Scopes = ReadonlySet<Capability>;

export const ALL_SCOPES: Scopes = new Set(CAPABILITIES);

/** Whether both the role and the scopes allow it. */
export function allowed(who: { role: Role; scopes: Scopes }, needs: Capability, place: Place): boolean {
  return who.scopes.has(needs) && can(who.role, needs, place);
}

export function capabilitiesOf(role: Role, place: Place, scopes: Scopes = ALL_SCOPES): Capability[] {
  return byRole[role].filter((capability) => allowed({ role, scopes }, capability, place));
}

/** Rank for "nobody touches those above them, and nobody gives more than they have". Higher rules lower. */
const rank: Record<Role, number> = { visitor: 0, viewer: 1, member: 2, admin: 3, owner: 4 };

export function outranks(actor: Role, other: Role): boolean {
  return rank[actor] > rank[other];
}

/** Owners and admins give roles up to their own; a member invites members and below. */
export function mayGrant(actor: Role, role: Role): boolean {
  return rank[actor] >= rank[role];
}
