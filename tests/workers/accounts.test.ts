import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths } from "../../shared/api.ts";
import { Person, PASSWORD, signUp, team } from "./support/person.ts";
import { connect } from "./support/socket.ts";
import { codeOf, Visitor } from "./support/visitor.ts";

describe("accounts", () => {
  it("AUTH-1: signing up signs in, under a cleaned name", async () => {
    const ada = new Person("ada");
    const name = " Ada\u0000\u202e  Lovelace\n";
    await ada.post("/api/auth/sign-up/email", { name, email: ada.email, password: PASSWORD });
    expect((await ada.me()).user).toMatchObject({ name: "Ada Lovelace", email: ada.email });
  });

  it.each([
    ["a name that shows nothing", { name: "\u200b\u202e", password: PASSWORD }],
    ["a short password", { name: "ada", password: "1234567" }],
    ["a long password", { name: "ada", password: "x".repeat(201) }],
  ])("AUTH-1: %s is refused", async (_, body) => {
    const ada = new Person("ada");
    expect((await ada.post("/api/auth/sign-up/email", { email: ada.email, ...body })).status).toBe(400);
  });

  it.each([
    [
      "an address without @",
      { email: "ada", name: "Ada", password: PASSWORD },
      /Enter a valid email address/,
    ],
    ["two fields that are missing", { email: "a@b.example" }, /^Enter your name\. Enter a password\.$/],
    ["a short password", { email: "a@b.example", name: "Ada", password: "1234567" }, /password/],
  ])(
    "AUTH-14: %s is refused with a sentence, and no name of a field of the program",
    async (_, body, words) => {
      const refused = await new Person("ada").post("/api/auth/sign-up/email", body);
      expect(refused.status).toBe(400);
      const { message } = JSON.parse(refused.text) as { message: string };
      expect(message).toMatch(words);
      expect(message).not.toMatch(/[[\]_]|Invalid|expected/);
    },
  );

  it("HTTP-12: a body that does not fit is refused with the field and its bound", async () => {
    const ada = await signUp("ada");
    const messageOf = async (body: object) => {
      const refused = (await ada.post(paths.organizations, body)).body;
      return refused.ok ? "" : refused.error.message;
    };
    expect(await messageOf({})).toBe("“name” is missing or not valid.");
    expect(await messageOf({ name: 4 })).toBe("“name” is missing or not valid.");
  });

  it("AUTH-5: the cookie is signed, out of reach of scripts, and sent over https alone", async () => {
    const ada = new Person("ada");
    const answer = await ada.post("/api/auth/sign-up/email", {
      name: "ada",
      email: ada.email,
      password: PASSWORD,
    });
    const cookie = answer.headers.getSetCookie().join();
    expect(cookie).toMatch(/^__Secure-parley\.session_token=/);
    for (const flag of ["HttpOnly", "Secure", "SameSite=Lax"]) expect(cookie).toContain(flag);
  });

  it("AUTH-5: a session in use is prolonged", async () => {
    const ada = await signUp("ada");
    const twoDaysAgo = Date.now() - 2 * 24 * 60 * 60_000;
    const inFiveDays = twoDaysAgo + 7 * 24 * 60 * 60_000;
    await env.DB.prepare("UPDATE sessions SET expires_at = ?1, updated_at = ?2 WHERE user_id = ?3")
      .bind(inFiveDays, twoDaysAgo, ada.id)
      .run();
    const answer = await ada.get(paths.me);
    expect(answer.headers.getSetCookie().join()).toContain("Max-Age=604800");
    const row = env.DB.prepare("SELECT expires_at FROM sessions WHERE user_id = ?").bind(ada.id);
    expect(await row.first("expires_at")).toBeGreaterThan(inFiveDays);
  });

  it("AUTH-5: a session that ended is refused at the next request", async () => {
    const ada = await signUp("ada");
    const thief = ada.copy();
    await ada.signOut();
    expect(codeOf(await thief.get(paths.me))).toBe("unauthenticated");
  });

  it("AUTH-7: a changed password ends every other session and its sockets", async () => {
    const { grace, organization } = await team();
    const thief = grace.copy();
    const stolen = await connect(thief, paths.inboxSocket(organization.id));
    const newPassword = "another battery";
    const answer = await grace.post("/api/auth/change-password", { currentPassword: PASSWORD, newPassword });
    expect(answer.status).toBe(200);
    expect((await stolen.closed).code).toBe(4401);
    expect(codeOf(await thief.get(paths.me))).toBe("unauthenticated");
    expect((await grace.get(paths.me)).status).toBe(200);
    expect((await grace.signIn(newPassword)).status).toBe(200);
  });

  it.each([
    "/ok",
    "/error",
    "/update-user",
    "/delete-user",
    "/request-password-reset",
    "/sign-in/social",
    "/token",
  ])("AUTH-8: %s is not open", async (path) => {
    const ada = await signUp("ada");
    expect((await ada.post(`/api/auth${path}`)).status).toBe(404);
    expect((await ada.get(`/api/auth${path}`)).status).toBe(404);
  });

  it("AUTH-5: nobody is nobody", async () => {
    const nobody = new Visitor();
    expect(codeOf(await nobody.get(paths.me))).toBe("unauthenticated");
    nobody.headers = { cookie: "__Secure-parley.session_token=made.up" };
    expect(codeOf(await nobody.get(paths.me))).toBe("unauthenticated");
  });
});
