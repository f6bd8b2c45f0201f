import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths, type InvitationPreview, type Person as PersonRow } from "../../shared/api.ts";
import { signUp, team } from "./support/person.ts";
import { connect, closeCode, HELLO } from "./support/socket.ts";
import { codeOf, Visitor } from "./support/visitor.ts";

describe("organizations", () => {
  it("ORG-1: a founder is the owner of an organization with a welcome room", async () => {
    const ada = await signUp("ada");
    const organization = await ada.found("Analytical Engines");
    expect(organization).toMatchObject({ name: "Analytical Engines", role: "owner" });
    expect((await ada.me()).organizations).toEqual([organization]);
    const room = await connect(ada, paths.roomSocket(organization.id, organization.welcomeRoom));
    room.send(HELLO);
    expect(await room.frame("welcome")).toMatchObject({ you: { role: "owner" } });
  });

  it("ORG-2: an invitation shows where it leads, before signing up", async () => {
    const ada = await signUp("ada");
    const organization = await ada.found("Analytical Engines");
    const token = await ada.invite(organization.id);
    const nobody = new Visitor();
    const preview = await nobody.must(nobody.post<InvitationPreview>(paths.invitationPreview, { token }));
    expect(preview).toEqual({
      organization: "Analytical Engines",
      organizationId: organization.id,
      invitedBy: "ada",
      role: "member",
      domain: null,
      state: "open",
    });
  });

  it("ORG-2: the database has no token that would open anything", async () => {
    const ada = await signUp("ada");
    const organization = await ada.found();
    const token = await ada.invite(organization.id);
    const { results } = await env.DB.prepare("SELECT * FROM invitations").all();
    expect(JSON.stringify(results)).not.toContain(token);
  });

  it("ORG-3: accepting lets into the organization and #welcome, and may be repeated", async () => {
    const { ada, grace, organization } = await team();
    const room = await connect(grace, paths.roomSocket(organization.id, organization.welcomeRoom));
    room.send(HELLO);
    expect(await room.frame("welcome")).toMatchObject({ you: { user: grace.id, role: "member" } });
    const linus = await signUp("linus");
    const token = await ada.invite(organization.id, "admin");
    expect(await linus.accept(token)).toEqual(await linus.accept(token));
    expect((await linus.me()).organizations).toMatchObject([{ id: organization.id, role: "admin" }]);
  });

  it("ORG-3: of two who open a link at once one comes in", async () => {
    const [ada, grace, linus] = await Promise.all([signUp("ada"), signUp("grace"), signUp("linus")]);
    const token = await ada.invite((await ada.found()).id);
    const both = [grace, linus].map((person) => person.post(paths.invitationAccept, { token }));
    const statuses = (await Promise.all(both)).map((answer) => answer.status);
    expect(statuses.sort()).toEqual([200, 409]);
  });

  it("ORG-4: an unknown and a malformed link are one answer", async () => {
    const linus = await signUp("linus");
    for (const token of ["A".repeat(43), "no token", ""]) {
      expect(codeOf(await linus.post(paths.invitationAccept, { token }))).toBe("not_found");
      expect(codeOf(await linus.post(paths.invitationPreview, { token }))).toBe("not_found");
    }
  });

  it("ORG-5: who is removed loses sockets, rooms and the invitations they made", async () => {
    const { ada, grace, organization } = await team();
    const left = await grace.invite(organization.id);
    const sockets = await Promise.all([
      connect(grace, paths.roomSocket(organization.id, organization.welcomeRoom)),
      connect(grace, paths.inboxSocket(organization.id)),
    ]);
    expect((await ada.delete(paths.person(organization.id, grace.id))).status).toBe(200);
    for (const socket of sockets) expect((await socket.closed).code).toBe(4403);
    expect(codeOf(await grace.get(paths.people(organization.id)))).toBe("not_found");
    expect(await closeCode(grace, paths.roomSocket(organization.id, organization.welcomeRoom))).toBe(4404);
    const linus = await signUp("linus");
    expect(codeOf(await linus.post(paths.invitationAccept, { token: left }))).toBe("not_found");
  });

  it("ORG-5: who left may come back by a new invitation, into #welcome too", async () => {
    const { ada, grace, organization } = await team();
    await grace.delete(paths.person(organization.id, grace.id));
    await grace.accept(await ada.invite(organization.id));
    const room = await connect(grace, paths.roomSocket(organization.id, organization.welcomeRoom));
    room.send(HELLO);
    expect(await room.frame("welcome")).toMatchObject({ you: { role: "member" } });
  });

  it("ORG-6: the last owner stays", async () => {
    const { ada, organization } = await team();
    expect(codeOf(await ada.delete(paths.person(organization.id, ada.id)))).toBe("conflict");
    expect((await ada.get(paths.people(organization.id))).status).toBe(200);
  });

  it("ORG-7: everyone sees who is in it", async () => {
    const { grace, organization } = await team();
    const people = await grace.must(grace.get<PersonRow[]>(paths.people(organization.id)));
    expect(people.map(({ name, role }) => [name, role])).toEqual([
      ["ada", "owner"],
      ["grace", "member"],
    ]);
  });
});
