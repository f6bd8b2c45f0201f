import { describe, expect, test } from "vitest";
import { emojiQueryAt } from "../../../client/app/room/composer/emoji-query.ts";
import { searchEmoji, withTone } from "../../../client/parts/emoji/emoji.ts";
import { allEmoji } from "../../../client/parts/emoji/emoji-data.ts";
import { isEmoji } from "../../../shared/emoji.ts";

const first = (query: string) => searchEmoji(allEmoji, query, 1)[0]?.text;

describe("WRITE-7: emoji", () => {
  test("are all emoji that rooms accept, in every tone, once each", () => {
    expect(allEmoji.length).toBeGreaterThan(1_800);
    for (const { text, tones } of allEmoji)
      for (const one of [text, ...tones]) expect([one, isEmoji(one)]).toEqual([one, true]);
    expect(new Set(allEmoji.map(({ text }) => text)).size).toBe(allEmoji.length);
  });

  test.each([
    ["thumbs_up", "👍"],
    ["+1", "👍"],
    ["thumbsup", "👍"],
    ["tada", "🎉"],
    ["party popper", "🎉"],
    ["red heart", "❤️"],
    ["rocket", "🚀"],
    ["flag japan", "🇯🇵"],
    ["man technologist", "👨‍💻"],
  ])("are found as %s", (query, emoji) => expect(first(query)).toBe(emoji));

  test("are found by the beginnings of words, and nothing fits nonsense", () => {
    expect(searchEmoji(allEmoji, "thumb", 10).map(({ text }) => text)).toEqual(
      expect.arrayContaining(["👍", "👎"]),
    );
    expect(searchEmoji(allEmoji, "xqzzy", 10)).toEqual([]);
    expect(searchEmoji(allEmoji, "   ", 10)).toEqual([]);
  });

  test("have the chosen tone where there is one", () => {
    const [up] = searchEmoji(allEmoji, "thumbs_up", 1);
    const [rocket] = searchEmoji(allEmoji, "rocket", 1);
    if (up === undefined || rocket === undefined) throw new Error("not found");
    expect([withTone(up, 5), withTone(up, 0), withTone(rocket, 5)]).toEqual(["👍🏿", "👍", "🚀"]);
  });
});

describe("WRITE-7: the name of an emoji", () => {
  const at = (text: string) => emojiQueryAt(text, text.length);
  test.each([":th", "yes :thumb", "(:tada", "line\n:smile", "**:fire", ":grüß", "> :thumb"])(
    "begins in %j",
    (text) => {
      expect(at(text)?.start).toBe(text.lastIndexOf(":"));
    },
  );
  test.each([
    "10:30",
    "http://a",
    "std::vector",
    ":D",
    ":",
    "a:thumb",
    "`:thumb",
    "```\n:thumb",
    ": thumb",
    ":thumb up",
  ])("does not begin in %j", (text) => expect(at(text)).toBeNull());
  test("is whole with a second colon", () => {
    expect(at(":thumbs_up:")).toEqual({ start: 0, text: "thumbs_up", isWhole: true });
    expect(at(":Thumbs_Up")).toMatchObject({ text: "thumbs_up", isWhole: false });
  });
});
