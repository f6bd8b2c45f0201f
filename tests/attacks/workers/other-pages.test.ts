import { exports } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths } from "../../../shared/api.ts";
import { signUp, team } from "../../workers/support/person.ts";
import { knock } from "../../workers/support/socket.ts";
import { ORIGIN } from "../../workers/support/visitor.ts";

describe("other people's pages", () => {
  const LOOK_ALIKES = [
    "https://evil.example",
    "null",
    "https://parley.example.evil.io",
    "https://evilparley.example",
    "http://parley.example",
    "https://parley.example:8443",
    "https://PARLEY.example/",
    "https://sub.parley.example",
  ];

  const changes: [string, string][] = [
    ["POST", paths.organizations],
    ["POST", paths.invitationAccept],
    ["POST", paths.invitationPreview],
    ["POST", "/api/organizations/org_00000000000000000000000000/invitations"],
    ["POST", "/api/organizations/org_00000000000000000000000000/rooms"],
    ["POST", "/api/organizations/org_00000000000000000000000000/tickets"],
    ["DELETE", "/api/organizations/org_00000000000000000000000000/people/user_00000000000000000000000000"],
    ["POST", "/api/auth/sign-up/email"],
    ["POST", "/api/auth/sign-in/email"],
    ["POST", "/api/auth/sign-out"],
    ["POST", "/api/auth/change-password"],
    ["POST", "/api/auth/revoke-sessions"],
  ];

  it.each(changes)("attack 41: %s %s of another page is 403 (HTTP-3)", async (method, path) => {
    const ada = await signUp("ada");
    const send = (headers: Record<string, string>) =>
      exports.default.fetch(`${ORIGIN}${path}`, {
        method,
        headers: { cookie: ada.cookie, ...headers },
        body: "{}",
      });
    const json = { "content-type": "application/json" };
    for (const origin of LOOK_ALIKES) expect((await send({ ...json, origin })).status, origin).toBe(403);
    expect((await send(json)).status, "no origin").toBe(403);
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""]) {
      expect((await send({ origin: ORIGIN, "content-type": type })).status, type).toBe(403);
    }
  });

  it.each(LOOK_ALIKES)("attack 42: a socket from %s is 403 before the upgrade (DOOR-1)", async (origin) => {
    const { grace, organization } = await team();
    for (const path of [
      paths.inboxSocket(organization.id),
      paths.roomSocket(organization.id, organization.welcomeRoom),
    ]) {
      expect(await knock(path, { origin, cookie: grace.cookie })).toMatchObject({
        type: "refused",
        status: 403,
      });
    }
  });

  it("attack 42: a cookie without an origin opens nothing (DOOR-1)", async () => {
    const { grace, organization } = await team();
    const knocked = await knock(paths.inboxSocket(organization.id), { cookie: grace.cookie });
    expect(knocked).toMatchObject({ type: "refused", status: 403 });
  });

  it("attack 43: nothing is shared with other origins (HTTP-5)", async () => {
    const ada = await signUp("ada");
    for (const path of [paths.me, "/", "/api/auth/get-session"]) {
      const response = await exports.default.fetch(`${ORIGIN}${path}`, {
        headers: { origin: "https://evil.example", cookie: ada.cookie },
      });
      expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
      await response.body?.cancel();
    }
  });
});
