import { beforeAll, describe, expect, expectTypeOf, it } from "vitest";
import * as z from "zod";
import { newId } from "../../server/directory/random-ids.ts";
import { pathsOf } from "../../server/http/mount-routes.ts";
import type { AnyRoute, Method, Params } from "../../server/http/route.ts";
import { routes } from "../../server/http/routes.ts";
import { socketRoutes } from "../../server/http/sockets.ts";
import { paths, type Agent, type Share } from "../../shared/api.ts";
import type { RoomId } from "../../shared/ids.ts";
import { knowledgePaths, type Library } from "../../shared/knowledge.ts";
import { can, type Role } from "../../shared/permissions.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { callRoute, isMounted, type Place } from "./support/call-route.ts";
import { checkAnswer, countChecked } from "./support/check-answers.ts";
import { documentOf } from "./support/library.ts";
import { keyOf, samples, type Sample } from "./support/route-samples.ts";
import { CALLERS, makeRouteWorld, roleOf, type Caller, type RouteWorld } from "./support/route-world.ts";
import { Person } from "./support/person.ts";
import { closeCode, connect, knock } from "./support/socket.ts";
import { operationNameOf, operationNames, succeeded } from "./support/described.ts";
import { codeOf, ORIGIN } from "./support/visitor.ts";

const METHODS: readonly Method[] = ["GET", "POST", "PUT", "PATCH", "DELETE"];
const MOUNTS = ["app", "v1"] as const;

const mounted = MOUNTS.flatMap((mount) =>
  routes.filter((route) => isMounted(route, mount)).map((route) => ({ name: keyOf(route), mount, route })),
);

let world: RouteWorld;
beforeAll(async () => {
  // Other files of the same process have called some.
  succeeded.clear();
  world = await makeRouteWorld();
});

const placeIn = (mount: Place["mount"]): Place => ({
  mount,
  organization: world.organization.id,
  room: world.room,
});

function sampleOf(route: AnyRoute, caller: Caller): Sample | Promise<Sample> {
  const make = samples[keyOf(route)];
  if (make === undefined) throw new Error(`${keyOf(route)} has no sample`);
  return make(world, caller);
}

describe("the table of routes", () => {
  it("ROUTE-1: the parameters of a handler are those of its path", () => {
    expectTypeOf<Params<"/rooms/:room/shares/:share">>().toEqualTypeOf<{
      readonly room: string;
      readonly share: string;
    }>();
    expectTypeOf<Params<"/agents">>().toEqualTypeOf<Readonly<Record<never, string>>>();
  });

  it("ROUTE-1: each route has a sample, and each sample a route", () => {
    expect(Object.keys(samples).sort()).toEqual(routes.map(keyOf).sort());
  });

  it("ROUTE-2: all that is done at one path is in the same", () => {
    for (const { path, rows } of pathsOf(routes)) {
      expect(new Set(rows.map((row) => row.in)).size, path).toBe(1);
      expect(new Set(rows.map(({ method }) => method)).size, path).toBe(rows.length);
    }
  });

  it("ROUTE-3: every body, query and answer can be described as a JSON Schema", () => {
    for (const route of routes) {
      const { body, query, answer } = route;
      for (const schema of [body.schema, query?.schema])
        if (schema !== undefined) expect(z.toJSONSchema(schema, { io: "input" }), keyOf(route)).toBeDefined();
      if (answer.kind === "json") {
        if (answer.schema === undefined) throw new Error(`${keyOf(route)} does not say what it answers`);
        expect(z.toJSONSchema(answer.schema), keyOf(route)).toBeDefined();
      }
    }
  });

  it("ROUTE-3: what a test is answered is compared with what the route says", async () => {
    const route = routes.find((one) => keyOf(one) === "GET /people");
    if (route === undefined) throw new Error("no such route");
    const before = countChecked();
    expect((await callRoute(world.owner, route, placeIn("app"), {})).code).toBe("ok");
    expect(countChecked()).toBe(before + 1);
    const ada = { id: world.owner.id, name: "ada", role: "owner", handle: "ada", sharesName: false };
    expect(() => checkAnswer(route, [ada])).not.toThrow();
    expect(() => checkAnswer(route, [{ ...ada, email: world.owner.email }])).toThrow("email");
    expect(() => checkAnswer(route, [{ ...ada, role: undefined }])).toThrow("role");
  });
});

/** The expected result according to the route's `in` and `needs`. */
async function gateOf(
  route: AnyRoute,
  caller: Caller,
): Promise<"ok" | "unauthenticated" | "not_found" | "forbidden"> {
  const isProgram = world.callers[caller].origin === null;
  // Everything about accounts is for pages.
  if (isProgram && route.method !== "GET" && /^\/account(?:-links)?(?:\/|$)/.test(route.path))
    return "forbidden";
  if (route.in === "nobody") return "ok";
  // Only pages change something there.
  if ((route.in === "widget" || route.in === "visitor") && isProgram && route.method !== "GET")
    return "forbidden";
  if (route.in === "widget") return "ok";
  if (route.in === "visitor") return caller === "visitor" ? "ok" : "unauthenticated";
  if (caller === "nobody" || caller === "revokedKey" || caller === "expiredKey") return "unauthenticated";
  // A visitor is in no organization, and in no room but their own conversations.
  if (caller === "visitor") return route.in === "signedIn" ? "forbidden" : "not_found";
  if (route.in === "signedIn") return isProgram ? "forbidden" : "ok";
  if (caller === "stranger" || caller === "strangerKey") return "not_found";
  const inOrganization: Role = caller === "owner" || caller === "admin" ? caller : "member";
  const role = route.in === "room" ? await roleOf(world, caller) : inOrganization;
  if (role === null) return "not_found";
  if (caller === "readKey" && route.needs !== "read") return "forbidden";
  return route.needs !== null && can(role, route.needs, route.in === "room" ? "group" : "organization")
    ? "ok"
    : "forbidden";
}

describe("who may", () => {
  it.each(mounted)("ROUTE-1, HTTP-2: $name ($mount)", async ({ route, mount }) => {
    const expected: Partial<Record<Caller, string>> = {};
    const told: Partial<Record<Caller, string>> = {};
    for (const caller of CALLERS) {
      const sample = await sampleOf(route, caller);
      const gate = await gateOf(route, caller);
      expected[caller] = gate === "ok" ? (sample.refusal ?? "ok") : gate;
      told[caller] = (await callRoute(world.callers[caller], route, placeIn(mount), sample)).code;
    }
    expect(told).toEqual(expected);
  });

  it.each(socketRoutes)("ROUTE-1, DOOR-2: the socket $path", async ({ path, to }) => {
    const { organization, room } = placeIn("app");
    const address = {
      room: paths.roomSocket(organization, room),
      inbox: paths.inboxSocket(organization),
      desk: paths.deskSocket(organization),
    }[to];
    expect(address).toBe(`/api/organizations/${organization}${path.replace(":room", room)}`);
    for (const caller of ["nobody", "visitor", "revokedKey", "expiredKey"] as const)
      expect(await closeCode(world.callers[caller], address, world.callers[caller].headers)).toBe(
        CLOSE.unauthenticated,
      );
    expect(await closeCode(world.stranger, address)).toBe(CLOSE.notFound);
    expect(await closeCode(world.callers.strangerKey, address, world.callers.strangerKey.headers)).toBe(
      CLOSE.notFound,
    );
    const program = await knock(address, world.callers.key.headers);
    expect(program.type).toBe("open");
    if (program.type === "open") program.socket.close();
    const knocked = await knock(address, { origin: ORIGIN, cookie: world.callers.member.cookie });
    expect(knocked.type).toBe("open");
    if (knocked.type === "open") knocked.socket.close();
  });
});

describe("the document of /api/v1", () => {
  it("OPENAPI-3: every operation has been called, and has answered as it says", async () => {
    const refused: string[] = [];
    for (const { route, mount } of mounted)
      if (mount === "v1" && (await sampleOf(route, "owner")).refusal !== undefined)
        refused.push(operationNameOf(route));
    expect(operationNames.filter((name) => !succeeded.has(name))).toEqual(refused);
  });
});

/** Addresses of visitors: `widget-visitors.test.ts` has what is somebody else's there. */
const isOfWidget = (route: AnyRoute): boolean => route.in === "widget" || route.in === "visitor";

const KINDS = [
  "room",
  "user",
  "wid",
  "agent",
  "share",
  "inv",
  "lib",
  "doc",
  "att",
  "key",
  "turn",
  "hook",
  "mem",
  "mcp",
  "task",
] as const;

/** An id of the same kind that does not exist. */
function missing(id: string): string {
  const [row] = /^(?:wkey|chat|dead)_/.exec(id) ?? [];
  if (row !== undefined) return `${row}another`;
  // The number of a message or a delivery, and an emoji.
  if (/^\d+$/.test(id)) return "999999999";
  if (id.startsWith("%")) return encodeURIComponent("🌱");
  const kind = KINDS.find((one) => id.startsWith(`${one}_`));
  if (kind === undefined) throw new Error(`${id} is of no kind`);
  return newId(kind);
}

const named = mounted.filter(
  ({ route }) => (route.in === "room" || route.path.includes(":")) && !isOfWidget(route),
);

describe("what is somebody else's", () => {
  it.each(named)("ROUTE-1, HTTP-2, attack 45: $name ($mount)", async ({ route, mount }) => {
    const sample = await sampleOf(route, "stranger");
    const none = {
      ...sample,
      params: Object.fromEntries(
        Object.entries(sample.params ?? {}).map(([name, id]) => [name, missing(id)]),
      ),
    };
    for (const organization of [world.organization.id, world.strangers.id]) {
      const place = { ...placeIn(mount), organization };
      const foreign = await callRoute(world.stranger, route, place, sample);
      expect(foreign.code).toBe("not_found");
      const nothing = await callRoute(world.stranger, route, { ...place, room: newId("room") }, none);
      expect([nothing.status, nothing.text]).toEqual([foreign.status, foreign.text]);
    }
  });

  it("ROUTE-1, HTTP-2: a ticket for a room that one is not in", async () => {
    const ask = (room: RoomId) => world.callers.outsider.post(paths.tickets(world.organization.id), { room });
    const [foreign, none] = [await ask(world.room), await ask(newId("room"))];
    expect([codeOf(foreign), foreign.body.ok]).toEqual(["not_found", false]);
    expect(withoutTrace(foreign.text)).toBe(withoutTrace(none.text));
  });

  const ofRooms = mounted.filter(({ route }) => route.in === "room");
  it.each(ofRooms)(
    "HTTP-2, attack 25: a room one is not in and one that is not there: $name",
    async ({ route, mount }) => {
      const sample = await sampleOf(route, "outsider");
      const { outsider } = world.callers;
      const [foreign, none] = [
        await callRoute(outsider, route, placeIn(mount), sample),
        await callRoute(outsider, route, { ...placeIn(mount), room: newId("room") }, sample),
      ];
      expect(foreign.code).toBe("not_found");
      expect([none.status, none.text]).toEqual([foreign.status, foreign.text]);
    },
  );

  it("HTTP-2, DOOR-2, attack 25: its socket, with a cookie and with a ticket for another place", async () => {
    const { outsider } = world.callers;
    if (!(outsider instanceof Person)) throw new Error("the outsider is a person");
    const { organization } = world;
    const told = async (room: RoomId, headers: Record<string, string>, query = "") => {
      const socket = await connect(outsider, `${paths.roomSocket(organization.id, room)}${query}`, headers);
      return socket.closed;
    };
    const missing = newId("room");
    expect(await told(world.room, {})).toEqual({ code: CLOSE.notFound, reason: "not found" });
    expect(await told(missing, {})).toEqual(await told(world.room, {}));
    const ticket = async () => `?ticket=${await outsider.ticket(organization.id)}`;
    expect(await told(world.room, { cookie: "" }, await ticket())).toEqual(
      await told(missing, { cookie: "" }, await ticket()),
    );
  });

  it("ROUTE-1: is as it was after all that", async () => {
    const { owner, organization, library, note, file, agent, share } = world;
    for (const document of [note, file])
      expect(await documentOf(owner, organization.id, document)).toMatchObject({
        version: 1,
        state: "ready",
      });
    const path = knowledgePaths.library(organization.id, library);
    expect(await owner.must(owner.get<Library>(path))).toMatchObject({ version: 1, name: "Handbook" });
    const agents = await owner.must(owner.get<Agent[]>(paths.agents(organization.id)));
    expect(agents.find(({ id }) => id === agent)).toMatchObject({ version: 1, name: "Echo" });
    const shares = await owner.must(owner.get<Share[]>(paths.shares(organization.id, world.room)));
    expect(shares.map(({ id }) => id)).toContain(share);
  });
});

const withoutTrace = (text: string): string => text.replace(/"traceId":"[^"]*"/, "");

describe("other methods", () => {
  const places = MOUNTS.flatMap((mount) =>
    pathsOf(routes)
      // Short addresses have a test of their own.
      .filter(({ path, organizationIn }) =>
        mount === "v1" ? path.startsWith("/v1/") : organizationIn === "path",
      )
      .map(({ path, rows }) => ({ path, rows, mount })),
  ).map((place, index) => ({ ...place, index }));

  // The callers take turns, because each person has a rate limit.
  const insiders = ["member", "viewer", "admin", "owner"] as const;

  it.each(places)("ROUTE-2: $path", async ({ rows: [route, ...others], mount, index }) => {
    const allowed = [route, ...others].map(({ method }) => method);
    const sample = await sampleOf(route, "stranger");
    const { params = {}, query = {} } = sample;
    const insider =
      route.in === "visitor"
        ? world.callers.visitor
        : world.callers[insiders[index % insiders.length] ?? "member"];
    const forbidden = METHODS.filter((one) => !allowed.includes(one));
    for (const method of forbidden) {
      const told = await callRoute(insider, route, placeIn(mount), { params, query }, { method });
      expect([method, told.status, told.headers.get("allow")]).toEqual([method, 405, allowed.join(", ")]);
    }
    if (route.in !== "organization" && route.in !== "room") return;
    const [method = "GET"] = forbidden;
    const away = await callRoute(world.newcomer, route, placeIn(mount), { params, query }, { method });
    expect([method, away.status, away.headers.get("allow")]).toEqual([method, 404, null]);
  });
});

describe("bodies", () => {
  const taking = mounted.filter(({ route }) => route.method !== "GET");

  it.each(taking)("ROUTE-2, HTTP-4: $name ($mount) takes so much and no more", async ({ route, mount }) => {
    const sample = await sampleOf(route, "stranger");
    const tooLong = { "content-length": String(route.body.most + 1) };
    const withBody = route.body.kind === "none" ? { ...sample, body: {} } : sample;
    const who = route.in === "visitor" ? world.callers.visitor : world.owner;
    const told = await callRoute(who, route, placeIn(mount), withBody, { headers: tooLong });
    expect([told.status, told.code]).toEqual([413, "too_large"]);
  });

  it.each(taking)(
    "ROUTE-2, HTTP-3: $name ($mount) takes nothing of another type",
    async ({ route, mount }) => {
      const sample = await sampleOf(route, "stranger");
      const type = route.body.kind === "file" ? "application/json" : "application/octet-stream";
      const withBody = route.body.kind === "none" ? { ...sample, body: {} } : sample;
      const other = { headers: { "content-type": type } };
      expect((await callRoute(world.callers.admin, route, placeIn(mount), withBody, other)).status).toBe(403);
    },
  );
});
