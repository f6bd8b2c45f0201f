import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { newId } from "../../server/directory/random-ids.ts";
import { memoryPaths, type Memory, type MemoryList } from "../../shared/memory.ts";
import { eventually } from "../support/eventually.ts";
import { everyones, forget, inRoom, keep, mine, remembered } from "./support/memory.ts";
import { makeKey } from "./support/keys.ts";
import type { Person } from "./support/person.ts";
import { join } from "./support/room.ts";
import { codeOf } from "./support/visitor.ts";
import { codes, company } from "./support/memory-company.ts";

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
    const elsewhere = { ...inRoom(newId("room")), text: "x", source: { room, message } };
    expect(["not_found", "bad_type"]).toContain(codeOf(await keep(ada, organization, elsewhere)));
  });
});
