/** For each route, a request that succeeds for a caller who may make it. A route without one fails `routes.test.ts`. */
import { paths, type Agent, type Invitation } from "../../../shared/api.ts";
import type { AgentId, OrganizationId } from "../../../shared/ids.ts";
import type { AnyRoute } from "../../../server/http/route.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import { newAttachmentId } from "./attachments.ts";
import { addNote, makeLibrary, uploadTo } from "./library.ts";
import { Person } from "./person.ts";
import { newShare, type Caller, type RouteWorld } from "./route-world.ts";

export interface Sample {
  /** Parameters besides `organization` and `room`. */
  params?: Record<string, string>;
  query?: Record<string, string>;
  body?: unknown;
  file?: { name: string; bytes: string | Uint8Array };
  /** The code with which the handler itself refuses the request, if it does. */
  refusal?: ErrorCode;
}

type MakeSample = (world: RouteWorld, caller: Caller) => Sample | Promise<Sample>;

export const keyOf = ({ method, path, v1 }: AnyRoute): string =>
  `${method} ${v1 === "only" ? "/v1" : ""}${path}`;

/** One pixel. */
export const SMALLEST_PNG = Uint8Array.from(
  atob("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="),
  (sign) => sign.charCodeAt(0),
);

const nothing: MakeSample = () => ({});
const ofLibrary: MakeSample = ({ library }) => ({ params: { library } });
const ofNote: MakeSample = ({ note }) => ({ params: { document: note } });
const note = { title: "Roof", text: "The roof is red." };
const question = { q: "Which colour has the door?" };

/** A library that the caller may manage. If the caller may not create one, it is the owner's. */
const ownLibrary: MakeSample = async (world, caller) => {
  const { organization, library } = world;
  const maker = makerOf(world, caller);
  return { params: { library: maker === null ? library : (await makeLibrary(maker, organization.id)).id } };
};

/** A document that the caller may manage. If the caller may not add one, it is the owner's. */
const ownNote: MakeSample = async (world, caller) => {
  const { organization, library } = world;
  const maker = makerOf(world, caller);
  const shelf = { organization: organization.id, library };
  const document = maker === null ? world.note : (await addNote(maker, shelf, "Own", "words")).id;
  return { params: { document } };
};

const ownFile: MakeSample = async (world, caller) => {
  const { organization, library } = world;
  const maker = makerOf(world, caller);
  const shelf = { organization: organization.id, library };
  const document = maker === null ? world.file : (await uploadTo(maker, shelf, "own.txt", "words")).id;
  return { params: { document } };
};

function idOf(visitor: unknown): string {
  if (!(visitor instanceof Person)) throw new Error("no person");
  return visitor.id;
}

function makerOf({ callers }: RouteWorld, caller: Caller): Person | null {
  const person = callers[caller];
  return person instanceof Person && caller !== "stranger" ? person : null;
}

/** An invitation of the caller. If the caller may not create one, it is the owner's. */
async function ownInvitation(world: RouteWorld, caller: Caller): Promise<string> {
  const maker = makerOf(world, caller) ?? world.owner;
  const { organization } = world;
  return (await maker.must(maker.post<Invitation>(paths.invitations(organization.id), {}))).id;
}

async function newAgent(owner: Person, organization: OrganizationId): Promise<AgentId> {
  return (await owner.must(owner.post<Agent>(paths.agents(organization), { name: "Brief" }))).id;
}

export const samples: Record<string, MakeSample> = {
  "GET /me": nothing,
  "GET /account": nothing,
  "PATCH /account": () => ({ body: { display: { language: "auto", timeFormat: "auto" } } }),
  "PUT /account/picture": () => ({ file: { name: "me.png", bytes: SMALLEST_PNG } }),
  "DELETE /account/picture": nothing,
  "GET /people/:person/picture": ({ owner }) => ({ params: { person: owner.id }, refusal: "not_found" }),
  "GET /account/sessions": nothing,
  "DELETE /account/sessions/:session": ({ owner }) => ({
    params: { session: owner.id },
    refusal: "not_found",
  }),
  "POST /account/confirmation": nothing,
  "POST /account/email": () => ({
    body: { email: "other@example.com", password: "not the password" },
    refusal: "forbidden",
  }),
  "GET /account/export": nothing,
  "POST /account/delete": () => ({ body: { password: "not the password" }, refusal: "forbidden" }),
  "GET /account-links/help": nothing,
  "POST /account-links/reset-mail": () => ({ body: { email: `${crypto.randomUUID()}@example.com` } }),
  "POST /account-links/confirm": () => ({ body: { token: "none" }, refusal: "not_found" }),
  "POST /account-links/reset": () => ({
    body: { token: "none", password: "another battery" },
    refusal: "not_found",
  }),
  "POST /people/:person/reset-link": ({ callers }, caller) => ({
    params: { person: idOf(callers.member) },
    ...(caller === "admin" ? { refusal: "forbidden" as const } : {}),
  }),
  "POST /organizations": () => ({ body: { name: "Another" } }),
  "GET /people": nothing,
  "GET /handles": nothing,
  "PUT /handle": (_, caller) => ({ body: { handle: `the-${caller}` } }),
  // The last owner cannot be removed, and lower roles may not remove an owner.
  "DELETE /people/:person": ({ owner }, caller) => ({
    params: { person: owner.id },
    refusal: caller === "owner" ? "conflict" : "forbidden",
  }),
  "PATCH /people/:person": ({ owner }, caller) => ({
    params: { person: owner.id },
    body: { role: "member" },
    refusal: caller === "owner" ? "conflict" : "forbidden",
  }),
  "POST /people/:person/sign-out": ({ owner, spare }, caller) => ({
    params: { person: caller === "owner" || caller === "admin" ? spare.id : owner.id },
    ...(caller === "owner" || caller === "admin" ? {} : { refusal: "forbidden" as const }),
  }),
  "GET /members": nothing,
  "POST /ownership": ({ owner }, caller) => ({
    body: { to: owner.id },
    refusal: caller === "owner" ? "conflict" : "forbidden",
  }),
  "PATCH /profile": () => ({ body: { name: "Analytical Engines" } }),
  // It has none. A picture is one of PNG, JPEG or WebP.
  "GET /picture": () => ({ refusal: "not_found" }),
  "PUT /picture": () => ({ file: { name: "picture", bytes: SMALLEST_PNG } }),
  "DELETE /picture": nothing,
  "POST /deletion": (_, caller) => ({
    body: { name: "Another name" },
    refusal: caller === "owner" ? "conflict" : "forbidden",
  }),
  "GET /invitations": nothing,
  "POST /invitation-link": nothing,
  "PATCH /invitations/:invitation": async (world, caller) => ({
    params: { invitation: await ownInvitation(world, caller) },
    body: { maxUses: 3 },
  }),
  "DELETE /invitations/:invitation": async (world, caller) => ({
    params: { invitation: await ownInvitation(world, caller) },
  }),
  "POST /invitations": () => ({ body: {} }),
  "POST /invitations/preview": async ({ owner, elsewhere }) => ({
    body: { token: await owner.invite(elsewhere.id) },
  }),
  "POST /invitations/accept": async ({ owner, elsewhere }) => ({
    body: { token: await owner.invite(elsewhere.id) },
  }),
  // Only people of the organization may open a share.
  "POST /shares/open": async ({ owner, organization, sideRoom }, caller) => ({
    body: { token: (await newShare(owner, organization, sideRoom, "join")).token },
    ...(caller === "stranger" ? { refusal: "not_found" as const } : {}),
  }),
  "GET /start": nothing,
  "POST /tickets": () => ({ body: {} }),
  "POST /rooms": () => ({ body: { kind: "group", name: "new", members: [] } }),
  "GET /rooms/:room/shares": nothing,
  "POST /rooms/:room/shares": () => ({ body: { access: "view", lifetime: 1_000 } }),
  "DELETE /rooms/:room/shares/:share": async ({ owner, organization, room }) => ({
    params: { share: (await newShare(owner, organization, room, "join")).id },
  }),
  "POST /rooms/:room/catch-up": () => ({ body: { since: 1_000_000 } }),
  "GET /rooms/:room/attachments": nothing,
  "GET /rooms/:room/attachments/:attachment": ({ attachment }, caller) => ({
    params: { attachment },
    // The file waits for its message. Until then only its uploader may read it.
    ...(caller === "owner" ? {} : { refusal: "not_found" as const }),
  }),
  "GET /rooms/:room/files": nothing,
  "PUT /rooms/:room/attachments/:attachment": () => ({
    params: { attachment: newAttachmentId() },
    file: { name: "a.txt", bytes: "words" },
  }),
  "DELETE /rooms/:room/attachments/:attachment": () => ({ params: { attachment: newAttachmentId() } }),
  "GET /agents": nothing,
  "POST /agents": () => ({ body: { name: "Another" } }),
  "PATCH /agents/:agent": ({ agent }) => ({
    params: { agent },
    body: { version: 1_000, name: "Other" },
    refusal: "conflict",
  }),
  "DELETE /agents/:agent": async ({ owner, organization, agent }, caller) => ({
    params: {
      agent: caller === "owner" || caller === "admin" ? await newAgent(owner, organization.id) : agent,
    },
  }),
  "GET /models": nothing,
  "GET /ai": nothing,
  "PUT /ai": () => ({ body: { moderation: "off", budget: { day: null, month: null } } }),
  "GET /usage": () => ({ query: { days: "7" } }),
  "GET /libraries": nothing,
  "POST /libraries": () => ({ body: { name: "Another" } }),
  "GET /libraries/:library": ofLibrary,
  "PATCH /libraries/:library": async (world, caller) => ({
    ...(await ownLibrary(world, caller)),
    body: { version: 1, name: "Renamed" },
  }),
  "DELETE /libraries/:library": ownLibrary,
  "GET /libraries/:library/events": ofLibrary,
  "POST /samples": nothing,
  "GET /libraries/:library/documents": ofLibrary,
  "POST /libraries/:library/documents": ({ library }) => ({ params: { library }, body: note }),
  "PUT /libraries/:library/files": ({ library }) => ({
    params: { library },
    file: { name: "roof.txt", bytes: note.text },
  }),
  "POST /v1/ingest": ({ library }) => ({ body: { library, ...note } }),
  "GET /documents": ({ note }) => ({ query: { ids: note } }),
  "GET /documents/:document": ofNote,
  "DELETE /documents/:document": ownNote,
  "PUT /documents/:document/note": async (world, caller) => ({
    ...(await ownNote(world, caller)),
    body: note,
  }),
  "PUT /documents/:document/file": async (world, caller) => ({
    ...(await ownFile(world, caller)),
    file: { name: "own.txt", bytes: "other words" },
  }),
  // The document has not failed, so a retry is refused.
  "POST /documents/:document/retry": async (world, caller) => ({
    ...(await ownNote(world, caller)),
    refusal: "conflict",
  }),
  "GET /documents/:document/text": ofNote,
  "GET /documents/:document/original": ofNote,
  "GET /search": () => ({ query: question }),
  "GET /search/messages": () => ({ query: { q: "door" } }),
  "POST /search/answer": () => ({ body: question }),
  "GET /v1/search": () => ({ query: question }),
};
