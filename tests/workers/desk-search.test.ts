import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { deskSearchPath, type DeskSearchReport } from "../../shared/desk-search.ts";
import { paths } from "../../shared/api.ts";
import type { OrganizationId } from "../../shared/ids.ts";
import { messageSearchPath, type MessageSearchReport } from "../../shared/message-search.ts";
import { eventually } from "../support/eventually.ts";
import { deskOf, roomOf, visit } from "./support/desk.ts";
import { type Person, signUp, team } from "./support/person.ts";
import { join } from "./support/room.ts";

type Query = Parameters<typeof deskSearchPath>[1];

const search = (person: Person, organization: OrganizationId, query: string | Query) =>
  person.must(
    person.get<DeskSearchReport>(
      deskSearchPath(organization, typeof query === "string" ? { q: query } : query),
    ),
  );

async function found(person: Person, organization: OrganizationId, query: string) {
  const { hits } = await search(person, organization, query);
  return hits.map(({ conversation, found }) => [conversation.room, found.map((each) => each.in)]);
}

async function shop() {
  const { ada, grace, organization } = await team();
  return { ada, grace, organization: organization.id, ...(await visit(ada, organization.id)) };
}

describe("search at the desk", () => {
  test.each([
    ["The charger of the Morrow 3 blinks", "blink", "blinks"],
    ["Mein Ladegerät ist kaputt", "ladegerat", "Ladegerät"],
    ["我的充电器坏了", "充电器", "充电器"],
    ["ที่ชาร์จของฉันเสีย", "ชาร์จ", "ชาร์จ"],
    ["شاحن الدراجة معطل", "شاحن", "شاحن"],
  ])(
    "DESK-20: a supporter who is no member finds %j by %j, with the words marked",
    async (said, query, marked) => {
      const { grace, organization, room, at } = await shop();
      await at.write(said);
      await eventually(async () =>
        expect(await found(grace, organization, query)).toEqual([[room, ["message"]]]),
      );
      const [hit] = (await search(grace, organization, query)).hits;
      const text = hit?.found[0];
      expect(text).toMatchObject({ in: "message", by: "Mira Okafor" });
      expect(text?.marks.map(([from, to]) => text.text.slice(from, to)).join("")).toBe(marked);
      expect(await roomOf(room).roleOf(grace.id)).toBeNull();
    },
  );

  test("DESK-20: by name, address, tag and note, each marked, and several messages of a conversation are one hit", async () => {
    const { ada, grace, organization, room, at, visitor } = await shop();
    await env.DB.prepare("UPDATE visitors SET email = ? WHERE id = ?")
      .bind("Mira.O@okafor.example", visitor)
      .run();
    const other = await visit(ada, organization, "other@elsewhere.example");
    const path = paths.deskConversation(organization, room);
    await ada.must(ada.send("PATCH", path, { tags: ["warranty"] }));
    await ada.must(ada.post(`${path}/notes`, { id: crypto.randomUUID(), text: "**Giraffe** sent" }));
    await at.write("zebra one");
    await at.write("zebra two");
    await eventually(async () =>
      expect(await found(grace, organization, "zebra")).toEqual([[room, ["message"]]]),
    );
    expect(await found(grace, organization, "warrant")).toEqual([[room, ["tag"]]]);
    expect(await found(grace, organization, "@OKAFOR.example")).toEqual([[room, ["name", "address"]]]);
    expect(await found(grace, organization, "okafor")).toEqual([
      [other.room, ["name"]],
      [room, ["name", "address"]],
    ]);
    const [hit] = (await search(grace, organization, "giraffe")).hits;
    expect(hit?.found).toEqual([
      {
        in: "note",
        by: ada.name,
        text: "Giraffe sent",
        cut: { before: false, after: false },
        marks: [[0, 7]],
      },
    ]);
  });

  test("DESK-20: other rooms are no part of it, and filters by people mean nothing", async () => {
    const { ada, organization } = await shop();
    const garden = await ada.makeRoom(organization, { kind: "group", name: "garden", members: [] });
    await (await join(roomOf(garden), ada.id)).write("zebra");
    await eventually(async () => {
      const own = await ada.must(
        ada.get<MessageSearchReport>(messageSearchPath(organization, { q: "zebra" })),
      );
      expect(own.hits).toHaveLength(1);
    });
    expect(await found(ada, organization, "zebra")).toEqual([]);
    expect(await search(ada, organization, "from:mira zebra")).toEqual({
      ...{ hits: [], cursor: null, unknown: ["from:mira"] },
    });
    expect(await search(ada, organization, "!!!")).toMatchObject({ hits: [], cursor: null });
  });

  test("DESK-20: pages follow each other without gaps, first by what the desk knows and then by messages", async () => {
    const { ada, organization, room, at } = await shop();
    await at.write("Okafor");
    const rooms = new Set([room]);
    for (let i = 0; i < 3; i++) {
      const more = await visit(ada, organization, `v${i}@okafor.example`);
      await more.at.write("Okafor");
      rooms.add(more.room);
    }
    const seen: string[] = [];
    await eventually(async () => {
      seen.length = 0;
      let cursor: string | null | undefined;
      while (cursor !== null) {
        const page: DeskSearchReport = await search(ada, organization, {
          ...{ q: "okafor", limit: 3 },
          ...(cursor !== undefined && { cursor }),
        });
        ({ cursor } = page);
        seen.push(
          ...page.hits.flatMap(({ conversation, found }) =>
            found.map((each) => `${conversation.room} ${each.in}`),
          ),
        );
      }
      expect(seen.filter((each) => each.endsWith("message"))).toHaveLength(4);
    });
    expect(seen.toSorted()).toEqual(
      [...rooms].flatMap((each) => [`${each} address`, `${each} message`, `${each} name`]).toSorted(),
    );
  });

  test("DESK-21: a deleted conversation is not found any more, though the index may be behind", async () => {
    const { ada, organization, room, at } = await shop();
    await at.write("zebra");
    await eventually(async () => expect(await found(ada, organization, "zebra")).toHaveLength(1));
    await deskOf(organization).forget(room);
    expect(await found(ada, organization, "zebra")).toEqual([]);
    expect(await found(ada, organization, "mira")).toEqual([]);
  });

  test("DESK-1: for whoever may not use the desk there is no search, and what is no cursor is refused", async () => {
    const { grace, organization } = await shop();
    const mallory = await signUp("mallory");
    expect((await mallory.get(deskSearchPath(organization, { q: "mira" }))).status).toBe(404);
    const own = await mallory.found("Elsewhere");
    expect((await search(mallory, own.id, "mira")).hits).toEqual([]);
    for (const cursor of ["x", "c1.room_1", "m-1", "c1"])
      expect((await grace.get(deskSearchPath(organization, { q: "mira", cursor }))).status).toBe(400);
    expect((await grace.get(deskSearchPath(organization, { q: "x".repeat(1_001) }))).status).toBe(400);
    expect((await grace.get(deskSearchPath(organization, { q: " " }))).status).toBe(400);
  });
});
