import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  paths,
  type CreateInvitation,
  type Invitation,
  type InvitationLink,
  type InvitationPreview,
} from "../../shared/api.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { cleanDomain, domainOf } from "../../server/directory/email-domains.ts";
import { signUp, team, Person, PASSWORD } from "./support/person.ts";
import { codeOf, Visitor } from "./support/visitor.ts";

const HOUR = 60 * 60_000;

const create = (person: Person, organization: OrganizationId, terms: CreateInvitation = {}) =>
  person.must(person.post<Invitation>(paths.invitations(organization), terms));

const list = (person: Person, organization: OrganizationId) =>
  person.must(person.get<InvitationLink[]>(paths.invitations(organization)));

const accept = async (person: Person, token: string) => {
  const { body } = await person.post(paths.invitationAccept, { token });
  return body.ok ? "ok" : body.error.message;
};

const preview = async (token: string) => {
  const nobody = new Visitor();
  return nobody.must(nobody.post<InvitationPreview>(paths.invitationPreview, { token }));
};

const people = (...names: string[]) => Promise.all(names.map((name) => signUp(name)));

/** A person with a verified address at this domain. */
async function signUpAt(name: string, domain: string): Promise<Person> {
  const person = new Person(name);
  const email = `${name}-${crypto.randomUUID()}@${domain}`;
  const answer = await person.post("/api/auth/sign-up/email", { name, email, password: PASSWORD });
  if (answer.status !== 200) throw new Error(answer.text);
  await env.DB.prepare("UPDATE users SET email_verified = 1 WHERE id = ?")
    .bind((await person.me()).user.id)
    .run();
  return person;
}

describe("links for many", () => {
  it("INVITE-1: a link admits as many as it says, and tells its maker who came", async () => {
    const { ada, organization } = await team();
    const { id, token } = await create(ada, organization.id, { maxUses: 2 });
    const [linus, hopper, mallory] = await people("linus", "hopper", "mallory");
    if (!linus || !hopper || !mallory) throw new Error("somebody is missing");
    expect(await accept(linus, token)).toBe("ok");
    expect((await preview(token)).state).toBe("open");
    expect(await accept(hopper, token)).toBe("ok");
    expect(await accept(mallory, token)).toContain("as many people as it is for");
    expect((await preview(token)).state).toBe("usedUp");
    const link = (await list(ada, organization.id)).find((one) => one.id === id);
    expect(link).toMatchObject({ uses: 2, maxUses: 2, state: "usedUp", token: null, role: "member" });
    expect(link?.joined.map(({ name }) => name).sort()).toEqual(["hopper", "linus"]);
  });

  it("INVITE-1: of many who come at once, exactly as many get in as the link says", async () => {
    const { ada, organization } = await team();
    const { token } = await create(ada, organization.id, { maxUses: 3 });
    const crowd = await people("a1", "b2", "c3", "d4", "e5", "f6", "g7", "h8");
    const outcomes = await Promise.all(crowd.map((person) => accept(person, token)));
    expect(outcomes.filter((outcome) => outcome === "ok")).toHaveLength(3);
    const inside = await Promise.all(crowd.map(async (person) => (await person.me()).organizations.length));
    expect(inside.filter((count) => count === 1)).toHaveLength(3);
    expect(inside.map((count) => (count === 1 ? "ok" : "full"))).toEqual(
      outcomes.map((outcome) => (outcome === "ok" ? "ok" : "full")),
    );
  });

  it("INVITE-1: one person who opens it many times at once takes one place", async () => {
    const { ada, organization } = await team();
    const { token } = await create(ada, organization.id, { maxUses: 2 });
    const [linus, hopper] = await people("linus", "hopper");
    if (!linus || !hopper) throw new Error("somebody is missing");
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => accept(linus, token)));
    expect(outcomes).toEqual(["ok", "ok", "ok", "ok", "ok"]);
    expect(await accept(hopper, token)).toBe("ok");
  });

  it("INVITE-1: who has left by themselves comes back by the same link, without another place", async () => {
    const { ada, organization } = await team();
    const { token } = await create(ada, organization.id, { maxUses: 1 });
    const linus = await signUp("linus");
    expect(await accept(linus, token)).toBe("ok");
    await linus.delete(paths.person(organization.id, linus.id));
    expect(await accept(linus, token)).toBe("ok");
  });

  it("INVITE-1: without a number, anybody may come", async () => {
    const { ada, organization } = await team();
    const { token } = await create(ada, organization.id, { maxUses: null });
    for (const person of await people("a1", "b2", "c3")) expect(await accept(person, token)).toBe("ok");
  });
});

describe("the dialog's link", () => {
  const open = (person: Person, organization: OrganizationId) =>
    person.must(person.post<Invitation>(paths.invitationLink(organization)));

  it("INVITE-2: it is the same at every opening and on every device, also at once", async () => {
    const { ada, organization } = await team();
    await ada.post(paths.invitations(organization.id), { maxUses: 1 });
    const [first, ...others] = await Promise.all(Array.from({ length: 4 }, () => open(ada, organization.id)));
    if (first === undefined) throw new Error("no link");
    for (const other of others) expect(other.token).toBe(first.token);
    expect((await open(ada, organization.id)).id).toBe(first.id);
  });

  it("INVITE-2: when it has ended, the next opening makes another", async () => {
    const { grace, organization } = await team();
    const first = await open(grace, organization.id);
    expect(first).toMatchObject({ maxUses: null, role: "member", state: "open", uses: 0 });
    await grace.delete(paths.invitation(organization.id, first.id));
    const second = await open(grace, organization.id);
    expect([second.id, second.token]).not.toEqual([first.id, first.token]);
    expect(await accept(await signUp("linus"), first.token)).toContain("revoked");
    expect(await accept(await signUp("linus"), second.token)).toBe("ok");
  });

  it("INVITE-2: a link of before somebody was removed does not come back with them", async () => {
    const { ada, grace, organization } = await team();
    const before = await open(grace, organization.id);
    await ada.delete(paths.person(organization.id, grace.id));
    await grace.accept(await ada.invite(organization.id));
    expect((await open(grace, organization.id)).token).not.toBe(before.token);
    expect(codeOf(await grace.post(paths.invitationPreview, { token: before.token }))).toBe("not_found");
  });

  it("INVITE-3: the database has no token; a link of another key is not shown again", async () => {
    const { ada, organization } = await team();
    const link = await open(ada, organization.id);
    const { results } = await env.DB.prepare("SELECT * FROM invitations").all();
    expect(JSON.stringify(results)).not.toContain(link.token);
    await env.DB.prepare("UPDATE invitations SET seed = 'other' WHERE id = ?").bind(link.id).run();
    expect((await list(ada, organization.id)).find(({ id }) => id === link.id)?.token).toBeNull();
    expect((await open(ada, organization.id)).id).not.toBe(link.id);
    // It still admits: only the server cannot show it.
    expect(await accept(await signUp("linus"), link.token)).toBe("ok");
  });
});

describe("why a link does not admit", () => {
  it("INVITE-4: expired and revoked ones say so, before and after signing in", async () => {
    const { ada, organization } = await team();
    const linus = await signUp("linus");
    const expired = await create(ada, organization.id);
    await env.DB.prepare("UPDATE invitations SET expires_at = 1 WHERE id = ?").bind(expired.id).run();
    expect((await preview(expired.token)).state).toBe("expired");
    expect(await accept(linus, expired.token)).toContain("expired");
    const revoked = await create(ada, organization.id);
    expect((await ada.delete(paths.invitation(organization.id, revoked.id))).status).toBe(200);
    expect((await preview(revoked.token)).state).toBe("revoked");
    expect(await accept(linus, revoked.token)).toContain("revoked");
    expect((await linus.me()).organizations).toEqual([]);
  });

  it("INVITE-4: a link for a domain admits addresses there, and none that only looks like it", async () => {
    const { ada, organization } = await team();
    const { token, domain } = await create(ada, organization.id, {
      maxUses: null,
      domain: "@Fieldnote.Example",
    });
    expect(domain).toBe("fieldnote.example");
    expect((await preview(token)).domain).toBe("fieldnote.example");
    for (const other of ["fieldnote.example.evil.com", "sub.fieldnote.example", "notfieldnote.example"])
      expect(await accept(await signUpAt("mallory", other), token)).toContain("only for e-mail addresses at");
    expect(await accept(await signUpAt("linus", "fieldnote.example"), token)).toBe("ok");
    expect(await accept(await signUpAt("hopper", "FIELDNOTE.example"), token)).toBe("ok");
  });

  it("INVITE-4: domains are compared as the domain name system spells them", () => {
    expect(cleanDomain("@Example.com ")).toBe("example.com");
    expect(cleanDomain("müller.de")).toBe("xn--mller-kva.de");
    expect(cleanDomain("例え.テスト")).toBe("xn--r8jz45g.xn--zckzah");
    expect(domainOf("ada@b@example.com")).toBe("example.com");
    for (const none of [
      "",
      "@",
      "localhost",
      "10.0.0.1",
      "a b.com",
      "http://x.com",
      "x.com/y",
      "u@x.com",
      "-a.com",
      "x..com",
    ])
      expect([none, cleanDomain(none)]).toEqual([none, null]);
  });

  it("INVITE-4: a member who opens any link of theirs just enters", async () => {
    const { ada, grace, organization } = await team();
    const link = await create(ada, organization.id, { domain: "other.example" });
    await ada.delete(paths.invitation(organization.id, link.id));
    expect(await accept(grace, link.token)).toBe("ok");
    expect((await list(ada, organization.id)).find(({ id }) => id === link.id)?.uses).toBe(0);
  });

  it("INVITE-5: whoever was removed comes back only by an invitation that was made afterwards", async () => {
    const { ada, grace, organization } = await team();
    const before = await create(ada, organization.id, { maxUses: null });
    await ada.delete(paths.person(organization.id, grace.id));
    expect(await accept(grace, before.token)).toContain("removed");
    const after = await create(ada, organization.id, { maxUses: null });
    expect(await accept(grace, after.token)).toBe("ok");
    // Somebody else comes by the older one.
    expect(await accept(await signUp("linus"), before.token)).toBe("ok");
  });
});

describe("who manages links", () => {
  it("INVITE-6: members see and change their own, owners and admins all of them", async () => {
    const { ada, grace, organization } = await team();
    const linus = await signUp("linus");
    await linus.accept(await ada.invite(organization.id));
    const { id } = await create(grace, organization.id, { maxUses: null });
    const path = paths.invitation(organization.id, id);
    expect((await list(grace, organization.id)).map((one) => one.id)).toEqual([id]);
    expect(await list(linus, organization.id)).toEqual([]);
    expect((await list(ada, organization.id)).map((one) => one.id)).toContain(id);
    expect(codeOf(await linus.send("PATCH", path, { maxUses: 1 }))).toBe("not_found");
    expect(codeOf(await linus.delete(path))).toBe("not_found");
    expect(codeOf(await grace.send("PATCH", path, { maxUses: 5, lifetime: HOUR }))).toBe("ok");
    expect(codeOf(await ada.send("PATCH", path, { domain: "example.org", role: "admin" }))).toBe("ok");
    const [changed] = await list(grace, organization.id);
    expect(changed).toMatchObject({ maxUses: 5, domain: "example.org", role: "admin" });
    expect((changed?.expiresAt ?? 0) - Date.now()).toBeLessThanOrEqual(HOUR);
    expect(codeOf(await grace.send("PATCH", path, { role: "admin" }))).toBe("forbidden");
    expect(codeOf(await ada.delete(path))).toBe("ok");
    expect(codeOf(await ada.send("PATCH", path, { maxUses: null }))).toBe("conflict");
  });

  it("INVITE-6: the links of a deleted account admit nobody, also when somebody has joined by them", async () => {
    const { ada, grace, organization } = await team();
    const { token } = await create(grace, organization.id, { maxUses: null });
    expect(await accept(await signUp("linus"), token)).toBe("ok");
    expect(codeOf(await grace.post("/api/account/delete", { password: PASSWORD }))).toBe("ok");
    expect(codeOf(await (await signUp("mallory")).post(paths.invitationAccept, { token }))).toBe("not_found");
    expect(JSON.stringify(await list(ada, organization.id))).not.toContain(grace.id);
  });

  it("INVITE-6: an owner of another organization finds no link of this one", async () => {
    const { ada, organization } = await team();
    const mallory = await signUp("mallory");
    const own = await mallory.found();
    const { id, token } = await create(ada, organization.id);
    for (const place of [own.id, organization.id]) {
      expect(codeOf(await mallory.delete(paths.invitation(place, id)))).toBe("not_found");
      expect(codeOf(await mallory.send("PATCH", paths.invitation(place, id), { maxUses: null }))).toBe(
        "not_found",
      );
    }
    expect(JSON.stringify(await list(mallory, own.id))).not.toContain(id);
    expect(await accept(await signUp("linus"), token)).toBe("ok");
  });

  it("INVITE-6: terms that are none are refused", async () => {
    const { ada, organization } = await team();
    const bad = [
      { lifetime: 0 },
      { lifetime: 31 * 24 * HOUR },
      { lifetime: 1.5 },
      { maxUses: 0 },
      { maxUses: -1 },
      { maxUses: 10_001 },
      { domain: "no domain" },
      { domain: "" },
      { role: "owner" },
    ];
    for (const terms of bad)
      expect([terms, codeOf(await ada.post(paths.invitations(organization.id), terms))]).toEqual([
        terms,
        "bad_type",
      ]);
  });

  it("INVITE-6: whoever is no admin any more has no open link for admins", async () => {
    const { ada, organization } = await team();
    const linus = await signUp("linus");
    await linus.accept(await ada.invite(organization.id, "admin"));
    const forAdmins = await create(linus, organization.id, { role: "admin", maxUses: null });
    const forMembers = await create(linus, organization.id, { maxUses: null });
    expect(codeOf(await ada.send("PATCH", paths.person(organization.id, linus.id), { role: "member" }))).toBe(
      "ok",
    );
    expect(await accept(await signUp("mallory"), forAdmins.token)).toContain("revoked");
    expect(await accept(await signUp("hopper"), forMembers.token)).toBe("ok");
  });
});
