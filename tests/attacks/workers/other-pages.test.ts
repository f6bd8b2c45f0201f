import { exports } from "cloudflare:workers";
import { beforeAll, describe, expect, it } from "vitest";
import { pathsOf } from "../../../server/http/mount-routes.ts";
import { routes } from "../../../server/http/routes.ts";
import { paths } from "../../../shared/api.ts";
import { type Person, signUp, team } from "../../workers/support/person.ts";
import { knock } from "../../workers/support/socket.ts";
import { ORIGIN } from "../../workers/support/visitor.ts";

const idOf = (name: string): string =>
  `${{ organization: "org", person: "user", library: "lib", document: "doc", attachment: "att" }[name] ?? name}_${"0".repeat(26)}`;

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

  /** Every route that may change something, called with ids that do not exist, and better-auth's own routes. */
  const changes: [string, string][] = [
    ...pathsOf(routes).flatMap(({ path, rows }) =>
      rows.flatMap(({ method }): [string, string][] =>
        method === "GET" ? [] : [[method, `/api${path.replaceAll(/:(\w+)/g, (_, name) => idOf(name))}`]],
      ),
    ),
    ["POST", "/api/auth/sign-up/email"],
    ["POST", "/api/auth/sign-in/email"],
    ["POST", "/api/auth/sign-out"],
    ["POST", "/api/auth/change-password"],
    ["POST", "/api/auth/revoke-sessions"],
  ];

  let ada: Person;
  beforeAll(async () => {
    ada = await signUp("ada");
  });

  it.each(changes)("attack 41: %s %s of another page is 403 (HTTP-3)", async (method, path) => {
    const send = (headers: Record<string, string>) =>
      exports.default.fetch(`${ORIGIN}${path}`, {
        method,
        headers: { cookie: ada.cookie, ...headers },
        body: "{}",
      });
    for (const type of ["application/json", "application/octet-stream"]) {
      const typed = { "content-type": type };
      for (const origin of LOOK_ALIKES) expect((await send({ ...typed, origin })).status, origin).toBe(403);
      expect((await send(typed)).status, "no origin").toBe(403);
    }
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
    for (const path of [paths.me, "/", "/api/auth/get-session"]) {
      const response = await exports.default.fetch(`${ORIGIN}${path}`, {
        headers: { origin: "https://evil.example", cookie: ada.cookie },
      });
      expect([...response.headers.keys()].filter((name) => name.startsWith("access-control"))).toEqual([]);
      await response.body?.cancel();
    }
  });
});
