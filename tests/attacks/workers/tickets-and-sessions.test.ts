import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths } from "../../../shared/api.ts";
import { signUp, team } from "../../workers/support/person.ts";
import { closeCode, connect, HELLO, knock } from "../../workers/support/socket.ts";
import { codeOf, ORIGIN, Visitor } from "../../workers/support/visitor.ts";

describe("tickets and sessions", () => {
  it("attack 33: a token that is malformed, unknown or too old is one answer", async () => {
    const { grace, organization } = await team();
    const expired = await grace.ticket(organization.id);
    await env.DB.prepare("UPDATE tickets SET expires_at = ?").bind(Date.now()).run();
    const real = await grace.ticket(organization.id);
    for (const ticket of [
      expired,
      real.slice(1),
      `${real}x`,
      "A".repeat(43),
      "eyJhbGciOiJub25lIn0.e30.",
      "",
    ]) {
      const knocked = await knock(`${paths.inboxSocket(organization.id)}?ticket=${ticket}`, {
        origin: ORIGIN,
      });
      if (knocked.type === "refused") throw new Error(knocked.text);
      expect(await knocked.socket.closed).toEqual({ code: 4401, reason: "unauthenticated" });
    }
  });

  it("attack 33: a cookie that was cut, changed or signed by another is one answer (AUTH-5)", async () => {
    const ada = await signUp("ada");
    const session = ada.cookie.split("; ").find((cookie) => cookie.includes("session")) ?? "";
    const [name = "", value = ""] = session.split(/=(.*)/s);
    expect(value).not.toBe("");
    for (const forged of [
      value.slice(0, -5),
      `x${value}`,
      value.split(".")[0],
      `${value.split(".")[0]}.AAAA`,
      "",
    ]) {
      const mallory = new Visitor();
      mallory.headers = { cookie: `${name}=${forged}` };
      expect(codeOf(await mallory.get(paths.me))).toBe("unauthenticated");
    }
  });

  it("attack 34: a ticket is used once, also by two at the same time (DOOR-3)", async () => {
    const { grace, organization } = await team();
    const path = `${paths.inboxSocket(organization.id)}?ticket=${await grace.ticket(organization.id)}`;
    const sockets = await Promise.all([1, 2, 3].map(() => knock(path, { origin: ORIGIN })));
    const codes = await Promise.all(
      sockets.map(async (knocked) => {
        if (knocked.type === "refused") throw new Error(knocked.text);
        knocked.socket.send(HELLO);
        return Promise.race([
          knocked.socket.closed.then(({ code }) => code),
          knocked.socket.frame("inbox").then(() => 0),
        ]);
      }),
    );
    expect(codes.sort()).toEqual([0, 4401, 4401]);
  });

  it("attack 34: a ticket opens no other door and serves no other page (DOOR-3)", async () => {
    const { grace, organization } = await team();
    const room = paths.roomSocket(organization.id, organization.welcomeRoom);
    const forInbox = await grace.ticket(organization.id);
    expect(await closeCode(grace, `${room}?ticket=${forInbox}`)).toBe(4401);
    // The wrong socket has consumed the ticket, so it does not open the right socket either.
    expect(await closeCode(grace, `${paths.inboxSocket(organization.id)}?ticket=${forInbox}`)).toBe(4401);
    const stolen = await grace.ticket(organization.id);
    const elsewhere = await knock(`${paths.inboxSocket(organization.id)}?ticket=${stolen}`, {
      origin: "https://evil.example",
    });
    expect(elsewhere).toMatchObject({ type: "refused", status: 403 });
  });

  it("attacks 35, 32: nothing that lasts stands in an address (ORG-2)", async () => {
    const { ada, organization } = await team();
    const token = await ada.invite(organization.id);
    const nobody = new Visitor();
    expect((await nobody.get(`${paths.invitationPreview}?token=${token}`)).status).toBe(405);
    const asQuery = await knock(`${paths.inboxSocket(organization.id)}?token=${ada.cookie}`, {
      origin: ORIGIN,
    });
    expect(asQuery.type === "open" && (await asQuery.socket.closed).code).toBe(4401);
  });

  it("attacks 36, 37: a ticket dies with its session (DOOR-3)", async () => {
    const { grace, organization } = await team();
    const ticket = await grace.ticket(organization.id);
    await grace.signOut();
    const knocked = await knock(`${paths.inboxSocket(organization.id)}?ticket=${ticket}`, { origin: ORIGIN });
    expect(knocked.type === "open" && (await knocked.socket.closed).code).toBe(4401);
  });

  it("attack 36: a stolen session is shut out by the sign-out of its owner, with no sweep (AUTH-6)", async () => {
    const { grace, organization } = await team();
    const stolen = await connect(grace.copy(), paths.roomSocket(organization.id, organization.welcomeRoom));
    await grace.signOut();
    expect((await stolen.closed).code).toBe(4401);
  });

  it("attack 36: a session id that was planted before sign-in is not the session after it (AUTH-5)", async () => {
    const ada = await signUp("ada");
    const planted = ada.cookie;
    await ada.signIn();
    expect(ada.cookie).not.toBe(planted);
  });
});
