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

test("what is being written after an @ is a query up to the caret, over at most two words", () => {
  expect(mentionQueryAt("ask @gra", 8)).toEqual({ start: 4, text: "gra" });
  expect(mentionQueryAt("@", 1)).toEqual({ start: 0, text: "" });
  expect(mentionQueryAt("@Grace Hop later", 10)).toEqual({ start: 0, text: "Grace Hop" });
  expect(mentionQueryAt("@Grace Hopper is here", 21)).toBeNull();
  expect(mentionQueryAt("mail@example", 12)).toBeNull();
});
