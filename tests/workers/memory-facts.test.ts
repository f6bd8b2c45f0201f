import { describe, expect, it } from "vitest";
import { MAX_MEMORY_TEXT } from "../../shared/limits.ts";
import { memoryPaths, type Memory } from "../../shared/memory.ts";
import { everyones, inRoom, keep, mine, remembered } from "./support/memory.ts";
import { team } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";

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
