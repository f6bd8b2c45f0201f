/** The kinds of access that a route can require, their checks, and the data that the handler then receives. */
import type { OrganizationSummary } from "../../shared/api.ts";
import { isOrganizationId, isRoomId, type OrganizationId, type UserId } from "../../shared/ids.ts";
import { allowed, can, type Capability, type Place, type Role } from "../../shared/permissions.ts";
import type { Env } from "../bindings/env.ts";
import { openDirectory } from "../directory/directory.ts";
import { roleInRoom } from "../directory/object-calls.ts";
import { findMembership, listOrganizations } from "../directory/organizations.ts";
import { findRoom, type RoomRow } from "../directory/rooms.ts";
import { findPrincipal } from "../principals/find-principal.ts";
import { isFor, type PersonPrincipal, type Principal } from "../principals/principal.ts";
import { assertFor, FOR } from "./assert-for.ts";
import { notFound, Problem } from "../problems/problem.ts";
import { refuse } from "../rules/room/errors.ts";

/** A request for a route of the table, before its caller is authenticated. */
export interface Arrival {
  env: Env;
  request: Request;
  params: Record<string, string>;
  query: Record<string, string>;
  /** The part of the address that contains the organization's id. */
  organizationIn: "path" | "query";
  waitUntil: (work: Promise<unknown>) => void;
}

/** A signed-in person on their own device. Routes outside of organizations are not available to keys and visitors. */
interface SignedIn {
  principal: PersonPrincipal;
}

interface InOrganization {
  principal: Principal;
  /** The organization, with the caller's role. All data is loaded through this membership. */
  organization: OrganizationSummary;
}

interface InRoom extends InOrganization {
  room: RoomRow;
  /** The caller's role according to the room itself, not to the directory's copy. */
  role: Role;
}

/** The data about the caller that a handler receives, for each kind of access. */
export interface Entered {
  nobody: object;
  signedIn: SignedIn;
  organization: InOrganization;
  room: InRoom;
}

export type Access = keyof Entered;

/** The capability that a route can require. Outside of an organization a caller has no role, so there is none. */
export interface Needs {
  nobody: null;
  signedIn: null;
  organization: Capability;
  room: Capability;
}

interface AccessCheck<In extends Access> {
  enter: (arrival: Arrival) => Promise<Entered[In]>;
  assertAllowed: (entered: Entered[In], needs: Needs[In]) => void;
  /** The person, and the organization that the request is about; null if anybody may send it. */
  callerOf: (entered: Entered[In]) => { user: UserId; organization: OrganizationId | null } | null;
}

export const accessChecks: { readonly [In in Access]: AccessCheck<In> } = {
  nobody: { enter: async () => ({}), assertAllowed: () => undefined, callerOf: () => null },
  signedIn: {
    enter: enterSignedIn,
    assertAllowed: () => undefined,
    callerOf: ({ principal: { user } }) => ({ user, organization: null }),
  },
  organization: {
    enter: enterOrganization,
    assertAllowed: ({ organization, principal }, needs) =>
      assertAllowed(organization.role, principal, needs, "organization"),
    callerOf: callerInOrganization,
  },
  room: {
    enter: enterRoom,
    assertAllowed: ({ role, room, principal }, needs) => assertAllowed(role, principal, needs, room.kind),
    callerOf: callerInOrganization,
  },
};

function callerInOrganization({ principal: { user }, organization: { id } }: InOrganization) {
  return { user, organization: id };
}

/** Period of the rate limit REQUESTS, milliseconds. */
const PERIOD = 60_000;

async function enterSignedIn(arrival: Arrival): Promise<SignedIn> {
  const principal = await loadPrincipal(arrival);
  if (principal.kind !== "person") throw new Problem("forbidden", "Only people can do this.");
  return { principal };
}

async function loadPrincipal({ env, request, query }: Arrival): Promise<Principal> {
  const principal = await findPrincipal(env, request.headers);
  if (principal === null) throw new Problem("unauthenticated", "Sign in first.");
  assertFor(principal, request.headers.get(FOR.header) ?? query[FOR.query]);
  const { success } = await env.REQUESTS.limit({ key: principal.user });
  if (!success) throw new Problem("rate_limited", "Too many requests. Wait a minute.", PERIOD);
  return principal;
}

/** Loads the organization through the caller's membership. Without a membership the answer is the same as for a missing organization. */
async function enterOrganization(arrival: Arrival): Promise<InOrganization> {
  const principal = await loadPrincipal(arrival);
  const { env, params, query } = arrival;
  const id =
    arrival.organizationIn === "path"
      ? params["organization"]
      : (query["organization"] ?? (await onlyOrganization(env, principal)));
  if (!isOrganizationId(id) || !isFor(principal, id)) throw notFound();
  const membership = await findMembership(openDirectory(env.DB), id, principal.user);
  if (membership === null) throw notFound();
  return { principal, organization: membership.organization };
}

async function onlyOrganization({ DB }: Env, { organization, user }: Principal): Promise<OrganizationId> {
  if (organization !== null) return organization;
  const [only, ...others] = await listOrganizations(openDirectory(DB), user);
  if (only === undefined || others.length > 0) throw new Problem("bad_type", "The organization is missing.");
  return only.id;
}

/** Enters a room. If the room says that the caller is not a member, the answer is the same as for a missing room. */
async function enterRoom(arrival: Arrival): Promise<InRoom> {
  const inOrganization = await enterOrganization(arrival);
  const { principal, organization } = inOrganization;
  const found = await findMyRoom(arrival.env, organization.id, principal.user, arrival.params["room"]);
  if (found === null) throw notFound();
  return { ...inOrganization, ...found };
}

/** The room and the person's role in it; null if it does not exist or the person is not a member. `id` is unchecked input. */
export async function findMyRoom(
  env: Env,
  organization: OrganizationId,
  user: UserId,
  id: string | undefined,
): Promise<{ room: RoomRow; role: Role } | null> {
  const room = isRoomId(id) ? await findRoom(openDirectory(env.DB), organization, id) : null;
  const role = room === null ? null : await roleInRoom(env, room, user, Date.now());
  return room === null || role === null ? null : { room, role };
}

function assertAllowed(role: Role, { scopes }: Principal, needs: Capability, place: Place): void {
  if (allowed({ role, scopes }, needs, place)) return;
  if (!can(role, needs, place)) throw notAllowed(needs);
  const { refused, message } = refuse.outOfScope(needs);
  throw new Problem(refused, message);
}

function notAllowed(needs: Capability): Problem {
  switch (needs) {
    case "manage":
      return new Problem("forbidden", "Only owners and admins can do this.");
    case "invite":
      return new Problem("forbidden", "You are not allowed to invite people here.");
    case "read":
    case "write":
    case "steer":
    case "approve":
    case "takeOver":
    case "export":
      return new Problem("forbidden", "Your role does not allow that.");
  }
}
