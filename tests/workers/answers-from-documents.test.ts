import { runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { paths, type Agent, type RoomReference } from "../../shared/api.ts";
import type { DocumentId, LibraryId, OrganizationId } from "../../shared/ids.ts";
import {
  knowledgePaths,
  type Document,
  type Library,
  type SearchAnswer,
  type SearchReport,
} from "../../shared/knowledge.ts";
import { aiRoom, type AiRoom, answerTo, endOf, joinAs, prompt } from "./support/ai-room.ts";
import { apiOf, codeOfCall } from "./support/api.ts";
import { addNote, documentOf, makeLibrary, settled } from "./support/library.ts";
import { type Person, signUp } from "./support/person.ts";
import { connect, HELLO } from "./support/socket.ts";
import { eventually } from "../support/eventually.ts";

const REFUNDS = "# Refunds\n\nRefunds are paid within 5 working days to the card that was used.";
const QUESTION = "How long do refunds take?";

/** A library of Ada's with one ready note. */
async function library(
  { ada, organization }: Pick<AiRoom, "ada" | "organization">,
  text: string,
  change: Partial<Pick<Library, "readers" | "agents" | "rooms">> = {},
): Promise<{ library: LibraryId; document: Document }> {
  const made = await makeLibrary(ada, organization.id, change);
  const note = await addNote(ada, { organization: organization.id, library: made.id }, "Handbook", text);
  const document = await settled(ada, organization.id, note);
  expect(document.state).toBe("ready");
  return { library: made.id, document };
}

const look = (person: Person, organization: OrganizationId, words: string) =>
  person.must(person.get<SearchReport>(knowledgePaths.search(organization, words)));

describe("searching", () => {
  test("FIND-1, CITE-1: hits with their places, and an answer that cites them", async () => {
    const where = await aiRoom();
    const { document } = await library(where, REFUNDS);
    const { hits } = await look(where.grace, where.organization.id, QUESTION);
    expect(hits[0]).toMatchObject({ document: document.id, kind: "note", place: { headings: ["Refunds"] } });
    const answer = await where.grace.must(
      where.grace.post<SearchAnswer>(knowledgePaths.searchAnswer(where.organization.id), { q: QUESTION }),
    );
    expect(answer.answer).toContain("5 working days to the card that was used. [1]");
    expect(answer.citations).toMatchObject([{ n: 1, document: document.id }]);
    expect(answer.confidence).toBeGreaterThan(0.3);
  });

  test("attack 111, 87: what one may not read is not found, not counted, and no library of theirs", async () => {
    const where = await aiRoom();
    const { library: secret } = await library(where, "# Merger\n\nThe merger canary-4711 is on Friday.", {
      readers: [],
    });
    const mallory = await signUp("mallory");
    const elsewhere = await mallory.found("Elsewhere");
    const { organization, grace, ada } = where;
    expect((await look(ada, organization.id, "merger canary-4711")).hits).toHaveLength(1);
    for (const [person, id] of [
      [grace, organization.id],
      [mallory, elsewhere.id],
    ] as const) {
      const report = await look(person, id, "merger canary-4711");
      expect(report).toEqual({ hits: [], libraries: 0 });
      const answer = await person.must(
        person.post<SearchAnswer>(knowledgePaths.searchAnswer(id), { q: "When is the merger canary-4711?" }),
      );
      expect(answer).toEqual({ answer: "", citations: [], hits: [], confidence: 0, followUps: [] });
      const named = await person.get(`${knowledgePaths.search(id, "merger")}&libraries=${secret}`);
      expect(named.status).toBe(404);
    }
    expect((await mallory.get(knowledgePaths.search(organization.id, "merger"))).status).toBe(404);
  });

  test.each(["", "q=", `q=${"x".repeat(1_001)}`, "q=a&limit=0", "q=a&limit=1000", "q=a&libraries=nonsense"])(
    "what makes no sense is refused: %s",
    async (query) => {
      const { ada, organization } = await aiRoom();
      const answer = await ada.get(`/api/organizations/${organization.id}/search?${query}`);
      expect(answer.status).toBe(400);
    },
  );

  test.each([
    '"',
    "a OR",
    "NEAR(",
    "*",
    "-x",
    "title:x",
    "^",
    "((((",
    "'; DROP TABLE chunks; --",
    '"'.repeat(900),
  ])("attack 82: words are words, never syntax: %s", async (words) => {
    const { ada, organization } = await aiRoom();
    await library({ ada, organization }, REFUNDS);
    const answer = await ada.get(knowledgePaths.search(organization.id, words));
    expect(answer.status).toBe(200);
  });
});

test("R34, R20: which of some documents are there is told of those that one may read", async () => {
  const { ada, grace, organization } = await aiRoom();
  const open = await library({ ada, organization }, REFUNDS);
  const secret = await library({ ada, organization }, REFUNDS, { readers: [] });
  const gone = await library({ ada, organization }, REFUNDS);
  await ada.must(ada.send("DELETE", knowledgePaths.document(organization.id, gone.document.id)));
  const ids = [open, secret, gone].map(({ document }) => document.id);
  const there = (person: Person) =>
    person.must(person.get<DocumentId[]>(knowledgePaths.documentsThere(organization.id, ids)));
  expect(new Set(await there(ada))).toEqual(new Set(ids.slice(0, 2)));
  expect(await there(grace)).toEqual(ids.slice(0, 1));
  for (const query of ["", "?ids=", "?ids=nonsense", `?ids=${Array(51).fill(ids[0]).join(",")}`])
    expect((await ada.get(`/api/organizations/${organization.id}/documents${query}`)).status).toBe(400);
});

describe("in a room", () => {
  async function ask(where: AiRoom, text: string) {
    const device = await joinAs(where, where.ada);
    await device.hello();
    const answer = await answerTo(device, await prompt(device, text));
    const end = await endOf(device, answer);
    const welcome = await (await joinAs(where, where.ada)).hello();
    const message = welcome.reset?.timeline.messages.find(({ seq }) => seq === answer.seq);
    return { end, message };
  }

  test("CITE-1, CITE-3: an answer is built on what everyone may read, and cites it", async () => {
    const where = await aiRoom();
    const { document } = await library(where, REFUNDS);
    const { end, message } = await ask(where, QUESTION);
    expect(end.citations).toMatchObject([{ n: 1, document: document.id, version: 1 }]);
    expect(message?.text).toContain("[1]");
    expect(message?.answer?.citations).toEqual(end.citations);
  });

  test("DOCUMENT-6: a room that tells of its answer again has it counted once", async () => {
    const where = await aiRoom();
    const { document } = await library(where, REFUNDS);
    await ask(where, QUESTION);
    const isCounted = async () =>
      expect((await documentOf(where.ada, where.organization.id, document.id)).cited).toBe(1);
    const inRoom = (query: string) =>
      runInDurableObject(where.room, (_, { storage }) => storage.sql.exec(query).toArray());
    const isTold = async () =>
      expect(await inRoom("SELECT key FROM schedule WHERE task = 'settle'")).toEqual([]);
    await eventually(isCounted);
    await eventually(isTold);
    // The state after the object died before it stored that it had reported the turn.
    await inRoom("INSERT INTO schedule (task, key, due) SELECT 'settle', id, 1 FROM turns");
    await runDurableObjectAlarm(where.room);
    await eventually(isTold);
    await isCounted();
  });

  test("attack 112: not on what one of them may not read, nor where the library does not allow it", async () => {
    const where = await aiRoom();
    await library(where, REFUNDS, { readers: [where.ada.id] });
    await library(where, REFUNDS, { agents: [] });
    await library(where, REFUNDS, { rooms: [] });
    const { end, message } = await ask(where, QUESTION);
    expect(message?.text).not.toContain("5 working days");
    expect(end).not.toHaveProperty("citations");
  });

  test("CITE-6, R34: of a deleted document nothing is said and nothing is found", async () => {
    const where = await aiRoom();
    const { document } = await library(where, REFUNDS);
    await where.ada.must(
      where.ada.send("DELETE", knowledgePaths.document(where.organization.id, document.id)),
    );
    const { end, message } = await ask(where, QUESTION);
    expect(end.citations).toEqual([]);
    expect(message?.text).not.toContain("5 working days");
    expect((await look(where.ada, where.organization.id, QUESTION)).hits).toEqual([]);
  });

  test("CITE-7: someone who comes later and may not read it is not shown the answer", async () => {
    const { ada, organization, grace } = await aiRoom();
    const [agent] = await ada.must(ada.get<Agent[]>(paths.agents(organization.id)));
    await library({ ada, organization }, REFUNDS, { readers: [ada.id] });
    const alone = await ada.must(
      ada.post<RoomReference>(paths.rooms(organization.id), { kind: "session", name: "alone", members: [] }),
    );
    const room = env.ROOM.getByName(alone.id);
    const where: AiRoom = {
      ada,
      grace,
      organization,
      id: alone.id,
      room,
      agent: agent?.id ?? agentMissing(),
    };
    const { message } = await ask(where, QUESTION);
    expect(message?.text).toContain("5 working days");
    await room.addMember({ user: grace.id, name: "Grace", role: "member" });

    const socket = await connect(grace, paths.roomSocket(organization.id, alone.id));
    socket.send(HELLO);
    const welcome = JSON.stringify(await socket.frame("welcome"));
    expect(welcome).toContain('"restricted":true');
    expect(welcome).not.toContain("5 working days");
    socket.send(JSON.stringify({ type: "contextReceipt", ref: 1, target: message?.seq ?? 0 }));
    expect(await socket.frame("error")).toMatchObject({ code: "not_found", ref: 1 });
    socket.send(JSON.stringify({ type: "history", ref: 2, before: (message?.seq ?? 0) + 1, limit: 50 }));
    expect(JSON.stringify(await socket.frame("page"))).not.toContain("5 working days");
  });
});

function agentMissing(): never {
  throw new Error("no agent");
}

describe("for programs", () => {
  test("FIND-1, CITE-1: /api/v1 takes, answers and forgets", async () => {
    const { ada, grace, organization } = await aiRoom();
    const shelf = await makeLibrary(ada, organization.id);
    const [asAda, asGrace] = [apiOf(ada), apiOf(grace, organization.id)];
    const body = { library: shelf.id, title: "Handbook", text: REFUNDS };
    const { id: document } = await asAda("POST /ingest", { body });
    await eventually(async () =>
      expect(await asAda("GET /documents/{document}", { path: { document } })).toMatchObject({
        state: "ready",
      }),
    );
    const answer = await asGrace("GET /search", { query: { q: QUESTION } });
    expect(answer).toMatchObject({ citations: [{ n: 1, document }], hits: [{ document }] });
    const documents = await asAda("GET /libraries/{library}/documents", { path: { library: shelf.id } });
    expect(documents.map(({ id }) => id)).toEqual([document]);
    await asAda("DELETE /documents/{document}", { path: { document } });
    const gone = asAda("GET /documents/{document}", { path: { document } });
    expect(await codeOfCall(gone)).toBe("not_found");
  });

  test("attack 111: another's organization, library or document is as if there were none", async () => {
    const where = await aiRoom();
    const { library: foreign, document } = await library(where, REFUNDS);
    const mallory = await signUp("mallory");
    await mallory.found("Elsewhere");
    const named = `?organization=${where.organization.id}`;
    for (const path of [
      `/api/v1/search${named}&q=refunds`,
      `/api/v1/search?q=refunds&libraries=${foreign}`,
      `/api/v1/libraries${named}`,
      `/api/v1/libraries/${foreign}`,
      `/api/v1/libraries/${foreign}/documents`,
      `/api/v1/documents/${document.id}`,
      `/api/v1/documents/${document.id}${named}`,
    ]) {
      expect([path, (await mallory.get(path)).status]).toEqual([path, 404]);
    }
    const body = { library: foreign, title: "Mine", text: "now" };
    expect((await mallory.post("/api/v1/ingest", body)).status).toBe(404);
  });

  test("a page from elsewhere cannot spend money with somebody's cookie", async () => {
    const { ada } = await aiRoom();
    ada.headers = { ...ada.headers, "sec-fetch-site": "cross-site" };
    expect((await ada.get("/api/v1/search?q=refunds")).status).toBe(403);
  });
});
