import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { accountPaths, type ResetLink } from "../../shared/account.ts";
import { paths } from "../../shared/api.ts";
import { hashToken } from "../../server/directory/secrets.ts";
import { sweep } from "../../server/sweep.ts";
import { linkTo, mailsTo } from "./support/outbox.ts";
import { type Person, signUp, team } from "./support/person.ts";
import { connect } from "./support/socket.ts";
import { codeOf, Visitor } from "./support/visitor.ts";
import { withoutMail } from "./support/account.ts";

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
