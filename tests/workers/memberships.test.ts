import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  paths,
  type MemberDetails,
  type OrganizationRole,
  type OrganizationSummary,
  type Person as PersonRow,
} from "../../shared/api.ts";
import { MAX_FORCED_SIGN_OUTS } from "../../shared/limits.ts";
import { sweep } from "../../server/sweep.ts";
import { upload } from "./support/library.ts";
import { SMALLEST_PNG } from "./support/route-samples.ts";
import { membersOf } from "./support/members.ts";
import { Person, signUp } from "./support/person.ts";
import { connect, HELLO } from "./support/socket.ts";
import { codeOf } from "./support/visitor.ts";

const NAMES = ["owner", "owner2", "admin", "admin2", "member", "member2"] as const;
type Name = (typeof NAMES)[number];

const roleOfName = (name: Name): OrganizationRole =>
  name.startsWith("owner") ? "owner" : name.startsWith("admin") ? "admin" : "member";

/** An organization with two people of each role. */
async function company() {
  const people = Object.fromEntries(
    await Promise.all(NAMES.map(async (name) => [name, await signUp(name)] as const)),
  ) as Record<Name, Person>;
  const organization = await people.owner.found("Company");
  for (const name of NAMES.slice(1)) {
    const role = roleOfName(name);
    await people[name].accept(await people.owner.invite(organization.id, role === "member" ? role : "admin"));
  }
  await changeRole(people.owner, organization, people.owner2, "owner");
  return { people, organization };
}

const changeRole = async (by: Person, { id }: OrganizationSummary, whom: Person, role: string) =>
  codeOf(await by.send("PATCH", paths.person(id, whom.id), { role }));

const rolesIn = async (by: Person, { id }: OrganizationSummary) =>
  new Map((await by.must(by.get<PersonRow[]>(paths.people(id)))).map((one) => [one.name, one.role]));

/** What the rules say, written out and not computed from the code. Rows: who acts. Columns: whom it concerns. */
const ROLE_RIGHTS: Record<"owner" | "admin" | "member", Record<string, readonly OrganizationRole[]>> = {
  owner: {
    self: ["admin", "member"],
    owner: [],
    admin: ["owner", "admin", "member"],
    member: ["owner", "admin", "member"],
  },
  admin: { self: ["member"], owner: [], admin: [], member: ["admin", "member"] },
  member: { self: [], owner: [], admin: [], member: [] },
};
const REMOVES: Record<"owner" | "admin" | "member", readonly string[]> = {
  owner: ["self", "admin", "member"],
  admin: ["self", "member"],
  member: ["self"],
};

const actors = ["owner", "admin", "member"] as const;
const targets = ["self", "owner", "admin", "member"] as const;
const other = { owner: "owner2", admin: "admin2", member: "member2" } as const;

describe("who may", () => {
  it.each(actors)("PEOPLE-1: change roles, as %s", async (actor) => {
    const { people, organization } = await company();
    const told: string[] = [];
    const expected: string[] = [];
    for (const target of targets) {
      const name: Name = target === "self" ? actor : other[target];
      for (const to of ["owner", "admin", "member"] as const) {
        const by = people[actor];
        const before = target === "self" ? actor : target;
        const may =
          ROLE_RIGHTS[actor][target]?.includes(to) === true ||
          (target === "self" && to === actor && actor !== "member");
        expected.push(`${target} to ${to}: ${may ? "ok" : "forbidden"} ${may ? to : before}`);
        const code = await changeRole(by, organization, people[name], to);
        const now = (await rolesIn(people.owner2, organization)).get(name);
        told.push(`${target} to ${to}: ${code} ${now}`);
        await env.DB.prepare("UPDATE members SET role = ? WHERE organization = ? AND user = ?")
          .bind(before, organization.id, people[name].id)
          .run();
      }
    }
    expect(told).toEqual(expected);
  });

  it.each(actors)("PEOPLE-2, PEOPLE-4: remove, and sign out, as %s", async (actor) => {
    for (const action of ["sign out", "remove"] as const) {
      const { people, organization } = await company();
      for (const target of [...targets].reverse()) {
        const whom = people[target === "self" ? actor : other[target]];
        const may = REMOVES[actor].includes(target);
        const code = codeOf(
          action === "remove"
            ? await people[actor].delete(paths.person(organization.id, whom.id))
            : await people[actor].post(paths.signOutPerson(organization.id, whom.id)),
        );
        expect([actor, action, target, code]).toEqual([actor, action, target, may ? "ok" : "forbidden"]);
        if (action === "remove") {
          const still = (await whom.me()).organizations.length === 1;
          expect([target, still]).toEqual([target, !may]);
        } else expect([target, (await whom.get(paths.me)).status]).toEqual([target, may ? 401 : 200]);
      }
    }
  });

  it("PEOPLE-1: list addresses, rename, transfer and delete", async () => {
    const { people, organization } = await company();
    const { id } = organization;
    const codes = async (who: Person) => [
      codeOf(await who.get(paths.members(id))),
      codeOf(await who.send("PATCH", paths.profile(id), { name: "Renamed" })),
      codeOf(await who.post(paths.ownership(id), { to: people.admin2.id })),
      codeOf(await who.post(paths.deletion(id), { name: "wrong" })),
    ];
    expect(await codes(people.member)).toEqual(["forbidden", "forbidden", "forbidden", "forbidden"]);
    expect(await codes(people.admin)).toEqual(["ok", "ok", "forbidden", "forbidden"]);
    expect(await codes(people.owner)).toEqual(["ok", "ok", "ok", "forbidden"]);
    expect(await codes(people.owner2)).toEqual(["ok", "ok", "ok", "forbidden"]);
  });

  it("PEOPLE-1: an owner of another organization does nothing here", async () => {
    const { people, organization } = await company();
    const mallory = await signUp("mallory");
    const own = await mallory.found();
    for (const { id } of [organization, own]) {
      const codes = [
        await mallory.send("PATCH", paths.person(id, people.member.id), { role: "admin" }),
        await mallory.delete(paths.person(id, people.member.id)),
        await mallory.post(paths.signOutPerson(id, people.member.id)),
        await mallory.post(paths.ownership(id), { to: people.member.id }),
      ].map(codeOf);
      expect(codes).toEqual(["not_found", "not_found", "not_found", "not_found"]);
    }
    for (const answer of [
      await mallory.get(paths.members(organization.id)),
      await mallory.send("PATCH", paths.profile(organization.id), { name: "Mine" }),
      await mallory.post(paths.deletion(organization.id), { name: organization.name }),
    ])
      expect(codeOf(answer)).toBe("not_found");
    expect((await people.member.get(paths.me)).status).toBe(200);
    expect((await people.member.me()).organizations).toMatchObject([{ name: "Company", role: "member" }]);
  });
});

describe("roles", () => {
  it("PEOPLE-1: a new role holds at once, also in #welcome, and every device of those concerned is told", async () => {
    const { people, organization } = await company();
    const { id, welcomeRoom } = organization;
    const devices = await Promise.all(
      [people.member, people.member, people.owner2].map((person) => connect(person, paths.inboxSocket(id))),
    );
    for (const device of devices) {
      device.send(HELLO);
      await device.frame("inbox");
    }
    expect(await changeRole(people.owner, organization, people.member, "admin")).toBe("ok");
    await Promise.all(devices.map((device) => device.frame("organization")));
    expect((await people.member.get(paths.members(id))).status).toBe(200);
    const inWelcome = await membersOf(people.owner, id, welcomeRoom);
    expect(inWelcome.find(({ user }) => user === people.member.id)?.role).toBe("admin");
    expect(await changeRole(people.owner, organization, people.member, "member")).toBe("ok");
    expect(codeOf(await people.member.get(paths.members(id)))).toBe("forbidden");
  });

  it("PEOPLE-1: a role that #welcome was not told is told by the sweep", async () => {
    const { people, organization } = await company();
    await env.DB.prepare("UPDATE members SET role = 'admin' WHERE organization = ? AND user = ?")
      .bind(organization.id, people.member.id)
      .run();
    await sweep(env, Date.now());
    const inWelcome = await membersOf(people.owner, organization.id, organization.welcomeRoom);
    expect(inWelcome.find(({ user }) => user === people.member.id)?.role).toBe("admin");
  });

  it("PEOPLE-3: the last owner neither steps down nor leaves; of two who go at once one stays", async () => {
    const { people, organization } = await company();
    const { owner, owner2 } = people;
    const both = await Promise.all([
      changeRole(owner, organization, owner, "member"),
      changeRole(owner2, organization, owner2, "member"),
    ]);
    expect(both.sort()).toEqual(["conflict", "ok"]);
    const roles = await rolesIn(owner, organization);
    expect([roles.get("owner"), roles.get("owner2")].filter((role) => role === "owner")).toHaveLength(1);
    const last = roles.get("owner") === "owner" ? owner : owner2;
    expect(codeOf(await last.delete(paths.person(organization.id, last.id)))).toBe("conflict");
    expect(await changeRole(last, organization, last, "admin")).toBe("conflict");
  });

  it("PEOPLE-3: ownership moves in one step, and to members of the organization only", async () => {
    const { people, organization } = await company();
    const { owner, owner2, member } = people;
    const path = paths.ownership(organization.id);
    expect(await changeRole(owner2, organization, owner2, "admin")).toBe("ok");
    const stranger = await signUp("stranger");
    expect(codeOf(await owner.post(path, { to: stranger.id }))).toBe("not_found");
    expect(codeOf(await owner.post(path, { to: owner.id }))).toBe("conflict");
    // Twice at once, to two people: one of them becomes owner.
    const both = await Promise.all([
      owner.post(path, { to: member.id }),
      owner.post(path, { to: people.admin.id }),
    ]);
    expect(both.map(codeOf).filter((code) => code === "ok")).toHaveLength(1);
    const roles = await rolesIn(owner, organization);
    expect([...roles.values()].filter((role) => role === "owner")).toHaveLength(1);
    expect(roles.get("owner")).toBe("admin");
    const welcome = await membersOf(owner, organization.id, organization.welcomeRoom);
    expect(welcome.filter(({ role }) => role === "owner")).toHaveLength(1);
  });
});

describe("leaving and signing out", () => {
  it("PEOPLE-2: who is removed loses every socket and every room; their managers are told", async () => {
    const { people, organization } = await company();
    const { owner, member } = people;
    const room = await owner.makeRoom(organization.id, {
      kind: "group",
      name: "garden",
      members: [member.id],
    });
    const phone = member.copy();
    const sockets = await Promise.all([
      connect(member, paths.roomSocket(organization.id, room)),
      connect(phone, paths.roomSocket(organization.id, organization.welcomeRoom)),
      connect(phone, paths.inboxSocket(organization.id)),
    ]);
    const managers = await connect(owner, paths.inboxSocket(organization.id));
    managers.send(HELLO);
    await managers.frame("inbox");
    expect(codeOf(await people.admin.delete(paths.person(organization.id, member.id)))).toBe("ok");
    for (const socket of sockets) expect((await socket.closed).code).toBe(4403);
    await managers.frame("organization");
    expect((await membersOf(owner, organization.id, room)).map(({ user }) => user)).not.toContain(member.id);
    expect((await member.get(paths.me)).status).toBe(200);
  });

  it("PEOPLE-4: a forced sign-out ends every session and every socket, and nobody else's", async () => {
    const { people, organization } = await company();
    const { admin, member, member2 } = people;
    const phone = new Person(member.name);
    await phone.post("/api/auth/sign-in/email", { email: member.email, password: "correct horse battery" });
    const inbox = await connect(member, paths.inboxSocket(organization.id));
    const room = await connect(phone, paths.roomSocket(organization.id, organization.welcomeRoom));
    const others = await connect(member2, paths.inboxSocket(organization.id));
    others.send(HELLO);
    await others.frame("inbox");
    const ticket = await member.ticket(organization.id);
    expect(codeOf(await admin.post(paths.signOutPerson(organization.id, member.id)))).toBe("ok");
    for (const socket of [inbox, room]) expect((await socket.closed).code).toBe(4401);
    for (const device of [member, phone]) expect((await device.get(paths.me)).status).toBe(401);
    const late = await connect(
      new Person("nobody"),
      `${paths.inboxSocket(organization.id)}?ticket=${ticket}`,
      { cookie: "" },
    );
    expect((await late.closed).code).toBe(4401);
    expect((await member2.get(paths.me)).status).toBe(200);
    // The account is as it was: the person signs in again, and is a member.
    expect((await member.signIn()).status).toBe(200);
    expect((await member.me()).organizations).toMatchObject([{ id: organization.id, role: "member" }]);
  });

  it("PEOPLE-4: nobody can keep a person out by signing them out again and again", async () => {
    const { people, organization } = await company();
    const path = paths.signOutPerson(organization.id, people.member.id);
    for (let time = 0; time < MAX_FORCED_SIGN_OUTS; time++)
      expect(codeOf(await people.admin.post(path))).toBe("ok");
    expect(codeOf(await people.admin.post(path))).toBe("rate_limited");
  });

  it("PEOPLE-5: managers see addresses and when somebody was last here", async () => {
    const { people, organization } = await company();
    const inbox = await connect(people.member, paths.inboxSocket(organization.id));
    inbox.send(HELLO);
    await inbox.frame("inbox");
    const seen = async () =>
      (await people.admin.must(people.admin.get<MemberDetails[]>(paths.members(organization.id)))).find(
        ({ id }) => id === people.member.id,
      );
    await expect.poll(async () => (await seen())?.activeAt, { timeout: 10_000 }).toEqual(expect.any(Number));
    expect(await seen()).toMatchObject({ email: people.member.email, role: "member", handle: "member" });
    expect(
      JSON.stringify(await people.member2.must(people.member2.get(paths.people(organization.id)))),
    ).not.toContain("@example.com");
  });

  it("PEOPLE-6: a new name is everybody's at once", async () => {
    const { people, organization } = await company();
    const device = await connect(people.member, paths.inboxSocket(organization.id));
    device.send(HELLO);
    await device.frame("inbox");
    await people.admin.send("PATCH", paths.profile(organization.id), { name: "  Difference\u200b Engines " });
    await device.frame("organization");
    expect((await people.member.me()).organizations[0]?.name).toBe("Difference Engines");
    for (const name of ["", "   ", "\u200b", "x".repeat(81)])
      expect(codeOf(await people.admin.send("PATCH", paths.profile(organization.id), { name }))).toBe(
        "bad_type",
      );
  });

  it("PEOPLE-7: a picture is everybody's at once, without metadata, and the one before is deleted", async () => {
    const { people, organization } = await company();
    const path = paths.organizationPicture(organization.id);
    const put = (bytes: Uint8Array | string) => upload(people.admin, path, "picture", bytes);
    const first = await put(SMALLEST_PNG);
    expect(first.status).toBe(201);
    const version: string = first.body.data.picture;
    expect((await people.member.me()).organizations[0]?.picture).toBe(version);
    const shown = await people.member.get(`${path}?v=${version}`);
    expect([shown.status, shown.headers.get("content-type")]).toEqual([200, "image/png"]);
    expect((await put("no picture")).status).toBe(400);
    expect((await people.member.me()).organizations[0]?.picture).toBe(version);
    await put(SMALLEST_PNG);
    expect((await env.FILES.list({ prefix: `${organization.id}/picture/` })).objects).toHaveLength(1);
    expect(codeOf(await people.admin.delete(path))).toBe("ok");
    expect((await people.member.me()).organizations[0]?.picture).toBeUndefined();
    expect((await env.FILES.list({ prefix: `${organization.id}/picture/` })).objects).toEqual([]);
  });
});
