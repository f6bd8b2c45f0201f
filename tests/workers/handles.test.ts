import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import {
  paths,
  type Agent,
  type Handle,
  type MemberHandle,
  type Person as PersonRow,
} from "../../shared/api.ts";
import { isAgentId, type OrganizationId } from "../../shared/ids.ts";
import { PASSWORD, Person, signUp, team } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";

const peopleOf = (person: Person, organization: OrganizationId) =>
  person.must(person.get<PersonRow[]>(paths.people(organization)));
/** The handles of the agents, in the order in which they were made. */
async function agentsOf(person: Person, organization: OrganizationId) {
  const all = await person.must(person.get<MemberHandle[]>(paths.handles(organization)));
  return all.filter(({ id }) => isAgentId(id));
}

/** A person who signs up under this name, and joins. */
async function joinAs(name: string, host: Person, organization: OrganizationId): Promise<Person> {
  const person = new Person("guest");
  const body = { name, email: person.email, password: PASSWORD };
  await person.must(person.post("/api/auth/sign-up/email", body).then((answer) => wrapped(answer)));
  await person.accept(await host.invite(organization));
  return person;
}
/** better-auth's answers have no envelope. */
const wrapped = <Answer extends { status: number }>(answer: Answer) => ({
  ...answer,
  body: { ok: true as const, data: null },
});

const change = (person: Person, organization: OrganizationId, handle: string) =>
  person.send<Handle>("PUT", paths.handle(organization), { handle });

describe("handles", () => {
  it("HANDLE-1: everyone has one of their own, made from the name", async () => {
    const ada = await signUp("ada");
    const { id } = await ada.found();
    for (const name of ["Grace Hopper", "Grace Hopper", "Zoë O’Neil", "小明", "小红", "Everyone"])
      await joinAs(name, ada, id);
    const handles = (await peopleOf(ada, id)).map(({ name, handle }) => `${name}: ${handle}`);
    expect(handles.sort()).toEqual([
      "Everyone: everyone-2",
      "Grace Hopper: grace-hopper",
      "Grace Hopper: grace-hopper-2",
      "Zoë O’Neil: zoe-o-neil",
      "ada: ada",
      "小明: member",
      "小红: member-2",
    ]);
    expect(await agentsOf(ada, id)).toMatchObject([{ handle: "parley" }]);
  });

  it("HANDLE-1: people and agents who are older than handles get theirs, once", async () => {
    const { ada, organization } = await team();
    const before = await peopleOf(ada, organization.id);
    await env.DB.prepare("DELETE FROM handles WHERE organization = ?").bind(organization.id).run();
    const lists = await Promise.all([1, 2, 3].map(() => peopleOf(ada, organization.id)));
    for (const list of lists) expect(list).toEqual(before);
    expect((await agentsOf(ada, organization.id))[0]?.handle).toBe("parley");
  });

  it("HANDLE-2: names that are equal or look alike are marked", async () => {
    const ada = await signUp("ada");
    const { id } = await ada.found();
    const named = async () =>
      (await peopleOf(ada, id)).flatMap(({ name, sharesName }) => (sharesName ? [name] : [])).sort();
    await joinAs("Paul", ada, id);
    expect(await named()).toEqual([]);
    // A Cyrillic а; a capital I for the l; a joiner that is cleaned away.
    for (const name of ["P\u0430ul", "PauI", "P\u200daul", "PAUL", "Pàul"]) await joinAs(name, ada, id);
    expect(await named()).toEqual(["PAUL", "PauI", "Paul", "Paul", "Pàul", "Pаul"].sort());
    expect((await peopleOf(ada, id)).find(({ name }) => name === "ada")?.sharesName).toBe(false);
  });

  it("HANDLE-3: a person changes the own handle; none that is taken, looks alike or is reserved", async () => {
    const { ada, grace, organization } = await team();
    expect((await ada.must(change(ada, organization.id, " @Countess.Lovelace "))).handle).toBe(
      "countess.lovelace",
    );
    const refused = [
      "countess.lovelace",
      "c0untess-love1ace",
      "Countess_Lovelace",
      "parley",
      "PAR-LEY",
      "system",
    ];
    for (const handle of refused)
      expect([handle, codeOf(await change(grace, organization.id, handle))]).toEqual([handle, "conflict"]);
    const bad = [
      "",
      "a",
      "@",
      "гrace",
      "gra ce",
      "-grace",
      "grace.",
      "g".repeat(33),
      "g\u200brace",
      "grace\u0000",
    ];
    for (const handle of bad)
      expect([handle, codeOf(await change(grace, organization.id, handle))]).toEqual([handle, "bad_type"]);
    // Nobody else has the old one now.
    expect(codeOf(await change(grace, organization.id, "ada"))).toBe("ok");
    const own = (await peopleOf(ada, organization.id)).map(({ handle }) => handle);
    expect(own.sort()).toEqual(["ada", "countess.lovelace"]);
  });

  it("HANDLE-3: two people who choose one handle at once do not both get it", async () => {
    const { ada, grace, organization } = await team();
    const both = await Promise.all([ada, grace].map((person) => change(person, organization.id, "engine")));
    expect(both.map(codeOf).sort()).toEqual(["conflict", "ok"]);
  });

  it("HANDLE-3: nobody takes the handle of a person who has left, and it is theirs again", async () => {
    const { ada, grace, organization } = await team();
    await peopleOf(ada, organization.id);
    await grace.delete(paths.person(organization.id, grace.id));
    expect(codeOf(await change(ada, organization.id, "grace"))).toBe("conflict");
    await grace.accept(await ada.invite(organization.id));
    const back = (await peopleOf(ada, organization.id)).find(({ id }) => id === grace.id);
    expect(back?.handle).toBe("grace");
  });

  it.each([
    "Parley",
    "PARLEY",
    "P\u0430rley",
    "Par1ey",
    "ParIey",
    "Ｐａｒｌｅｙ",
    "Par ley",
    "P.a.r.l.e.y",
    "Pаrlеу",
    "System",
    "Ѕуѕtеm",
    "sy\u0301stem",
  ])("HANDLE-4: %j is no person's name", async (name) => {
    const person = new Person("mallory");
    const answer = await person.post("/api/auth/sign-up/email", {
      name,
      email: person.email,
      password: PASSWORD,
    });
    expect([answer.status, answer.text]).toEqual([400, expect.stringContaining("reserved")]);
  });

  it("HANDLE-4: nobody joins under the name of an agent, and no agent gets that of a person", async () => {
    const ada = await signUp("ada");
    const { id } = await ada.found();
    const make = (name: string) => ada.post<Agent>(paths.agents(id), { name });
    expect(codeOf(await make("Echo"))).toBe("ok");
    for (const name of ["Echo", "Ech0", "\u0415cho"]) {
      const joined = joinAs(name, ada, id);
      await expect(joined).rejects.toThrow("409");
    }
    expect([codeOf(await make("Ada")), codeOf(await make("\u0410da")), codeOf(await make("System"))]).toEqual(
      ["conflict", "conflict", "conflict"],
    );
    // Two agents may have one name, and then have two handles.
    expect(codeOf(await make("Echo"))).toBe("ok");
    const agents = (await agentsOf(ada, id)).map(({ handle, sharesName }) => ({ handle, sharesName }));
    expect(agents).toEqual([
      { handle: "parley", sharesName: false },
      { handle: "echo", sharesName: true },
      { handle: "echo-2", sharesName: true },
    ]);
    const [, echo] = await agentsOf(ada, id);
    const rename = { version: 1, name: "ada" };
    expect(codeOf(await ada.send("PATCH", `${paths.agents(id)}/${echo?.id}`, rename))).toBe("conflict");
  });

  it.each([
    ["Ada\u200b\u2060\ufeff Lovelace", "Ada Lovelace"],
    ["Ada\u3164\u115f\u034f\u2800", "Ada"],
    ["\u202eadA\u202c \u2066x\u2069", "adA x"],
    ["Ada\u{e0041}\u{e007f}", "Ada"],
    ["A\u200dda\u200c", "Ada"],
    ["X" + "\u0301\u0302\u0303\u0304\u0305\u0306\u0307".repeat(5), "X\u0301\u0302\u0303\u0304"],
    ["नेहा क्\u200dष", "नेहा क्\u200dष"],
    ["👩\u200d🚀 Sally", "👩\u200d🚀 Sally"],
  ])("AUTH-1: %j is cleaned", async (name, kept) => {
    const person = new Person("guest");
    await person.post("/api/auth/sign-up/email", { name, email: person.email, password: PASSWORD });
    expect((await person.me()).user.name).toBe(kept.normalize("NFC"));
  });
});
