import { expect, test } from "vitest";
import { mentionedIn } from "../../../client/app/room/composer/mentioned-in.ts";
import { mentionQueryAt } from "../../../client/app/room/composer/mention-query.ts";
import { makeId, type UserId } from "../../../shared/ids.ts";
import type { Member } from "../../../shared/protocol/events.ts";

const user = (): UserId => makeId("user", (bytes) => crypto.getRandomValues(bytes));
const member = (name: string): Member => ({ user: user(), name, role: "member" });

test("everyone whose name stands after an @ is mentioned, once", () => {
  const [ada, grace] = [member("Ada Lovelace"), member("Grace")];
  expect(mentionedIn("@Ada Lovelace, @Grace and @Ada Lovelace", [ada, grace])).toEqual([
    ada.user,
    grace.user,
  ]);
});

test("of two with one name the one who was picked is meant, and both when nobody was", () => {
  const [one, other] = [member("Sam"), member("Sam")];
  expect(mentionedIn("@Sam", [one, other], new Map([["Sam", other.user]]))).toEqual([other.user]);
  expect(mentionedIn("@Sam", [one, other])).toEqual([one.user, other.user]);
});

const STRANGE_NAMES = [
  "Jean-Luc O'Neil (ops)",
  "a-b",
  "[x]",
  "C++",
  "A.*|B?",
  "^{1}$\\/",
  '#1 & ~co, <b>=%!"`',
  "王小明",
  "さくら-花",
  "نور الهدى",
  "น้ำฝน",
  "हिन्दी",
  "🦊 Fox",
];

test.for(STRANGE_NAMES)("a member named %s is mentioned, and an @ before anything else is text", (name) => {
  const members = STRANGE_NAMES.map(member);
  const [named] = members.filter((each) => each.name === name);
  expect(mentionedIn(`Look, @${name}, at home @ 5`, members)).toEqual([named?.user]);
  expect(mentionedIn("mail@example.org @ 5 @nobody", [member(name)])).toEqual([]);
});

test("a name may have any character of a keyboard in it", () => {
  const keyboard = Array.from({ length: 0x7f - 0x20 }, (_, at) => String.fromCharCode(0x20 + at));
  const members = keyboard.map((key) => member(`a${key}z`));
  for (const { name, user } of members) expect(mentionedIn(`hello @${name}`, members)).toEqual([user]);
});

test("a name that goes on with a vowel sign or an accent is another name", () => {
  expect(mentionedIn("@สมุทร", [member("สม")])).toEqual([]);
  expect(mentionedIn("@Ada\u0301", [member("Ada")])).toEqual([]);
});

test("what is being written after an @ is a query up to the caret, over at most two words", () => {
  expect(mentionQueryAt("ask @gra", 8)).toEqual({ start: 4, text: "gra" });
  expect(mentionQueryAt("@", 1)).toEqual({ start: 0, text: "" });
  expect(mentionQueryAt("@Grace Hop later", 10)).toEqual({ start: 0, text: "Grace Hop" });
  expect(mentionQueryAt("@Grace Hopper is here", 21)).toBeNull();
  expect(mentionQueryAt("mail@example", 12)).toBeNull();
});
