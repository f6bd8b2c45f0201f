import { inboxName } from "../../server/bindings/inbox-name.ts";
import { listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths } from "../../shared/api.ts";
import type { GrantId } from "../../shared/ids.ts";
import { ALL_SCOPES, type Scopes } from "../../shared/permissions.ts";
import { openDirectory } from "../../server/directory/directory.ts";
import { grantIsValid } from "../../server/directory/grants.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { hashToken, makeToken } from "../../server/directory/secrets.ts";
import { createTicket } from "../../server/directory/tickets.ts";
import { findPrincipal } from "../../server/principals/find-principal.ts";
import { sweep } from "../../server/sweep.ts";
import { PASSWORD, type Person, team } from "./support/person.ts";
import { closeCode, connect, HELLO, knock } from "./support/socket.ts";
import { codeOf, ORIGIN } from "./support/visitor.ts";

type Team = Awaited<ReturnType<typeof team>>;

async function sessionOf(person: Person): Promise<string> {
  const session = await env.DB.prepare("SELECT id FROM sessions WHERE user_id = ?")
    .bind(person.id)
    .first("id");
  return String(session);
}

/** The principal of a ticket for `#welcome` that was issued with this grant. */
async function byTicket({ organization }: Team, grant: GrantId, scopes: Scopes = ALL_SCOPES) {
  const place = { organization: organization.id, room: organization.welcomeRoom, origin: ORIGIN };
  const { ticket } = await createTicket(openDirectory(env.DB), { grant, scopes, ...place }, Date.now());
  return { ticket, found: () => findPrincipal(env, new Headers(), { ticket: { ticket, ...place } }) };
}

describe("who it is", () => {
  it("GRANT-2: a cookie is a person with every scope, in each of their organizations", async () => {
    const { grace } = await team();
    expect(await findPrincipal(env, new Headers({ cookie: grace.cookie }))).toEqual({
      kind: "person",
      user: grace.id,
      name: "grace",
      email: grace.email,
      via: "session",
      organization: null,
      scopes: ALL_SCOPES,
      grant: `ses_${await sessionOf(grace)}`,
    });
    expect(await findPrincipal(env, new Headers())).toBeNull();
  });

  it("GRANT-2: a ticket is its maker, at the organization it was made in, by the same grant, once", async () => {
    const all = await team();
    const grant: GrantId = `ses_${await sessionOf(all.grace)}`;
    const { found } = await byTicket(all, grant);
    const expected = {
      user: all.grace.id,
      via: "ticket",
      organization: all.organization.id,
      scopes: ALL_SCOPES,
      grant,
    };
    expect(await found()).toMatchObject(expected);
    expect(await found()).toBeNull();
  });

  it("GRANT-3: a ticket has no more scopes than its maker had, and its socket writes nothing", async () => {
    const all = await team();
    const { grace, organization } = all;
    const grant: GrantId = `ses_${await sessionOf(grace)}`;
    const { found } = await byTicket(all, grant, new Set(["read"]));
    expect((await found())?.scopes).toEqual(new Set(["read"]));

    const { ticket } = await byTicket(all, grant, new Set(["read"]));
    const path = `${paths.roomSocket(organization.id, organization.welcomeRoom)}?ticket=${ticket}`;
    const knocked = await knock(path, { origin: ORIGIN });
    if (knocked.type === "refused") throw new Error(knocked.text);
    knocked.socket.send(HELLO);
    expect(await knocked.socket.frame("welcome")).toMatchObject({
      you: { user: grace.id, role: "member", capabilities: ["read"], scopes: ["read"] },
    });
    knocked.socket.send(JSON.stringify({ type: "rename", ref: 1, name: "mine" }));
    expect(await knocked.socket.frame("error")).toMatchObject({ ref: 1, code: "forbidden" });
  });

  it("GRANT-3: a ticket ends with the grant that it was made from", async () => {
    const all = await team();
    const { found } = await byTicket(all, `ses_${await sessionOf(all.grace)}`);
    await all.grace.signOut();
    expect(await found()).toBeNull();
  });

  it.each(["key_1", "vss_1"] as const)(
    "GRANT-2: nobody stands behind %s: there is no such key or session",
    async (grant) => {
      const all = await team();
      const { found } = await byTicket(all, grant);
      expect(await found()).toBeNull();
      expect(await grantIsValid(openDirectory(env.DB), grant, all.organization.id)).toBe(false);
    },
  );

  it("GRANT-1: a ticket that a version without grants made opens its socket", async () => {
    const { grace, organization } = await team();
    const token = makeToken();
    await env.DB.prepare(
      "INSERT INTO tickets (token_hash, session, organization, expires_at) VALUES (?, ?, ?, ?)",
    )
      .bind(await hashToken(token), await sessionOf(grace), organization.id, Date.now() + 60_000)
      .run();
    const knocked = await knock(`${paths.inboxSocket(organization.id)}?ticket=${token}`, {});
    if (knocked.type === "refused") throw new Error(knocked.text);
    knocked.socket.send(HELLO);
    expect(await knocked.socket.frame("inbox")).toMatchObject({ you: grace.id });
  });

  it("GRANT-1: a session that ended under a version without grants ends its sockets", async () => {
    const { grace, organization } = await team();
    const socket = await connect(grace, paths.inboxSocket(organization.id));
    await env.DB.prepare("INSERT INTO revocations (user, session, created_at) VALUES (?, ?, 1)")
      .bind(grace.id, await sessionOf(grace))
      .run();
    await sweep(env, Date.now());
    expect((await socket.closed).code).toBe(4401);
  });

  it("GRANT-4: signing out ends the sockets that a ticket of this session opened, too", async () => {
    const { grace, organization } = await team();
    const ticket = await grace.ticket(organization.id);
    const knocked = await knock(`${paths.inboxSocket(organization.id)}?ticket=${ticket}`, {});
    if (knocked.type === "refused") throw new Error(knocked.text);
    await grace.signOut();
    expect((await knocked.socket.closed).code).toBe(4401);
  });
});

describe("for whom it is", () => {
  it("FOR-1: a socket opens for the person that it names, by cookie and by ticket", async () => {
    const { grace, organization } = await team();
    const path = `${paths.inboxSocket(organization.id)}?for=${grace.id}`;
    const socket = await connect(grace, path);
    socket.send(HELLO);
    expect(await socket.frame("inbox")).toMatchObject({ complete: true, you: grace.id });
    const knocked = await knock(`${path}&ticket=${await grace.ticket(organization.id)}`, {});
    if (knocked.type === "refused") throw new Error(knocked.text);
    knocked.socket.send(HELLO);
    expect(await knocked.socket.frame("inbox")).toMatchObject({ you: grace.id });
  });

  it("FOR-1: with somebody else's cookie or ticket it is closed with 4410, and no object is touched", async () => {
    const { ada, grace, organization } = await team();
    const room = newId("room");
    const stranger = newId("user");
    for (const forUser of [ada.id, stranger, "nobody", ""]) {
      expect(await closeCode(grace, `${paths.inboxSocket(organization.id)}?for=${forUser}`)).toBe(4410);
      expect(await closeCode(grace, `${paths.roomSocket(organization.id, room)}?for=${forUser}`)).toBe(4410);
    }
    const ticket = await grace.ticket(organization.id);
    const withTicket = `${paths.inboxSocket(organization.id)}?for=${ada.id}&ticket=${ticket}`;
    expect(await closeCode(grace, withTicket)).toBe(4410);
    // Rooms talk to the inboxes of their members at any time. But only such a socket would create these two objects.
    const made = [...(await listDurableObjectIds(env.INBOX)), ...(await listDurableObjectIds(env.ROOM))].map(
      String,
    );
    expect(made).not.toContain(env.INBOX.idFromName(inboxName(organization.id, stranger)).toString());
    expect(made).not.toContain(env.ROOM.idFromName(room).toString());
  });

  it("FOR-1: who is not signed in hears that, whoever it is for", async () => {
    const { ada, grace, organization } = await team();
    await grace.signOut();
    expect(await closeCode(grace, `${paths.inboxSocket(organization.id)}?for=${ada.id}`)).toBe(4401);
  });

  it("FOR-2: a request for somebody else is 409 other_person, changes nothing, and says who is signed in", async () => {
    const { ada, grace, organization } = await team();
    const as = (forUser: string) => {
      grace.headers = { ...grace.headers, "x-parley-for": forUser };
      return grace.post(paths.rooms(organization.id), { kind: "group", name: "mine", members: [] });
    };
    const refused = await as(ada.id);
    expect([refused.status, codeOf(refused)]).toEqual([409, "other_person"]);
    expect(refused.text).toContain("grace is signed in here now.");
    const counting = "SELECT count(*) AS n FROM rooms WHERE name = 'mine' AND organization = ?";
    const rooms = () => env.DB.prepare(counting).bind(organization.id).first("n");
    expect(await rooms()).toBe(0);
    expect(codeOf(await as(grace.id))).toBe("ok");
    expect(await rooms()).toBe(1);
    expect(codeOf(await grace.get(paths.me))).toBe("ok");
  });

  it("FOR-2: an address that the browser opens itself says it in its query", async () => {
    const { ada, grace, organization } = await team();
    const list = (forUser: string) => grace.get(`${paths.people(organization.id)}?for=${forUser}`);
    expect(codeOf(await list(grace.id))).toBe("ok");
    for (const forUser of [ada.id, "nobody", ""]) expect(codeOf(await list(forUser))).toBe("other_person");
  });

  it.each(["sign-out", "revoke-sessions", "revoke-other-sessions", "change-password"])(
    "FOR-2: a page of somebody else ends no session of who is signed in now: %s",
    async (endpoint) => {
      const { ada, grace } = await team();
      const own = grace.headers;
      grace.headers = { ...own, "x-parley-for": ada.id };
      const body = { currentPassword: PASSWORD, newPassword: "another horse battery" };
      const refused = await grace.post(`/api/auth/${endpoint}`, body);
      expect([refused.status, codeOf(refused)]).toEqual([409, "other_person"]);
      grace.headers = own;
      expect(codeOf(await grace.get(paths.me))).toBe("ok");
      expect((await grace.signIn()).status).toBe(200);
    },
  );
});
