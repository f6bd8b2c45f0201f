import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { keepMemory } from "../../server/memory/keep-memory.ts";
import { findMemories } from "../../server/memory/find-memories.ts";
import { askedWords } from "../../server/memory/fact-terms.ts";
import { type MemoryPlace, ofOrganization, ofPerson, ofRoom } from "../../server/memory/place.ts";
import { noteUse } from "../../server/memory/note-use.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { sweep } from "../../server/sweep.ts";
import { accountPaths } from "../../shared/account.ts";
import { paths, type AiSettings, type NewShare } from "../../shared/api.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { MAX_MEMORIES, MAX_MEMORY_HITS, MAX_MEMORY_TEXT, REMEMBERED_FOR } from "../../shared/limits.ts";
import { memoryPaths, type Memory, type MemoryList } from "../../shared/memory.ts";
import { eventually } from "../support/eventually.ts";
import { patch } from "./support/account.ts";
import { everyones, forget, inRoom, keep, mine, remembered } from "./support/memory.ts";
import { makeKey } from "./support/keys.ts";
import { PASSWORD, type Person, signUp, team } from "./support/person.ts";
import { join } from "./support/room.ts";
import { codeOf } from "./support/visitor.ts";

/** Ada owns, Linus is an admin, Grace a member, Edsger watches the room by a link, Barbara is not in it, Mallory is elsewhere. */
async function company() {
  const { ada, grace, organization } = await team();
  const [linus, edsger, barbara, mallory] = await Promise.all(
    ["linus", "edsger", "barbara", "mallory"].map(signUp),
  );
  if (!linus || !edsger || !barbara || !mallory) throw new Error("somebody is missing");
  await linus.accept(await ada.invite(organization.id, "admin"));
  for (const person of [edsger, barbara]) await person.accept(await ada.invite(organization.id));
  const theirs = await mallory.found("Elsewhere");
  const { id } = organization;
  const room = await ada.makeRoom(id, { kind: "group", name: "garden", members: [grace.id] });
  const share = await ada.must(
    ada.post<NewShare>(paths.shares(id, room), { access: "view", lifetime: 60_000 }),
  );
  await edsger.must(edsger.post(paths.shareOpen, { token: share.token }));
  return { ada, linus, grace, edsger, barbara, mallory, organization: id, theirs: theirs.id, room };
}

const codes = async (doing: (person: Person) => Promise<Parameters<typeof codeOf>[0]>, people: Person[]) =>
  Object.fromEntries(
    await Promise.all(people.map(async (person) => [person.name, codeOf(await doing(person))] as const)),
  );

describe("who reads and changes what is remembered", () => {
  it("MEMORY-1: what is remembered about a person is for this person alone, whatever others are", async () => {
    const { ada, linus, grace, mallory, organization } = await company();
    const fact = await grace.must(keep(grace, organization, { ...mine, text: "Grace is allergic to nuts" }));
    expect(fact).toMatchObject({
      ...{ scope: "person", subject: null, source: null, usedAt: null, uses: 0, version: 1 },
      ...{ saidBy: { id: grace.id, name: "grace" }, storedBy: { id: grace.id, name: "grace" } },
    });
    const path = memoryPaths.one(organization, fact.id);
    for (const person of [ada, linus, mallory]) {
      expect(codeOf(await person.get(path))).toBe("not_found");
      expect(codeOf(await person.send("PATCH", path, { version: 1, text: "Grace eats nuts" }))).toBe(
        "not_found",
      );
      expect(codeOf(await person.delete(path))).toBe("not_found");
    }
    expect(await remembered(ada, organization, mine)).toEqual([]);
    expect(await remembered(ada, organization, { ...everyones, q: "nuts" })).toEqual([]);
    expect(await remembered(grace, organization, mine)).toEqual(["Grace is allergic to nuts"]);
    const replaces = { ...mine, text: "Stolen", replaces: fact.id };
    expect(codeOf(await ada.post(memoryPaths.all(organization), replaces))).toBe("not_found");
    expect(await grace.must(grace.get<Memory>(path))).toEqual(fact);
  });

  it("MEMORY-1: in another organization of the person it is not there", async () => {
    const { grace, organization } = await company();
    const other = await grace.found("Another");
    const fact = await grace.must(keep(grace, organization, { ...mine, text: "Grace likes tea" }));
    expect(await remembered(grace, other.id, mine)).toEqual([]);
    expect(codeOf(await grace.get(memoryPaths.one(other.id, fact.id)))).toBe("not_found");
    expect(codeOf(await forget(grace, other.id, fact.id))).toBe("not_found");
  });

  it("MEMORY-2: the members of a room read its memory, and who may write there changes it", async () => {
    const world = await company();
    const { ada, linus, grace, edsger, barbara, mallory, organization, room } = world;
    const people = [ada, linus, grace, edsger, barbara, mallory];
    const here = inRoom(room);
    const fact = await grace.must(keep(grace, organization, { ...here, text: "The garden opens at nine" }));
    expect(fact).toMatchObject({ scope: "room", room });
    const path = memoryPaths.one(organization, fact.id);
    const reading = {
      ada: "ok",
      linus: "not_found",
      grace: "ok",
      edsger: "ok",
      barbara: "not_found",
      mallory: "not_found",
    };
    const writing = { ...reading, edsger: "forbidden" };
    expect(await codes((person) => person.get(memoryPaths.list(organization, here)), people)).toEqual(
      reading,
    );
    expect(await codes((person) => person.get(path), people)).toEqual(reading);
    const added = (person: Person) => keep(person, organization, { ...here, text: `said ${person.name}` });
    expect(await codes(added, people)).toEqual(writing);
    const stale = (person: Person) => person.send("PATCH", path, { version: 9, text: "x" });
    const conflict = { ...writing, ada: "conflict", grace: "conflict" };
    expect(await codes(stale, people)).toEqual(conflict);
    expect(await codes((person) => person.delete(path), [linus, edsger, barbara, mallory])).toMatchObject({
      edsger: "forbidden",
      linus: "not_found",
    });
    expect(codeOf(await forget(ada, organization, fact.id))).toBe("ok");
  });

  it("MEMORY-3: everyone of the organization reads its memory, owners and admins change it", async () => {
    const { ada, linus, grace, edsger, mallory, organization } = await company();
    const people = [ada, linus, grace, edsger, mallory];
    const fact = await linus.must(
      keep(linus, organization, { ...everyones, text: "Invoices are due in 30 days" }),
    );
    const path = memoryPaths.one(organization, fact.id);
    const reading = { ada: "ok", linus: "ok", grace: "ok", edsger: "ok", mallory: "not_found" };
    const writing = { ...reading, grace: "forbidden", edsger: "forbidden" };
    expect(await codes((person) => person.get(path), people)).toEqual(reading);
    expect(await codes((person) => person.get(memoryPaths.list(organization, everyones)), people)).toEqual(
      reading,
    );
    const added = (person: Person) =>
      keep(person, organization, { ...everyones, text: `said ${person.name}` });
    expect(await codes(added, people)).toEqual(writing);
    const all = memoryPaths.list(organization, everyones);
    expect(await codes((person) => person.delete(all), [grace, edsger, mallory])).toEqual({
      ...{ grace: "forbidden", edsger: "forbidden", mallory: "not_found" },
    });
    expect(await ada.must(ada.delete(all))).toEqual({ count: 3 });
    expect(await remembered(grace, organization, everyones)).toEqual([]);
  });

  it("MEMORY-3: a key has no more rights than its person, and none beyond its scopes", async () => {
    const { ada, grace, organization } = await company();
    const { program: reader } = await makeKey(grace, organization, { scopes: ["read"] });
    const { program: writer } = await makeKey(ada, organization, { scopes: ["read", "write"] });
    expect(codeOf(await keep(reader, organization, { ...mine, text: "Likes tea" }))).toBe("forbidden");
    expect(await remembered(reader, organization, mine)).toEqual([]);
    expect(codeOf(await keep(writer, organization, { ...mine, text: "Likes tea" }))).toBe("ok");
    expect(codeOf(await keep(writer, organization, { ...everyones, text: "Likes tea" }))).toBe("forbidden");
  });

  it("MEMORY-2: a program stores and reads by the short address and below /api/v1", async () => {
    const { grace, organization } = await company();
    const { program } = await makeKey(grace, organization, { scopes: ["read", "write"] });
    const fact = await program.must(program.post<Memory>("/api/memory", { ...mine, text: "Likes tea" }));
    expect(await program.must(program.get<Memory>(`/api/v1/memory/${fact.id}`))).toEqual(fact);
    const list = await program.must(program.get<MemoryList>("/api/v1/memory?scope=person&q=tea"));
    expect(list).toEqual({ items: [fact], next: null, isOn: true });
    expect(codeOf(await program.get("/api/v1/memory"))).toBe("bad_type");
  });

  it("MEMORY-4: the source is shown to whoever is in its room, and to nobody else", async () => {
    const { ada, grace, barbara, organization, room } = await company();
    const device = await join(env.ROOM.getByName(room), ada.id);
    const { seq: message } = await device.write("Invoices are due in 30 days");
    const fact = { ...everyones, text: "Invoices are due in 30 days", source: { room, message } };
    const { id, saidBy } = await ada.must(keep(ada, organization, fact));
    expect(saidBy.id).toBe(ada.id);
    const path = memoryPaths.one(organization, id);
    await eventually(async () =>
      expect((await grace.must(grace.get<Memory>(path))).source).toEqual({ room, message }),
    );
    expect((await barbara.must(barbara.get<Memory>(path))).source).toBeNull();
    // A source that the person cannot read, or that is none.
    const own = { ...mine, text: "Something" };
    for (const source of [
      { room, message },
      { room, message: 999_999 },
    ])
      expect(codeOf(await keep(barbara, organization, { ...own, source }))).toBe("not_found");
    expect(codeOf(await keep(grace, organization, { ...own, source: { room, message: 999_999 } }))).toBe(
      "not_found",
    );
    const elsewhere = { ...inRoom(organizationRoom(room)), text: "x", source: { room, message } };
    expect(["not_found", "bad_type"]).toContain(codeOf(await keep(ada, organization, elsewhere)));
  });
});

const organizationRoom = (_: string) => newId("room");

describe("a fact", () => {
  it("MEMORY-5: is one line of at most 500 units, without what nobody sees", async () => {
    const { ada, organization } = await team();
    const { id } = organization;
    const fact = await ada.must(
      keep(ada, id, { ...mine, text: "  Likes\n tea\u{e0041}\u200b\u0000 ", subject: " hot\tdrinks " }),
    );
    expect(fact).toMatchObject({ text: "Likes tea", subject: "hot drinks" });
    for (const text of ["", " \n ", "\u200b", "x".repeat(MAX_MEMORY_TEXT + 1), 7, null])
      expect(codeOf(await ada.post(memoryPaths.all(id), { ...mine, text }))).toBe("bad_type");
    expect(codeOf(await keep(ada, id, { ...mine, text: "x".repeat(MAX_MEMORY_TEXT) }))).toBe("ok");
    for (const wrong of [
      { scope: "person", room: organization.welcomeRoom, text: "x" },
      { scope: "room", text: "x" },
      { scope: "world", text: "x" },
      { scope: "person", text: "x", replaces: "mem_1" },
    ])
      expect(codeOf(await ada.post(memoryPaths.all(id), wrong))).toBe("bad_type");
  });

  it("MEMORY-6: replaces the one about the same subject, however it is spelled, and the one that it names", async () => {
    const { ada, organization } = await team();
    const tell = async (text: string, more: object = {}) =>
      ada.must(keep(ada, organization.id, { ...everyones, text, ...more }));
    await tell("The office is in Berlin", { subject: "Office of Ada" });
    await tell("The office is in Hamburg", { subject: "ADA, office — of!" });
    expect(await remembered(ada, organization.id, everyones)).toEqual(["The office is in Hamburg"]);
    await tell("Ada drinks tea");
    await tell("ada drinks tea.");
    const { id } = await tell("Ada drinks coffee");
    expect(await remembered(ada, organization.id, everyones)).toEqual([
      ...["Ada drinks coffee", "ada drinks tea.", "The office is in Hamburg"],
    ]);
    await tell("Ada drinks water", { replaces: id });
    expect(await remembered(ada, organization.id, everyones)).toEqual([
      ...["Ada drinks water", "ada drinks tea.", "The office is in Hamburg"],
    ]);
    expect(await remembered(ada, organization.id, { ...everyones, q: "coffee" })).toEqual([]);
    // The same subject in another scope is something else.
    await ada.must(keep(ada, organization.id, { ...mine, text: "My office", subject: "Office of Ada" }));
    expect(await remembered(ada, organization.id, { ...everyones, q: "Hamburg" })).toHaveLength(1);
  });

  it("MEMORY-7: is changed by its version, with the words of who changes it, and is found by the new ones", async () => {
    const { ada, grace, organization } = await team();
    const room = await ada.makeRoom(organization.id, { kind: "group", name: "lab", members: [grace.id] });
    const here = inRoom(room);
    const fact = await ada.must(
      keep(ada, organization.id, { ...here, text: "The door is blue", subject: "door" }),
    );
    const path = memoryPaths.one(organization.id, fact.id);
    const changed = await grace.must(
      grace.send<Memory>("PATCH", path, { version: 1, text: "The door is green" }),
    );
    expect(changed).toMatchObject({ version: 2, subject: "door", saidBy: { id: grace.id } });
    expect(codeOf(await ada.send("PATCH", path, { version: 1, text: "The door is red" }))).toBe("conflict");
    expect(await remembered(ada, organization.id, { ...here, q: "green" })).toEqual(["The door is green"]);
    expect(await remembered(ada, organization.id, { ...here, q: "blue" })).toEqual([]);
    // A subject that another fact has: that one is replaced.
    await ada.must(keep(ada, organization.id, { ...here, text: "The gate is open", subject: "gate" }));
    await ada.must(ada.send<Memory>("PATCH", path, { version: 2, subject: "Gate" }));
    expect(await remembered(ada, organization.id, here)).toEqual(["The door is green"]);
  });

  it("MEMORY-8: a repeated request stores one fact, and brings back none that was forgotten", async () => {
    const { ada, organization } = await team();
    const copy = ada.copy();
    copy.headers = { ...ada.headers, "idempotency-key": crypto.randomUUID() };
    const tea = { ...mine, text: "Likes tea", subject: "drink" };
    const first = await copy.must(keep(copy, organization.id, tea));
    expect(await copy.must(keep(copy, organization.id, tea))).toEqual(first);
    expect(await remembered(ada, organization.id, mine)).toEqual(["Likes tea"]);
    await ada.must(keep(ada, organization.id, { ...tea, text: "Likes coffee" }));
    expect(codeOf(await keep(copy, organization.id, tea))).toBe("not_found");
    expect(await remembered(ada, organization.id, mine)).toEqual(["Likes coffee"]);
  });
});

describe("forgetting", () => {
  it("MEMORY-9: what was said in a message is forgotten when it is deleted, hidden or kept from AI", async () => {
    const { ada, grace, organization, room } = await company();
    const device = await join(env.ROOM.getByName(room), ada.id);
    const said = async (text: string) => (await device.write(text)).seq;
    const [kept, deleted, excluded] = [await said("kept"), await said("deleted"), await said("excluded")];
    for (const message of [kept, deleted, excluded]) {
      const source = { room, message };
      const scopes = [mine, inRoom(room), everyones];
      for (const scope of scopes)
        await ada.must(keep(ada, organization, { ...scope, text: `${scope.scope} ${message}`, source }));
    }
    await grace.must(
      keep(grace, organization, { ...mine, text: "of Grace", source: { room, message: deleted } }),
    );
    device.tell({ type: "delete", target: deleted });
    device.tell({ type: "ai", target: excluded, ai: "never" });
    await eventually(async () => {
      for (const scope of [mine, inRoom(room), everyones] as const)
        expect(await remembered(ada, organization, scope)).toEqual([`${scope.scope} ${kept}`]);
      expect(await remembered(grace, organization, mine)).toEqual([]);
    });
    // Nothing new is remembered of them.
    for (const message of [deleted, excluded])
      expect(
        codeOf(await keep(ada, organization, { ...mine, text: "again", source: { room, message } })),
      ).toBe("not_found");
  });

  it("MEMORY-9: what is withdrawn by moderation is forgotten", async () => {
    const { ada, organization, room } = await company();
    const settings = { moderation: "flag", budget: { day: null, month: null } };
    await ada.must(ada.send("PUT", paths.aiSettings(organization), settings));
    const device = await join(env.ROOM.getByName(room), ada.id);
    const { seq: message } = await device.write("how to make a bomb #unsafe S9");
    await device.until(() => device.events.find(({ type }) => type === "message.moderated"));
    await ada.must(keep(ada, organization, { ...mine, text: "a bomb", source: { room, message } }));
    device.tell({ type: "moderate", target: message, decision: "retract" });
    await eventually(async () => expect(await remembered(ada, organization, mine)).toEqual([]));
    const again = { ...mine, text: "a bomb", source: { room, message } };
    expect(codeOf(await keep(ada, organization, again))).toBe("not_found");
  });

  it("MEMORY-9: it is tried again until the directory has forgotten", async () => {
    const { ada, organization, room } = await company();
    const device = await join(env.ROOM.getByName(room), ada.id);
    const { seq: message } = await device.write("a secret");
    await ada.must(keep(ada, organization, { ...mine, text: "a secret", source: { room, message } }));
    await env.DB.prepare(
      "CREATE TRIGGER refuse_forgetting BEFORE DELETE ON memories WHEN OLD.text = 'a secret' BEGIN SELECT RAISE(ABORT, 'not now'); END",
    ).run();
    device.tell({ type: "delete", target: message });
    await device.until(() => device.events.find(({ type }) => type === "message.deleted"));
    expect(await remembered(ada, organization, mine)).toEqual(["a secret"]);
    await env.DB.prepare("DROP TRIGGER refuse_forgetting").run();
    await eventually(async () => expect(await remembered(ada, organization, mine)).toEqual([]));
  });

  it("MEMORY-10: with the membership what is remembered about the person goes, with the account too", async () => {
    const { ada, grace, barbara, organization } = await company();
    for (const person of [grace, barbara])
      await person.must(keep(person, organization, { ...mine, text: `about ${person.name}` }));
    const count = (name: string) =>
      env.DB.prepare("SELECT count(*) AS n FROM memories WHERE text = ?").bind(`about ${name}`).first("n");
    expect(codeOf(await ada.delete(`${paths.people(organization)}/${grace.id}`))).toBe("ok");
    expect(await count("grace")).toBe(0);
    expect(codeOf(await barbara.post(accountPaths.delete, { password: PASSWORD }))).toBe("ok");
    expect(await count("barbara")).toBe(0);
    const words = await env.DB.prepare("SELECT count(*) AS n FROM memory_terms WHERE place LIKE ?")
      .bind(`${organization}/%`)
      .first("n");
    expect(words).toBe(0);
  });

  it("MEMORY-10: the export of an account has what is remembered about the person, and nothing else", async () => {
    const { ada, grace, organization } = await team();
    await ada.must(keep(ada, organization.id, { ...mine, text: "about Ada" }));
    await ada.must(keep(ada, organization.id, { ...everyones, text: "about everyone" }));
    for (let i = 0; i < 60; i++)
      await grace.must(keep(grace, organization.id, { ...mine, text: `fact ${i}` }));
    const file = JSON.parse((await grace.get(accountPaths.export)).text);
    expect(file.memory).toHaveLength(60);
    expect(file.memory[59]).toMatchObject({ text: "fact 59", scope: "person" });
    expect(JSON.parse((await ada.get(accountPaths.export)).text).memory).toMatchObject([
      { text: "about Ada" },
    ]);
  });

  it("MEMORY-10: all of a scope is forgotten at once, and nothing of another", async () => {
    const { ada, grace, organization, room } = await company();
    for (const scope of [mine, inRoom(room), everyones])
      for (const text of ["one", "two"]) await ada.must(keep(ada, organization, { ...scope, text }));
    await grace.must(keep(grace, organization, { ...mine, text: "of Grace" }));
    expect(await ada.must(ada.delete(memoryPaths.list(organization, mine)))).toEqual({ count: 2 });
    expect(await ada.must(ada.delete(memoryPaths.list(organization, inRoom(room))))).toEqual({ count: 2 });
    expect(await remembered(ada, organization, everyones)).toHaveLength(2);
    expect(await remembered(grace, organization, mine)).toHaveLength(1);
  });
});

describe("the switches", () => {
  const setMemory = async (ada: Person, organization: OrganizationId, memory: boolean) => {
    const { moderation, budget } = await ada.must(ada.get<AiSettings>(paths.aiSettings(organization)));
    await ada.must(ada.send("PUT", paths.aiSettings(organization), { moderation, budget, memory }));
  };

  it("MEMORY-11: switched off by the organization, nothing is stored; what there is is seen and deleted", async () => {
    const { ada, grace, organization } = await team();
    const { id } = organization;
    const fact = await grace.must(keep(grace, id, { ...mine, text: "Likes tea" }));
    await setMemory(ada, id, false);
    expect(codeOf(await keep(grace, id, { ...mine, text: "Likes coffee" }))).toBe("conflict");
    expect(codeOf(await keep(ada, id, { ...everyones, text: "Likes coffee" }))).toBe("conflict");
    const path = memoryPaths.one(id, fact.id);
    expect(codeOf(await grace.send("PATCH", path, { version: 1, text: "Likes coffee" }))).toBe("conflict");
    const list = await grace.must(grace.get<MemoryList>(memoryPaths.list(id, mine)));
    expect(list).toMatchObject({ isOn: false, items: [{ text: "Likes tea" }] });
    expect(codeOf(await grace.delete(path))).toBe("ok");
    // A program from before the switch leaves it as it is.
    await ada.must(
      ada.send("PUT", paths.aiSettings(id), { moderation: "off", budget: { day: null, month: null } }),
    );
    expect(codeOf(await keep(grace, id, { ...mine, text: "Likes coffee" }))).toBe("conflict");
    await setMemory(ada, id, true);
    expect(codeOf(await keep(grace, id, { ...mine, text: "Likes coffee" }))).toBe("ok");
  });

  it("MEMORY-11: switched off by a person, nothing is stored about this person; the rest goes on", async () => {
    const { ada, grace, organization } = await team();
    const { id } = organization;
    await ada.must(keep(ada, id, { ...mine, text: "Likes tea" }));
    expect((await patch(ada, { memory: false })).status).toBe(200);
    expect(codeOf(await keep(ada, id, { ...mine, text: "Likes coffee" }))).toBe("conflict");
    expect(codeOf(await keep(ada, id, { ...everyones, text: "Likes coffee" }))).toBe("ok");
    expect(codeOf(await keep(grace, id, { ...mine, text: "Likes coffee" }))).toBe("ok");
    expect(await remembered(ada, id, mine)).toEqual(["Likes tea"]);
  });
});

/** Stores facts without HTTP. */
async function fill(place: MemoryPlace, texts: string[]): Promise<void> {
  const by = newId("user");
  for (const [i, text] of texts.entries())
    await keepMemory(
      env.DB,
      {
        place,
        text,
        subject: null,
        source: null,
        saidBy: by,
        storedBy: by,
        replaces: null,
        requestKey: null,
      },
      i + 1,
    );
}

/** Stores many at once. The terms are those of the words in the text. */
async function fillFast(place: MemoryPlace, key: string, texts: string[]): Promise<void> {
  const rows = texts.map((text) => [newId("mem"), text, text.toLowerCase().split(" ")]);
  for (let i = 0; i < rows.length; i += 500)
    await env.DB.prepare(
      `INSERT INTO memories (id, organization, scope, owner, place, text, about, terms, said_by, stored_by, created_at, updated_at)
       SELECT value ->> 0, ?1, ?2, ?3, ?4, value ->> 1, 'text ' || (value ->> 1), value -> 2, 'user_1', 'user_1', 1, 1
       FROM json_each(?5)`,
    )
      .bind(place.organization, place.scope, place.owner, key, JSON.stringify(rows.slice(i, i + 500)))
      .run();
}

const find = async (places: MemoryPlace[], question: string, limit = 8) =>
  (await findMemories(env.DB, places, { reader: newId("user"), words: askedWords(question), limit })).map(
    ({ text }) => text,
  );

describe("what is found", () => {
  it.each([
    ["English", "The refund period is thirty days", "How long do refunds take?"],
    ["German", "Die Büros öffnen um neun Uhr", "Wann öffnet das Büro?"],
    ["Chinese", "退货期限是三十天", "退货要多久？"],
    ["Japanese", "返品は三十日以内です", "返品はいつまでですか"],
    ["Arabic", "مدة الاسترجاع ثلاثون يوما", "كم مدة الاسترجاع؟"],
    ["Thai", "ระยะเวลาคืนสินค้าคือสามสิบวัน", "คืนสินค้าได้กี่วัน"],
    ["Turkish", "İade süresi otuz gündür", "iade süresi ne kadar"],
    ["Russian", "Срок возврата тридцать дней", "Какой срок возврата?"],
    ["Korean", "환불 기간은 삼십일입니다", "환불 기간"],
  ])("MEMORY-12: a fact in %s is found by a question in it", async (_, fact, question) => {
    const place = ofOrganization(newId("org"));
    await fill(place, [fact, "Ada plays the violin on Sundays", "パリ", "Киты", "猫"]);
    expect((await find([place], question))[0]).toBe(fact);
  });

  it("MEMORY-12: the words that few facts have count most; among equal ones the one that is used", async () => {
    const place = ofOrganization(newId("org"));
    await fill(place, [
      "The order desk opens at nine",
      "The order form is green",
      "The order of the violin arrived",
      "The order list is long",
    ]);
    expect((await find([place], "Where is the order of the violin?"))[0]).toBe(
      "The order of the violin arrived",
    );
    const [used] = await findMemories(env.DB, [place], {
      ...{ reader: newId("user"), words: askedWords("green form"), limit: 1 },
    });
    if (used === undefined) throw new Error("nothing was found");
    for (let i = 0; i < 3; i++) await noteUse(env.DB, [used.id], 5 + i);
    expect((await find([place], "order"))[0]).toBe("The order form is green");
    expect(await find([place], "submarine")).toEqual([]);
  });

  it("MEMORY-12: what is typed is found from its beginning on", async () => {
    const { ada, organization } = await team();
    await ada.must(keep(ada, organization.id, { ...everyones, text: "Invoices are due in 30 days" }));
    await ada.must(keep(ada, organization.id, { ...everyones, text: "The office is in Berlin" }));
    expect(await remembered(ada, organization.id, { ...everyones, q: "invo" })).toEqual([
      "Invoices are due in 30 days",
    ]);
    expect(await remembered(ada, organization.id, { ...everyones, q: "office ber" })).toEqual([
      "The office is in Berlin",
    ]);
  });

  it("MEMORY-13: pages have every fact once", async () => {
    const { ada, organization } = await team();
    const texts = Array.from({ length: 120 }, (_, i) => `fact ${i}`);
    await fill(ofPerson(organization.id, ada.id), texts);
    const seen: string[] = [];
    for (let cursor: number | null | undefined; cursor !== null;) {
      const asked = { ...mine, ...(cursor !== undefined && { cursor }) };
      const page: MemoryList = await ada.must(ada.get<MemoryList>(memoryPaths.list(organization.id, asked)));
      seen.push(...page.items.map(({ text }) => text));
      cursor = page.next;
    }
    expect(seen).toEqual(texts.toReversed());
  });

  it("MEMORY-14: a full scope drops what was used least, and never what is new", async () => {
    const organization = newId("org");
    const place = ofRoom(organization, newId("room"));
    const texts = Array.from({ length: MAX_MEMORIES.room }, (_, i) => `fact number${i}`);
    await fillFast(place, place.owner, texts);
    const [used] = await findMemories(env.DB, [place], {
      ...{ reader: newId("user"), words: askedWords("number0"), limit: 1 },
    });
    if (used === undefined) throw new Error("nothing was found");
    await noteUse(env.DB, [used.id], 5);
    await fill(place, ["one more", "and another"]);
    expect(await find([place], "number0")).toEqual(["fact number0"]);
    expect(await find([place], "number1")).toEqual([]);
    expect(await find([place], "number2")).toEqual([]);
    expect(await find([place], "number3")).toEqual(["fact number3"]);
    const count = env.DB.prepare("SELECT count(*) AS n FROM memories WHERE place = ?").bind(place.owner);
    expect(await count.first("n")).toBe(MAX_MEMORIES.room);
  });

  it("MEMORY-14: of 10,000 facts of an organization a question reads a bounded number of rows", async () => {
    const organization = newId("org");
    const person = newId("user");
    const room = newId("room");
    const texts = (from: number, count: number) =>
      Array.from(
        { length: count },
        (_, i) => `common word${(from + i) % 97} number${from + i} refund of order`,
      );
    await fillFast(ofOrganization(organization), organization, texts(0, MAX_MEMORIES.organization));
    await fillFast(
      ofPerson(organization, person),
      `${organization}/${person}`,
      texts(2_000, MAX_MEMORIES.person),
    );
    await fillFast(ofRoom(organization, room), room, texts(2_500, MAX_MEMORIES.room));
    for (let from = 3_000; from < 10_000; from += 500) {
      const other = newId("room");
      await fillFast(ofRoom(organization, other), other, texts(from, 500));
    }
    const all = await env.DB.prepare("SELECT count(*) AS n FROM memories WHERE organization = ?")
      .bind(organization)
      .first("n");
    expect(all).toBe(10_000);
    const places = [ofOrganization(organization), ofPerson(organization, person), ofRoom(organization, room)];
    const { db, rows } = counted(env.DB);
    const found = await findMemories(db, places, {
      ...{ reader: person, words: askedWords("common refund of the order number1234"), limit: 8 },
    });
    expect(found[0]?.text).toContain("number1234");
    // Four words in three places: the cut, and as many facts behind it, and what is sorted of them.
    expect(rows()).toBeLessThan(4 * 3 * MAX_MEMORY_HITS * 8);
    expect(rows()).toBeGreaterThan(0);
  });

  it("MEMORY-8: the requests that are remembered are forgotten after a month", async () => {
    await fill(ofOrganization(newId("org")), ["a fact"]);
    await sweep(env, REMEMBERED_FOR + 10);
    expect(await env.DB.prepare("SELECT count(*) AS n FROM memory_requests WHERE at < 10").first("n")).toBe(
      0,
    );
  });
});

/** The database, and how many rows were read by it since. */
function counted(db: D1Database) {
  let read = 0;
  const watch = (statement: D1PreparedStatement): D1PreparedStatement =>
    new Proxy(statement, {
      get(target, name) {
        if (name === "bind") return (...values: unknown[]) => watch(target.bind(...values));
        if (name === "all" || name === "raw")
          return async () => {
            const result = await target.all();
            read += result.meta.rows_read;
            return name === "all" ? result : result.results.map((row) => Object.values(row));
          };
        return Reflect.get(target, name);
      },
    });
  const watched = new Proxy(db, {
    get(target, name) {
      if (name === "prepare") return (text: string) => watch(target.prepare(text));
      return Reflect.get(target, name);
    },
  });
  return { db: watched, rows: () => read };
}
