import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deleteDropped, hasDroppedRooms } from "../../server/search/index/write.ts";
import { parseQuery } from "../../server/search/query/parse-query.ts";
import { ALL_LANGUAGES, conditionsOf } from "../../server/search/query/query-terms.ts";
import { markedText } from "../../server/search/search-messages.ts";
import { makeId, type LibraryId, type UserId } from "../../shared/ids.ts";
import { ada, grace, linus } from "../support/people.ts";
import { NOW, testMessages } from "./test-messages.ts";

describe("words", () => {
  test("SEARCH-1 a message has all words of the query, each in any of its forms, newest first", () => {
    const index = testMessages();
    const garden = index.room([ada]);
    garden.says(ada, "We deployed the new release");
    garden.says(ada, "The release waits");
    garden.says(ada, "Deploying a release takes a minute");
    expect(index.finds(ada, "deploy releases")).toEqual(["room1:3", "room1:1"]);
    expect(index.finds(ada, "release minute")).toEqual(["room1:3"]);
    expect(index.finds(ada, "release nowhere")).toEqual([]);
  });

  test.each([
    ["Chinese", "我们今天部署新版本", "部署", "今天的"],
    ["Chinese, one character", "我们今天部署新版本", "署", "很"],
    ["Chinese, the last character", "我们今天部署新版本", "本", "很"],
    ["Japanese", "東京タワーで会いましょう", "東京タワー", "京東"],
    ["Korean", "서울에서 만나요", "서울", "부산"],
    ["Thai", "วันนี้เราจะประชุมที่กรุงเทพ", "ประชุม", "เชียงใหม่"],
    ["Arabic without vowel points", "الاجتماع في القاهرة غدًا", "القاهره", "دمشق"],
    ["Turkish, dotted capital", "İstanbul'da buluşalım", "istanbul", "ankara"],
    ["Turkish, without accents", "Işıklar açık kaldı", "isiklar", "kapali"],
    ["German, another spelling", "Die Grüße kommen später", "gruesse", "abschied"],
    ["camel case", "see computeOrderTotal for details", "order total", "order sum"],
    ["snake case", "the flag is max_retry_count", "max_retry_count", "min_retry_count"],
    ["a version", "Node.js 24.1 is out", "node.js 24.1", "24.2"],
    ["signs", "written in C++", "c++", "c#"],
    ["a beginning", "The deployment is done", "deplo", "eploy"],
  ])("SEARCH-1 %s", (_, text, found, missed) => {
    const index = testMessages();
    const garden = index.room([ada]);
    garden.says(ada, text);
    expect(index.finds(ada, found)).toEqual(["room1:1"]);
    expect(index.finds(ada, missed)).toEqual([]);
    // Of what is found, something is highlighted.
    const conditions = parseQuery(found, { now: NOW, offset: 0 }).texts.flatMap((each) =>
      conditionsOf(each, ALL_LANGUAGES),
    );
    expect(markedText(text, conditions).marks.length).toBeGreaterThan(0);
  });

  test("SEARCH-2 a phrase is these words next to each other, as they are written", () => {
    const index = testMessages();
    const garden = index.room([ada]);
    garden.says(ada, "An index on entries is slow");
    garden.says(ada, "Entries on the index");
    garden.says(ada, "Indexes on entries");
    expect(index.finds(ada, '"index on entries"')).toEqual(["room1:1"]);
    expect(index.finds(ada, "“index on entries")).toEqual(["room1:1"]);
    expect(index.finds(ada, 'entries "on the"')).toEqual(["room1:2"]);
  });

  test("SEARCH-2 an excluded word or phrase is in no message that is found", () => {
    const index = testMessages();
    const garden = index.room([ada]);
    garden.says(ada, "tea with milk");
    garden.says(ada, "tea with lemon");
    garden.says(ada, "tea");
    expect(index.finds(ada, "tea -milk")).toEqual(["room1:3", "room1:2"]);
    expect(index.finds(ada, 'tea -"with lemon"')).toEqual(["room1:3", "room1:1"]);
    expect(index.finds(ada, "-tea")).toEqual([]);
    expect(index.finds(ada, "-milk")).toEqual(["room1:3", "room1:2"]);
  });

  const syntax = [
    "\ue100any",
    "\ue100r2",
    "x\ue100r2",
    '"',
    "NEAR(a b)",
    "a*",
    "^a",
    "words:tea",
    "{words written}: tea",
    "marks:any",
    "a AND",
    "OR",
    "NOT",
    "-",
    "--",
    "()",
    "a + b",
    "🎉",
    "a\u0000b",
    "'; DROP TABLE messages",
    "tea OR",
    "\ud800",
    'c++"',
    "﷽",
    "x".repeat(10_000),
    "a ".repeat(5_000),
    '"'.repeat(999),
    "東".repeat(10_000),
    "ไทย".repeat(3_000),
    "from:",
    "-from:x",
    "before:0000-00-00",
  ];
  test.each(syntax)("SEARCH-3 %j is words, never syntax", (query) => {
    const index = testMessages();
    const garden = index.room([ada]);
    const other = index.room([grace]);
    garden.says(ada, "tea or coffee");
    other.says(grace, `tea ${query.slice(0, 50)}`);
    for (const found of index.finds(ada, query)) expect(found).toBe("room1:1");
    expect(index.finds(linus, query)).toEqual([]);
  });

  test("SEARCH-3 no query throws, and none finds a message of another room", () => {
    const index = testMessages();
    const garden = index.room([ada]);
    const other = index.room([grace]);
    garden.says(ada, "tea any r1 u1 file");
    other.says(grace, "tea any r2 u2 link https://example.org");
    const piece = fc.oneof(
      fc.string({ unit: "binary", maxLength: 12 }),
      fc.constantFrom(
        "\ue100r2",
        "\ue100any",
        "tea",
        "any",
        "r2",
        "u2",
        '"',
        "NEAR",
        "*",
        ":",
        "-",
        "marks",
        "{",
        "}",
        "AND ",
        " OR ",
        "NOT ",
      ),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        for (const found of index.finds(ada, pieces.join(""))) expect(found).toBe("room1:1");
      }),
      { numRuns: 400 },
    );
  });
});

describe("rights", () => {
  test("SEARCH-5 only rooms of which the person is a member now, in the hits and in the count", () => {
    const index = testMessages();
    const garden = index.room([ada, grace]);
    const cellar = index.room([ada]);
    garden.says(ada, "the tea is ready");
    cellar.says(ada, "the tea is hidden");
    expect(index.search(grace, "tea")).toMatchObject({ total: 1, more: false });
    expect(index.finds(grace, "tea")).toEqual(["room1:1"]);
    expect(index.finds(ada, "tea")).toEqual(["room2:1", "room1:1"]);
    garden.members([ada]);
    expect(index.search(grace, "tea")).toEqual({ hits: [], more: false, total: 0 });
    garden.members([ada, grace, linus]);
    expect(index.finds(linus, "tea")).toEqual(["room1:1"]);
  });

  test("SEARCH-5 the same for somebody in more rooms than an expression names", () => {
    const index = testMessages();
    for (let i = 0; i < 80; i++) index.room([ada, grace]).says(ada, `tea number ${i}`);
    index.room([ada]).says(ada, "tea of ada");
    expect(index.search(grace, "tea", { limit: 100 }).total).toBe(80);
    expect(index.search(ada, "tea", { limit: 100 }).total).toBe(81);
    expect(index.search(linus, "tea").total).toBe(0);
  });

  test("SEARCH-6 an answer based on a library is not found by whoever may not read the library", () => {
    const library: LibraryId = makeId("lib", (bytes) => bytes);
    const index = testMessages();
    const garden = index.room([ada, grace]);
    garden.says(ada, "salaries are secret", { libraries: [library] });
    garden.says(ada, "salaries of a damaged row", { libraries: null });
    garden.says(ada, "salaries are a topic");
    expect(index.search(ada, "salaries").total).toBe(3);
    expect(index.search(grace, "salaries", { unreadable: [library] }).total).toBe(1);
    expect(index.finds(grace, "salaries", { unreadable: [library] })).toEqual(["room1:3"]);
  });

  test("SEARCH-5 property: whatever happens, a person finds exactly the words of their rooms", () => {
    const people = [ada, grace, linus];
    const words = ["tea", "milk", "lemon", "sugar"];
    const step = fc.oneof(
      fc.record({ does: fc.constant("says" as const), room: fc.nat(3), word: fc.constantFrom(...words) }),
      fc.record({ does: fc.constant("deletes" as const), room: fc.nat(3), nth: fc.nat(5) }),
      fc.record({
        does: fc.constant("edits" as const),
        room: fc.nat(3),
        nth: fc.nat(5),
        word: fc.constantFrom(...words),
      }),
      fc.record({ does: fc.constant("members" as const), room: fc.nat(3), who: fc.subarray(people) }),
      fc.record({ does: fc.constant("restores" as const), room: fc.nat(3) }),
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const index = testMessages();
        const rooms = [0, 1, 2, 3].map(() => ({
          index: index.room([ada]),
          members: [ada] as UserId[],
          said: new Map<number, string>(),
        }));
        for (const each of steps) {
          const room = rooms[each.room];
          if (room === undefined) continue;
          const nth = "nth" in each ? [...room.said.keys()][each.nth] : undefined;
          if (each.does === "says") room.said.set(room.index.says(ada, each.word), each.word);
          else if (each.does === "members") room.index.members((room.members = each.who));
          else if (each.does === "restores") {
            room.index.restores();
            room.said.clear();
          } else if (nth !== undefined && each.does === "deletes") {
            room.index.deletes(nth);
            room.said.delete(nth);
          } else if (nth !== undefined && each.does === "edits") {
            room.index.edits(nth, ada, each.word);
            room.said.set(nth, each.word);
          }
        }
        if (hasDroppedRooms(index.store)) deleteDropped(index.store, 3);
        for (const person of people)
          for (const word of words) {
            const expected = rooms.flatMap(({ members, said }, i) =>
              members.includes(person)
                ? [...said].filter(([, text]) => text === word).map(([seq]) => `room${i + 1}:${seq}`)
                : [],
            );
            const found = index.finds(person, word, { limit: 100 });
            expect(found.toSorted()).toEqual(expected.toSorted());
            expect(index.search(person, word).total).toBe(expected.length);
          }
      }),
      { numRuns: 60 },
    );
  });
});

describe("filters", () => {
  test("SEARCH-4 from, in, with, has and dates narrow what is found", () => {
    const index = testMessages();
    const garden = index.room([ada, grace], { name: "Garden" });
    const cellar = index.room([ada, linus], { name: "Cellar" });
    garden.says(ada, "tea", { at: Date.UTC(2026, 9, 30, 8) });
    garden.says(grace, "tea with https://example.org", { at: Date.UTC(2026, 9, 31, 8) });
    cellar.says(linus, "tea", { at: Date.UTC(2026, 10, 1, 8), files: ["Reise-Plan.pdf"] });
    const { texts, has, since, until } = parseQuery("tea", { now: NOW, offset: 0 });
    const plain = { texts, has, since, until, from: [], in: [], with: [] };
    const finds = (more: object) => index.finds(ada, "", { searched: { ...plain, ...more } });
    expect(finds({ from: [{ users: [grace], excluded: false }] })).toEqual(["room1:2"]);
    expect(finds({ from: [{ users: [grace], excluded: true }] })).toEqual(["room2:1", "room1:1"]);
    expect(finds({ in: [{ rooms: [{ name: "#garden" }], excluded: false }] })).toEqual([
      "room1:2",
      "room1:1",
    ]);
    expect(finds({ in: [{ rooms: [{ id: garden.id }], excluded: true }] })).toEqual(["room2:1"]);
    expect(finds({ with: [linus] })).toEqual(["room2:1"]);
    expect(index.finds(ada, "tea has:file")).toEqual(["room2:1"]);
    expect(index.finds(ada, "tea has:link")).toEqual(["room1:2"]);
    expect(index.finds(ada, "tea -has:file -has:link")).toEqual(["room1:1"]);
    expect(index.finds(ada, "reise plan")).toEqual(["room2:1"]);
    expect(index.finds(ada, "tea before:2026-10-31")).toEqual(["room1:1"]);
    expect(index.finds(ada, "tea after:2026-10-30 before:today")).toEqual(["room1:2"]);
    expect(index.finds(ada, "after:yesterday")).toEqual(["room2:1"]);
    expect(index.finds(ada, "has:link")).toEqual(["room1:2"]);
    expect(index.finds(ada, "")).toEqual([]);
  });

  test("SEARCH-4 a filter that means nothing is named", () => {
    const parsed = parseQuery('tea has:cow before:someday after:2026-13 -with:ada from:"Ada Lovelace"', {
      now: NOW,
      offset: 0,
    });
    expect(parsed.unknown).toEqual(["has:cow", "before:someday", "after:2026-13", "-with:ada"]);
    expect(parsed.names).toEqual([{ filter: "from", name: "Ada Lovelace", excluded: false }]);
    expect(parsed.texts.map(({ text }) => text)).toEqual(["tea"]);
  });

  test("SEARCH-4 a day is a day of the person's clock", () => {
    const clock = { now: NOW, offset: 180 };
    expect(parseQuery("before:2026-11-01", clock).until).toBe(Date.UTC(2026, 9, 31, 21));
    expect(parseQuery("after:2026-11-01", clock).since).toBe(Date.UTC(2026, 10, 1, 21));
    expect(parseQuery("after:today", clock).since).toBe(Date.UTC(2026, 10, 1, 21));
  });
});

describe("pages", () => {
  test("SEARCH-11 pages do not overlap and leave nothing out while messages arrive and go", () => {
    const index = testMessages();
    const garden = index.room([ada]);
    const seqs = Array.from({ length: 50 }, (_, i) => garden.says(ada, `tea ${i}`));
    const seen: number[] = [];
    let after: number | null = null;
    for (;;) {
      const page = index.search(ada, "tea", { after, limit: 7, count: false });
      seen.push(...page.hits.map(({ seq }) => seq));
      after = page.hits.at(-1)?.key ?? null;
      if (!page.more) break;
      garden.says(ada, "tea that is new");
    }
    expect(seen).toEqual(seqs.toReversed());
    const oldest = index.search(ada, "tea", { order: "oldest", limit: 3 });
    expect(oldest.hits.map(({ seq }) => seq)).toEqual(seqs.slice(0, 3));
  });

  test("SEARCH-11 messages of one millisecond are apart", () => {
    const index = testMessages();
    const garden = index.room([ada]);
    for (let i = 0; i < 30; i++) garden.says(ada, "tea", { at: NOW });
    const first = index.search(ada, "tea", { limit: 20 });
    const second = index.search(ada, "tea", { after: first.hits.at(-1)?.key ?? null, limit: 20 });
    expect(new Set([...first.hits, ...second.hits].map(({ seq }) => seq)).size).toBe(30);
  });
});

test("SEARCH-12 a hit shows the part with the found words, without markup, and says where they are", () => {
  const clock = { now: NOW, offset: 0 };
  const marked = (text: string, query: string) => {
    const shown = markedText(
      text,
      parseQuery(query, clock).texts.flatMap((each) => conditionsOf(each, ALL_LANGUAGES)),
    );
    return { ...shown, words: shown.marks.map(([from, to]) => shown.text.slice(from, to)) };
  };
  expect(marked("Run `CREATE INDEX` on **entries**", "index entry")).toMatchObject({
    text: "Run CREATE INDEX on entries",
    words: ["INDEX", "entries"],
  });
  expect(marked("an index on entries, on time", '"index on entries"').words).toEqual(["index on entries"]);
  expect(marked("今天部署新版本", "部署").words).toEqual(["部署"]);
  expect(marked("東京タワーと東京駅", "東京駅").words).toEqual(["東京駅"]);
  const long = `${"filler ".repeat(200)}needle ${"filler ".repeat(200)}`;
  const shown = marked(long, "needle");
  expect(shown.words).toEqual(["needle"]);
  expect(shown.cut).toEqual({ before: true, after: true });
  expect(shown.text.length).toBeLessThan(350);
});
