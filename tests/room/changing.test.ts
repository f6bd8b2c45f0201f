import { describe, expect, test } from "vitest";
import { MAX_REACTION_KINDS } from "../../shared/limits.ts";
import { ada, grace, linus } from "../support/people.ts";
import { testRoom } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "admin"],
  ]);

describe("editing", () => {
  test("EDIT-1: is the author's alone", () => {
    const room = newRoom();
    const target = room.says(grace, "mine");
    expect(room.refuses(ada, { type: "edit", target, version: 1, text: "yours" })).toBe("not_found");
    expect(room.refuses(grace, { type: "edit", target: 77, version: 1, text: "none" })).toBe("not_found");
    expect(room.refuses(grace, { type: "edit", target, version: 1, text: "better" })).toBeNull();
    expect(room.fresh(ada).messages[0]).toMatchObject({
      text: "better",
      version: 2,
      editedAt: room.clock.now,
    });
  });

  test("EDIT-2: needs the version it was made from; the same again is done already", () => {
    const room = newRoom();
    const target = room.says(grace, "one");
    const edit = { type: "edit", target, version: 1, text: "two" } as const;
    room.does(grace, edit);
    const head = room.head();
    expect(room.does(grace, edit)).toEqual({ effects: [] });
    expect(room.refuses(grace, { ...edit, text: "three" })).toBe("conflict");
    expect(room.head()).toBe(head);
  });

  test("EDIT-3: keeps what was said before", () => {
    const room = newRoom();
    const target = room.says(grace, "one");
    room.does(grace, { type: "edit", target, version: 1, text: "two" });
    room.does(grace, { type: "edit", target, version: 2, text: "three" });
    expect(room.store.all("SELECT version, text FROM versions ORDER BY version")).toEqual([
      { version: 1, text: "one" },
      { version: 2, text: "two" },
    ]);
  });

  test("EDIT-4: replaces the mentions", () => {
    const room = newRoom();
    const target = room.says(grace, "@ada", { mentions: [ada] });
    room.does(grace, { type: "edit", target, version: 1, text: "@linus", mentions: [linus] });
    expect(room.fresh(ada).messages[0]?.mentions).toEqual([linus]);
    expect(room.store.all("SELECT user FROM mentions")).toEqual([{ user: linus }]);
  });

  test("SEND-4: an edit is held to the same text as a message", () => {
    const room = newRoom();
    const target = room.says(grace, "one");
    expect(room.refuses(grace, { type: "edit", target, version: 1, text: "  " })).toBe("bad_type");
    expect(room.refuses(grace, { type: "edit", target, version: 1, text: "x".repeat(16_001) })).toBe(
      "too_large",
    );
  });
});

describe("deleting", () => {
  test("DELETE-1: by the author, or by someone with the right who stands above them", () => {
    const room = newRoom();
    const [byOwner, byMember, byAdmin] = [room.says(ada, "a"), room.says(grace, "g"), room.says(linus, "l")];
    expect(room.refuses(grace, { type: "delete", target: byAdmin })).toBe("not_found");
    expect(room.refuses(linus, { type: "delete", target: byOwner })).toBe("not_found");
    expect(room.refuses(linus, { type: "delete", target: byMember })).toBeNull();
    expect(room.refuses(ada, { type: "delete", target: byAdmin })).toBeNull();
    expect(room.refuses(ada, { type: "delete", target: 404 })).toBe("not_found");
  });

  test("DELETE-2: leaves the canary in no table", () => {
    const room = newRoom();
    const target = room.says(grace, "canary one", { mentions: [ada] });
    room.says(ada, "look at this", { replyTo: target });
    room.does(grace, { type: "edit", target, version: 1, text: "canary two" });
    room.does(grace, { type: "edit", target, version: 2, text: "canary three", mentions: [linus] });
    room.does(ada, { type: "react", target, emoji: "🐤", on: true });
    room.does(grace, { type: "delete", target });

    const tables = room.store.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
    const everything = tables.map(({ name }) => room.store.all(`SELECT * FROM ${name}`));
    expect(JSON.stringify(everything)).not.toContain("canary");
    expect(room.store.all("SELECT * FROM reactions")).toEqual([]);
    expect(room.store.all("SELECT * FROM mentions WHERE seq = ?", target)).toEqual([]);
    expect(JSON.stringify([room.events(), room.fresh(ada)])).not.toContain("canary");
    expect(room.fresh(ada).messages).toMatchObject([
      { seq: target, author: grace, text: "", deletedAt: room.clock.now },
      { text: "look at this", quote: null },
    ]);
  });

  test("DELETE-3: wins over editing and reacting, and is done once", () => {
    const room = newRoom();
    const target = room.says(grace, "gone");
    room.does(grace, { type: "delete", target });
    const head = room.head();
    expect(room.refuses(grace, { type: "edit", target, version: 1, text: "back" })).toBe("conflict");
    expect(room.refuses(ada, { type: "react", target, emoji: "👍", on: true })).toBe("conflict");
    expect(room.does(grace, { type: "delete", target })).toEqual({ effects: [] });
    expect(room.head()).toBe(head);
  });
});

describe("reacting", () => {
  test("REACT-1: is a set per person and emoji", () => {
    const room = newRoom();
    const target = room.says(grace, "hello");
    const thumbs = (on: boolean) => ({ type: "react", target, emoji: "👍", on }) as const;
    expect(room.does(ada, thumbs(false))).toEqual({ effects: [] });
    room.does(ada, thumbs(true));
    expect(room.does(ada, thumbs(true))).toEqual({ effects: [] });
    room.does(linus, thumbs(true));
    expect(room.fresh(ada).messages[0]?.reactions).toEqual({ "👍": [ada, linus] });
    room.does(ada, thumbs(false));
    expect(room.fresh(ada).messages[0]?.reactions).toEqual({ "👍": [linus] });
  });

  test.each([
    "",
    "a",
    "👍👍",
    "+1",
    "x".repeat(10_000),
    "👨‍👩‍👧‍👦".repeat(50),
    "🏴‍☠️‍☠️‍☠️",
    "\u200d",
    "constructor",
  ])("REACT-2: %j is no emoji", (emoji) => {
    const room = newRoom();
    const target = room.says(grace, "hello");
    expect(room.refuses(ada, { type: "react", target, emoji, on: true })).toBe("bad_type");
  });

  test("REACT-2: a message has at most twenty kinds, and more of the same kinds", () => {
    const room = newRoom();
    const target = room.says(grace, "hello");
    const emojis = Array.from({ length: MAX_REACTION_KINDS + 1 }, (_, i) =>
      String.fromCodePoint(0x1f400 + i),
    );
    const codes = emojis.map((emoji) => room.refuses(ada, { type: "react", target, emoji, on: true }));
    expect(codes.slice(0, -1)).toEqual(Array(MAX_REACTION_KINDS).fill(null));
    expect(codes.at(-1)).toBe("too_many");
    expect(room.refuses(linus, { type: "react", target, emoji: emojis[0] ?? "", on: true })).toBeNull();
  });
});
