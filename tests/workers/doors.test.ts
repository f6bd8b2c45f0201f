import { createExecutionContext, listDurableObjectIds } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths } from "../../shared/api.ts";
import { app } from "../../server/app.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { signUp, team } from "./support/person.ts";
import { closeCode, connect, HELLO, knock } from "./support/socket.ts";
import { codeOf, ORIGIN } from "./support/visitor.ts";

describe("doors to sockets", () => {
  it("DOOR-1: a cookie and our origin open a socket", async () => {
    const { grace, organization } = await team();
    const inbox = await connect(grace, paths.inboxSocket(organization.id));
    inbox.send(HELLO);
    expect(await inbox.frame("inbox")).toMatchObject({ complete: true });
  });

  it("DOOR-2: without a session an allowed page hears 4401", async () => {
    const { grace, organization } = await team();
    await grace.signOut();
    expect(await closeCode(grace, paths.inboxSocket(organization.id))).toBe(4401);
  });

  it("DOOR-2: a stranger hears the same 4404 at a room that exists and at one that does not", async () => {
    const { organization } = await team();
    const mallory = await signUp("mallory");
    const missing = newId("room");
    const before = (await listDurableObjectIds(env.ROOM)).length;
    expect(await closeCode(mallory, paths.roomSocket(organization.id, organization.welcomeRoom))).toBe(4404);
    expect(await closeCode(mallory, paths.roomSocket(organization.id, missing))).toBe(4404);
    expect(await closeCode(mallory, paths.inboxSocket(organization.id))).toBe(4404);
    expect((await listDurableObjectIds(env.ROOM)).length).toBe(before);
  });

  it("DOOR-3: a ticket opens one socket, from its page or from no browser", async () => {
    const { grace, organization } = await team();
    for (const headers of [{ origin: ORIGIN }, {}]) {
      const ticket = await grace.ticket(organization.id, organization.welcomeRoom);
      const path = `${paths.roomSocket(organization.id, organization.welcomeRoom)}?ticket=${ticket}`;
      const knocked = await knock(path, headers);
      if (knocked.type === "refused") throw new Error(knocked.text);
      knocked.socket.send(HELLO);
      expect(await knocked.socket.frame("welcome")).toMatchObject({ you: { user: grace.id } });
    }
  });

  it("DOOR-3: a ticket for a room of elsewhere is not to be had", async () => {
    const { organization } = await team();
    const linus = await signUp("linus");
    const own = await linus.found();
    const answer = await linus.post(paths.tickets(own.id), { room: organization.welcomeRoom });
    expect(codeOf(answer)).toBe("not_found");
  });

  it("DOOR-7: plain HTTP is told to upgrade, another method what is allowed", async () => {
    const { grace, organization } = await team();
    const path = paths.inboxSocket(organization.id);
    expect(await grace.get(path)).toMatchObject({
      status: 426,
      body: { error: { code: "upgrade_required" } },
    });
    expect(await grace.post(path)).toMatchObject({
      status: 405,
      body: { error: { code: "method_not_allowed" } },
    });
  });

  it.each(["WebSocket", "WEBSOCKET", "websocket"])("DOOR-7: Upgrade may be spelled %s", async (upgrade) => {
    const { grace, organization } = await team();
    const socket = await connect(grace, paths.inboxSocket(organization.id), { upgrade });
    socket.send(HELLO);
    expect(await socket.frame("inbox")).toMatchObject({ complete: true });
  });

  it.each([paths.me, "/", "/api/auth/get-session"])("DOOR-7: %s is no socket", async (path) => {
    expect(await knock(path, { origin: ORIGIN })).toMatchObject({ type: "refused", status: 405 });
  });

  it("DOOR-8: one person's sockets are counted", async () => {
    const { grace, organization } = await team();
    const codes = new Set<number>();
    for (let i = 0; i < 31; i++) {
      const socket = await connect(grace, paths.inboxSocket(organization.id));
      socket.close();
      codes.add((await socket.closed).code);
    }
    expect(codes).toContain(4429);
  });

  it("DOOR-9: a membership that ends while its socket opens takes the socket with it", async () => {
    const { ada, grace, organization } = await team();
    const late = createExecutionContext();
    const request = new Request(`${ORIGIN}${paths.inboxSocket(organization.id)}`, {
      headers: { upgrade: "websocket", origin: ORIGIN, cookie: grace.cookie },
    });
    const opening = app.fetch(request, env, late);
    const [response] = await Promise.all([opening, ada.delete(paths.person(organization.id, grace.id))]);
    const webSocket = response.webSocket;
    if (webSocket === null) throw new Error("no socket");
    const closed = new Promise<number>((done) =>
      webSocket.addEventListener("close", ({ code }) => done(code)),
    );
    webSocket.accept();
    expect([4401, 4403, 4404]).toContain(await closed);
  });
});
