import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { deletePart } from "../../server/objects/meter/deletion.ts";
import { paths } from "../../shared/api.ts";
import { INGEST_LEASE } from "../../shared/limits.ts";
import type { OrganizationId, RoomId } from "../../shared/ids.ts";
import {
  messageSearchPath,
  type MessageSearchReport,
  type MessageSearchQuery,
} from "../../shared/message-search.ts";
import { eventually, until } from "../support/eventually.ts";
import { attachFile, newAttachmentId } from "./support/attachments.ts";
import { type Person, signUp, team } from "./support/person.ts";
import { join, newMessageId } from "./support/room.ts";

const roomOf = (room: RoomId) => env.ROOM.getByName(room);
const indexOf = (organization: OrganizationId) => env.SEARCH.getByName(organization);

const search = (person: Person, organization: OrganizationId, query: string | MessageSearchQuery) =>
  person.must(
    person.get<MessageSearchReport>(
      messageSearchPath(organization, typeof query === "string" ? { q: query } : query),
    ),
  );

const texts = async (person: Person, organization: OrganizationId, query: string | MessageSearchQuery) =>
  (await search(person, organization, query)).hits.map(({ text }) => text);

/** Waits until the index has told what it was asked: it is told up to a second later. */
const finds = (person: Person, organization: OrganizationId, query: string, expected: string[]) =>
  eventually(async () => expect(await texts(person, organization, query)).toEqual(expected));

async function teamWithRoom(name = "garden") {
  const { ada, grace, organization } = await team();
  const room = await ada.makeRoom(organization.id, { kind: "group", name, members: [grace.id] });
  const [a, g] = [await join(roomOf(room), ada.id), await join(roomOf(room), grace.id)];
  return { ada, grace, organization: organization.id, welcome: organization.welcomeRoom, room, a, g };
}

describe("finding messages", () => {
  test("SEARCH-1, SEARCH-12: a new message is found in its room, with what is around it and its found words", async () => {
    const { ada, grace, organization, room, a } = await teamWithRoom();
    await a.write("before it");
    const { seq } = await a.write("The **deployment** is ready");
    await a.write("after it");
    await finds(grace, organization, "deploy", ["The deployment is ready"]);
    const report = await search(grace, organization, "deploy");
    expect(report).toMatchObject({ total: 1, cursor: null, unknown: [] });
    expect(report.hits).toMatchObject([
      {
        ...{
          room,
          seq,
          author: ada.id,
          name: ada.name,
          cut: { before: false, after: false },
          attachments: [],
        },
        marks: [[4, 14]],
        before: { author: ada.id, excerpt: "before it" },
        after: { excerpt: "after it" },
      },
    ]);
  });

  test("SEARCH-7: an edited message is found by its new words, and a deleted one is gone", async () => {
    const { grace, organization, a } = await teamWithRoom();
    const { seq } = await a.write("zebra");
    await finds(grace, organization, "zebra", ["zebra"]);
    await a.ask({ type: "edit", target: seq, version: 1, text: "giraffe" });
    // At once, also while the index does not know it yet.
    expect(await texts(grace, organization, "zebra")).toEqual([]);
    await finds(grace, organization, "giraffe", ["giraffe"]);
    await a.ask({ type: "delete", target: seq });
    expect(await texts(grace, organization, "giraffe")).toEqual([]);
    await eventually(async () => expect((await search(grace, organization, "giraffe")).total).toBe(0));
  });

  test("SEARCH-4: files and links, authors by handle, name and me, rooms by name", async () => {
    const { ada, grace, organization, room, a, g } = await teamWithRoom("Rose garden");
    const file = await attachFile(
      ada,
      { organization, room },
      "floor plan.txt",
      "words",
      {},
      newAttachmentId(),
    );
    a.tell({ type: "send", id: newMessageId(), text: "here it is", attachments: [file.id] });
    await g.write("see https://example.org/tulips");
    await finds(grace, organization, "has:link", ["see https://example.org/tulips"]);
    await finds(grace, organization, "floor has:file", ["here it is"]);
    await finds(grace, organization, "from:me has:link", ["see https://example.org/tulips"]);
    await finds(grace, organization, `from:${ada.name} in:"rose garden"`, ["here it is"]);
    await finds(ada, organization, "from:@grace tulips", ["see https://example.org/tulips"]);
    await finds(ada, organization, "-from:@grace in:#rose", []);
    expect(await search(ada, organization, "from:nobody tulips")).toEqual({
      ...{ hits: [], total: 0, cursor: null, unknown: ["from:nobody"] },
    });
  });

  test("SEARCH-11: pages follow each other by their cursor, and a room alone can be searched", async () => {
    const { ada, organization, welcome, room, a } = await teamWithRoom();
    for (let i = 1; i <= 5; i++) await a.write(`tulip ${i}`);
    const hall = await join(roomOf(welcome), ada.id);
    await hall.write("tulip in the hall");
    await eventually(async () => expect((await search(ada, organization, "tulip")).total).toBe(6));
    const first = await search(ada, organization, { q: "tulip", room, limit: 2 });
    expect(first.hits.map(({ text }) => text)).toEqual(["tulip 5", "tulip 4"]);
    await a.write("tulip 6");
    const second = await search(ada, organization, {
      q: "tulip",
      room,
      limit: 2,
      cursor: first.cursor ?? "",
    });
    expect(second.hits.map(({ text }) => text)).toEqual(["tulip 3", "tulip 2"]);
    expect(second.total).toBeNull();
    expect(await texts(ada, organization, { q: "tulip", order: "oldest", limit: 1 })).toEqual(["tulip 1"]);
  });

  test("SEARCH-3: hostile queries are answered", async () => {
    const { ada, organization, a } = await teamWithRoom();
    await a.write("plain words");
    await finds(ada, organization, "plain", ["plain words"]);
    for (const q of ['"', "NEAR(", "a*", "marks:any", "-", "🎉", "plain\u0000 OR 1", "from:", "*:*"]) {
      const answer = await ada.get<MessageSearchReport>(messageSearchPath(organization, { q }));
      expect(answer.status, q).toBe(200);
    }
    expect((await ada.get(messageSearchPath(organization, { q: "x".repeat(10_000) }))).status).toBe(400);
    expect((await ada.get(messageSearchPath(organization, { q: "plain", cursor: "1;2" }))).status).toBe(400);
  });
});

describe("rights", () => {
  test("SEARCH-5: whoever leaves or is removed finds nothing of the room any more, at once", async () => {
    const { ada, grace, organization, a, g } = await teamWithRoom();
    await a.write("quince");
    await finds(grace, organization, "quince", ["quince"]);
    g.tell({ type: "leave" });
    await until(() => g.closed);
    expect(await texts(grace, organization, "quince")).toEqual([]);
    await eventually(async () => expect((await search(grace, organization, "quince")).total).toBe(0));
    expect(await texts(ada, organization, "quince")).toEqual(["quince"]);
  });

  test("SEARCH-5: a member of the organization finds nothing of rooms of others, and a stranger gets no answer", async () => {
    const { ada, grace, organization } = await teamWithRoom();
    const secret = await ada.makeRoom(organization, { kind: "group", name: "secret", members: [] });
    const device = await join(roomOf(secret), ada.id);
    await device.write("xylophone");
    await finds(ada, organization, "xylophone", ["xylophone"]);
    expect(await search(grace, organization, "xylophone")).toMatchObject({ hits: [], total: 0 });
    expect(await search(grace, organization, { q: "xylophone", room: secret })).toMatchObject({
      hits: [],
      total: 0,
    });
    expect(await search(grace, organization, `xylophone in:${secret}`)).toMatchObject({ hits: [], total: 0 });
    const mallory = await signUp("mallory");
    const other = await mallory.found();
    expect((await mallory.get(messageSearchPath(organization, { q: "xylophone" }))).status).toBe(404);
    expect(await search(mallory, other.id, "xylophone")).toMatchObject({ hits: [], total: 0 });
  });

  test("SEARCH-5: whoever left the organization finds nothing, also after coming back", async () => {
    const { ada, grace, organization, a } = await teamWithRoom();
    await a.write("nutmeg");
    await finds(grace, organization, "nutmeg", ["nutmeg"]);
    await ada.must(ada.delete(paths.person(organization, grace.id)));
    expect((await grace.get(messageSearchPath(organization, { q: "nutmeg" }))).status).toBe(404);
    await grace.accept(await ada.invite(organization));
    expect(await texts(grace, organization, "nutmeg")).toEqual([]);
    await eventually(async () => expect((await search(grace, organization, "nutmeg")).total).toBe(0));
  });
});

describe("the index", () => {
  test("SEARCH-8: rooms from before the index are found, in steps, also after a crash in between", async () => {
    const { ada, organization, room, a } = await teamWithRoom();
    await runInDurableObject(roomOf(room), (_, { storage: { sql } }) => {
      // Older than all that the room has told: as many messages as need several steps.
      for (let seq = 100; seq < 550; seq++)
        sql.exec(
          "INSERT INTO messages (seq, id, author, at, text) VALUES (?, ?, ?, ?, ?)",
          seq,
          `old-${seq}`,
          ada.id,
          1_700_000_000_000 + seq,
          `marigold ${seq}`,
        );
      sql.exec("UPDATE room SET head = 600");
    });
    await runInDurableObject(indexOf(organization), (_, { storage: { sql } }) => {
      for (const table of ["rooms", "members", "messages", "walk", "languages"])
        sql.exec(`DELETE FROM ${table}`);
      sql.exec("INSERT INTO message_terms (message_terms) VALUES ('delete-all')");
    });
    await evictDurableObject(indexOf(organization));
    await evictDurableObject(roomOf(room));
    a.close();
    // The first search begins the walk over the rooms.
    await search(ada, organization, "marigold");
    await eventually(async () => {
      await runDurableObjectAlarm(indexOf(organization));
      await runDurableObjectAlarm(roomOf(room));
      const oldest = await search(ada, organization, { q: "marigold", order: "oldest", limit: 1 });
      expect(oldest.hits).toMatchObject([{ seq: 100 }]);
    });
    const counted = await runInDurableObject(
      indexOf(organization),
      (_, { storage: { sql } }) =>
        sql.exec("SELECT count(*) AS count FROM messages WHERE seq BETWEEN 100 AND 549").one()["count"],
    );
    expect(counted).toBe(450);
  });

  test("SEARCH-9: a room with a new epoch is told anew, and nothing of its old history is found", async () => {
    const { ada, organization, room, a } = await teamWithRoom();
    const { seq } = await a.write("periwinkle");
    await a.write("cornflower");
    await finds(ada, organization, "periwinkle", ["periwinkle"]);
    await finds(ada, organization, "cornflower", ["cornflower"]);
    await runInDurableObject(roomOf(room), (_, { storage: { sql } }) => {
      // As if an older copy of the database was restored.
      sql.exec("DELETE FROM messages WHERE seq >= ?", seq);
      sql.exec("UPDATE room SET head = ?, generation = '-1'", seq - 1);
    });
    await evictDurableObject(roomOf(room));
    const back = await join(roomOf(room), ada.id);
    await back.write("buttercup");
    await finds(ada, organization, "buttercup", ["buttercup"]);
    await eventually(async () => expect((await search(ada, organization, "periwinkle")).total).toBe(0));
    expect(await texts(ada, organization, "cornflower")).toEqual([]);
  });

  test("SEARCH-7: what a room could not tell is told when the index answers again", async () => {
    const { ada, organization, a } = await teamWithRoom();
    await a.write("poppy");
    await finds(ada, organization, "poppy", ["poppy"]);
    await runInDurableObject(indexOf(organization), (_, { storage: { sql } }) => {
      sql.exec("CREATE TRIGGER poison BEFORE INSERT ON messages BEGIN SELECT raise(ABORT, 'poison'); END");
    });
    await a.write("anemone");
    await runInDurableObject(
      indexOf(organization),
      (_, { storage: { sql } }) => void sql.exec("DROP TRIGGER poison"),
    );
    await finds(ada, organization, "anemone", ["anemone"]);
  });

  test("SEARCH-10: deleted words leave the blocks of the index", async () => {
    const { ada, organization, a } = await teamWithRoom();
    const { seq } = await a.write("zanzibar");
    await finds(ada, organization, "zanzibar", ["zanzibar"]);
    await a.ask({ type: "delete", target: seq });
    await eventually(async () => expect((await search(ada, organization, "zanzibar")).total).toBe(0));
    await eventually(async () => {
      await runInDurableObject(
        indexOf(organization),
        (_, { storage: { sql } }) => void sql.exec("UPDATE schedule SET due = 1"),
      );
      await runDurableObjectAlarm(indexOf(organization));
      const has = await runInDurableObject(indexOf(organization), (_, { storage: { sql } }) =>
        sql
          .exec<{ block: ArrayBuffer }>("SELECT block FROM message_terms_data")
          .toArray()
          .some(({ block }) => new TextDecoder("latin1").decode(block).includes("zanzibar")),
      );
      expect(has).toBe(false);
    });
  });

  test("SEARCH-15: it is deleted with its organization", async () => {
    const { ada, organization, a } = await teamWithRoom();
    await a.write("hyacinth");
    await finds(ada, organization, "hyacinth", ["hyacinth"]);
    const [mine] = (await ada.me()).organizations;
    await ada.must(ada.post(paths.deletion(organization), { name: mine?.name }));
    expect((await ada.get(messageSearchPath(organization, { q: "hyacinth" }))).status).toBe(404);
    let next: number | null = Date.now() + 2 * INGEST_LEASE;
    for (let part = 0; part < 5 && next !== null; part++)
      next = await deletePart(env, organization, next + INGEST_LEASE);
    expect(next).toBeNull();
    const left = await runInDurableObject(indexOf(organization), (_, { storage: { sql } }) =>
      sql
        .exec(
          "SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM members) AS n, (SELECT count(*) FROM message_terms) AS terms",
        )
        .one(),
    );
    expect(left).toEqual({ n: 0, terms: 0 });
  });
});
