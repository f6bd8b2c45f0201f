import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { ALL_SCOPES, ROLES } from "../../shared/permissions.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { readableLibraries, usableLibraries } from "../../server/knowledge/libraries/libraries.ts";
import { roleInLibrary } from "../../server/knowledge/libraries/role-in-library.ts";
import { unreadableLibraries } from "../../server/knowledge/libraries/unreadable-libraries.ts";
import { knowledgePaths, type Document, type Library } from "../../shared/knowledge.ts";
import { MAX_LIBRARIES } from "../../shared/limits.ts";
import { addNote, makeLibrary, settled, teamWithLibrary } from "./support/library.ts";
import { signUp } from "./support/person.ts";
import { codeOf } from "./support/visitor.ts";

describe("libraries", () => {
  it("LIBRARY-1: everyone makes libraries; without a word about it everyone reads them", async () => {
    const { ada, grace, organization } = await teamWithLibrary();
    const made = await makeLibrary(grace, organization, { name: "  Recipes ", description: "To cook" });
    expect(made).toMatchObject({
      name: "Recipes",
      description: "To cook",
      readers: "all",
      agents: "all",
      rooms: "all",
      documents: 0,
      version: 1,
      mayManage: true,
      createdBy: grace.id,
    });
    const seen = await ada.must(ada.get<Library[]>(knowledgePaths.libraries(organization)));
    expect(seen.map(({ name }) => name)).toEqual(["Handbook", "Recipes"]);
  });

  it("LIBRARY-2: who is no reader finds nothing of it; owners and admins always read", async () => {
    const { ada, grace, organization, library } = await teamWithLibrary();
    const linus = await signUp("linus");
    await linus.accept(await ada.invite(organization));
    const secret = await makeLibrary(grace, organization, { name: "Secret", readers: [] });
    const path = knowledgePaths.library(organization, secret.id);
    expect((await ada.get(path)).status).toBe(200);
    expect((await grace.get(path)).status).toBe(200);
    for (const answer of [
      linus.get(path),
      linus.send("PATCH", path, { version: 1, name: "Mine" }),
      linus.delete(path),
      linus.get(knowledgePaths.documents(organization, secret.id)),
      linus.get(knowledgePaths.libraryEvents(organization, secret.id)),
    ])
      expect(codeOf(await answer)).toBe("not_found");
    const of = (user: typeof linus.id) =>
      readableLibraries(env.DB, { organization, user, scopes: ALL_SCOPES });
    expect(await of(linus.id)).toEqual([library.id]);
    expect((await of(ada.id)).sort()).toEqual([library.id, secret.id].sort());
    expect(await of(newId("user"))).toEqual([]);
  });

  it("LIBRARY-2: lists and the role in a library say the same, for every role", async () => {
    const { ada, grace, organization, library } = await teamWithLibrary();
    const own = await makeLibrary(grace, organization, { name: "Own", readers: [] });
    const others = await makeLibrary(ada, organization, { name: "Others", readers: [] });
    const shared = await makeLibrary(ada, organization, { name: "Shared", readers: [grace.id] });
    const all = [library, own, others, shared];
    for (const role of ROLES) {
      await env.DB.prepare("UPDATE members SET role = ? WHERE user = ?").bind(role, grace.id).run();
      const reader = { organization, user: grace.id, scopes: ALL_SCOPES };
      const known = all
        .filter((each) => roleInLibrary({ user: grace.id, role }, { ...each, owner: null }) !== null)
        .map(({ id }) => id);
      expect((await readableLibraries(env.DB, reader)).sort()).toEqual(known.sort());
      expect((await unreadableLibraries(env.DB, reader)).sort()).toEqual(
        all
          .map(({ id }) => id)
          .filter((id) => !known.includes(id))
          .sort(),
      );
    }
  });

  it("LIBRARY-3: its maker, owners and admins change it, others do not; of two changes at once one is told", async () => {
    const { ada, grace, organization, library } = await teamWithLibrary();
    const path = knowledgePaths.library(organization, library.id);
    expect(codeOf(await grace.send("PATCH", path, { version: 1, name: "Mine" }))).toBe("forbidden");
    expect(codeOf(await grace.delete(path))).toBe("forbidden");
    const changed = await ada.must(
      ada.send<Library>("PATCH", path, { version: 1, readers: [grace.id, grace.id] }),
    );
    expect(changed).toMatchObject({ name: "Handbook", readers: [grace.id], version: 2 });
    expect(codeOf(await ada.send("PATCH", path, { version: 1, name: "Again" }))).toBe("conflict");
  });

  it("LIBRARY-1: the same request again makes one library, and there is a most", async () => {
    const { ada, organization } = await teamWithLibrary();
    ada.headers = { ...ada.headers, "idempotency-key": "once" };
    const [first, second] = [await makeLibrary(ada, organization), await makeLibrary(ada, organization)];
    expect(second.id).toBe(first.id);
    await env.DB.prepare(
      `INSERT INTO libraries (id, organization, name, description, readers, agents, rooms, created_by, created_at, version)
       SELECT 'lib_' || value, ?, 'x', '', '"all"', '"all"', '"all"', ?, 1, 1 FROM json_each(?)`,
    )
      .bind(
        organization,
        ada.id,
        JSON.stringify(Array.from({ length: MAX_LIBRARIES - 2 }, (_, i) => `${organization}${i}`)),
      )
      .run();
    ada.headers = { ...ada.headers, "idempotency-key": "more" };
    expect(codeOf(await ada.post(knowledgePaths.libraries(organization), { name: "One more" }))).toBe(
      "too_many",
    );
  });

  it("LIBRARY-4: an agent uses a library where it, the room and everyone in it may", async () => {
    const { ada, grace, organization } = await teamWithLibrary({ readers: [] });
    const [agent, other] = [newId("agent"), newId("agent")];
    const [room, elsewhere] = [newId("room"), newId("room")];
    const open = await makeLibrary(ada, organization, { name: "Open" });
    const one = await makeLibrary(ada, organization, { name: "One", agents: [agent], rooms: [room] });
    const graces = await makeLibrary(ada, organization, { name: "Grace's", readers: [grace.id] });
    const usable = async (use: object) =>
      (
        await usableLibraries(env.DB, {
          organization,
          room,
          agent,
          chosen: null,
          members: [ada.id, grace.id],
          ...use,
        })
      ).sort();
    expect(await usable({})).toEqual([open.id, one.id, graces.id].sort());
    expect(await usable({ agent: other })).toEqual([open.id, graces.id].sort());
    expect(await usable({ room: elsewhere })).toEqual([open.id, graces.id].sort());
    const stranger = newId("user");
    expect(await usable({ members: [ada.id, stranger] })).toEqual([]);
    expect(await usable({ members: [] })).toEqual([]);
    expect(await usable({ organization: newId("org") })).toEqual([]);
    expect(await usable({ chosen: [one.id, newId("lib")] })).toEqual([one.id]);
    expect(await usable({ chosen: [one.id], agent: other })).toEqual([]);
    expect(await usable({ chosen: [] })).toEqual([]);
  });

  it("LIBRARY-5: the samples are made once, and are ready to be asked", async () => {
    const { ada, grace, organization } = await teamWithLibrary();
    const [first, second] = await Promise.all([
      ada.must(ada.post<Library>(knowledgePaths.samples(organization))),
      grace.must(grace.post<Library>(knowledgePaths.samples(organization))),
    ]);
    expect(second.id).toBe(first.id);
    const again = await grace.must(grace.post<Library>(knowledgePaths.samples(organization)));
    expect(again).toMatchObject({ id: first.id, documents: 6 });
    const documents = await ada.must(ada.get<Document[]>(knowledgePaths.documents(organization, first.id)));
    for (const document of documents)
      expect((await settled(ada, organization, document)).state, document.title).toBe("ready");
    const index = env.INDEX.getByName(first.id);
    const [hit] = (await index.search("how many days of paid holiday", 3)).hits;
    expect((await index.read([hit?.id ?? ""]))[0]?.text).toContain("28 days");
    // A sample document that somebody has deleted stays deleted.
    const [document] = documents;
    if (document === undefined) throw new Error("no samples");
    await ada.must(ada.delete(knowledgePaths.document(organization, document.id)));
    expect((await ada.must(ada.post<Library>(knowledgePaths.samples(organization)))).documents).toBe(5);
  });

  it("LIBRARY-2: news of a library go to its readers, as far as they are such still", async () => {
    const { ada, grace, organization, library } = await teamWithLibrary();
    const events = await eventsOf(grace, knowledgePaths.libraryEvents(organization, library.id));
    expect((await events.next()).event).toBe("documents");
    const note = await addNote(ada, { organization, library: library.id }, "First", "words");
    const first = await events.next();
    expect(first).toMatchObject({ event: "document", data: { id: note.id, mayManage: false } });
    await settled(ada, organization, note);
    const path = knowledgePaths.library(organization, library.id);
    await ada.must(ada.send("PATCH", path, { version: 1, readers: [] }));
    await addNote(ada, { organization, library: library.id }, "Canary", "words");
    expect(await events.rest()).not.toContain("Canary");
  });
});

/** Reads a stream of server-sent events, one event at a time. */
async function eventsOf(person: Awaited<ReturnType<typeof signUp>>, path: string) {
  const { exports } = await import("cloudflare:workers");
  const response = await exports.default.fetch(`https://parley.example${path}`, {
    headers: { cookie: person.cookie },
  });
  expect(response.headers.get("content-type")).toContain("text/event-stream");
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) throw new Error("no stream");
  let text = "";
  return {
    async next(): Promise<{ event: string; data: unknown }> {
      for (;;) {
        const match = /event: (\w+)\ndata: (.*)\n\n/.exec(text);
        if (match !== null) {
          text = text.slice(match.index + match[0].length);
          return { event: match[1] ?? "", data: JSON.parse(match[2] ?? "null") };
        }
        const { done, value } = await reader.read();
        if (done) throw new Error("the stream ended");
        text += value;
      }
    },
    async rest(): Promise<string> {
      for (let read = await reader.read(); !read.done; read = await reader.read()) text += read.value;
      return text;
    },
  };
}
