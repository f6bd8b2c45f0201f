/** API keys, as programs use them. */
import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env, exports } from "cloudflare:workers";
import { describe, expect, it, vi } from "vitest";
import { app } from "../../server/app.ts";
import { paths } from "../../shared/api.ts";
import { keyPaths, MAX_KEYS, type ApiKey, type MadeKey, type OwnKey } from "../../shared/keys.ts";
import { sweep } from "../../server/sweep.ts";
import { makeKey, Program } from "./support/keys.ts";
import { team } from "./support/person.ts";
import { HELLO, connect, knock, openSocket } from "./support/socket.ts";
import { codeOf, ORIGIN, Visitor } from "./support/visitor.ts";

const ME = "/api/v1/me";

describe("a key", () => {
  it("KEY-2, KEY-3: is shown once, is stored as a hash, and acts within its scopes in its organization", async () => {
    const { ada, grace, organization } = await team();
    const elsewhere = await ada.found("Elsewhere");
    const { key, program } = await makeKey(grace, organization.id, { scopes: ["write", "read"] });
    expect(key).toMatchObject({
      name: "a program",
      scopes: ["read", "write"],
      state: "active",
      usedAt: null,
    });
    expect(key.secret).toMatch(/^parley_[0-9A-Za-z]{49}$/);
    expect(key.ending).toBe(key.secret.slice(-4));
    const dump = JSON.stringify(await env.DB.prepare("SELECT * FROM api_keys").all());
    expect(dump).not.toContain(key.secret);
    const listed = await grace.get<ApiKey[]>(keyPaths.all(organization.id));
    expect(listed.text).not.toContain(key.secret);
    expect(await program.must(program.get(ME))).toEqual({
      user: { id: grace.id, name: "grace" },
      organization: { id: organization.id, name: organization.name, role: "member" },
      capabilities: ["read", "write"],
      key: { id: key.id, name: "a program", expiresAt: null },
    });
    expect(codeOf(await program.get(`${ME}?organization=${elsewhere.id}`))).toBe("not_found");
    expect(codeOf(await program.get(paths.people(elsewhere.id)))).toBe("not_found");
    const { program: reader } = await makeKey(grace, organization.id, { scopes: ["read"] });
    expect(codeOf(await reader.get(paths.people(organization.id)))).toBe("ok");
    const refused = await reader.post(paths.rooms(organization.id), {
      kind: "group",
      name: "x",
      members: [],
    });
    expect([refused.status, codeOf(refused)]).toEqual([403, "forbidden"]);
    expect(refused.text).toContain("write");
  });

  it("KEY-2: a repeated request gets the same key and secret", async () => {
    const { grace, organization } = await team();
    grace.headers = { ...grace.headers, "idempotency-key": "once" };
    const [one, two] = [await makeKey(grace, organization.id), await makeKey(grace, organization.id)];
    expect(two.key).toEqual(one.key);
    const rotate = () =>
      grace.must(grace.post<MadeKey>(keyPaths.rotation(organization.id, one.key.id), { overlapHours: 1 }));
    const [first, again] = [await rotate(), await rotate()];
    expect(again.secret).toBe(first.secret);
    expect(first.secret).not.toBe(one.key.secret);
    expect(codeOf(await one.program.get(ME))).toBe("ok");
  });

  it("KEY-4: never does what its person may not do any more, and ends when they leave", async () => {
    const { ada, grace, organization } = await team();
    await ada.must(ada.send("PATCH", `${paths.people(organization.id)}/${grace.id}`, { role: "admin" }));
    const { program } = await makeKey(grace, organization.id);
    const members = `/api/organizations/${organization.id}/members`;
    expect(codeOf(await program.get(members))).toBe("ok");
    await ada.must(ada.send("PATCH", `${paths.people(organization.id)}/${grace.id}`, { role: "member" }));
    await expect.poll(async () => codeOf(await program.get(members)), { timeout: 30_000 }).toBe("forbidden");
    const socket = await openSocket(program, paths.inboxSocket(organization.id));
    await ada.must(ada.delete(`${paths.people(organization.id)}/${grace.id}`));
    expect([4401, 4403]).toContain((await socket.closed).code);
    await expect.poll(async () => codeOf(await program.get(ME)), { timeout: 30_000 }).toBe("unauthenticated");
    const [row] = (await env.DB.prepare("SELECT ended_at FROM api_keys WHERE user = ?").bind(grace.id).all())
      .results;
    expect(row?.["ended_at"]).toBeGreaterThan(0);
  });

  it("KEY-6: needs no origin, reads no cookie, and one that is none is refused beside a valid cookie", async () => {
    const { grace, organization } = await team();
    const { key } = await makeKey(grace, organization.id);
    const room = { kind: "group", name: "by a program", members: [] };
    for (const header of ["authorization", "x-api-key"] as const)
      expect(codeOf(await new Program(key.secret, header).post(paths.rooms(organization.id), room))).toBe(
        "ok",
      );
    const send = async (headers: Record<string, string>) => {
      const response = await exports.default.fetch(`${ORIGIN}${paths.people(organization.id)}`, { headers });
      return response.status;
    };
    const damaged = `${key.secret.slice(0, -1)}${key.secret.endsWith("A") ? "B" : "A"}`;
    const other = (await makeKey(grace, organization.id)).key.secret;
    const { cookie } = grace;
    expect(await send({ cookie })).toBe(200);
    expect(await send({ cookie, authorization: `Bearer ${key.secret}` })).toBe(200);
    expect(await send({ cookie, authorization: `Bearer ${damaged}` })).toBe(401);
    expect(await send({ cookie, "x-api-key": "something" })).toBe(401);
    expect(await send({ cookie, "x-api-key": "" })).toBe(401);
    expect(await send({ "x-api-key": other, authorization: `Bearer ${key.secret}` })).toBe(401);
    // Without a key, a request that changes something needs an origin as before.
    const bare = await exports.default.fetch(`${ORIGIN}${paths.rooms(organization.id)}`, {
      method: "POST",
      headers: { cookie, "content-type": "application/json" },
      body: JSON.stringify(room),
    });
    expect(bare.status).toBe(403);
    // Nor does a key replace it where accounts are signed in to and recovered.
    for (const path of ["/api/account-links/reset-mail", "/api/auth/sign-in/email", "/api/account/delete"])
      expect(codeOf(await new Program(key.secret).post(path, { email: "ada@example.com" }))).toBe(
        "forbidden",
      );
    // A page of somebody else that holds a key.
    const foreign = new Program(key.secret);
    foreign.headers = { ...foreign.headers, origin: "https://evil.example" };
    expect(codeOf(await foreign.post(paths.rooms(organization.id), room))).toBe("forbidden");
  });

  it("KEY-6: opens sockets, by itself and by a ticket, which has no more scopes", async () => {
    const { grace, organization } = await team();
    const { program } = await makeKey(grace, organization.id, { scopes: ["read"] });
    const address = paths.roomSocket(organization.id, organization.welcomeRoom);
    const direct = await openSocket(program, address);
    direct.send(HELLO);
    const you = { user: grace.id, role: "member", scopes: ["read"] };
    expect(await direct.frame("welcome")).toMatchObject({ you });
    const { ticket } = await program.must(
      program.post<{ ticket: string }>(paths.tickets(organization.id), { room: organization.welcomeRoom }),
    );
    const byTicket = await openSocket(new Visitor(), `${address}?ticket=${ticket}`);
    byTicket.send(HELLO);
    expect(await byTicket.frame("welcome")).toMatchObject({ you });
    direct.send(JSON.stringify({ type: "rename", ref: 1, name: "mine" }));
    expect(await direct.frame("error")).toMatchObject({ code: "forbidden" });
  });

  it("KEY-7: an address with a key in it is refused and does not come back", async () => {
    const { grace, organization } = await team();
    const { key, program } = await makeKey(grace, organization.id);
    const addresses = [
      `${ME}?api_key=${key.secret}`,
      `${ME}?x=%70${key.secret.slice(1)}`,
      `/api/v1/${key.secret}`,
      `/api/organizations/${key.secret}/people`,
    ];
    for (const address of addresses) {
      const refused = await program.get(address);
      expect([refused.status, codeOf(refused)]).toEqual([400, "bad_type"]);
      expect(refused.text).not.toContain(key.secret);
    }
    const socket = await knock(`${paths.inboxSocket(organization.id)}?ticket=${key.secret}`, {});
    expect(socket).toMatchObject({ type: "refused", status: 400 });
  });

  it("KEY-8: may make so many requests within a minute, and says what is left", async () => {
    const { grace, organization } = await team();
    const { program } = await makeKey(grace, organization.id, { perMinute: 3 });
    const left = [];
    for (let n = 0; n < 3; n++) {
      const { headers, status } = await program.get(ME);
      left.push([status, headers.get("ratelimit-limit"), headers.get("ratelimit-remaining")]);
    }
    expect(left).toEqual([
      [200, "3", "2"],
      [200, "3", "1"],
      [200, "3", "0"],
    ]);
    const refused = await program.get(ME);
    expect([refused.status, codeOf(refused)]).toEqual([429, "rate_limited"]);
    expect(refused.headers.get("ratelimit-remaining")).toBe("0");
    expect(Number(refused.headers.get("retry-after"))).toBeGreaterThan(0);
    // Another key of the same person has a limit of its own, and the person in the browser too.
    expect(codeOf(await (await makeKey(grace, organization.id)).program.get(ME))).toBe("ok");
    expect(codeOf(await grace.get(paths.people(organization.id)))).toBe("ok");
  });

  it("KEY-9: expires, which closes its sockets, and the list says when it was used", async () => {
    const { grace, organization } = await team();
    const { key, program } = await makeKey(grace, organization.id, { days: 1 });
    expect(key.expiresAt).toBe(key.createdAt + 24 * 60 * 60_000);
    const socket = await openSocket(program, paths.inboxSocket(organization.id));
    expect(codeOf(await program.get(ME))).toBe("ok");
    const listed = async () => (await grace.must(grace.get<ApiKey[]>(keyPaths.all(organization.id))))[0];
    await expect.poll(async () => (await listed())?.usedAt, { timeout: 30_000 }).not.toBeNull();
    await env.DB.prepare("UPDATE api_keys SET expires_at = ? WHERE id = ?")
      .bind(Date.now() - 1, key.id)
      .run();
    await expect.poll(async () => codeOf(await program.get(ME)), { timeout: 30_000 }).toBe("unauthenticated");
    expect((await listed())?.state).toBe("expired");
    await sweep(env, Date.now());
    expect((await socket.closed).code).toBe(4401);
    await sweep(env, Date.now() + 31 * 24 * 60 * 60_000);
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM api_keys WHERE id = ?").bind(key.id).first("n"),
    ).toBe(0);
  });

  it("KEY-10: is rotated with an overlap, by its person alone", async () => {
    const { ada, grace, organization } = await team();
    const { key, program } = await makeKey(grace, organization.id);
    const rotate = (by: typeof ada, overlapHours: number) =>
      by.post<MadeKey>(keyPaths.rotation(organization.id, key.id), { overlapHours });
    expect(codeOf(await rotate(ada, 1))).toBe("forbidden");
    const next = await grace.must(rotate(grace, 1));
    expect(next).toMatchObject({ id: key.id, scopes: key.scopes });
    expect(next.previousUntil).toBeGreaterThan(Date.now());
    const rotated = new Program(next.secret);
    for (const one of [program, rotated]) expect(codeOf(await one.get(ME))).toBe("ok");
    const last = await grace.must(rotate(grace, 0));
    expect(last.previousUntil).toBeNull();
    for (const one of [program, rotated])
      await expect.poll(async () => codeOf(await one.get(ME)), { timeout: 30_000 }).toBe("unauthenticated");
    expect(codeOf(await new Program(last.secret).get(ME))).toBe("ok");
  });

  it("KEY-10: a rotation that is sent again after a newer one is a conflict, and the newer secret works on", async () => {
    const { grace, organization } = await team();
    const make = () =>
      grace.post<MadeKey>(keyPaths.all(organization.id), { name: "deploys", scopes: ["read"], days: null });
    grace.headers["idempotency-key"] = "once";
    const key = await grace.must(make());
    const rotate = () => grace.post<MadeKey>(keyPaths.rotation(organization.id, key.id), { overlapHours: 0 });
    const older = await grace.must(rotate());
    delete grace.headers["idempotency-key"];
    await grace.must(rotate());
    const newest = await grace.must(rotate());
    grace.headers["idempotency-key"] = "once";
    expect(codeOf(await rotate())).toBe("conflict");
    // Nor does the request that made the key make another one with its first secret.
    expect(codeOf(await make())).toBe("conflict");
    expect(codeOf(await new Program(newest.secret).get(ME))).toBe("ok");
    for (const { secret } of [key, older])
      expect(codeOf(await new Program(secret).get(ME))).toBe("unauthenticated");
  });

  it("KEY-11: is refused and its sockets are closed before the revocation is answered", async () => {
    const { ada, grace, organization } = await team();
    const { key, program } = await makeKey(grace, organization.id);
    const { ticket } = await program.must(
      program.post<{ ticket: string }>(paths.tickets(organization.id), {}),
    );
    const room = await openSocket(program, paths.roomSocket(organization.id, organization.welcomeRoom));
    const inbox = await openSocket(new Visitor(), `${paths.inboxSocket(organization.id)}?ticket=${ticket}`);
    const cookie = await connect(grace, paths.inboxSocket(organization.id));
    await ada.must(ada.delete(keyPaths.one(organization.id, key.id)));
    expect((await room.closed).code).toBe(4401);
    expect((await inbox.closed).code).toBe(4401);
    await expect.poll(async () => codeOf(await program.get(ME)), { timeout: 30_000 }).toBe("unauthenticated");
    // The person themselves stays.
    cookie.send(HELLO);
    expect(await cookie.frame("inbox")).toMatchObject({ you: grace.id });
    expect(codeOf(await ada.delete(keyPaths.one(organization.id, key.id)))).toBe("not_found");
  });

  it("KEY-12: costs one read of D1, which has the membership, and none within the same second", async () => {
    const { grace, organization } = await team();
    const { key } = await makeKey(grace, organization.id);
    const statements: string[] = [];
    const DB = new Proxy(env.DB, {
      get: (target, name: keyof D1Database) =>
        name === "prepare"
          ? (text: string) => (statements.push(text), target.prepare(text))
          : target[name].bind(target),
    });
    const start = Date.now();
    const clock = vi.spyOn(Date, "now");
    const readsAt = async (after: number): Promise<number> => {
      statements.length = 0;
      clock.mockReturnValue(start + after);
      const context = createExecutionContext();
      const request = new Request(`${ORIGIN}${ME}`, { headers: { "x-api-key": key.secret } });
      expect((await app.fetch(request, { ...env, DB }, context)).status).toBe(200);
      await waitOnExecutionContext(context);
      return statements.filter((text) => text.startsWith("select")).length;
    };
    expect([await readsAt(0), await readsAt(0), await readsAt(999), await readsAt(1_001)]).toEqual([
      1, 0, 0, 1,
    ]);
    clock.mockRestore();
  });

  it("KEY-13, KEY-14: is managed by people; members see their own, owners all", async () => {
    const { ada, grace, organization } = await team();
    const mine = await makeKey(grace, organization.id);
    const owners = await makeKey(ada, organization.id);
    const ids = async (who: typeof ada) =>
      (await who.must(who.get<ApiKey[]>(keyPaths.all(organization.id)))).map(({ id }) => id);
    expect(await ids(grace)).toEqual([mine.key.id]);
    expect(new Set(await ids(ada))).toEqual(new Set([mine.key.id, owners.key.id]));
    expect(codeOf(await grace.delete(keyPaths.one(organization.id, owners.key.id)))).toBe("not_found");
    const { program } = owners;
    expect(codeOf(await program.get(keyPaths.all(organization.id)))).toBe("forbidden");
    expect(codeOf(await program.delete(keyPaths.one(organization.id, mine.key.id)))).toBe("forbidden");
    expect(codeOf(await program.delete(keyPaths.ownKey(owners.key.id)))).toBe("forbidden");
    const own = await grace.must(grace.get<OwnKey[]>(keyPaths.own));
    expect(own).toMatchObject([{ id: mine.key.id, organization: { id: organization.id } }]);
    await grace.must(grace.delete(keyPaths.ownKey(mine.key.id)));
    expect(await grace.must(grace.get<OwnKey[]>(keyPaths.own))).toMatchObject([{ state: "revoked" }]);
  });

  it.each([
    [{ name: "", scopes: ["read"], days: 1 }],
    [{ name: "x", scopes: [], days: 1 }],
    [{ name: "x", scopes: ["everything"], days: 1 }],
    [{ name: "x", scopes: ["read"], days: 0 }],
    [{ name: "x", scopes: ["read"], days: 100_000 }],
    [{ name: "x", scopes: ["read"], days: null, perMinute: 0 }],
    [{ name: "x", scopes: ["read"], days: null, service: "user_1" }],
    [{ name: "x".repeat(500), scopes: ["read"], days: 1 }],
  ])("KEY-3: bad fields are refused: %j", async (body) => {
    const { grace, organization } = await team();
    const refused = await grace.post(keyPaths.all(organization.id), body);
    expect([refused.status, codeOf(refused)]).toEqual([400, "bad_type"]);
  });

  it("KEY-14: so many keys work at the same time, also when they are made at once", async () => {
    const { grace, organization } = await team();
    const body = { name: "Jean-Luc O'Neil (ops) 机器人", scopes: ["read"], days: null };
    const made = await Promise.all(
      Array.from({ length: MAX_KEYS + 5 }, () => grace.post<MadeKey>(keyPaths.all(organization.id), body)),
    );
    expect(made.map(codeOf).filter((code) => code === "ok")).toHaveLength(MAX_KEYS);
    expect(made.map(codeOf).filter((code) => code === "too_many")).toHaveLength(5);
  });
});
