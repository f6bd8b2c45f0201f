import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths } from "../../../shared/api.ts";
import { PASSWORD, Person, signUp, team } from "../../workers/support/person.ts";
import { codeOf } from "../../workers/support/visitor.ts";

describe("roles", () => {
  it("attack 44: nobody invites above themselves, and nobody an owner (ORG-4)", async () => {
    const { ada, grace, organization } = await team();
    const invite = (who: Person, role: string) => who.post(paths.invitations(organization.id), { role });
    expect(codeOf(await invite(grace, "admin"))).toBe("forbidden");
    expect(codeOf(await invite(grace, "owner"))).toBe("bad_type");
    expect(codeOf(await invite(ada, "owner"))).toBe("bad_type");
  });

  it("attack 44: an invitation is not replayed, by another or by who was removed (ORG-3)", async () => {
    const { ada, organization } = await team();
    const [linus, mallory] = await Promise.all([signUp("linus"), signUp("mallory")]);
    const token = await ada.invite(organization.id);
    await linus.accept(token);
    expect(codeOf(await mallory.post(paths.invitationAccept, { token }))).toBe("conflict");
    await ada.delete(paths.person(organization.id, linus.id));
    expect(codeOf(await linus.post(paths.invitationAccept, { token }))).toBe("conflict");
  });

  it("attack 44: nobody removes who stands above or beside them, nor the last owner (ORG-5, ORG-6)", async () => {
    const { ada, grace, organization } = await team();
    const [linus, hopper] = await Promise.all([signUp("linus"), signUp("hopper")]);
    await linus.accept(await ada.invite(organization.id, "admin"));
    await hopper.accept(await ada.invite(organization.id, "admin"));
    const remove = async (who: Person, whom: Person) =>
      codeOf(await who.delete(paths.person(organization.id, whom.id)));
    expect(await remove(grace, ada)).toBe("forbidden");
    expect(await remove(linus, ada)).toBe("forbidden");
    expect(await remove(linus, hopper)).toBe("forbidden");
    expect(await remove(ada, ada)).toBe("conflict");
    expect(await remove(linus, grace)).toBe("ok");
  });

  it("attack 45: people, rooms and tickets of another organization are not found (HTTP-2)", async () => {
    const { grace, organization } = await team();
    const mallory = await signUp("mallory");
    const own = await mallory.found();
    expect(codeOf(await mallory.delete(paths.person(organization.id, grace.id)))).toBe("not_found");
    expect(codeOf(await mallory.delete(paths.person(own.id, grace.id)))).toBe("not_found");
    expect(codeOf(await mallory.post(paths.tickets(own.id), { room: organization.welcomeRoom }))).toBe(
      "not_found",
    );
    expect(codeOf(await mallory.post(paths.invitations(organization.id)))).toBe("not_found");
    expect(codeOf(await mallory.post(paths.rooms(own.id), { kind: "direct", members: [grace.id] }))).toBe(
      "not_found",
    );
  });

  it("attack 47: nobody signs up with an id, a role or a mark of their own choosing", async () => {
    const mallory = new Person("mallory");
    const body = { name: "mallory", email: mallory.email, password: PASSWORD };
    const claims = {
      id: "user_00000000000000000000000000",
      role: "owner",
      emailVerified: true,
      type: "assistant",
    };
    await mallory.post("/api/auth/sign-up/email", { ...body, ...claims });
    expect((await mallory.me()).user.id).not.toBe(claims.id);
    expect(
      await env.DB.prepare("SELECT email_verified FROM users WHERE email = ?").bind(mallory.email).first(),
    ).toEqual({
      email_verified: 0,
    });
  });
});
