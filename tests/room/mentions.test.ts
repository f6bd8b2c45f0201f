import { describe, expect, test } from "vitest";
import { MAX_MENTIONS } from "../../shared/limits.ts";
import { parseFrame } from "../../shared/protocol/parse.ts";
import type { UserId } from "../../shared/ids.ts";
import { HOSTILE_NAMES } from "../support/hostile-names.ts";
import { ada, bot, grace, linus, mallory, names, newMessageId, newUserId } from "../support/people.ts";
import { aiRoom, running } from "./ai-room.ts";
import { type TestRoom, testRoom } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "member"],
  ]);
const send = (text: string, more: object = {}) =>
  ({ type: "send", id: newMessageId(), text, ...more }) as const;
const last = (room: TestRoom) => room.fresh(grace).messages.at(-1);
const at = (start: number, length: number, user: UserId) => ({ start, length, user });

describe("MENTION-4: a text that comes alone", () => {
  test("mentions every member whom it names, and the room says where", () => {
    const room = newRoom();
    room.does(ada, send("请@grace看 `@Linus` @Mallory"));
    expect(last(room)).toMatchObject({ mentions: [grace], mentionRanges: [at(1, 6, grace)] });
    expect(room.store.all("SELECT user FROM mentions")).toEqual([{ user: grace }]);
  });

  test("with a list of members mentions these, and no others", () => {
    const room = newRoom();
    room.says(ada, "@Grace and @Linus", { mentions: [linus, ada] });
    expect(last(room)).toMatchObject({ mentions: [linus, ada], mentionRanges: [at(11, 6, linus)] });
    room.says(ada, "@Grace", { mentions: [] });
    expect(last(room)?.mentions).toEqual([]);
    expect(last(room)).not.toHaveProperty("mentionRanges");
  });

  test("asks the agent that it names", () => {
    const room = aiRoom();
    room.does(ada, send("请问@parley在吗"));
    expect(running(room)).toBeDefined();
    expect(last(room)?.author).toBe(bot);
  });

  test.for(HOSTILE_NAMES)("mentions a member named %s, and its edit does", (name) => {
    const user = newUserId();
    names[user] = name;
    const room = testRoom([
      [grace, "owner"],
      [user, "member"],
    ]);
    const target = room.says(grace, `hi @${name}`);
    const range = at(3, name.length + 1, user);
    expect(last(room)).toMatchObject({ mentions: [user], mentionRanges: [range] });
    room.does(grace, { type: "edit", target, version: 1, text: `so, @${name}` });
    expect(last(room)).toMatchObject({ mentions: [user], mentionRanges: [{ ...range, start: 4 }] });
  });
});

describe("MENTION-5: ranges that come with a text", () => {
  test("are kept: of two with one name, the one who was picked is mentioned", () => {
    const [one, other] = [newUserId(), newUserId()];
    names[one] = names[other] = "Sam";
    const room = testRoom([
      [grace, "owner"],
      [one, "member"],
      [other, "member"],
    ]);
    const mentionRanges = [at(0, 4, other), at(9, 4, one)];
    const outcome = room.does(grace, send("@Sam and @Sam", { mentionRanges }));
    expect(last(room)).toMatchObject({ mentions: [other, one], mentionRanges });
    const target = "seq" in outcome ? (outcome.seq ?? 0) : 0;
    room.does(grace, {
      type: "edit",
      target,
      version: 1,
      text: "not @Sam",
      mentionRanges: [at(4, 4, other)],
    });
    expect(last(room)).toMatchObject({ mentions: [other], mentionRanges: [at(4, 4, other)] });
    room.does(grace, { type: "edit", target, version: 2, text: "not @Sam", mentionRanges: [] });
    expect(last(room)?.mentions).toEqual([]);
    expect(last(room)).not.toHaveProperty("mentionRanges");
  });

  test("name members only", () => {
    const room = newRoom();
    room.does(ada, send("@Mallory @Grace", { mentionRanges: [at(0, 8, mallory), at(9, 6, grace)] }));
    expect(last(room)).toMatchObject({ mentions: [grace], mentionRanges: [at(9, 6, grace)] });
  });

  test("ask the agent that they name", () => {
    const room = aiRoom();
    room.does(ada, send("@Parley", { mentionRanges: [] }));
    expect(room.attempts.running).toEqual([]);
    room.does(ada, send("@P", { mentionRanges: [at(0, 2, bot)] }));
    expect(running(room)).toBeDefined();
  });

  test.for([
    ["beyond the text", [at(13, 4, grace)]],
    ["without an at sign", [at(0, 5, grace)]],
    ["over another one", [at(6, 6, grace), at(6, 5, linus)]],
    ["twice for one member", [at(6, 6, grace), at(6, 6, grace)]],
    ["through a character", [at(13, 2, grace)]],
  ] as const)("are refused %s, in a message and in an edit", ([, mentionRanges]) => {
    const room = newRoom();
    const text = "hello @Grace @🦊";
    const target = room.says(ada, text);
    const wrong = { mentionRanges: [...mentionRanges] };
    expect(room.refuses(ada, send(text, wrong))).toBe("bad_type");
    expect(room.refuses(ada, { type: "edit", target, version: 1, text, ...wrong })).toBe("bad_type");
    expect(room.head()).toBe(target);
  });

  test("may be equal for two members of one name", () => {
    const room = newRoom();
    const mentionRanges = [at(0, 4, grace), at(0, 4, linus)];
    room.does(ada, send("@Sam", { mentionRanges }));
    expect(last(room)).toMatchObject({ mentions: [grace, linus], mentionRanges });
  });

  test.for([
    [{ start: -1, length: 4, user: ada }],
    [{ start: 0.5, length: 4, user: ada }],
    [{ start: 0, length: 1, user: ada }],
    [{ start: 0, length: 82, user: ada }],
    [{ start: 0, length: 4, user: "Ada" }],
    [{ start: 0, length: 4 }],
    ["@Ada"],
    Array.from({ length: MAX_MENTIONS + 1 }, () => at(0, 4, ada)),
  ])("%j are no ranges", (mentionRanges) => {
    const frame = { ...send("@Ada"), ref: 1, mentionRanges };
    expect(parseFrame(JSON.stringify(frame))).toMatchObject({ ok: false, code: "bad_type" });
  });
});

test("MENTION-6: of a deleted message no range is left, and a released one has its ranges", () => {
  const room = newRoom();
  const target = room.says(ada, "one @Grace");
  room.does(ada, { type: "edit", target, version: 1, text: "two @Linus" });
  room.does(ada, { type: "delete", target });
  expect(last(room)).not.toHaveProperty("mentionRanges");
  expect(JSON.stringify(room.store.all("SELECT * FROM messages"))).not.toContain("length");
  expect(JSON.stringify(room.store.all("SELECT * FROM events"))).not.toContain("length");
  room.does(grace, send("to @Linus", { moderation: { state: "held", categories: [] } }));
  expect(last(room)).toMatchObject({ text: "" });
  room.does(ada, { type: "moderate", target: room.head(), decision: "release" });
  expect(last(room)).toMatchObject({ text: "to @Linus", mentionRanges: [at(3, 6, linus)] });
});
