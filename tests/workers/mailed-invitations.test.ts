import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths, type CreateInvitation, type InvitationLink } from "../../shared/api.ts";
import { MAX_INVITATIONS_TO_ADDRESS } from "../../shared/limits.ts";
import { linkTo, mailsTo } from "./support/outbox.ts";
import { signUp, team } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";

const address = () => `guest-${crypto.randomUUID()}@example.org`;

describe("invitations by mail", () => {
  it("INVITE-7: the address gets a link of its own, for one person; the list says to whom it was sent", async () => {
    const { ada, organization } = await team();
    const email = address();
    const body: CreateInvitation = { email, role: "admin", maxUses: null };
    expect(codeOf(await ada.post(paths.invitations(organization.id), body))).toBe("ok");
    const token = await linkTo(email, "ada invites you to Analytical Engines");
    const [mail] = await mailsTo(email);
    expect(mail?.text).toContain("as an admin");
    expect(mail?.html).toContain(`/join#${token}`);
    const [link] = await ada.must(ada.get<InvitationLink[]>(paths.invitations(organization.id)));
    expect(link).toMatchObject({ email, role: "admin", maxUses: 1, uses: 0, state: "open" });
    const linus = await signUp("linus");
    expect(await linus.accept(token)).toMatchObject({ id: organization.id, role: "admin" });
    expect(codeOf(await (await signUp("mallory")).post(paths.invitationAccept, { token }))).toBe("conflict");
  });

  it("INVITE-7: names in the mail are no links, and no markup", async () => {
    const ada = await signUp("ada");
    await env.DB.prepare("UPDATE users SET name = '<b>evil.example</b>' WHERE id = ?").bind(ada.id).run();
    const organization = await ada.found('"Win" at http://evil.example/x');
    const email = address();
    await ada.post(paths.invitations(organization.id), { email });
    const [mail] = await mailsTo(email);
    expect(`${mail?.html} ${mail?.text} ${mail?.subject}`).not.toContain("evil.example");
    expect(mail?.html).not.toContain("<b>");
  });

  it("INVITE-7: nobody is flooded, and what is no address is refused", async () => {
    const { ada, grace, organization } = await team();
    const email = address();
    for (let time = 0; time < MAX_INVITATIONS_TO_ADDRESS; time++)
      expect(codeOf(await (time % 2 ? ada : grace).post(paths.invitations(organization.id), { email }))).toBe(
        "ok",
      );
    expect(codeOf(await ada.post(paths.invitations(organization.id), { email: email.toUpperCase() }))).toBe(
      "rate_limited",
    );
    expect(await mailsTo(email)).toHaveLength(MAX_INVITATIONS_TO_ADDRESS);
    for (const none of [
      "",
      "ada",
      "a@b",
      "a@b.c\r\nbcc: x@y.z",
      "a b@example.org",
      `${"x".repeat(250)}@example.org`,
    ])
      expect([none, codeOf(await ada.post(paths.invitations(organization.id), { email: none }))]).toEqual([
        none,
        "bad_type",
      ]);
  });

  it("INVITE-4: where mail is sent, a domain counts only for an address that is verified", async () => {
    const { ada, organization } = await team();
    const body: CreateInvitation = { domain: "example.com", maxUses: null };
    const { token } = await ada.must(ada.post<{ token: string }>(paths.invitations(organization.id), body));
    const linus = await signUp("linus");
    const refused = await linus.post(paths.invitationAccept, { token });
    expect([codeOf(refused), refused.text.includes("Confirm your address")]).toEqual(["forbidden", true]);
    await env.DB.prepare("UPDATE users SET email_verified = 1 WHERE id = ?").bind(linus.id).run();
    expect(codeOf(await linus.post(paths.invitationAccept, { token }))).toBe("ok");
  });
});
