import { describe, expect, test } from "vitest";
import { changeBetween, moveCaret, moveRanges } from "../../client/sdk/drafts/edit-text.ts";

describe("DRAFT-2: what a person did to a text", () => {
  test.each([
    ["", "a", 1, { at: 0, removed: 0, inserted: "a" }],
    ["abc", "abXc", 3, { at: 2, removed: 0, inserted: "X" }],
    ["aaa", "aaaa", 1, { at: 0, removed: 0, inserted: "a" }],
    ["aaa", "aa", 1, { at: 1, removed: 1, inserted: "" }],
    ["[1][2]", "[2]", 0, { at: 0, removed: 3, inserted: "" }],
    ["hello world", "hello there", 11, { at: 6, removed: 5, inserted: "there" }],
    ["a🌿b", "a🌱b", 3, { at: 1, removed: 2, inserted: "🌱" }],
  ])("%j to %j with the caret at %i", (before, after, caret, expected) => {
    const change = changeBetween(before, after, caret);
    expect(change).toEqual(expected);
  });

  test("any change makes the text that was wanted, and cuts no character in two", () => {
    const letters = ["a", "b", "🌿", "🌱", "é", "\n"];
    const pick = () => letters[Math.floor(Math.random() * letters.length)] ?? "";
    const word = () => Array.from({ length: Math.floor(Math.random() * 8) }, pick).join("");
    for (let i = 0; i < 5_000; i++) {
      const [before, after] = [word(), word()];
      const change = changeBetween(before, after, Math.floor(Math.random() * (after.length + 1)));
      if (change === null) continue;
      const { at, removed, inserted } = change;
      const made = before.slice(0, at) + inserted + before.slice(at + removed);
      expect(made).toBe(after);
      expect(before.slice(0, at).isWellFormed() && inserted.isWellFormed()).toBe(true);
    }
  });

  test("a caret stays where it was in the text", () => {
    expect(moveCaret(3, { at: 5, removed: 2, inserted: "xyz" })).toBe(3);
    expect(moveCaret(8, { at: 5, removed: 2, inserted: "xyz" })).toBe(9);
    expect(moveCaret(6, { at: 5, removed: 4, inserted: "" })).toBe(5);
  });
});

test("MENTION-9: a range moves with the text before it, and is gone when its own text is changed", () => {
  const range = { start: 5, length: 4 };
  const moved = (at: number, removed: number, inserted: string) =>
    moveRanges([range], { at, removed, inserted });
  expect(moved(0, 0, "ab")).toEqual([{ start: 7, length: 4 }]);
  expect(moved(5, 0, "ab")).toEqual([{ start: 7, length: 4 }]);
  expect(moved(0, 5, "")).toEqual([{ start: 0, length: 4 }]);
  expect(moved(9, 3, "ab")).toEqual([range]);
  expect(moved(6, 0, "x")).toEqual([]);
  expect(moved(8, 1, "")).toEqual([]);
  expect(moved(4, 2, "")).toEqual([]);
  expect(moved(0, 20, "@Sam")).toEqual([]);
});
