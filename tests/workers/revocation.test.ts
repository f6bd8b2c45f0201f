import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths } from "../../shared/api.ts";
import { sweep } from "../../server/sweep.ts";
import { team } from "./support/person.ts";
import { connect, HELLO } from "./support/socket.ts";

const MINUTE = 60_000;

describe("revocation", () => {
  it("AUTH-6: signing out closes the sockets of that session with 4401, and of no other", async () => {
    const { grace, organization } = await team();
    const phone = grace.copy();
    await grace.signIn();
    const here = await connect(grace, paths.roomSocket(organization.id, organization.welcomeRoom));
    here.send(HELLO);
    await here.frame("welcome");
    const inbox = await connect(grace, paths.inboxSocket(organization.id));
    const there = await connect(phone, paths.roomSocket(organization.id, organization.welcomeRoom));
    await grace.signOut();
    expect((await here.closed).code).toBe(4401);
    expect((await inbox.closed).code).toBe(4401);
    there.send(HELLO);
    expect(await there.frame("welcome")).toMatchObject({ you: { user: grace.id } });
  });

  it("SWEEP-1: a session that is deleted by whatever hand leaves its revocation, which the sweeper delivers", async () => {
    const { grace, organization } = await team();
    const socket = await connect(grace, paths.inboxSocket(organization.id));
    await env.DB.prepare("DELETE FROM sessions WHERE user_id = ?").bind(grace.id).run();
    await sweep(env, Date.now());
    expect((await socket.closed).code).toBe(4401);
  });

  it("SWEEP-1: a revocation goes out once more a minute later, and is done", async () => {
    const { grace } = await team();
    await grace.signOut();
    const row = () =>
      env.DB.prepare("SELECT delivered_at, done_at FROM revocations WHERE user = ?")
        .bind(grace.id)
        .first<{ delivered_at: number | null; done_at: number | null }>();
    expect(await row()).toMatchObject({ delivered_at: expect.any(Number), done_at: null });
    await sweep(env, Date.now());
    expect((await row())?.done_at).toBeNull();
    await sweep(env, Date.now() + 2 * MINUTE);
    expect((await row())?.done_at).toEqual(expect.any(Number));
  });

  it("SWEEP-1: whoever was removed and came back is not put out again", async () => {
    const { ada, grace, organization } = await team();
    await ada.delete(paths.person(organization.id, grace.id));
    await grace.accept(await ada.invite(organization.id));
    const socket = await connect(grace, paths.roomSocket(organization.id, organization.welcomeRoom));
    socket.send(HELLO);
    await socket.frame("welcome");
    await sweep(env, Date.now() + 2 * MINUTE);
    const after = await connect(grace, paths.roomSocket(organization.id, organization.welcomeRoom));
    after.send(HELLO);
    expect(await after.frame("welcome")).toMatchObject({ you: { user: grace.id } });
    const open = await env.DB.prepare(
      "SELECT count(*) AS n FROM revocations WHERE user = ? AND done_at IS NULL",
    )
      .bind(grace.id)
      .first("n");
    expect(open).toBe(0);
  });

  it("AUTH-6: signing out closes its sockets also while many older endings wait", async () => {
    const { grace, organization } = await team();
    const socket = await connect(grace, paths.inboxSocket(organization.id));
    await env.DB.prepare(
      `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 120)
       INSERT INTO revocations (user, session, created_at) SELECT 'user_' || i, 'session_' || i, i FROM n`,
    ).run();
    await grace.signOut();
    expect((await socket.closed).code).toBe(4401);
    await sweep(env, Date.now());
    expect(
      await env.DB.prepare("SELECT count(*) AS n FROM revocations WHERE delivered_at IS NULL").first("n"),
    ).toBe(0);
  });

  it("SWEEP-2: a session that has run out ends with its sockets, a ticket nobody used goes", async () => {
    const { grace, organization } = await team();
    const socket = await connect(grace, paths.inboxSocket(organization.id));
    await grace.ticket(organization.id);
    await env.DB.prepare("UPDATE sessions SET expires_at = 1 WHERE user_id = ?").bind(grace.id).run();
    await sweep(env, Date.now() + 2 * MINUTE);
    expect((await socket.closed).code).toBe(4401);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM tickets").first("n")).toBe(0);
  });
});
