import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths, type NewShare, type Share, type ShareAccess, type SharedRoom } from "../../shared/api.ts";
import type { OrganizationId, RoomId } from "../../shared/ids.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { MAX_SHARE_LIFETIME, MAX_SHARES } from "../../server/directory/shares.ts";
import { sweep } from "../../server/sweep.ts";
import { membersOf } from "./support/members.ts";
import { signUp, team, type Person } from "./support/person.ts";
import { closeCode, connect, HELLO } from "./support/socket.ts";
import { codeOf, Visitor } from "./support/visitor.ts";

const HOUR = 60 * 60_000;

/** A session room of Ada's. Grace, of the same organization, is not a member. */
async function session() {
  const { ada, grace, organization } = await team();
  const room = await ada.makeRoom(organization.id, { kind: "session", name: "garden", members: [] });
  const share = (access: ShareAccess, lifetime = HOUR) =>
    ada.must(ada.post<NewShare>(paths.shares(organization.id, room), { access, lifetime }));
  return { ada, grace, organization: organization.id, room, share };
}

const open = (person: Person, token: string) =>
  person.must(person.post<SharedRoom>(paths.shareOpen, { token }));

async function roleOf(person: Person, asked: Person, organization: OrganizationId, room: RoomId) {
  return (await membersOf(person, organization, room)).find(({ user }) => user === asked.id)?.role;
}

describe("making links", () => {
  it("SHARE-1: a link tells its token once, and the database never", async () => {
    const { ada, organization, room, share } = await session();
    const { token, ...made } = await share("view");
    expect(made).toMatchObject({ access: "view", createdBy: { id: ada.id, name: "ada" }, opened: 0 });
    expect(made.expiresAt - made.createdAt).toBe(HOUR);
    expect(await ada.must(ada.get<Share[]>(paths.shares(organization, room)))).toEqual([made]);
    const { results } = await env.DB.prepare("SELECT * FROM shares").all();
    expect(JSON.stringify(results)).not.toContain(token);
  });

  it("SHARE-1: who may invite to the room makes, sees and revokes links; by the room's word", async () => {
    const { ada, grace, organization, room, share } = await session();
    const shares = paths.shares(organization, room);
    const body = { access: "join", lifetime: HOUR };
    const { id, token } = await share("view");
    const every = (person: Person) => [
      person.post(shares, body),
      person.get(shares),
      person.delete(paths.share(organization, room, id)),
    ];
    const codes = async (person: Person) => (await Promise.all(every(person))).map(codeOf);
    // Grace is in the organization, but not in the room.
    expect(await codes(grace)).toEqual(["not_found", "not_found", "not_found"]);
    await open(grace, token);
    expect(await codes(grace)).toEqual(["forbidden", "forbidden", "forbidden"]);
    const object = env.ROOM.getByName(room);
    await object.removePerson(grace.id);
    await object.addMember({ user: grace.id, name: "grace", role: "member" });
    expect(await codes(grace)).toEqual(["ok", "ok", "ok"]);
    expect(await ada.must(ada.get<Share[]>(shares))).toHaveLength(1);
  });

  it("SHARE-1: a direct room has no links", async () => {
    const { ada, grace, organization } = await session();
    const room = await ada.makeRoom(organization, { kind: "direct", members: [grace.id] });
    const body = { access: "view", lifetime: HOUR };
    expect(codeOf(await ada.post(paths.shares(organization, room), body))).toBe("forbidden");
  });

  it.each([
    ["nothing", {}],
    ["another access", { access: "rule", lifetime: HOUR }],
    ["no time", { access: "view" }],
    ["no time at all", { access: "view", lifetime: 0 }],
    ["for ever", { access: "view", lifetime: MAX_SHARE_LIFETIME + 1 }],
    ["half a millisecond", { access: "view", lifetime: 0.5 }],
  ])("SHARE-1: %s makes no link", async (_, body) => {
    const { ada, organization, room } = await session();
    expect(codeOf(await ada.post(paths.shares(organization, room), body))).toBe("bad_type");
  });

  it("SHARE-1: rooms and links of others are one answer with those that are not there", async () => {
    const [own, foreign] = await Promise.all([session(), session()]);
    const { id } = await foreign.share("join");
    const body = { access: "view", lifetime: HOUR };
    for (const answer of [
      await own.ada.post(paths.shares(own.organization, foreign.room), body),
      await own.ada.get(paths.shares(own.organization, newId("room"))),
      await own.ada.get(paths.shares(foreign.organization, foreign.room)),
      await own.ada.delete(paths.share(own.organization, own.room, id)),
      await own.ada.delete(paths.share(own.organization, own.room, newId("share"))),
      await own.ada.delete(`${paths.shares(own.organization, own.room)}/no-link`),
    ])
      expect(codeOf(answer)).toBe("not_found");
    expect(
      await foreign.ada.must(foreign.ada.get(paths.shares(foreign.organization, foreign.room))),
    ).toHaveLength(1);
  });

  it(`SHARE-1: a room has at most ${MAX_SHARES} links that open it`, async () => {
    const { ada, organization, room, share } = await session();
    const [first] = await Promise.all(Array.from({ length: MAX_SHARES }, () => share("view")));
    const body = { access: "view", lifetime: HOUR };
    expect(codeOf(await ada.post(paths.shares(organization, room), body))).toBe("too_many");
    await ada.must(ada.delete(paths.share(organization, room, first?.id ?? newId("share"))));
    expect((await ada.post(paths.shares(organization, room), body)).status).toBe(201);
  });
});

describe("opening links", () => {
  it.each([
    ["view", "viewer"],
    ["join", "member"],
  ] as const)("SHARE-2: who opens a link to %s is in the room as %s, once", async (access, role) => {
    const { ada, grace, organization, room, share } = await session();
    const { token } = await share(access);
    expect(await open(grace, token)).toEqual({ organization, room });
    expect(await open(grace, token)).toEqual({ organization, room });
    expect(await roleOf(ada, grace, organization, room)).toBe(role);
    expect(await ada.must(ada.get(paths.shares(organization, room)))).toMatchObject([{ opened: 1 }]);
  });

  it("SHARE-2: a link takes nothing from who is in already, and does not count them", async () => {
    const { ada, grace, organization, room, share } = await session();
    const { token } = await share("view");
    await open(ada, token);
    expect(await roleOf(ada, ada, organization, room)).toBe("owner");
    await open(grace, (await share("join")).token);
    await open(grace, token);
    expect(await roleOf(ada, grace, organization, room)).toBe("member");
    const counts = await ada.must(ada.get<Share[]>(paths.shares(organization, room)));
    expect(counts.map(({ access, opened }) => [access, opened])).toEqual([
      ["join", 1],
      ["view", 0],
    ]);
  });

  it("SHARE-2: for people of another organization, and for nobody, there is nothing behind it", async () => {
    const { share } = await session();
    const mallory = await signUp("mallory");
    await mallory.found();
    const { token } = await share("join");
    expect(codeOf(await mallory.post(paths.shareOpen, { token }))).toBe("not_found");
    expect(codeOf(await new Visitor().post(paths.shareOpen, { token }))).toBe("unauthenticated");
    for (const noToken of ["", "no token", "A".repeat(43)])
      expect(codeOf(await mallory.post(paths.shareOpen, { token: noToken }))).toBe("not_found");
    expect(codeOf(await mallory.post(paths.shareOpen, {}))).toBe("bad_type");
  });
});

describe("ending links", () => {
  it("SHARE-3: who came by a link is out when it is revoked, before that is answered; others stay", async () => {
    const { ada, grace, organization, room, share } = await session();
    const linus = await signUp("linus");
    await linus.accept(await ada.invite(organization));
    const { id, token } = await share("join");
    const other = await share("view");
    await open(grace, token);
    await open(linus, other.token);
    const sockets = await Promise.all(
      [grace, linus].map((person) => connect(person, paths.roomSocket(organization, room))),
    );
    for (const socket of sockets) socket.send(HELLO);
    await Promise.all(sockets.map((socket) => socket.frame("welcome")));

    await ada.must(ada.delete(paths.share(organization, room, id)));
    expect((await sockets[0]?.closed)?.code).toBe(4403);
    expect(await closeCode(grace, paths.roomSocket(organization, room))).toBe(4404);
    expect(codeOf(await grace.post(paths.shareOpen, { token }))).toBe("not_found");
    expect(await roleOf(ada, linus, organization, room)).toBe("viewer");
    expect(await ada.must(ada.get(paths.shares(organization, room)))).toMatchObject([{ id: other.id }]);
    expect((await ada.delete(paths.share(organization, room, id))).status).toBe(200);
  });

  it("SHARE-3, SWEEP-3: a revocation that was cut in half is finished by the sweeper", async () => {
    const { ada, grace, organization, room, share } = await session();
    const { id, token } = await share("join");
    await open(grace, token);
    await env.DB.prepare("UPDATE shares SET revoked_at = ? WHERE id = ?").bind(Date.now(), id).run();
    expect(await roleOf(ada, grace, organization, room)).toBe("member");
    await sweep(env, Date.now());
    expect(await roleOf(ada, grace, organization, room)).toBeUndefined();
  });

  it("SHARE-3, SWEEP-3: who slipped in while a link was revoked is out with the second telling", async () => {
    const { ada, grace, organization, room, share } = await session();
    const { id, expiresAt } = await share("join");
    await ada.must(ada.delete(paths.share(organization, room, id)));
    const object = env.ROOM.getByName(room);
    await object.addMember({ user: grace.id, name: "grace", role: "member", share: { id, expiresAt } });
    await sweep(env, Date.now());
    expect(await roleOf(ada, grace, organization, room)).toBe("member");
    await sweep(env, Date.now() + 60_000);
    expect(await roleOf(ada, grace, organization, room)).toBeUndefined();
    const { results } = await env.DB.prepare("SELECT done_at FROM shares WHERE id = ?").bind(id).all();
    expect(results[0]?.["done_at"]).toBeTypeOf("number");
  });

  it("SHARE-3: a link whose time is over opens nothing, and ends for those who came by it", async () => {
    const { ada, grace, organization, room, share } = await session();
    const { id, token } = await share("join", 2_000);
    await open(grace, token);
    const socket = await connect(grace, paths.roomSocket(organization, room));
    expect((await socket.closed).code).toBe(4403);
    expect(codeOf(await grace.post(paths.shareOpen, { token }))).toBe("not_found");
    expect(await ada.must(ada.get(paths.shares(organization, room)))).toEqual([]);
    expect((await ada.delete(paths.share(organization, room, id))).status).toBe(200);
  });
});
