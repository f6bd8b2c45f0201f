import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { paths, type Invitation, type NewShare, type OrganizationSummary } from "../../shared/api.ts";
import { newId } from "../../server/directory/random-ids.ts";
import type { AnyRoute } from "../../server/http/route.ts";
import { routes } from "../../server/http/routes.ts";
import { REMEMBERED_FOR } from "../../shared/limits.ts";
import { sweep } from "../../server/sweep.ts";
import { callRoute, isMounted, type Place } from "./support/call-route.ts";
import { keyOf, samples, type Sample } from "./support/route-samples.ts";
import { makeRouteWorld, type RouteWorld } from "./support/route-world.ts";
import { team } from "./support/person.ts";
import { Receiver } from "./support/webhooks.ts";
import { LOOK } from "./support/widget.ts";
import { codeOf } from "./support/visitor.ts";

/** Kinds of access without a caller: a key has nobody to whom it belongs. */
const WITHOUT_CALLER = ["nobody", "widget"];

/** Every route that changes or creates something and has a caller. */
const changing = routes
  .filter(({ method, in: access }) => method !== "GET" && !WITHOUT_CALLER.includes(access))
  .map((route) => ({ name: keyOf(route), route }));

/** Another body for the same address. */
const others: Record<string, (world: RouteWorld) => unknown> = {
  "POST /organizations": () => ({ name: "Still another" }),
  "POST /invitations": () => ({ role: "admin" }),
  "PUT /account/push": () => ({
    endpoint: new Receiver().address,
    keys: { p256dh: `BA${"A".repeat(85)}`, auth: "A".repeat(22) },
  }),
  "PATCH /notices/settings": () => ({ digest: 1 }),
  "POST /notices/channels": () => ({ kind: "slack", name: "Other", address: new Receiver().address }),
  "POST /notices/answer": ({ room }) => ({ key: room, action: "done" }),
  "PATCH /account": () => ({ display: { language: "de", timeFormat: "auto" } }),
  "POST /account/email": () => ({ email: "another@example.com", password: "another password" }),
  "POST /account/delete": () => ({ password: "another password" }),
  "PATCH /invitations/:invitation": () => ({ maxUses: 4 }),
  "PATCH /people/:person": () => ({ role: "admin" }),
  "POST /ownership": ({ spare }) => ({ to: spare.id }),
  "PATCH /profile": () => ({ name: "Difference Engines" }),
  "POST /deletion": () => ({ name: "Still another name" }),
  "POST /invitations/accept": () => ({ token: "x".repeat(43) }),
  "POST /shares/open": () => ({ token: "x".repeat(43) }),
  "POST /tickets": ({ room }) => ({ room }),
  "POST /rooms": () => ({ kind: "group", name: "newer", members: [] }),
  "POST /rooms/:room/shares": () => ({ access: "join", lifetime: 1_000 }),
  "POST /rooms/:room/catch-up": () => ({ since: 2_000_000 }),
  "POST /tts": () => ({ text: "Goodbye", language: "en" }),
  "POST /agents": () => ({ name: "Still another" }),
  "POST /agents/:agent/versions/:version/restore": () => ({ version: 2 }),
  "POST /agent-trials": () => ({ settings: { name: "Draft" }, question: "What is 7 * 7?" }),
  "PATCH /agents/:agent": () => ({ version: 1_000, name: "Still other" }),
  "POST /v1/tools/execute": () => ({ tool: "current_time", arguments: { timeZone: "UTC" } }),
  "PUT /handle": () => ({ handle: "another-one" }),
  "POST /v1/tasks": () => ({ title: "Feed the cat" }),
  "PATCH /v1/tasks/:task": () => ({ version: 1, notes: "Not the fern." }),
  "POST /v1/tasks/:task/complete": () => ({ due: 1 }),
  "POST /memory": () => ({ scope: "person", text: "Likes coffee" }),
  "PATCH /memory/:memory": () => ({ version: 1, text: "Likes cocoa" }),
  "PUT /ai": () => ({ moderation: "flag", budget: { day: null, month: null } }),
  "POST /libraries": () => ({ name: "Still another" }),
  "PATCH /libraries/:library": () => ({ version: 1, name: "Renamed again" }),
  "POST /libraries/:library/documents": () => ({ title: "Roof", text: "The roof is grey." }),
  "POST /v1/ingest": ({ library }) => ({ library, title: "Roof", text: "The roof is grey." }),
  "PUT /documents/:document/note": () => ({ title: "Roof", text: "The roof is grey." }),
  "POST /notes": () => ({ text: "Another" }),
  "PUT /notes/:document": () => ({ version: 1, title: "Roof", text: "The roof is grey." }),
  "PUT /notes/:document/copy": () => ({ library: newId("lib") }),
  "POST /search/answer": () => ({ q: "Which colour has the roof?" }),
  "PUT /desk/settings": () => ({ byTurns: true }),
  "POST /desk/canned": () => ({ id: crypto.randomUUID(), title: "Another", text: "Another" }),
  "PATCH /desk/canned/:canned": () => ({ revision: 1, title: "Another" }),
  "PATCH /desk/conversations/:conversation": () => ({ priority: "low" }),
  "POST /desk/conversations/:conversation/notes": () => ({
    id: crypto.randomUUID(),
    text: "Another",
    after: 0,
  }),
  "POST /widgets": () => ({ look: { ...LOOK, name: "Another shop" } }),
  "PATCH /widgets/:widget": () => ({ revision: 1_000, starters: ["Another question?"] }),
  "POST /webhooks": () => ({ name: "Till", address: new Receiver().address, events: ["turn.ended"] }),
  "PATCH /webhooks/:webhook": () => ({ revision: 1_000, name: "Still other" }),
  "POST /webhooks/:webhook/secret": () => ({ overlap: 1 }),
  "POST /webhooks/:webhook/replay": () => ({ since: 1 }),
  "POST /oauth/request": () => ({ client_id: "another", redirect_uri: "another" }),
  "POST /oauth/consent": () => ({ query: { client_id: "another", redirect_uri: "another" }, grant: null }),
  "POST /mcp-servers": () => ({ name: "Other", address: new Receiver().address }),
  "PATCH /mcp-servers/:server": () => ({ revision: 1_000, name: "Still other" }),
  "PUT /mcp-servers/:server/tools/:tool": () => ({
    ...{ digest: "0".repeat(64), rooms: null, askers: ["owner"], approval: "never" },
  }),
  "POST /incoming-webhooks": ({ room }) => ({ name: "Another program", room }),
  "POST /keys": () => ({ name: "another program", scopes: ["read"], days: 30 }),
  "POST /keys/:key/rotation": () => ({ overlapHours: 2 }),
  "POST /services": () => ({ name: `Another ${crypto.randomUUID()}`, role: "member" }),
  "PATCH /services/:service": () => ({ name: `Another ${crypto.randomUUID()}` }),
  "POST /v1/chat": () => ({ message: "Good evening" }),
  "PATCH /v1/rooms/:room": () => ({ name: "another garden" }),
  "PUT /v1/rooms/:room/branch": () => ({ branch: 1 }),
  "PUT /v1/rooms/:room/read": () => ({ seq: 2 }),
  "POST /v1/rooms/:room/members": ({ spare }) => ({ user: spare.id, role: "viewer" }),
  "PATCH /v1/rooms/:room/members/:member": () => ({ role: "member" }),
  "POST /v1/rooms/:room/messages": () => ({ text: "Good evening" }),
  "PATCH /v1/rooms/:room/messages/:message": () => ({ version: 1, text: "Good evening" }),
  "PUT /v1/rooms/:room/messages/:message/ai": () => ({ ai: "allowed" }),
  "PATCH /v1/rooms/:room/threads/:message": () => ({ follows: false }),
  "POST /v1/rooms/:room/messages/:message/answers": () => ({ agent: newId("agent") }),
  "POST /v1/rooms/:room/calls/:call/decision": () => ({ decision: "deny", digest: "" }),
  "PATCH /widget/:widget/me": () => ({ name: "Another" }),
  "POST /widget/:widget/page": () => ({ url: "https://shop.example/another", title: "Another" }),
  "POST /widget/:widget/conversations": () => ({ answers: {} }),
  "POST /widget/:widget/tickets": ({ room }) => ({ room }),
};
const withBody = changing.filter(({ route }) => route.body.kind === "json");
/** What they make is for one use, so a repeated request gets another one. */
const FOR_ONE_USE = [
  "POST /people/:person/reset-link",
  "POST /tickets",
  "POST /widget/:widget/tickets",
  "POST /widget/:widget/continue",
];
/** Routes that make something that lasts. */
const making = changing.filter(
  ({ name, route }) => route.answer.status === 201 && !FOR_ONE_USE.includes(name),
);
const withFile = changing.filter(({ route }) => route.body.kind === "file");

let world: RouteWorld;
beforeAll(async () => {
  world = await makeRouteWorld();
});

function placeOf(route: AnyRoute): Place {
  const mount = isMounted(route, "app") ? "app" : "v1";
  return { mount, organization: world.organization.id, room: world.room };
}

async function call(route: AnyRoute, sample: Sample, key: string) {
  const headers = { "idempotency-key": key };
  const { callers, owner } = world;
  const who = route.in === "visitor" ? callers.visitor : owner;
  const { code, text } = await callRoute(who, route, placeOf(route), sample, { headers });
  return { code, text };
}

async function sampleOf(route: AnyRoute): Promise<Sample> {
  const make = samples[keyOf(route)];
  if (make === undefined) throw new Error(`${keyOf(route)} has no sample`);
  return make(world, "owner");
}

/** What a document has, as far as reading it does not change it: the server reads it after it has answered. */
const READ_LATER = ["state", "progress", "textLanguage", "updatedAt", "readyVersion"];
const lasting = (data: Record<string, unknown>) =>
  Object.fromEntries(Object.entries(data).filter(([name]) => !READ_LATER.includes(name)));
const madeBy = ({ text }: { text: string }) => lasting(JSON.parse(text).data);

const OTHER = "That idempotency key was sent with another request.";

describe("an idempotency key", () => {
  it("IDEMPOTENCY-1: the matrix has every route with a body", () => {
    expect(withBody.map(({ name }) => name).sort()).toEqual(Object.keys(others).sort());
  });

  it.each(withBody)("IDEMPOTENCY-1: with another body is 409: $name", async ({ name, route }) => {
    const key = crypto.randomUUID();
    const sample = await sampleOf(route);
    const first = await call(route, sample, key);
    const other = await call(route, { ...sample, body: others[name]?.(world) }, key);
    // A refused request leaves its key free, so the other one is answered for itself.
    if (first.code === "ok") expect([other.code, other.text.includes(OTHER)]).toEqual(["conflict", true]);
    else expect(other.text).not.toContain(OTHER);
  });

  it.each(withFile)("IDEMPOTENCY-1: with another file is 409: $name", async ({ route }) => {
    const key = crypto.randomUUID();
    const sample = await sampleOf(route);
    expect((await call(route, sample, key)).code).toBe("ok");
    const other = await call(route, { ...sample, file: { name: "b.txt", bytes: "quite other words" } }, key);
    expect([other.code, other.text.includes(OTHER)]).toEqual(["conflict", true]);
  });

  it.each(making)("IDEMPOTENCY-2: the same again returns the same: $name", async ({ route }) => {
    const key = crypto.randomUUID();
    const sample = await sampleOf(route);
    const first = await call(route, sample, key);
    expect(first.code).toBe("ok");
    expect(madeBy(await call(route, sample, key))).toEqual(madeBy(first));
  });

  it("IDEMPOTENCY-2: a link that is asked for twice is one link, also at once", async () => {
    const { ada, organization } = await team();
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [] });
    ada.headers["idempotency-key"] = "invite";
    const invite = () => ada.must(ada.post<Invitation>(paths.invitations(organization.id), {}));
    const [first, second] = await Promise.all([invite(), invite()]);
    expect(second).toEqual(first);
    expect(await invite()).toEqual(first);
    ada.headers["idempotency-key"] = "share";
    const body = { access: "view", lifetime: 60_000 };
    const share = () => ada.must(ada.post<NewShare>(paths.shares(organization.id, room), body));
    const [one, two] = await Promise.all([share(), share()]);
    expect(two).toEqual(one);
    const { results } = await env.DB.prepare(
      "SELECT (SELECT count(*) FROM invitations WHERE organization = ?1 AND accepted_by IS NULL) AS invitations," +
        " (SELECT count(*) FROM shares WHERE organization = ?1) AS shares",
    )
      .bind(organization.id)
      .all();
    expect(results).toEqual([{ invitations: 1, shares: 1 }]);
  });

  it("IDEMPOTENCY-2: the order and spelling of a body do not make it another", async () => {
    const { ada, organization } = await team();
    ada.headers["idempotency-key"] = "spelling";
    const path = paths.rooms(organization.id);
    const first = await ada.must(ada.post(path, { kind: "group", name: "garden", members: [] }));
    const again = { members: [], unknown: 1, name: " garden ", kind: "group" };
    expect(await ada.must(ada.post(path, again))).toEqual(first);
  });

  it("IDEMPOTENCY-3: belongs to one person and one address", async () => {
    const { ada, grace, organization } = await team();
    const found = (person: typeof ada, name: string) =>
      person.must(person.post<OrganizationSummary>(paths.organizations, { name }));
    ada.headers["idempotency-key"] = "mine";
    grace.headers["idempotency-key"] = "mine";
    const [hers, other] = [await found(ada, "Ada's"), await found(grace, "Grace's")];
    expect([hers.name, other.name]).toEqual(["Ada's", "Grace's"]);
    await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [] });
  });

  it("IDEMPOTENCY-4: stays free if the request was refused", async () => {
    const { ada, organization } = await team();
    ada.headers["idempotency-key"] = "corrected";
    const make = (members: string[]) =>
      ada.post(paths.rooms(organization.id), { kind: "group", name: "garden", members });
    expect(codeOf(await make([newId("user")]))).toBe("not_found");
    expect(codeOf(await make([]))).toBe("ok");
    expect(codeOf(await make([newId("user")]))).toBe("conflict");
  });

  it("IDEMPOTENCY-4: is forgotten after a month", async () => {
    const { ada } = await team();
    ada.headers["idempotency-key"] = "old";
    const found = async (name: string) => codeOf(await ada.post(paths.organizations, { name }));
    expect([await found("One"), await found("Two")]).toEqual(["ok", "conflict"]);
    await sweep(env, Date.now() + REMEMBERED_FOR + 1);
    // The sweep also ended the session.
    await ada.signIn();
    expect(await found("Two")).toBe("ok");
  });
});
