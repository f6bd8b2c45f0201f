import { describe, expect, test } from "vitest";
import { dropDeletedWords, hasDeletedWords } from "../../server/search/index/deleted-words.ts";
import { deleteDropped, hasDroppedRooms, take } from "../../server/search/index/write.ts";
import { ada, organization } from "../support/people.ts";
import { NOW, testMessages } from "./test-messages.ts";

describe("telling", () => {
  const news = (room: ReturnType<ReturnType<typeof testMessages>["room"]>) => ({
    organization,
    room: room.id,
    epoch: "1",
  });

  test("SEARCH-7 what is told twice or does not continue changes nothing", () => {
    const index = testMessages();
    const garden = index.room([ada]);
    garden.says(ada, "tea");
    const message = {
      seq: 9,
      at: NOW,
      author: ada,
      version: 1,
      text: "milk",
      files: [],
      thread: null,
      libraries: [],
    };
    const late = {
      type: "changes" as const,
      ...news(garden),
      since: 0,
      head: 9,
      messages: [message],
      removed: [1],
      about: null,
    };
    expect(take(index.store, late)).toMatchObject({ head: 1 });
    expect(take(index.store, { ...late, epoch: "2", since: 1 })).toMatchObject({ epoch: "1", head: 1 });
    expect(take(index.store, { ...late, since: 1 })).toMatchObject({ head: 9 });
    expect(take(index.store, { ...late, since: 1 })).toMatchObject({ head: 9 });
    expect(index.finds(ada, "milk")).toEqual(["room1:9"]);
    expect(index.finds(ada, "tea")).toEqual([]);
  });

  test("SEARCH-7 an edited message is found by its new words only, and a deleted one not at all", () => {
    const index = testMessages();
    const garden = index.room([ada]);
    const seq = garden.says(ada, "tea");
    garden.edits(seq, ada, "coffee");
    expect(index.finds(ada, "tea")).toEqual([]);
    expect(index.search(ada, "coffee").hits).toMatchObject([{ seq, version: 2 }]);
    garden.deletes(seq);
    expect(index.search(ada, "coffee")).toEqual({ hits: [], more: false, total: 0 });
  });

  test("SEARCH-8 older messages of a room are added behind the newest, and repeated ones change nothing", () => {
    const index = testMessages();
    const garden = index.room([ada]);
    // As if the room had five messages before the index knew it.
    index.store.run("UPDATE rooms SET head = 5, oldest = 6");
    const old = (seq: number) => ({
      seq,
      at: NOW - 10_000 + seq,
      author: ada,
      version: 1,
      text: `tea ${seq}`,
      files: [],
      thread: null,
      libraries: [],
    });
    const older = {
      type: "older" as const,
      ...news(garden),
      before: 6,
      from: 4,
      messages: [old(5), old(4)],
      removed: [],
    };
    expect(take(index.store, older)).toMatchObject({ head: 5, oldest: 4 });
    expect(take(index.store, older)).toMatchObject({ head: 5, oldest: 4 });
    expect(
      take(index.store, { ...older, before: 4, from: 1, messages: [old(3), old(2), old(1)] }),
    ).toMatchObject({ oldest: 1 });
    expect(index.finds(ada, "tea")).toEqual(["room1:5", "room1:4", "room1:3", "room1:2", "room1:1"]);
  });

  test("SEARCH-9 of a room that begins anew nothing from before is found, and its rows are deleted in steps", () => {
    const index = testMessages();
    const garden = index.room([ada]);
    for (let i = 0; i < 10; i++) garden.says(ada, `tea ${i}`);
    garden.restores();
    expect(index.search(ada, "tea").total).toBe(0);
    garden.says(ada, "tea again");
    expect(index.finds(ada, "tea")).toEqual(["room1:1"]);
    let steps = 0;
    while (hasDroppedRooms(index.store)) {
      deleteDropped(index.store, 4);
      steps++;
    }
    expect(steps).toBe(3);
    expect(index.store.first("SELECT count(*) AS count FROM messages")).toEqual({ count: 1 });
    expect(index.finds(ada, "tea")).toEqual(["room1:1"]);
  });

  test("SEARCH-10 a deleted word is soon nowhere in the index", () => {
    const index = testMessages();
    const garden = index.room([ada]);
    for (let i = 0; i < 300; i++) garden.says(ada, `filler number ${i}`);
    const seq = garden.says(ada, "zanzibar");
    const blocks = () =>
      index.store
        .all<{ block: ArrayBuffer }>("SELECT block FROM message_terms_data")
        .some(({ block }) => Buffer.from(block).includes("zanzibar"));
    expect(blocks()).toBe(true);
    garden.deletes(seq);
    for (let i = 0; i < 100 && hasDeletedWords(index.store); i++) dropDeletedWords(index.store);
    expect(hasDeletedWords(index.store)).toBe(false);
    expect(blocks()).toBe(false);
    expect(index.search(ada, "filler").total).toBe(101);
  });
});
