import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { paths, type Agent } from "../../shared/api.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { knowledgePaths, type Library, type SearchReport } from "../../shared/knowledge.ts";
import { MAX_LIBRARIES } from "../../shared/limits.ts";
import { type Note, notePaths } from "../../shared/notes.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { readableLibraries, usableLibraries } from "../../server/knowledge/libraries/libraries.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { sweep } from "../../server/sweep.ts";
import { aiRoom, answerTo, endOf, joinAs, prompt } from "./support/ai-room.ts";
import { addNote, filesOf, makeLibrary } from "./support/library.ts";
import { keep, keepReady, noteOf, titlesOf } from "./support/notes.ts";
import { type Person, team } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";
import { makeWebhook, Receiver } from "./support/webhooks.ts";
import { makeWidget } from "./support/widget.ts";

const SECRET = { title: "Vault", text: "The code of the vault is canary-7734." };

/** A note of Grace, who is a member. Ada owns the organization. */
async function secret() {
  const { ada, grace, organization } = await team();
  const note = await keepReady(grace, organization.id, SECRET);
  return { ada, grace, organization: organization.id, note };
}

const search = (person: Person, organization: OrganizationId) =>
  person.must(person.get<SearchReport>(knowledgePaths.search(organization, "code of the vault")));

describe("who reads notes", () => {
  it("NOTE-1, R20, attack 111: the owner of the organization finds nothing of a member's note, by any door", async () => {
    const { ada, grace, organization, note } = await secret();
    const { id, library } = note;
    for (const answer of [
      ada.get(notePaths.one(organization, id)),
      ada.get(notePaths.part(organization, id, "related")),
      ada.send("PUT", notePaths.one(organization, id), { version: 1, title: "Mine", text: "now" }),
      ada.send("PUT", notePaths.part(organization, id, "copy"), { library }),
      ada.delete(notePaths.part(organization, id, "copy")),
      ada.delete(notePaths.one(organization, id)),
      ada.get(knowledgePaths.document(organization, id)),
      ada.get(knowledgePaths.documentPart(organization, id, "text")),
      ada.get(knowledgePaths.documentPart(organization, id, "original")),
      ada.send("PUT", knowledgePaths.documentPart(organization, id, "note"), { title: "a", text: "b" }),
      ada.get(knowledgePaths.library(organization, library)),
      ada.get(knowledgePaths.documents(organization, library)),
      ada.get(knowledgePaths.libraryEvents(organization, library)),
      ada.post(knowledgePaths.documents(organization, library), { title: "a", text: "b" }),
      ada.post(`/api/ingest?organization=${organization}`, { library, text: "b" }),
      ada.send("PATCH", knowledgePaths.library(organization, library), { version: 1, name: "Mine" }),
      ada.delete(knowledgePaths.library(organization, library)),
      ada.get(`${knowledgePaths.search(organization, "vault")}&libraries=${library}`),
    ])
      expect(codeOf(await answer)).toBe("not_found");
    expect(await search(ada, organization)).toMatchObject({ hits: [], libraries: 0 });
    expect(await titlesOf(ada, organization, { q: "vault" })).toEqual([]);
    expect(await ada.must(ada.get(knowledgePaths.documentsThere(organization, [id])))).toEqual([]);
    expect((await search(grace, organization)).hits).toMatchObject([{ document: id }]);
    expect(await noteOf(grace, organization, id)).toMatchObject({ text: SECRET.text, version: 1 });
  });

  it("NOTE-1: the same id in another organization of the same person is no note there", async () => {
    const { grace, note } = await secret();
    const elsewhere = await grace.found("Elsewhere");
    expect(codeOf(await grace.get(notePaths.one(elsewhere.id, note.id)))).toBe("not_found");
  });

  it("NOTE-1: the library of notes is in no list, and its owner cannot open it to others", async () => {
    const { ada, grace, organization, note } = await secret();
    const path = knowledgePaths.library(organization, note.library);
    expect(await grace.must(grace.get(knowledgePaths.libraries(organization)))).toEqual([]);
    expect(codeOf(await grace.send("PATCH", path, { version: 1, readers: "all" }))).toBe("forbidden");
    expect(codeOf(await grace.delete(path))).toBe("forbidden");
    // The person may be an owner, too: neither widgets nor agents take it.
    const mine = await keep(ada, organization, { text: "Of Ada" });
    const [agent] = await ada.must(ada.get<Agent[]>(paths.agents(organization)));
    if (agent === undefined) throw new Error("no agent");
    const change = { version: agent.version, libraries: [mine.library] };
    expect(codeOf(await ada.send("PATCH", paths.agent(organization, agent.id), change))).toBe("bad_type");
    await expect(makeWidget(ada, organization, { libraries: [mine.library] })).rejects.toThrow("404");
    // Even a row that says otherwise opens nothing.
    await env.DB.prepare(`UPDATE libraries SET readers = '"all"' WHERE id = ?`).bind(note.library).run();
    const reader = { organization, user: ada.id, scopes: ALL_SCOPES };
    expect(await readableLibraries(env.DB, reader)).toEqual([mine.library]);
  });

  it("NOTE-1: it does not count for the limit of libraries", async () => {
    const { ada, organization } = await secret();
    const others = Array.from({ length: MAX_LIBRARIES - 1 }, () =>
      env.DB.prepare(
        `INSERT INTO libraries (id, organization, name, description, readers, agents, rooms, created_by, created_at, version)
         VALUES (?, ?, 'x', '', '"all"', '"all"', '"all"', ?, 1, 1)`,
      ).bind(newId("lib"), organization, ada.id),
    );
    await env.DB.batch(others);
    await makeLibrary(ada, organization, { name: "The last" });
    await keep(ada, organization, { text: "Still" });
  });
});

describe("agents", () => {
  it("NOTE-7, R21: an agent answers from notes where their owner is alone, and nobody who comes later sees it", async () => {
    const lab = await aiRoom();
    const { grace, ada, organization } = lab;
    await keepReady(ada, organization.id, SECRET);
    const id = await ada.makeRoom(organization.id, { kind: "session", name: "alone", members: [] });
    const alone = { ...lab, id, room: env.ROOM.getByName(id) };
    const device = await joinAs(alone, ada);
    const answer = await answerTo(device, await prompt(device, "What is the code of the vault?"));
    await endOf(device, answer);
    const textOf = async ({ seq }: { seq: number }) => {
      const { reset } = await (await joinAs(alone, ada)).hello();
      return reset?.timeline.messages.find((message) => message.seq === seq)?.text;
    };
    expect(await textOf(answer)).toContain("canary-7734");
    const answers = async (person: Person) => {
      const path = `/api/v1/rooms/${id}/messages?organization=${organization.id}`;
      return (await person.get<unknown>(path)).text;
    };
    expect(await answers(ada)).toContain("canary-7734");
    const added = await ada.post(`/api/v1/rooms/${id}/members?organization=${organization.id}`, {
      user: grace.id,
    });
    expect(added.status).toBeLessThan(300);
    expect(await answers(grace)).not.toContain("canary-7734");
    // Together, they are not answered from her notes, and what was said before is not given to the model.
    const both = await answerTo(device, await prompt(device, "What is the code of the vault, once more?"));
    await endOf(device, both);
    expect(await textOf(both)).toMatch(/\w/);
    expect(await textOf(both)).not.toContain("canary-7734");
    await env.DB.prepare("DELETE FROM members WHERE user = ? AND organization = ?")
      .bind(ada.id, organization.id)
      .run();
    expect(await answers(grace)).not.toContain("canary-7734");
  });

  it("NOTE-7: in a room of several people and in a room without people, no notes may be used", async () => {
    const { ada, grace, organization, note } = await secret();
    const use = (members: (typeof ada.id)[]) =>
      usableLibraries(env.DB, {
        ...{ organization, room: newId("room"), agent: newId("agent"), chosen: null, members },
      });
    expect(await use([grace.id])).toEqual([note.library]);
    for (const members of [
      [],
      [ada.id],
      [ada.id, grace.id],
      [newId("visitor")],
      [grace.id, newId("visitor")],
    ])
      expect(await use(members)).toEqual([]);
  });
});

describe("sharing", () => {
  const copyPath = (organization: OrganizationId, { id }: Note) => notePaths.part(organization, id, "copy");

  it("NOTE-6: a copy has nothing of other notes, follows when it is shared again, and can be removed", async () => {
    const { ada, grace, organization } = await secret();
    const library = await makeLibrary(ada, organization);
    const context = { type: "page", address: "https://intranet.example/vault" } as const;
    const text = "As [[Vault|agreed]] and in [[Vault]].";
    const note = await keep(grace, organization, { title: "Offer", text, tags: ["sales"], context });
    const share = async (into: Library["id"]) =>
      grace.must(grace.send<Note>("PUT", copyPath(organization, note), { library: into }));
    const shared = await share(library.id);
    const { copy } = shared;
    if (copy === null) throw new Error("no copy");
    expect(copy).toMatchObject({ library: library.id, libraryName: library.name, version: 1 });
    const seen = await ada.get<unknown>(knowledgePaths.document(organization, copy.document));
    expect(seen.body).toMatchObject({ data: { title: "Offer", tags: ["sales"], library: library.id } });
    expect(seen.text).not.toContain("intranet");
    expect(seen.text).not.toContain(note.id);
    const original = knowledgePaths.documentPart(organization, copy.document, "original");
    const words = async () => (await ada.get(original)).text;
    expect(await words()).toBe("As agreed and in Vault.");

    const change = { version: 1, title: "Offer", text: "Now cheaper" };
    await grace.must(grace.send("PUT", notePaths.one(organization, note.id), change));
    expect(await words()).toBe("As agreed and in Vault.");
    expect((await share(library.id)).copy).toMatchObject({ document: copy.document, version: 2 });
    expect((await share(library.id)).copy).toMatchObject({ document: copy.document, version: 2 });
    expect(await words()).toBe("Now cheaper");

    const other = await makeLibrary(ada, organization, { name: "Other" });
    const moved = (await share(other.id)).copy;
    expect(moved).toMatchObject({ library: other.id });
    expect(codeOf(await ada.get(knowledgePaths.document(organization, copy.document)))).toBe("not_found");

    const removed = await grace.must(grace.delete<Note>(copyPath(organization, note)));
    expect(removed).toMatchObject({ copy: null, isShared: false });
    expect(await grace.must(grace.delete<Note>(copyPath(organization, note)))).toMatchObject({ copy: null });
    // And again, after it was removed: another document.
    expect((await share(other.id)).copy?.document).not.toBe(moved?.document);
  });

  it("NOTE-6: if somebody else deletes the copy, the note is private again", async () => {
    const { ada, grace, organization, note } = await secret();
    const library = await makeLibrary(ada, organization);
    const path = copyPath(organization, note);
    const { copy } = await grace.must(grace.send<Note>("PUT", path, { library: library.id }));
    await ada.must(ada.delete(knowledgePaths.document(organization, copy?.document ?? newId("doc"))));
    expect(await noteOf(grace, organization, note.id)).toMatchObject({ copy: null, isShared: false });
    const again = await grace.must(grace.send<Note>("PUT", path, { library: library.id }));
    expect(again.copy?.document).not.toBe(copy?.document);
  });

  it("NOTE-6: only a library that the person reads takes it, and no library of notes does", async () => {
    const { ada, grace, organization, note } = await secret();
    const closed = await makeLibrary(ada, organization, { readers: [] });
    const share = (library: string) => grace.send("PUT", copyPath(organization, note), { library });
    expect(codeOf(await share(closed.id))).toBe("not_found");
    expect(codeOf(await share(note.library))).toBe("bad_type");
    // Whoever may not read the library any more is told that the copy is still there.
    const open = await makeLibrary(ada, organization);
    await grace.must(share(open.id));
    await ada.must(
      ada.send("PATCH", knowledgePaths.library(organization, open.id), { version: 1, readers: [] }),
    );
    expect((await noteOf(grace, organization, note.id)).copy).toMatchObject({ libraryName: "" });
    expect(codeOf(await grace.delete(copyPath(organization, note)))).toBe("forbidden");
  });
});

describe("telling", () => {
  it("NOTE-8: no webhook is told of a note, also none of its owner, but of documents it is", async () => {
    const { ada, organization } = await team();
    const receiver = new Receiver();
    await makeWebhook(ada, organization.id, receiver, { events: ["document.ready", "document.failed"] });
    await keepReady(ada, organization.id, SECRET);
    const library = await makeLibrary(ada, organization.id);
    const shelf = { organization: organization.id, library: library.id };
    await addNote(ada, shelf, "Door", "The door is blue.");
    await receiver.sent(({ type }) => type === "document.ready");
    expect(JSON.stringify(await receiver.events())).toContain("Door");
    expect(JSON.stringify(await receiver.events())).not.toContain("Vault");
    expect(await receiver.events()).toHaveLength(1);
  });
});

describe("leaving", () => {
  it("NOTE-9: who leaves leaves nothing, and who comes back begins anew", async () => {
    const { ada, grace, organization, note } = await secret();
    await grace.must(grace.delete(paths.person(organization, grace.id)));
    const rows = await env.DB.prepare("SELECT title, deleted_at FROM documents WHERE id = ?")
      .bind(note.id)
      .all();
    expect(rows.results).toMatchObject([{ title: "", deleted_at: expect.any(Number) }]);
    expect(
      (await env.DB.prepare("SELECT * FROM notes WHERE document = ?").bind(note.id).all()).results,
    ).toEqual([]);
    await grace.accept(await ada.invite(organization));
    expect(await titlesOf(grace, organization)).toEqual([]);
    const again = await keep(grace, organization, { text: "Anew" });
    expect(again.library).not.toBe(note.library);
    await sweep(env, Date.now());
    expect((await filesOf(organization)).filter((key) => key.includes(note.library))).toEqual([]);
    expect((await filesOf(organization)).length).toBeGreaterThan(0);
  });
});
