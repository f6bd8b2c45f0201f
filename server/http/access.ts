/** The kinds of access that a route can require, their checks, and the data that the handler then receives. */
import type { OrganizationSummary } from "../../shared/api.ts";
import {
  isOrganizationId,
  isRoomId,
  isWidgetId,
  type OrganizationId,
  type UserId,
} from "../../shared/ids.ts";
import { allowed, can, type Capability, type Place, type Role } from "../../shared/permissions.ts";
import type { Env } from "../bindings/env.ts";
import { openDirectory } from "../directory/directory.ts";
import { roleInRoom } from "../directory/object-calls.ts";
import { listOrganizations } from "../directory/organizations.ts";
import { findRoom, findRoomOfAny, type RoomRow } from "../directory/rooms.ts";
import type { FoundSession } from "../directory/visitor-sessions.ts";
import { findWidget, type WidgetRow } from "../directory/widgets.ts";
import { findPrincipal } from "../principals/find-principal.ts";
import { noteUse } from "../principals/keys/key-principal.ts";
import { membershipOf } from "../principals/membership-of.ts";
import {
  isFor,
  type KeyPrincipal,
  type PersonPrincipal,
  type Principal,
  type VisitorPrincipal,
} from "../principals/principal.ts";
import { findWidgetSession, principalOf } from "../principals/visitors/visitor-principal.ts";
import { addressOf } from "./address.ts";
import { isAllowedOrigin } from "./origins.ts";
import { assertFor, FOR } from "./assert-for.ts";
import { notFound, Problem } from "../problems/problem.ts";
import { type KeyRate, limitKey } from "./limit-key.ts";
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
  /** Lets the pages of this origin read the answer, also a refusal. */
  shareWith: (origin: string) => void;
  /** Says in the answer's headers what is left of the key's limit. */
  tellRate: (rate: KeyRate) => void;
  traceId: string;
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

interface InRoom {
  principal: Principal;
  organization: Pick<OrganizationSummary, "id">;
  room: RoomRow;
  /** The caller's role according to the room itself, not to the directory's copy. */
  role: Role;
}

/** Anybody, at the address of a widget that exists. */
interface AtWidget {
  widget: WidgetRow;
  /** The origin of the page that asks, if it is none of this server's. It may be none of the widget's. */
  foreign: string | null;
}

/** A visitor, at the address of their widget. */
interface AsVisitor {
  principal: VisitorPrincipal;
  widget: WidgetRow;
  found: FoundSession;
}

/** The data about the caller that a handler receives, for each kind of access. */
export interface Entered {
  nobody: object;
  widget: AtWidget;
  visitor: AsVisitor;
  signedIn: SignedIn;
  organization: InOrganization;
  room: InRoom;
}

export type Access = keyof Entered;

/** The capability that a route can require. Outside of an organization a caller has no role, so there is none. */
export interface Needs {
  nobody: null;
  widget: null;
  visitor: Capability;
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
  widget: { enter: enterWidget, assertAllowed: () => undefined, callerOf: () => null },
  visitor: {
    enter: enterAsVisitor,
    assertAllowed: ({ principal }, needs) => assertAllowed("visitor", principal, needs, "support"),
    callerOf: ({ principal: { user }, widget: { organization } }) => ({ user, organization }),
  },
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

function callerInOrganization({ principal: { user }, organization: { id } }: InRoom | InOrganization) {
  return { user, organization: id };
}

/** Period of the rate limit REQUESTS, milliseconds. */
const PERIOD = 60_000;

async function enterSignedIn(arrival: Arrival): Promise<SignedIn> {
  const principal = await loadPrincipal(arrival);
  if (principal.kind !== "person") throw new Problem("forbidden", "Only people can do this.");
  return { principal };
}

async function loadPrincipal(arrival: Arrival): Promise<Principal> {
  const { env, request, query } = arrival;
  const forUser = request.headers.get(FOR.header) ?? query[FOR.query];
  const principal = await findPrincipal(env, request.headers, { forUser });
  if (principal === null) throw new Problem("unauthenticated", "Sign in first.");
  if (principal.kind === "visitor") assertPageOf(arrival, principal);
  assertFor(principal, forUser);
  if (principal.kind === "key") await enterByKey(arrival, principal);
  else await assertNotTooOften(env, principal.user);
  return principal;
}

/** With a key, or the token of an app, that was found before. */
export async function enterOrganizationByKey(
  arrival: Arrival,
  principal: KeyPrincipal,
): Promise<InOrganization> {
  await enterByKey(arrival, principal);
  return enterOrganizationAs(arrival, principal);
}

async function enterByKey({ env, tellRate, waitUntil }: Arrival, principal: KeyPrincipal): Promise<void> {
  const noted = noteUse(env, principal, Date.now());
  if (noted !== null) waitUntil(noted);
  await limitKey(env, principal, tellRate);
}

async function assertNotTooOften({ REQUESTS }: Env, key: string): Promise<void> {
  const { success } = await REQUESTS.limit({ key });
  if (!success) throw new Problem("rate_limited", "Too many requests. Wait a minute.", PERIOD);
}

/** The origin of the page that asks, if it is none of this server's. Null for a program. */
function foreignOriginOf({ env, request }: Arrival): string | null {
  const origin = request.headers.get("origin");
  return origin === null || isAllowedOrigin(env.ALLOWED_ORIGINS, request.url, origin) ? null : origin;
}

/** A page of another origin may act for the visitor whose session was opened on it, and reads the answers. */
function assertPageOf(arrival: Arrival, { origin }: VisitorPrincipal): void {
  const { method, headers } = arrival.request;
  if (method !== "GET" && !headers.has("origin"))
    throw new Problem("forbidden", "This page is not allowed to do that.");
  const foreign = foreignOriginOf(arrival);
  if (foreign === null) return;
  if (foreign !== origin) throw originNotAllowed();
  arrival.shareWith(foreign);
}

export const originNotAllowed = (): Problem =>
  new Problem("origin_not_allowed", "This page is not on the widget's list of pages.");

/** `found`: a session at the widget, which has been read with it. */
async function loadWidget(arrival: Arrival, found: FoundSession | null = null): Promise<WidgetRow> {
  const { env, params } = arrival;
  const id = params["widget"];
  const widget = found?.widget ?? (isWidgetId(id) ? await findWidget(openDirectory(env.DB), id) : null);
  assertMayChange(arrival, widget);
  if (widget === null) throw notFound();
  return widget;
}

/** As `fromOurPages`, with the widget's list. Asked first, so that the answer says nothing about the widget. */
function assertMayChange(arrival: Arrival, widget: WidgetRow | null): void {
  const foreign = foreignOriginOf(arrival);
  const isListed = foreign !== null && widget?.settings.origins.includes(foreign) === true;
  if (isListed) arrival.shareWith(foreign);
  const { method, headers } = arrival.request;
  if (method === "GET") return;
  if (!headers.has("origin")) throw new Problem("forbidden", "This page is not allowed to do that.");
  if (foreign !== null && !isListed) throw originNotAllowed();
}

async function enterWidget(arrival: Arrival): Promise<AtWidget> {
  await assertNotTooOften(arrival.env, `widget from ${addressOf(arrival.request.headers)}`);
  const widget = await loadWidget(arrival);
  return { widget, foreign: foreignOriginOf(arrival) };
}

async function enterAsVisitor(arrival: Arrival): Promise<AsVisitor> {
  const { env, request, params } = arrival;
  const id = params["widget"];
  const now = Date.now();
  const found = isWidgetId(id) ? await findWidgetSession(env, request.headers, id, now) : null;
  const widget = await loadWidget(arrival, found);
  const principal = principalOf(found, now);
  if (found === null || principal === null) throw new Problem("unauthenticated", "Your session has ended.");
  assertPageOf(arrival, principal);
  await assertNotTooOften(env, principal.user);
  return { principal, widget, found };
}

/** Loads the organization through the caller's membership. Without a membership the answer is the same as for a missing organization. */
async function enterOrganization(arrival: Arrival): Promise<InOrganization> {
  return enterOrganizationAs(arrival, await loadPrincipal(arrival));
}

/** A visitor has no membership, so every organization is missing for them. */
async function enterOrganizationAs(arrival: Arrival, principal: Principal): Promise<InOrganization> {
  const { env, params, query } = arrival;
  const id =
    arrival.organizationIn === "path"
      ? params["organization"]
      : (query["organization"] ?? (await onlyOrganization(env, principal)));
  if (!isOrganizationId(id)) throw notFound();
  const membership = await membershipOf(env, principal, id);
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
  const principal = await loadPrincipal(arrival);
  if (principal.kind === "visitor") return enterRoomAsVisitor(arrival, principal);
  const { env, params, query, organizationIn } = arrival;
  const directory = openDirectory(env.DB);
  const { room: id } = params;
  const row = isRoomId(id) ? findRoomOfAny(directory, id) : null;
  const named = organizationIn === "path" ? params["organization"] : query["organization"];
  // A room says of which organization it is, so a program need not say it.
  const asked = named ?? (await row)?.organization;
  if (!isOrganizationId(asked)) throw notFound();
  const [membership, room] = await Promise.all([membershipOf(env, principal, asked), row]);
  if (membership === null || room?.organization !== asked) throw notFound();
  const role = await roleInRoom(env, room, principal.user, Date.now());
  if (role === null) throw notFound();
  return { principal, organization: membership.organization, room, role };
}

/** A visitor enters the rooms that say themselves that they are one there. */
async function enterRoomAsVisitor(arrival: Arrival, principal: VisitorPrincipal): Promise<InRoom> {
  const { env, params, query, organizationIn } = arrival;
  const id =
    organizationIn === "path" ? params["organization"] : (query["organization"] ?? principal.organization);
  if (!isOrganizationId(id) || !isFor(principal, id)) throw notFound();
  const found = await findMyRoom(env, id, principal.user, params["room"]);
  if (found?.role !== "visitor") throw notFound();
  return { principal, organization: { id }, ...found };
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

function assertAllowed(role: Role, { scopes, kind }: Principal, needs: Capability, place: Place): void {
  if (allowed({ role, scopes }, needs, place)) return;
  if (!can(role, needs, place)) throw notAllowed(needs);
  const { refused, message } = kind === "visitor" ? refuse.unnamedVisitor() : refuse.outOfScope(needs);
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

export function assertNoVisitor(entered: object): void {
  if ("principal" in entered && (entered.principal as Principal).kind === "visitor")
    throw new Problem("forbidden", "Only people can do this.");
}
