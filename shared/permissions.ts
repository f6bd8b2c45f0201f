/** Who may do what: one table, read by the room, by the edge and by every screen. */

export type Role = "owner" | "admin" | "member" | "viewer" | "visitor";
export type RoomKind = "direct" | "group" | "session" | "support";
export type Capability = "read" | "write" | "invite" | "manage" | "steer" | "approve" | "takeOver" | "export";

export const ROLES: readonly Role[] = ["owner", "admin", "member", "viewer", "visitor"];
export const ROOM_KINDS: readonly RoomKind[] = ["direct", "group", "session", "support"];

const everything: readonly Capability[] = [
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
  owner: everything,
  admin: everything,
  member: ["read", "write", "invite", "steer", "takeOver"],
  viewer: ["read"],
  visitor: ["read", "write"],
};

/** A direct room is its two people, for ever: nobody joins, leaves, renames or rules it. */
const withheldByKind: Record<RoomKind, readonly Capability[]> = {
  direct: ["invite", "manage"],
  group: [],
  session: [],
  support: [],
};

export function can(role: Role, capability: Capability, kind: RoomKind): boolean {
  return byRole[role].includes(capability) && !withheldByKind[kind].includes(capability);
}

export function capabilitiesOf(role: Role, kind: RoomKind): Capability[] {
  return byRole[role].filter((capability) => can(role, capability, kind));
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
