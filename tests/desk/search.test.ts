import { describe, expect, test } from "vitest";
import type { DeskSearch } from "../../server/bindings/desk-search.ts";
import { changeConversation } from "../../server/rules/desk/change.ts";
import { forgetConversation } from "../../server/rules/desk/forget.ts";
import { addNote, deleteNote } from "../../server/rules/desk/notes.ts";
import { findConversations } from "../../server/search/desk/find-conversations.ts";
import { indexChanged } from "../../server/search/desk/index-conversations.ts";
import { parseQuery } from "../../server/search/query/parse-query.ts";
import type { RoomId } from "../../shared/ids.ts";
import { ada, grace, linus } from "../support/people.ts";
import { news, type TestDesk, testDesk } from "./test-desk.ts";

function conversation(
  desk: TestDesk,
  name: string,
  change: { tags?: string[]; notes?: string[] } = {},
): RoomId {
  desk.clock.now++;
  const first = news(desk, undefined, { visitor: { id: linus, name } });
  desk.hears(first);
  if (change.tags !== undefined)
    changeConversation(desk.store, first.room, { tags: change.tags }, desk.clock.now);
  for (const [i, text] of (change.notes ?? []).entries()) note(desk, first.room, String(i), text);
  return first.room;
}

function note(desk: TestDesk, room: RoomId, id: string, text: string): void {
  const author = { id: ada, name: "Ada" };
  addNote(desk.store, room, { id, author, text, after: null }, desk.clock.now);
}

function index(desk: TestDesk, most = 100): void {
  while (desk.store.transaction(() => indexChanged(desk.store, most)));
}

function find(desk: TestDesk, query: string, more: Partial<DeskSearch> = {}) {
  index(desk);
  const { texts } = parseQuery(query, { now: desk.clock.now, offset: 0 });
  return findConversations(desk.store, { texts, visitors: [], after: null, limit: 20, ...more });
}

const rooms = (desk: TestDesk, query: string, more: Partial<DeskSearch> = {}): RoomId[] =>
  find(desk, query, more).found.map((each) => each.conversation.room);

/** Words of the FTS5 table, whatever the rows say. */
const words = (desk: TestDesk): string[] => {
  desk.store.run(
    "CREATE VIRTUAL TABLE IF NOT EXISTS temp.vocabulary USING fts5vocab (main, searched_terms, row)",
  );
  return desk.store.all<{ term: string }>("SELECT term FROM vocabulary").map(({ term }) => term);
};

describe("what the desk alone knows", () => {
  test.each([
    ["Jean-Luc O'Neil (ops)", "o'neil ops"],
    ["Jean-Luc O'Neil (ops)", "jean"],
    ["王小明", "小明"],
    ["محمد الأمين", "محمد"],
    ["สมชาย ใจดี", "สมชาย"],
    ["Jörg Müller", "jorg muller"],
    ["<b>Mira</b>", "mira"],
  ])("DESK-20: the visitor %j is found by %j", (name, query) => {
    const desk = testDesk();
    const room = conversation(desk, name);
    conversation(desk, "Somebody else");
    expect(rooms(desk, query)).toEqual([room]);
  });

  test.each([
    ["die Rückerstattungen prüfen", "rückerstattung"],
    ["客户要求退款", "退款"],
    ["ลูกค้าขอเงินคืน", "เงินคืน"],
    ["طلب العميل استرداد المبلغ", "استرداد"],
    ["asks for refunds", "refund"],
  ])("DESK-20: a note %j is found by %j, and a tag too", (text, query) => {
    const desk = testDesk();
    const noted = conversation(desk, "A", { notes: [text, "something else"] });
    const tagged = conversation(desk, "B", { tags: [text.slice(0, 40)] });
    const { found } = find(desk, query);
    expect(found.map((each) => each.conversation.room)).toEqual([tagged, noted]);
    expect(found.map(({ notes }) => notes.map((each) => each.text))).toEqual([[], [text]]);
  });

  test("DESK-20: all words have to be in one text, a word with a minus in none of it, and words alone find nothing by exclusion", () => {
    const desk = testDesk();
    const both = conversation(desk, "A", { notes: ["charger broken"] });
    conversation(desk, "B", { notes: ["charger", "broken"] });
    expect(rooms(desk, "charger broken")).toEqual([both]);
    expect(rooms(desk, "charger -broken")).toHaveLength(1);
    expect(rooms(desk, "-broken")).toEqual([]);
    expect(rooms(desk, `"broken charger"`)).toEqual([]);
    expect(rooms(desk, `" OR words MATCH ; --`)).toEqual([]);
  });

  test("DESK-20: pages follow each other, newest conversations first, also of one moment", () => {
    const desk = testDesk();
    const all = Array.from({ length: 7 }, () => {
      const first = news(desk, undefined, { visitor: { id: linus, name: "Mira" } });
      desk.hears(first);
      return first.room;
    });
    const seen: RoomId[] = [];
    let after: DeskSearch["after"] = null;
    for (let page = 0; page < 4; page++) {
      const { found, more } = find(desk, "mira", { after, limit: 2 });
      seen.push(...found.map((each) => each.conversation.room));
      expect(more).toBe(page < 3);
      const last = found.at(-1)?.conversation;
      after = last === undefined ? null : { createdAt: last.createdAt, room: last.room };
    }
    expect(seen).toEqual(all.toSorted().reverse());
  });

  test("DESK-20: a visitor who is found by the address has all conversations found", () => {
    const desk = testDesk();
    const room = conversation(desk, "A");
    desk.hears(news(desk, undefined, { visitor: { id: grace, name: "B" } }));
    expect(rooms(desk, "mira@okafor.example", { visitors: [linus] })).toEqual([room]);
    expect(rooms(desk, "!", { visitors: [linus] })).toEqual([room]);
  });

  test("DESK-21: what was changed or deleted is not found any more, and its words leave the index", () => {
    const desk = testDesk();
    const room = conversation(desk, "Mira", { tags: ["zebra"], notes: ["giraffe"] });
    expect(rooms(desk, "zebra")).toEqual([room]);
    changeConversation(desk.store, room, { tags: [] }, desk.clock.now);
    deleteNote(desk.store, room, "0", ada);
    expect([rooms(desk, "zebra"), rooms(desk, "giraffe")]).toEqual([[], []]);
    expect(words(desk)).not.toContain("giraffe");
    forgetConversation(desk.store, room);
    expect(rooms(desk, "mira")).toEqual([]);
    expect(words(desk)).toEqual([]);
  });

  test("DESK-21: a desk from before the index catches up in steps, and steps may be repeated", () => {
    const desk = testDesk();
    for (let i = 0; i < 9; i++) conversation(desk, `Mira ${i}`);
    expect(indexChanged(desk.store, 2)).toBe(true);
    expect(
      findConversations(desk.store, {
        texts: parseQuery("mira", { now: 0, offset: 0 }).texts,
        visitors: [],
        after: null,
        limit: 20,
      }).found,
    ).toHaveLength(2);
    index(desk, 2);
    expect(rooms(desk, "mira")).toHaveLength(9);
    expect(desk.store.first("SELECT count(*) AS n FROM searched_texts")).toEqual({ n: 9 });
  });
});
