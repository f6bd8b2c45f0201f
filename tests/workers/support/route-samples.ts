/** For each route, a request that succeeds for a caller who may make it. A route without one fails `routes.test.ts`. */
import { paths, type Agent, type Invitation } from "../../../shared/api.ts";
import type { ChatAnswer } from "../../../shared/api-chat.ts";
import type { SentMessage } from "../../../shared/api-rooms.ts";
import type { AgentId, OrganizationId } from "../../../shared/ids.ts";
import type { AnyRoute } from "../../../server/http/route.ts";
import { keyPaths, type Service } from "../../../shared/keys.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import { incomingPaths, type NewIncomingWebhook } from "../../../shared/incoming-webhooks.ts";
import { memoryPaths, type Memory } from "../../../shared/memory.ts";
import { newId } from "../../../server/directory/random-ids.ts";
import { type ChatChannel, noticePaths } from "../../../shared/notices.ts";
import { makePushBrowser } from "../../support/push-browser.ts";
import { keep } from "./notes.ts";
import { newAttachmentId } from "./attachments.ts";
import { makeKey } from "./keys.ts";
import { addNote, makeLibrary, uploadTo } from "./library.ts";
import { visit } from "./desk.ts";
import { type ApiTask, taskPaths } from "../../../shared/api-tasks.ts";
import { Person } from "./person.ts";
import type { OAuthQuery } from "../../../shared/oauth.ts";
import { addMcpServer } from "./mcp-servers.ts";
import { mcpPaths, type McpServer, type McpServerDetails } from "../../../shared/mcp.ts";
import { makeWebhook, Receiver } from "./webhooks.ts";
import { type Delivery, webhookPaths } from "../../../shared/webhooks.ts";
import { LOOK, makeWidget, SHOP } from "./widget.ts";
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
const ofWidget: MakeSample = ({ widget }) => ({ params: { widget } });
const sessionBody = {
  origin: SHOP,
  language: "en",
  timeZone: "UTC",
  page: { url: `${SHOP}/`, title: "Home", referrer: "" },
};
const ofLibrary: MakeSample = ({ library }) => ({ params: { library } });
const ofNote: MakeSample = ({ note }) => ({ params: { document: note } });
const note = { title: "Roof", text: "The roof is red." };
const question = { q: "Which colour has the door?" };

/** A fact about the caller. For who may store none, it is one about the owner. */
const ownMemory: MakeSample = async (world, caller) => {
  const maker = makerOf(world, caller) ?? world.owner;
  const fact = { scope: "person", text: `Likes ${crypto.randomUUID()}` };
  const { id } = await maker.must(maker.post<Memory>(memoryPaths.all(world.organization.id), fact));
  return { params: { memory: id } };
};

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

/** A note of the caller. For who keeps none, it is one of the owner. */
const keptNote: MakeSample = async (world, caller) => {
  const keeper = makerOf(world, caller) ?? world.owner;
  return { params: { document: (await keep(keeper, world.organization.id, note)).id } };
};

const ownFile: MakeSample = async (world, caller) => {
  const { organization, library } = world;
  const maker = makerOf(world, caller);
  const shelf = { organization: organization.id, library };
  const document = maker === null ? world.file : (await uploadTo(maker, shelf, "own.txt", "words")).id;
  return { params: { document } };
};

/** A key of the caller. Who may have none gets one of the owner. */
const ownKey: MakeSample = async (world, caller) => {
  const maker = makerOf(world, caller);
  const key = maker === null ? world.ownerKey : (await makeKey(maker, world.organization.id)).key.id;
  return { params: { key }, ...byPerson(world, caller) };
};

/** A key neither makes nor ends keys. */
const byPerson = ({ callers }: RouteWorld, caller: Caller): Sample =>
  callers[caller].origin === null ? { refusal: "forbidden" } : {};

/** A channel of the caller. A key has none. */
const ownChannel: MakeSample = async (world, caller) => {
  const maker = makerOf(world, caller) ?? world.owner;
  // A person has ten at most.
  const path = noticePaths.channels(world.organization.id);
  for (const { id } of await maker.must(maker.get<ChatChannel[]>(path)))
    await maker.delete(noticePaths.channel(world.organization.id, id));
  const body = { kind: "slack", name: "Mine", address: new Receiver().address };
  const made = await maker.must(maker.post<ChatChannel>(noticePaths.channels(world.organization.id), body));
  return { params: { channel: made.id }, ...byPerson(world, caller) };
};

const ownService: MakeSample = async ({ owner, organization, service }, caller) => {
  if (caller !== "owner" && caller !== "admin") return { params: { service } };
  const made = await owner.must(
    owner.post<Service>(keyPaths.services(organization.id), {
      name: `Bot ${crypto.randomUUID()}`,
      role: "member",
    }),
  );
  return { params: { service: made.id } };
};

/** A new one each time: it may be deleted. */
const ofIncoming: MakeSample = async ({ owner, organization, room }) => {
  const body = { name: `Bot ${crypto.randomUUID()}`, room };
  const made = await owner.must(owner.post<NewIncomingWebhook>(incomingPaths.all(organization.id), body));
  return { params: { webhook: made.webhook.id } };
};

/** A new one each time: it may be deleted, and its tools are asked for. */
/** A server with one tool. The one of the sample before is deleted, because an organization may have only some of them. */
async function newMcpServer({ owner, organization: { id } }: RouteWorld): Promise<McpServerDetails> {
  const before = await owner.must(owner.get<McpServer[]>(mcpPaths.all(id)));
  for (const server of before) await owner.must(owner.delete(mcpPaths.one(id, server.id)));
  return (await addMcpServer(owner, id, [{ name: "look" }])).details;
}

const ofMcpServer: MakeSample = async (world) => ({ params: { server: (await newMcpServer(world)).id } });
const ofMcpTool: MakeSample = async (world) => {
  const { id, tools } = await newMcpServer(world);
  const [tool] = tools;
  return {
    params: { server: id, tool: tool?.id ?? "" },
    body: { digest: tool?.digest, rooms: null, askers: ["member"], approval: "ask" },
  };
};

/** What an app asks for that describes itself. */
async function askedByApp(): Promise<OAuthQuery> {
  const app = new Receiver();
  const redirect_uri = "https://notebook.example/callback";
  await app.plan({ body: JSON.stringify({ client_id: app.address, redirect_uris: [redirect_uri] }) });
  const challenge = { code_challenge: "x".repeat(43), code_challenge_method: "S256" };
  return { client_id: app.address, redirect_uri, response_type: "code", ...challenge };
}

const ofWebhook: MakeSample = ({ webhook }) => ({ params: { webhook } });

/** A webhook that the caller may delete. */
const ownWebhook: MakeSample = async (world, caller) => {
  if (caller !== "owner" && caller !== "admin") return ofWebhook(world, caller);
  const made = await makeWebhook(world.owner, world.organization.id, new Receiver());
  return { params: { webhook: made.webhook.id } };
};

const ownDelivery: MakeSample = async ({ owner, organization, webhook }) => {
  const path = `${webhookPaths.one(organization.id, webhook)}/test`;
  const { id } = await owner.must(owner.post<Delivery>(path, undefined));
  return { params: { webhook, delivery: String(id) } };
};

/** A message of the caller in the room. If the caller may not write, it is the owner's. */
const ownMessage: MakeSample = async (world, caller) => {
  const { owner, organization, room } = world;
  const reads = caller === "viewer" || caller === "outsider";
  const maker = reads ? owner : (makerOf(world, caller) ?? owner);
  const path = `/api/v1/rooms/${room}/messages?organization=${organization.id}`;
  const { message } = await maker.must(maker.post<SentMessage>(path, { text: "Hello" }));
  return { params: { message: String(message.seq) } };
};

const thumbsUp: MakeSample = async (world, caller) => {
  const { params } = await ownMessage(world, caller);
  return { params: { ...params, emoji: encodeURIComponent("👍") } };
};

const ofNoAnswer: MakeSample = () => ({ params: { message: "1" }, refusal: "not_found" });
const ofNoCall: MakeSample = () => ({
  params: { call: `${newId("turn")}.1` },
  body: { decision: "allow", digest: "0".repeat(64) },
  refusal: "not_found",
});
const ofNoTurn: MakeSample = () => ({ params: { turn: newId("turn") }, refusal: "not_found" });

/** A conversation with a visitor, at the organization's desk. */
const ofConversation: MakeSample = async ({ owner, organization }) => ({
  params: { conversation: (await visit(owner, organization.id)).room },
});

const withBody =
  (make: MakeSample, body: unknown): MakeSample =>
  async (world, caller) => ({ ...(await make(world, caller)), body });

function idOf(visitor: unknown): string {
  if (!(visitor instanceof Person)) throw new Error("no person");
  return visitor.id;
}

function makerOf({ callers }: RouteWorld, caller: Caller): Person | null {
  const person = callers[caller === "key" || caller === "readKey" ? "member" : caller];
  return person instanceof Person && caller !== "stranger" ? person : null;
}

/** An invitation of the caller. If the caller may not create one, it is the owner's. */
async function ownInvitation(world: RouteWorld, caller: Caller): Promise<string> {
  const maker = makerOf(world, caller) ?? world.owner;
  const { organization } = world;
  return (await maker.must(maker.post<Invitation>(paths.invitations(organization.id), {}))).id;
}

const ofAgent: MakeSample = ({ agent }) => ({ params: { agent } });

async function newAgent(owner: Person, organization: OrganizationId): Promise<AgentId> {
  return (await owner.must(owner.post<Agent>(paths.agents(organization), { name: "Brief" }))).id;
}

/** A chat of the caller. Who may have none gets the owner's. */
const ownChat: MakeSample = async (world, caller) => {
  const maker = makerOf(world, caller);
  if (maker === null) return { params: { session: world.chat } };
  const path = `/api/v1/chat?organization=${world.organization.id}`;
  const { session } = await maker.must(maker.post<ChatAnswer>(path, { message: "Hello" }));
  return { params: { session } };
};

/** A personal task of the caller. Who may have none gets the owner's. */
const ownTask: MakeSample = async (world, caller) => {
  const maker = makerOf(world, caller) ?? world.owner;
  const { id } = await maker.must(
    maker.post<ApiTask>(taskPaths.all(world.organization.id), { title: "Water the plants" }),
  );
  return { params: { task: id } };
};

export const samples: Record<string, MakeSample> = {
  "GET /v1/tasks": nothing,
  "POST /v1/tasks": () => ({ body: { title: "Water the plants", due: "2026-12-04", zone: "Europe/Berlin" } }),
  "GET /v1/tasks/:task": ownTask,
  "PATCH /v1/tasks/:task": withBody(ownTask, { version: 1, notes: "Not the cactus." }),
  "POST /v1/tasks/:task/complete": withBody(ownTask, {}),
  "DELETE /v1/tasks/:task": ownTask,
  "POST /v1/chat": () => ({ body: { message: "Hello" } }),
  "GET /v1/chat/:session": ownChat,
  "GET /v1/chat/:session/stream": ownChat,
  "POST /v1/chat/:session/stop": ownChat,
  "GET /v1/chat/:session/history": ownChat,
  "DELETE /v1/chat/:session": ownChat,
  "GET /v1/openapi.json": nothing,
  "GET /me": nothing,
  "GET /v1/me": nothing,
  "GET /keys": (world, caller) => byPerson(world, caller),
  "POST /keys": (world, caller) => ({
    body: { name: "a program", scopes: ["read"], days: 30 },
    ...byPerson(world, caller),
  }),
  "POST /keys/:key/rotation": withBody(ownKey, { overlapHours: 1 }),
  "DELETE /keys/:key": ownKey,
  "GET /account/keys": nothing,
  "DELETE /account/keys/:key": async (world, caller) => {
    const { params } = await ownKey(world, caller);
    return {
      ...(params !== undefined && { params }),
      ...(makerOf(world, caller) === null && { refusal: "not_found" }),
    };
  },
  "GET /services": nothing,
  "POST /services": () => ({ body: { name: `Bot ${crypto.randomUUID()}`, role: "member" } }),
  "PATCH /services/:service": async (world, caller) => ({
    ...(await ownService(world, caller)),
    body: { name: `Bot ${crypto.randomUUID()}` },
  }),
  "PUT /services/:service/picture": async (world, caller) => ({
    ...(await ownService(world, caller)),
    file: { name: "bot.png", bytes: SMALLEST_PNG },
  }),
  "DELETE /services/:service/picture": ownService,
  "DELETE /services/:service": ownService,
  "GET /account/push": nothing,
  "PUT /account/push": async () => ({
    body: { endpoint: new Receiver().address, keys: (await makePushBrowser()).keys },
  }),
  "DELETE /account/push": nothing,
  "GET /notices/settings": byPerson,
  "PATCH /notices/settings": withBody(byPerson, { digest: 24 }),
  "GET /notices/channels": byPerson,
  "POST /notices/channels": withBody(byPerson, {
    kind: "slack",
    name: "Mine",
    address: new Receiver().address,
  }),
  "DELETE /notices/channels/:channel": ownChannel,
  "POST /notices/test": byPerson,
  "GET /notices/decided": byPerson,
  "POST /notices/answer": (world, caller) => ({
    body: { key: world.room, action: "read" },
    ...byPerson(world, caller),
  }),
  "GET /notices/dead": nothing,
  "POST /notices/dead/:dead": () => ({ params: { dead: "dead_none" }, refusal: "not_found" }),
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
  "GET /v1/rooms": nothing,
  "GET /v1/rooms/:room": nothing,
  "PATCH /v1/rooms/:room": () => ({ body: { name: "garden" } }),
  "PUT /v1/rooms/:room/branch": () => ({ body: { branch: 0 } }),
  "PUT /v1/rooms/:room/read": () => ({ body: { seq: 1 } }),
  "GET /v1/rooms/:room/members": nothing,
  "POST /v1/rooms/:room/members": ({ spare }) => ({ body: { user: spare.id } }),
  "PATCH /v1/rooms/:room/members/:member": () => ({
    params: { member: newId("user") },
    body: { role: "viewer" },
    refusal: "not_found",
  }),
  // Everybody who reads may use it, to leave.
  "DELETE /v1/rooms/:room/members/:member": (_, caller) => ({
    params: { member: newId("user") },
    refusal: caller === "owner" ? "not_found" : "forbidden",
  }),
  "GET /v1/rooms/:room/messages": nothing,
  "POST /v1/rooms/:room/messages": () => ({ body: { text: "Hello" } }),
  "GET /v1/rooms/:room/messages/:message": ownMessage,
  "PATCH /v1/rooms/:room/messages/:message": withBody(ownMessage, { version: 1, text: "Good day" }),
  "DELETE /v1/rooms/:room/messages/:message": ownMessage,
  "PUT /v1/rooms/:room/messages/:message/ai": withBody(ownMessage, { ai: "never" }),
  "PUT /v1/rooms/:room/messages/:message/reactions/:emoji": thumbsUp,
  "DELETE /v1/rooms/:room/messages/:message/reactions/:emoji": thumbsUp,
  "PUT /v1/rooms/:room/messages/:message/pin": ownMessage,
  "DELETE /v1/rooms/:room/messages/:message/pin": ownMessage,
  "GET /rooms/:room/messages/:message/versions": ownMessage,
  "GET /rooms/:room/pins": nothing,
  "GET /public-rooms": nothing,
  "POST /public-rooms/:room/join": () => ({ params: { room: newId("room") }, refusal: "not_found" }),
  "GET /rooms/:room/threads": nothing,
  "PATCH /v1/rooms/:room/threads/:message": withBody(ownMessage, { follows: true }),
  "POST /v1/rooms/:room/messages/:message/answers": withBody(ownMessage, {}),
  "GET /v1/rooms/:room/messages/:message/steps": ofNoAnswer,
  "POST /v1/rooms/:room/calls/:call/decision": ofNoCall,
  "GET /v1/rooms/:room/turns/:turn": ofNoTurn,
  "POST /v1/rooms/:room/turns/:turn/stop": ofNoTurn,
  "GET /v1/rooms/:room/events": nothing,
  "GET /rooms/:room/shares": nothing,
  "POST /rooms/:room/shares": () => ({ body: { access: "view", lifetime: 1_000 } }),
  "DELETE /rooms/:room/shares/:share": async ({ owner, organization, room }) => ({
    params: { share: (await newShare(owner, organization, room, "join")).id },
  }),
  "POST /rooms/:room/catch-up": () => ({ body: { since: 1_000_000 } }),
  "POST /tts": () => ({ body: { text: "Hello", language: "en" } }),
  // A file of words: whoever may read it is told that it is no sound.
  "POST /rooms/:room/attachments/:attachment/transcript": ({ attachment }, caller) => ({
    params: { attachment },
    refusal: caller === "owner" ? "bad_type" : "not_found",
  }),
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
  "GET /mcp-servers": nothing,
  "POST /mcp-servers": () => ({ body: { name: "Tickets", address: new Receiver().address } }),
  "GET /mcp-servers/:server": ofMcpServer,
  "PATCH /mcp-servers/:server": async (world, caller) => ({
    ...(await ofMcpServer(world, caller)),
    body: { revision: 1, name: "Other tickets" },
  }),
  "POST /mcp-servers/:server/check": ofMcpServer,
  "DELETE /mcp-servers/:server": ofMcpServer,
  "PUT /mcp-servers/:server/tools/:tool": ofMcpTool,
  "DELETE /mcp-servers/:server/tools/:tool": async (world, caller) => {
    const { params = {} } = await ofMcpTool(world, caller);
    return { params };
  },
  "POST /oauth/request": async () => ({ body: await askedByApp() }),
  "POST /oauth/consent": async () => ({ body: { query: await askedByApp(), grant: null } }),
  "GET /incoming-webhooks": nothing,
  "POST /incoming-webhooks": ({ room }) => ({ body: { name: `Build ${crypto.randomUUID()}`, room } }),
  "POST /incoming-webhooks/:webhook/address": ofIncoming,
  "DELETE /incoming-webhooks/:webhook": ofIncoming,
  "GET /webhooks": nothing,
  "POST /webhooks": () => ({
    body: { name: "Ledger", address: new Receiver().address, events: ["message.sent"] },
  }),
  "GET /webhooks/:webhook": ofWebhook,
  "PATCH /webhooks/:webhook": ({ webhook }) => ({
    params: { webhook },
    body: { revision: 1_000, name: "Other" },
    refusal: "conflict",
  }),
  "DELETE /webhooks/:webhook": ownWebhook,
  "POST /webhooks/:webhook/secret": withBody(ofWebhook, { overlap: 0 }),
  "GET /webhooks/:webhook/deliveries": ofWebhook,
  "POST /webhooks/:webhook/test": ofWebhook,
  "POST /webhooks/:webhook/replay": withBody(ofWebhook, { since: 0 }),
  "POST /webhooks/:webhook/deliveries/:delivery/replay": ownDelivery,
  "PATCH /agents/:agent": ({ agent }) => ({
    params: { agent },
    body: { version: 1_000, name: "Other" },
    refusal: "conflict",
  }),
  "GET /agents/:agent": ofAgent,
  "GET /agents/:agent/versions": ofAgent,
  "GET /agents/:agent/usage": ofAgent,
  "GET /agents/:agent/versions/:version": ({ agent }) => ({ params: { agent, version: "1" } }),
  "POST /agents/:agent/versions/:version/restore": ({ agent }) => ({
    params: { agent, version: "1" },
    body: { version: 1 },
  }),
  "POST /agent-trials": () => ({ body: { settings: { name: "Draft" }, question: "What is 6 * 7?" } }),
  "DELETE /agents/:agent": async ({ owner, organization, agent }, caller) => ({
    params: {
      agent: caller === "owner" || caller === "admin" ? await newAgent(owner, organization.id) : agent,
    },
  }),
  "GET /models": nothing,
  "GET /tools": nothing,
  "POST /v1/tools/execute": () => ({ body: { tool: "current_time", arguments: {} } }),
  "GET /memory": () => ({ query: { scope: "person" } }),
  "POST /memory": () => ({ body: { scope: "person", text: "Likes tea" } }),
  "DELETE /memory": () => ({ query: { scope: "person" } }),
  "GET /memory/:memory": ownMemory,
  "PATCH /memory/:memory": async (world, caller) => ({
    ...(await ownMemory(world, caller)),
    body: { version: 1, text: "Likes coffee" },
  }),
  "DELETE /memory/:memory": ownMemory,
  "GET /ai": nothing,
  "PUT /ai": () => ({ body: { moderation: "off", budget: { day: null, month: null } } }),
  "GET /usage": () => ({ query: { days: "7" } }),
  "GET /desk": nothing,
  "PUT /desk/settings": () => ({ body: { byTurns: false } }),
  "GET /desk/closed": nothing,
  "GET /desk/search": () => ({ query: { q: "door" } }),
  "GET /desk/canned": nothing,
  "POST /desk/canned": () => ({ body: { id: crypto.randomUUID(), title: "Hello", text: "Hello" } }),
  "PATCH /desk/canned/:canned": () => ({
    params: { canned: newId("doc") },
    body: { revision: 1, title: "Hi" },
    refusal: "not_found",
  }),
  "DELETE /desk/canned/:canned": () => ({ params: { canned: newId("doc") }, refusal: "not_found" }),
  "GET /desk/metrics": ({ widget }) => ({ query: { days: "30", widget } }),
  "GET /desk/conversations/:conversation": ofConversation,
  "PATCH /desk/conversations/:conversation": withBody(ofConversation, { priority: "high" }),
  "GET /desk/conversations/:conversation/log": ofConversation,
  "POST /desk/conversations/:conversation/join": ofConversation,
  "POST /desk/conversations/:conversation/notes": withBody(ofConversation, {
    id: "0b1e4a5c-7d1f-4b7e-9b64-3a2f0c5d6e7f",
    text: "Hm",
  }),
  "DELETE /desk/conversations/:conversation/notes/:note": async (world, caller) => {
    const sample = await ofConversation(world, caller);
    return { ...sample, params: { ...sample.params, note: newId("doc") } };
  },
  "POST /desk/conversations/:conversation/draft": ofConversation,
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
  "GET /note-address": nothing,
  "POST /note-address": nothing,
  "GET /notes": () => ({ query: { q: "roof" } }),
  "POST /notes": () => ({ body: { text: "Roof\nThe roof is red. #house" } }),
  "GET /note-tags": nothing,
  "GET /notes/:document": keptNote,
  "PUT /notes/:document": async (world, caller) => ({
    ...(await keptNote(world, caller)),
    body: { version: 1, ...note },
  }),
  "DELETE /notes/:document": keptNote,
  "GET /notes/:document/related": keptNote,
  "PUT /notes/:document/copy": async (world, caller) => ({
    ...(await keptNote(world, caller)),
    body: { library: world.library },
  }),
  "DELETE /notes/:document/copy": keptNote,
  "GET /search": () => ({ query: question }),
  "GET /search/messages": () => ({ query: { q: "door" } }),
  "POST /search/answer": () => ({ body: question }),
  "GET /v1/search": () => ({ query: question }),
  "GET /v1/search/documents": () => ({ query: { ...question, kinds: "note,pdf" } }),
  "GET /widget/:widget": ofWidget,
  "POST /widget/:widget/session": ({ widget }) => ({ params: { widget }, body: sessionBody }),
  // The visitor has no session at this widget, and keeps the one that other samples need.
  "DELETE /widget/:widget/session": ({ spareWidget }) => ({ params: { widget: spareWidget } }),
  "PATCH /widget/:widget/me": ({ widget }) => ({ params: { widget }, body: { name: "Mira" } }),
  "POST /widget/:widget/page": ({ widget }) => ({
    params: { widget },
    body: { url: `${SHOP}/`, title: "Home" },
  }),
  "GET /widget/:widget/people": ofWidget,
  "GET /widget/:widget/conversations": ofWidget,
  "POST /widget/:widget/conversations": ({ widget }) => ({ params: { widget }, body: {} }),
  "DELETE /widget/:widget/conversations/:room": ({ widget, room }) => ({
    params: { widget, room },
    refusal: "not_found",
  }),
  // The visitor has left no address.
  "POST /widget/:widget/conversations/:room/transcript": ({ widget, conversation }) => ({
    params: { widget, room: conversation },
    refusal: "conflict",
  }),
  "GET /widget/:widget/conversations/:room/citations/:message/:citation": ({ widget, conversation }) => ({
    params: { widget, room: conversation, message: "1", citation: "1" },
    refusal: "not_found",
  }),
  "POST /widget/:widget/tickets": ({ widget, conversation }) => ({
    params: { widget },
    body: { room: conversation },
  }),
  "POST /widget/:widget/continue": ofWidget,
  "GET /widgets": nothing,
  "POST /widgets": () => ({ body: { look: LOOK } }),
  "GET /widgets/:widget": ofWidget,
  "PATCH /widgets/:widget": ({ widget }) => ({
    params: { widget },
    body: { revision: 1_000, answersPerDay: 3 },
    refusal: "conflict",
  }),
  "DELETE /widgets/:widget": async ({ owner, organization, widget }, caller) => ({
    params: {
      widget:
        caller === "owner" || caller === "admin" ? (await makeWidget(owner, organization.id)).id : widget,
    },
  }),
  "GET /widgets/:widget/keys": ofWidget,
  // Once by the owner and once by the admin, which are as many as a widget may have.
  "POST /widgets/:widget/keys": ({ spareWidget }) => ({ params: { widget: spareWidget } }),
  "DELETE /widgets/:widget/keys/:key": ({ widget }) => ({
    params: { widget, key: "wkey_none" },
    refusal: "not_found",
  }),
};
