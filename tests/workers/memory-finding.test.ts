import { env } from "cloudflare:workers";
import { describe, expect, it } from "vitest";
import { keepMemory } from "../../server/memory/keep-memory.ts";
import { findMemories } from "../../server/memory/find-memories.ts";
import { askedWords } from "../../server/memory/fact-terms.ts";
import { type MemoryPlace, ofOrganization, ofPerson, ofRoom } from "../../server/memory/place.ts";
import { noteUse } from "../../server/memory/note-use.ts";
import { newId } from "../../server/directory/random-ids.ts";
import { sweep } from "../../server/sweep.ts";
import { MAX_MEMORIES, MAX_MEMORY_HITS, REMEMBERED_FOR } from "../../shared/limits.ts";
import { memoryPaths, type MemoryList } from "../../shared/memory.ts";
import { everyones, keep, mine, remembered } from "./support/memory.ts";
import { team } from "./support/person.ts";

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
