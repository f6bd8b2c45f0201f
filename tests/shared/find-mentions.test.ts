import { startCpuTime } from "../support/cpu-time.ts";
import { describe, expect, test } from "vitest";
import { findMentions } from "../../shared/mentions/find-mentions.ts";
import { endOf, type Mentionable, usersOf } from "../../shared/mentions/mention-range.ts";
import { makeId, type UserId } from "../../shared/ids.ts";
import { cleanName } from "../../shared/text.ts";
import { HOSTILE_NAMES, UNCLEAN_NAMES } from "../support/hostile-names.ts";

const user = (): UserId => makeId("user", (bytes) => crypto.getRandomValues(bytes));
const member = (name: string): Mentionable => ({ user: user(), name });

/** The texts that are found as mentions of these names. */
const found = (text: string, ...names: string[]): string[] =>
  findMentions(text, names.map(member)).map((range) => text.slice(range.start, endOf(range)));

describe("MENTION-1: a name after an @", () => {
  test("is found at the beginning, after a blank and after punctuation", () => {
    expect(found("@Ada, (@Grace) …@Ada", "Ada", "Grace")).toEqual(["@Ada", "@Grace", "@Ada"]);
    expect(found("(@Ada:) .@Ada! /@Ada's @Ada.", "Ada")).toEqual(["@Ada", "@Ada", "@Ada", "@Ada"]);
  });

  test("is found in any case, composed or not, with any blank and the full-width sign", () => {
    expect(found("@ada @ADA @aDa", "Ada")).toEqual(["@ada", "@ADA", "@aDa"]);
    expect(found("@jose\u0301 nu\u0301n\u0303ez!", "José Núñez")).toEqual(["@jose\u0301 nu\u0301n\u0303ez"]);
    expect(found("@ada\u00a0lovelace", "Ada Lovelace")).toEqual(["@ada\u00a0lovelace"]);
    expect(found("＠小明", "小明")).toEqual(["＠小明"]);
    expect(found("@ibrahim ışık und @ΣΊΣΥΦΟΣ", "İbrahim Işık", "Σίσυφος")).toEqual([
      "@ibrahim ışık",
      "@ΣΊΣΥΦΟΣ",
    ]);
  });

  test("needs no blank in scripts that are written without", () => {
    expect(found("请问@Parley在吗", "Parley")).toEqual(["@Parley"]);
    expect(found("@小明你看", "小明")).toEqual(["@小明"]);
    expect(found("@小明2点开会", "小明")).toEqual(["@小明"]);
    expect(found("ねえ@さくらさん", "さくら")).toEqual(["@さくら"]);
    expect(found("สวัสดี@Parleyครับ", "Parley")).toEqual(["@Parley"]);
    expect(found("안녕@민수야", "민수")).toEqual(["@민수"]);
    expect(found("و@نور", "نور")).toEqual(["@نور"]);
  });

  test("is no part of a longer word, of a character or of an address", () => {
    expect(found("@Adam @Ada2 @Ada_ @Adaé", "Ada")).toEqual([]);
    expect(found("@สมุทร", "สม")).toEqual([]);
    expect(found("@Ada\u0301", "Ada")).toEqual([]);
    expect(found("@نورا", "نور")).toEqual([]);
    expect(found("@👩‍👧 @👩🏽", "👩")).toEqual([]);
    expect(found("x@Ada mail@Ada.example ада@Ada 5@Ada é@Ada", "Ada")).toEqual([]);
    expect(found("用户@例子.广告", "例子")).toEqual([]);
  });

  test("is the longest that is there", () => {
    expect(found("@Ada Lovelace, @Ada L. and @Ada Lo", "Ada", "Ada L", "Ada Lovelace")).toEqual([
      "@Ada Lovelace",
      "@Ada L",
      "@Ada",
    ]);
  });

  test("MENTION-10: is a handle too", () => {
    const [one, other] = [
      { ...member("Sam"), handle: "sam-2" },
      { ...member("Sam"), handle: "sam-3" },
    ];
    expect(findMentions("hi @sam-3", [one, other])).toEqual([{ start: 3, length: 6, user: other.user }]);
  });

  test("of several members with one name means all, and those who are written exactly like it before others", () => {
    const [one, other, small] = [member("Sam"), member("Sam"), member("sam")];
    expect(usersOf(findMentions("@Sam", [one, other, small]))).toEqual([one.user, other.user]);
    expect(usersOf(findMentions("@sam", [one, other, small]))).toEqual([small.user]);
    expect(usersOf(findMentions("@SAM", [one, other]))).toEqual([one.user, other.user]);
  });
});

describe("MENTION-2: an @ names nobody", () => {
  test.for([
    ["inline code", "see `@Ada` and ``a ` @Ada``"],
    ["inline code over a line", "see `a\n@Ada` here"],
    ["a fence", "```ts\n@Ada\n```"],
    ["a fence that is never closed", "~~~\n@Ada\n```\n\n@Ada"],
    ["a fence in a list", "- x\n  ```\n  @Ada\n  ```"],
    ["a quoted line", "> @Ada said\n > @Ada"],
    ["an address", "https://medium.example/@Ada?a=@Ada www.example.org/@Ada git+ssh://git@Ada/x"],
  ])("in %s", ([, text = ""]) => expect(found(text, "Ada")).toEqual([]));

  test("but it does after them", () => {
    expect(found("`a` @Ada", "Ada")).toEqual(["@Ada"]);
    expect(found("a ` b @Ada", "Ada")).toEqual(["@Ada"]);
    expect(found("\\`@Ada`", "Ada")).toEqual(["@Ada"]);
    expect(found("a `\n\n@Ada `", "Ada")).toEqual(["@Ada"]);
    expect(found("```\nx\n```\n@Ada", "Ada")).toEqual(["@Ada"]);
    expect(found("> quoted\n@Ada", "Ada")).toEqual(["@Ada"]);
    expect(found("见https://a.example/x，@小明 你看", "小明")).toEqual(["@小明"]);
    expect(found("a > b @Ada", "Ada")).toEqual(["@Ada"]);
  });
});

test.for(HOSTILE_NAMES)("MENTION-1: a member named %s is mentioned among all the others", (name) => {
  const members = HOSTILE_NAMES.map(member);
  const named = members.find((each) => each.name === name);
  const text = `Look, @${name}, at home @ 5`;
  expect(findMentions(text, members)).toEqual([{ start: 6, length: name.length + 1, user: named?.user }]);
});

test("a name may have any character of a keyboard in it", () => {
  const keyboard = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at));
  const members = keyboard.map((key) => member(`a${key}z`));
  for (const each of members)
    expect(usersOf(findMentions(`hello @${each.name}`, [each])), each.name).toEqual([each.user]);
});

test.for(HOSTILE_NAMES)("%s stays as it is when it is cleaned", (name) =>
  expect(cleanName(name)).toBe(name.normalize("NFC")),
);

test.for(UNCLEAN_NAMES)("%j is cleaned to %j", ([written, cleaned]) =>
  expect(cleanName(written)).toBe(cleaned),
);

test("MENTION-3: what was picked is kept, and nothing is searched in it", () => {
  const [one, other] = [member("Sam"), member("Sam")];
  const picked = { start: 5, length: 4, user: other.user };
  expect(findMentions("@Sam @Sam `@Sam`", [one], [picked, { ...picked, start: 11 }])).toEqual([
    { start: 0, length: 4, user: one.user },
    picked,
  ]);
});

test("finding is quick in texts and rooms that are made to be slow", () => {
  const members = Array.from({ length: 1_000 }, (_, n) => member(`${"a".repeat(40)}${n}`));
  const slow = [
    "@",
    "`",
    "@a",
    "a.",
    "http://",
    "``` `",
    ">",
    "\u0301",
    "@\u0301",
    `@${"a".repeat(40)} `,
    "👩‍",
  ];
  for (const piece of slow) {
    const text = piece.repeat(Math.floor(16_000 / piece.length));
    const used = startCpuTime();
    findMentions(text, members);
    expect(used(), JSON.stringify(piece)).toBeLessThan(500);
  }
});
