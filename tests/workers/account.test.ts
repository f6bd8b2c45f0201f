import { createExecutionContext, waitOnExecutionContext } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  accountPaths,
  DELETED_ACCOUNT,
  type Account,
  type AccountSession,
  type EmailChange,
  type ResetLink,
} from "../../shared/account.ts";
import { paths, type MemberHandle, type Person as Listed } from "../../shared/api.ts";
import type { OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import { app } from "../../server/app.ts";
import { hashToken } from "../../server/directory/secrets.ts";
import { sweep } from "../../server/sweep.ts";
import { newMessageId } from "../support/people.ts";
import { eventually } from "../support/eventually.ts";
import { pngWith } from "./support/png.ts";
import { membersOf } from "./support/members.ts";
import { linkTo, mailsTo } from "./support/outbox.ts";
import { PASSWORD, Person, signUp, team } from "./support/person.ts";
import { connect, HELLO } from "./support/socket.ts";
import { codeOf, ORIGIN, Visitor } from "./support/visitor.ts";

const account = (person: Person) => person.must(person.get<Account>(accountPaths.account));
const sessions = (person: Visitor) => person.must(person.get<AccountSession[]>(accountPaths.sessions));
const patch = (person: Person, body: object) => person.send<Account>("PATCH", accountPaths.account, body);

/** A request to a server that sends no mail. */
async function withoutMail(who: Visitor, method: string, path: string, body?: object) {
  const context = createExecutionContext();
  const headers = new Headers({ origin: ORIGIN, cookie: who.cookie, ...who.headers });
  if (body !== undefined) headers.set("content-type", "application/json");
  const request = new Request(`${ORIGIN}${path}`, {
    method,
    headers,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await app.fetch(request, { ...env, MAIL_FROM: "" }, context);
  await waitOnExecutionContext(context);
  return { status: response.status, body: await response.json<Record<string, unknown>>() };
}

async function putPicture(person: Person, bytes: Uint8Array<ArrayBuffer>) {
  const response = await app.fetch(
    new Request(`${ORIGIN}${accountPaths.picture}`, {
      method: "PUT",
      headers: {
        ...{ origin: ORIGIN, cookie: person.cookie, "content-type": "application/octet-stream" },
        ...{ "content-length": String(bytes.length), "x-file-name": "me.png" },
      },
      body: bytes,
    }),
    env,
    createExecutionContext(),
  );
  return { status: response.status, body: await response.json<{ data: { picture: string } }>() };
}

const getPicture = (
  who: Visitor,
  organization: OrganizationId,
  person: UserId,
  headers: Record<string, string> = {},
) =>
  app.fetch(
    new Request(`${ORIGIN}${accountPaths.pictureOf(organization, person, "x")}`, {
      headers: { cookie: who.cookie, ...headers },
    }),
    env,
    createExecutionContext(),
  );

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

describe("the picture", () => {
  it("ACCOUNT-3: people of the organization see it, without metadata, and others learn nothing", async () => {
    const { ada, grace, organization } = await team();
    const mallory = await signUp("mallory");
    await mallory.found();
    const put = await putPicture(grace, pngWith({ width: 256, height: 256, secret: "Stockholm" }));
    expect(put.status).toBe(201);
    const seen = await getPicture(ada, organization.id, grace.id);
    expect(seen.headers.get("content-type")).toBe("image/png");
    expect(seen.headers.get("content-security-policy")).toContain("sandbox");
    expect(Buffer.from(await seen.arrayBuffer()).includes("Stockholm")).toBe(false);
    const known = await getPicture(ada, organization.id, grace.id, {
      "if-none-match": seen.headers.get("etag") ?? "",
    });
    expect(known.status).toBe(304);
    const { picture } = put.body.data;
    const handles = await ada.must(ada.get<MemberHandle[]>(paths.handles(organization.id)));
    expect(handles.find(({ id }) => id === grace.id)?.picture).toBe(picture);
    expect((await getPicture(mallory, organization.id, grace.id)).status).toBe(404);
    expect((await getPicture(ada, organization.id, ada.id)).status).toBe(404);
  });

  it("ACCOUNT-3: a new one replaces the old one, and removing it leaves no bytes", async () => {
    const { grace, organization } = await team();
    const stored = async () => (await env.FILES.list({ prefix: `people/${grace.id}/` })).objects.length;
    await putPicture(grace, pngWith({ width: 64, height: 64 }));
    await putPicture(grace, pngWith({ width: 65, height: 65 }));
    expect(await stored()).toBe(1);
    expect((await grace.delete(accountPaths.picture)).status).toBe(200);
    expect(await stored()).toBe(0);
    expect((await getPicture(grace, organization.id, grace.id)).status).toBe(404);
  });

  it("ACCOUNT-3: what is no still picture of at most 1,024 pixels and 512 KiB is refused", async () => {
    const grace = await signUp("grace");
    const encode = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(new TextEncoder().encode(text));
    const hostile = encode("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");
    for (const bytes of [
      hostile,
      encode("GIF89a\u0001\u0000\u0001\u0000"),
      pngWith({ width: 1_025, height: 10 }),
      pngWith({ width: 100_000, height: 100_000 }),
    ])
      expect((await putPicture(grace, bytes)).status).toBe(400);
    expect((await putPicture(grace, new Uint8Array(512 * 1024 + 1))).status).toBe(413);
    expect((await account(grace)).picture).toBeNull();
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

describe("a forgotten password", () => {
  const newPassword = "a brand new battery";

  async function verified(name: string): Promise<Person> {
    const person = await signUp(name);
    await person.must(
      person.post(accountPaths.confirm, { token: await linkTo(person.email, "Confirm your e-mail address") }),
    );
    return person;
  }

  it("RESET-1: a mail to a confirmed address sets a new one, once, and ends every session", async () => {
    const ada = await verified("ada");
    const organization = await ada.found();
    const socket = await connect(ada, paths.inboxSocket(organization.id));
    const visitor = new Visitor();
    await visitor.must(visitor.post(accountPaths.resetMail, { email: ada.email.toUpperCase() }));
    const token = await linkTo(ada.email, "Set a new password");
    const bad = await visitor.post(accountPaths.reset, { token, password: "password123" });
    expect(codeOf(bad)).toBe("bad_type");
    await visitor.must(visitor.post(accountPaths.reset, { token, password: newPassword }));
    expect((await socket.closed).code).toBe(4401);
    expect(codeOf(await ada.get(paths.me))).toBe("unauthenticated");
    expect((await ada.signIn()).status).toBe(401);
    expect((await ada.signIn(newPassword)).status).toBe(200);
    expect(codeOf(await visitor.post(accountPaths.reset, { token, password: newPassword }))).toBe(
      "not_found",
    );
  });

  it("RESET-1: of two simultaneous uses of a link one succeeds", async () => {
    const ada = await verified("ada");
    const visitor = new Visitor();
    await visitor.post(accountPaths.resetMail, { email: ada.email });
    const token = await linkTo(ada.email, "Set a new password");
    const answers = await Promise.all(
      ["first battery 17", "second battery 17"].map((password) =>
        visitor.post(accountPaths.reset, { token, password }),
      ),
    );
    expect(answers.map(codeOf).sort()).toEqual(["not_found", "ok"]);
  });

  it("RESET-2: whether there is an account, and whether its address is confirmed, is not told", async () => {
    const ada = await signUp("ada");
    const visitor = new Visitor();
    const withoutTrace = (text: string) => text.replace(/"traceId":"[^"]*"/, "");
    const [known, unknown] = [
      await visitor.post(accountPaths.resetMail, { email: ada.email }),
      await visitor.post(accountPaths.resetMail, { email: `nobody-${crypto.randomUUID()}@example.com` }),
    ];
    expect([known.status, withoutTrace(known.text)]).toEqual([unknown.status, withoutTrace(unknown.text)]);
    expect((await mailsTo(ada.email)).map(({ subject }) => subject)).not.toContain("Set a new password");
  });

  it("RESET-2: mails to one address are counted", async () => {
    const email = `busy-${crypto.randomUUID()}@example.com`;
    const codes: string[] = [];
    for (let i = 0; i < 4; i++)
      codes.push(codeOf(await new Visitor().post(accountPaths.resetMail, { email })));
    expect(codes).toEqual(["ok", "ok", "ok", "rate_limited"]);
  });

  it("RESET-1: a link expires, and one for another purpose is no reset", async () => {
    const ada = await verified("ada");
    const visitor = new Visitor();
    await visitor.post(accountPaths.resetMail, { email: ada.email });
    const token = await linkTo(ada.email, "Set a new password");
    expect(codeOf(await visitor.post(accountPaths.confirm, { token }))).toBe("not_found");
    await env.DB.prepare("UPDATE account_links SET expires_at = 1 WHERE token_hash = ?")
      .bind(await hashToken(token))
      .run();
    expect(codeOf(await visitor.post(accountPaths.reset, { token, password: newPassword }))).toBe(
      "not_found",
    );
    await sweep(env, Date.now());
    const left = env.DB.prepare("SELECT count(*) AS n FROM account_links WHERE user_id = ?").bind(ada.id);
    expect(await left.first("n")).toBe(0);
  });

  it("RESET-3: where no mail is bound, the page is told so and an owner makes a link that works once", async () => {
    const { ada, grace, organization } = await team();
    const help = await withoutMail(new Visitor(), "GET", accountPaths.help);
    expect(help.body).toMatchObject({ data: { mail: false } });
    const asked = await withoutMail(new Visitor(), "POST", accountPaths.resetMail, { email: grace.email });
    expect(asked.body).toMatchObject({ error: { code: "unavailable" } });
    const made = await ada.must(ada.post<ResetLink>(accountPaths.resetLink(organization.id, grace.id)));
    const visitor = new Visitor();
    await visitor.must(visitor.post(accountPaths.reset, { token: made.token, password: newPassword }));
    expect((await grace.signIn(newPassword)).status).toBe(200);
    expect(codeOf(await visitor.post(accountPaths.reset, { token: made.token, password: newPassword }))).toBe(
      "not_found",
    );
  });

  it("RESET-4: only an owner, and only for people of organizations that are all this owner's", async () => {
    const { ada, grace, organization } = await team();
    const linus = await signUp("linus");
    await linus.accept(await ada.invite(organization.id, "admin"));
    const link = (by: Person, of: Person) => by.post(accountPaths.resetLink(organization.id, of.id));
    expect(codeOf(await link(linus, grace))).toBe("forbidden");
    expect(codeOf(await link(grace, linus))).toBe("forbidden");
    expect(codeOf(await link(ada, ada))).toBe("conflict");
    expect(codeOf(await link(ada, await signUp("mallory")))).toBe("not_found");
    // Grace founds an organization of her own: whoever set her password could read it.
    await grace.found("Own");
    expect(codeOf(await link(ada, grace))).toBe("forbidden");
    expect(codeOf(await link(ada, linus))).toBe("ok");
  });
});

describe("sessions", () => {
  it("SESSION-1: lists the own devices, this one first, without a secret", async () => {
    const ada = await signUp("ada");
    const phone = new Person("phone");
    phone.headers = { ...phone.headers, "user-agent": "Mozilla/5.0 (iPhone)" };
    await phone.post("/api/auth/sign-in/email", { email: ada.email, password: PASSWORD });
    const list = await sessions(ada);
    expect(list.map(({ isCurrent }) => isCurrent)).toEqual([true, false]);
    expect(list[1]?.userAgent).toBe("Mozilla/5.0 (iPhone)");
    const token = decodeURIComponent(/session_token=([^;.]+)/.exec(phone.cookie)?.[1] ?? "none");
    expect(JSON.stringify(list)).not.toContain(token);
  });

  it("SESSION-2: ending one signs out there and closes its sockets, and nobody ends those of others", async () => {
    const { ada, grace, organization } = await team();
    const phone = new Person("phone");
    await phone.post("/api/auth/sign-in/email", { email: grace.email, password: PASSWORD });
    const socket = await connect(phone, paths.inboxSocket(organization.id));
    const there = (await sessions(grace)).find(({ isCurrent }) => !isCurrent)?.id ?? "";
    expect(codeOf(await ada.delete(accountPaths.session(there)))).toBe("not_found");
    expect(codeOf(await ada.delete(accountPaths.session("session_none")))).toBe("not_found");
    expect(codeOf(await grace.delete(accountPaths.session(there)))).toBe("ok");
    expect((await socket.closed).code).toBe(4401);
    expect(codeOf(await phone.get(paths.me))).toBe("unauthenticated");
    expect(codeOf(await grace.get(paths.me))).toBe("ok");
  });
});

describe("export and deletion", () => {
  async function write(person: Person, organization: OrganizationId, room: RoomId, texts: string[]) {
    const socket = await connect(person, paths.roomSocket(organization, room));
    socket.send(HELLO);
    await socket.frame("welcome");
    for (const [i, text] of texts.entries())
      socket.send(JSON.stringify({ type: "send", ref: i + 1, id: newMessageId(), text, mentions: [] }));
    await socket.frame("events");
    return socket;
  }

  it("EXPORT-1: the file has the profile, memberships and own messages, and nobody else's", async () => {
    const { ada, grace, organization } = await team();
    const room = organization.welcomeRoom;
    (await write(grace, organization.id, room, ['from "grace" 雪 </script>'])).close();
    (await write(ada, organization.id, room, ["a secret of ada"])).close();
    await eventually(async () => {
      const row = env.DB.prepare("SELECT 1 AS found FROM room_members WHERE user = ?").bind(grace.id);
      expect(await row.first("found")).toBe(1);
    });
    const answer = await eventually(async () => {
      const got = await grace.get(accountPaths.export);
      expect(got.text).toContain("from");
      return got;
    });
    expect(answer.headers.get("content-disposition")).toContain("attachment");
    const file = JSON.parse(answer.text);
    expect(file.account).toMatchObject({ id: grace.id, email: grace.email });
    expect(file.organizations).toMatchObject([{ id: organization.id, role: "member" }]);
    expect(file.rooms[0].messages).toMatchObject([{ text: 'from "grace" 雪 </script>' }]);
    expect(answer.text).not.toContain("a secret of ada");
    expect(answer.text).not.toMatch(/scrypt\$|"token"|password"/);
  });

  it("ACCOUNT-6: asks for the password, and the last owner of an organization must hand it over first", async () => {
    const { ada, grace } = await team();
    expect(codeOf(await grace.post(accountPaths.delete, { password: "wrong" }))).toBe("forbidden");
    const refused = await ada.post(accountPaths.delete, { password: PASSWORD });
    expect(codeOf(refused)).toBe("conflict");
    expect(refused.text).toContain("Analytical Engines");
    expect((await account(ada)).id).toBe(ada.id);
  });

  it("ACCOUNT-7: nothing that names the person stays, their messages do, and every session ends", async () => {
    const { ada, grace, organization } = await team();
    await putPicture(grace, pngWith({ width: 64, height: 64 }));
    const room = organization.welcomeRoom;
    const open = await write(grace, organization.id, room, ["it stays"]);
    await eventually(async () => {
      const row = env.DB.prepare("SELECT 1 AS found FROM room_members WHERE user = ?").bind(grace.id);
      expect(await row.first("found")).toBe(1);
    });
    const phone = new Person("phone");
    await phone.post("/api/auth/sign-in/email", { email: grace.email, password: PASSWORD });
    expect(codeOf(await grace.post(accountPaths.delete, { password: PASSWORD }))).toBe("ok");
    expect([4401, 4403]).toContain((await open.closed).code);
    for (const device of [grace, phone]) expect(codeOf(await device.get(paths.me))).toBe("unauthenticated");
    expect((await grace.signIn()).status).toBe(401);
    expect((await env.FILES.list({ prefix: `people/${grace.id}/` })).objects).toEqual([]);

    const tables = await env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_cf%' ESCAPE '\\' AND name <> 'revocations'",
    ).all<{ name: string }>();
    for (const { name } of tables.results) {
      const { results } = await env.DB.prepare(`SELECT * FROM "${name}"`).all();
      const text = JSON.stringify(results);
      expect(text, name).not.toContain(grace.email);
      if (["members", "sessions", "accounts", "users", "handles", "account_links"].includes(name))
        expect(text, name).not.toContain(grace.id);
    }

    const socket = await connect(ada, paths.roomSocket(organization.id, room));
    socket.send(HELLO);
    const seen = JSON.stringify(await socket.frame("welcome"));
    expect(seen).toContain("it stays");
    expect(seen).toContain(DELETED_ACCOUNT);
    expect(seen).not.toContain('"grace"');
    socket.close();
    const again = new Person("grace");
    const signedUp = await again.post("/api/auth/sign-up/email", {
      name: "grace",
      email: grace.email,
      password: PASSWORD,
    });
    expect(signedUp.status).toBe(200);
  });

  it("ACCOUNT-6: two owners who delete at once do not leave an organization without one", async () => {
    const { ada, grace, organization } = await team();
    await env.DB.prepare("UPDATE members SET role = 'owner' WHERE user = ?").bind(grace.id).run();
    const answers = await Promise.all(
      [ada, grace].map((person) => person.post(accountPaths.delete, { password: PASSWORD })),
    );
    expect(answers.map(codeOf).sort()).toEqual(["conflict", "ok"]);
    const owners = env.DB.prepare(
      "SELECT count(*) AS n FROM members WHERE organization = ? AND role = 'owner'",
    );
    expect(await owners.bind(organization.id).first("n")).toBe(1);
  });
});
