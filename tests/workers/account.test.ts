import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { accountPaths, DELETED_ACCOUNT, type EmailChange } from "../../shared/account.ts";
import { paths, type Person as Listed } from "../../shared/api.ts";
import { sweep } from "../../server/sweep.ts";
import { eventually } from "../support/eventually.ts";
import { membersOf } from "./support/members.ts";
import { linkTo, mailsTo } from "./support/outbox.ts";
import { PASSWORD, Person, signUp, team } from "./support/person.ts";
import { connect, HELLO } from "./support/socket.ts";
import { codeOf, Visitor } from "./support/visitor.ts";
import { account, patch, withoutMail } from "./support/account.ts";

describe("the profile", () => {
  it("ACCOUNT-1: shows what is stored of the own account", async () => {
    const ada = await signUp("ada");
    expect(await account(ada)).toMatchObject({
      ...{ id: ada.id, name: "ada", email: ada.email, emailVerified: false, picture: null },
      ...{
        display: { language: "auto", timeFormat: "auto" },
        twoFactor: false,
        recoveryCodes: 0,
        mail: true,
      },
    });
  });

  it("ACCOUNT-1: language and time format are kept, and come with who is signed in", async () => {
    const ada = await signUp("ada");
    const display = { language: "de", timeFormat: "12" };
    expect((await patch(ada, { display })).status).toBe(200);
    expect((await ada.me()).display).toEqual(display);
    for (const wrong of [{ language: "xx", timeFormat: "12" }, { language: "de" }, "de"])
      expect(codeOf(await patch(ada, { display: wrong }))).toBe("bad_type");
  });

  it("ACCOUNT-2: a new name is cleaned and reaches the rooms, also those that are open", async () => {
    const { ada, grace, organization } = await team();
    const socket = await connect(ada, paths.roomSocket(organization.id, organization.welcomeRoom));
    socket.send(HELLO);
    await socket.frame("welcome");
    const changed = await patch(grace, { name: "  Grace\u202e  Hopper " });
    expect(changed.body).toMatchObject({ ok: true, data: { name: "Grace Hopper" } });
    const event = { type: "member.renamed", user: grace.id, name: "Grace Hopper" };
    await eventually(() => expect(JSON.stringify(socket.frames)).toContain(JSON.stringify(event.name)));
    expect(socket.frames.flatMap(({ events }) => events)).toContainEqual(expect.objectContaining(event));
    const people = await ada.must(ada.get<Listed[]>(paths.people(organization.id)));
    expect(people.find(({ id }) => id === grace.id)?.name).toBe("Grace Hopper");
    socket.close();
    // Told once more after a minute, because the list of rooms may lag.
    await eventually(async () => {
      const row = env.DB.prepare("SELECT delivered_at FROM renames WHERE user = ?").bind(grace.id);
      expect(await row.first("delivered_at")).toBeGreaterThan(0);
    });
    await sweep(env, Date.now() + 61_000);
    const left = env.DB.prepare("SELECT count(*) AS n FROM renames WHERE user = ?").bind(grace.id);
    expect(await left.first("n")).toBe(0);
  });

  it("ACCOUNT-2: a room that could not be told is told by the sweeper", async () => {
    const { ada, grace, organization } = await team();
    await env.DB.batch([
      env.DB.prepare("UPDATE users SET name = 'Grace II' WHERE id = ?").bind(grace.id),
      env.DB.prepare("INSERT INTO renames (user, name) VALUES (?, 'Grace II')").bind(grace.id),
    ]);
    await sweep(env, Date.now());
    const members = await membersOf(ada, organization.id, organization.welcomeRoom);
    expect(members.find(({ user }) => user === grace.id)?.name).toBe("Grace II");
  });

  it.each([
    ["\u200b", "bad_type"],
    ["x".repeat(1_000), "bad_type"],
    ["Parley", "conflict"],
    ["Pаrley", "conflict"],
    ["System", "conflict"],
    [DELETED_ACCOUNT, "conflict"],
  ])("ACCOUNT-2: the name %j is refused", async (name, code) => {
    const { grace } = await team();
    expect(codeOf(await patch(grace, { name }))).toBe(code);
    expect((await account(grace)).name).toBe("grace");
  });
});

describe("the e-mail address", () => {
  it("ACCOUNT-4: a sign-up is asked to confirm, and works without it", async () => {
    const ada = await signUp("ada");
    await ada.found();
    const token = await linkTo(ada.email, "Confirm your e-mail address");
    expect((await account(ada)).emailVerified).toBe(false);
    const anybody = new Visitor();
    expect(await anybody.must(anybody.post(accountPaths.confirm, { token }))).toEqual({ email: ada.email });
    expect((await account(ada)).emailVerified).toBe(true);
    expect(codeOf(await anybody.post(accountPaths.confirm, { token }))).toBe("not_found");
  });

  it("ACCOUNT-4: another mail is a new link, and the one before ends", async () => {
    const ada = await signUp("ada");
    const first = await linkTo(ada.email, "Confirm your e-mail address");
    expect((await ada.post(accountPaths.confirmation)).status).toBe(200);
    await eventually(async () => expect(await mailsTo(ada.email)).toHaveLength(2));
    expect(codeOf(await ada.post(accountPaths.confirm, { token: first }))).toBe("not_found");
    for (let i = 0; i < 2; i++) await ada.post(accountPaths.confirmation);
    expect(codeOf(await ada.post(accountPaths.confirmation))).toBe("rate_limited");
  });

  it("ACCOUNT-5: a change asks for the password and happens when the new address opens the link", async () => {
    const ada = await signUp("ada");
    const email = `new-${crypto.randomUUID()}@example.com`;
    expect(codeOf(await ada.post(accountPaths.email, { email, password: "wrong" }))).toBe("forbidden");
    const changing = ada.post<EmailChange>(accountPaths.email, {
      email: ` ${email.toUpperCase()} `,
      password: PASSWORD,
    });
    expect(await ada.must(changing)).toEqual({ result: "sent" });
    expect((await account(ada)).email).toBe(ada.email);
    const token = await linkTo(email, "Confirm your new e-mail address");
    await ada.must(ada.post(accountPaths.confirm, { token }));
    expect(await account(ada)).toMatchObject({ email, emailVerified: true });
    const [told] = await eventually(async () => {
      const mails = (await mailsTo(ada.email)).filter(
        ({ subject }) => subject === "Your e-mail address was changed",
      );
      expect(mails).toHaveLength(1);
      return mails;
    });
    expect(told?.text).toContain(email);
    const answer = await new Person("ada").post("/api/auth/sign-in/email", { email, password: PASSWORD });
    expect(answer.status).toBe(200);
    expect((await ada.signIn()).status).toBe(401);
  });

  it("ACCOUNT-5: an address that somebody has is told to nobody, and is never taken", async () => {
    const [ada, grace] = await Promise.all([signUp("ada"), signUp("grace")]);
    const body = { email: grace.email, password: PASSWORD };
    expect(await ada.must(ada.post<EmailChange>(accountPaths.email, body))).toEqual({ result: "sent" });
    expect((await mailsTo(grace.email)).map(({ subject }) => subject)).not.toContain(
      "Confirm your new e-mail address",
    );
    const wanted = `w-${crypto.randomUUID()}@example.com`;
    await ada.must(ada.post(accountPaths.email, { email: wanted, password: PASSWORD }));
    const token = await linkTo(wanted, "Confirm your new e-mail address");
    await new Visitor().post("/api/auth/sign-up/email", { name: "Eve", email: wanted, password: PASSWORD });
    expect(codeOf(await ada.post(accountPaths.confirm, { token }))).toBe("conflict");
    expect((await account(ada)).email).toBe(ada.email);
  });

  it("ACCOUNT-5: where no mail is bound it changes at once, unconfirmed", async () => {
    const ada = await signUp("ada");
    const email = `new-${crypto.randomUUID()}@example.com`;
    const answer = await withoutMail(ada, "POST", accountPaths.email, { email, password: PASSWORD });
    expect(answer.body).toMatchObject({ ok: true, data: { result: "changed" } });
    expect(await account(ada)).toMatchObject({ email, emailVerified: false });
    const again = await withoutMail(ada, "POST", accountPaths.confirmation);
    expect(again.body).toMatchObject({ ok: false, error: { code: "unavailable" } });
  });

  it.each([
    "",
    "ada",
    "ada@",
    "a@b",
    "a@example.com, b@example.com",
    "a@example.com\r\nBcc: b@example.com",
    "ä@example.com",
  ])("ACCOUNT-5: %j is no address", async (email) => {
    const ada = await signUp("ada");
    expect(codeOf(await ada.post(accountPaths.email, { email, password: PASSWORD }))).toBe("bad_type");
  });

  it("ACCOUNT-5: guesses of the password are counted", async () => {
    const ada = await signUp("ada");
    const codes: string[] = [];
    for (let i = 0; i < 6; i++)
      codes.push(
        codeOf(await ada.post(accountPaths.email, { email: "x@example.com", password: `wrong ${i}` })),
      );
    expect(codes).toContain("rate_limited");
  });
});
