import { describe, expect, test } from "vitest";
import { eventsForVisitor, welcomeForVisitor } from "../../server/rules/room/visitor-view.ts";
import { versionsOfMessage } from "../../server/rules/room/versions.ts";
import { MAX_PINS } from "../../shared/limits.ts";
import { ada, bot, grace, linus, newMessageId } from "../support/people.ts";
import { type TestRoom, testRoom, viewFromArrival } from "./test-room.ts";

const group = (): TestRoom =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "viewer"],
  ]);
const pins = (room: TestRoom) => room.fresh(grace).pins ?? [];
const pin = (room: TestRoom, target: number, on = true) => room.does(grace, { type: "pin", target, on });

describe("pins", () => {
  test("PIN-1: members pin and unpin, twice is once, and viewers do not", () => {
    const room = group();
    const said = room.says(ada, "The key is under the mat.");
    expect(room.refuses(linus, { type: "pin", target: said, on: true })).toBe("forbidden");
    pin(room, said);
    const head = room.head();
    expect(pin(room, said)).toEqual({ effects: [] });
    expect(pins(room)).toEqual([said]);
    pin(room, said, false);
    expect(pin(room, said, false)).toEqual({ effects: [] });
    expect(room.fresh(grace)).not.toHaveProperty("pins");
    expect(room.head()).toBe(head + 1);
    expect(room.refuses(grace, { type: "pin", target: 999, on: true })).toBe("not_found");
  });

  test("PIN-1: a room has at most 250", () => {
    const room = group();
    const said = Array.from({ length: MAX_PINS + 1 }, (_, n) => room.says(ada, `Note ${n}`));
    for (const seq of said.slice(0, MAX_PINS)) pin(room, seq);
    const [last = 0] = said.slice(-1);
    expect(room.refuses(grace, { type: "pin", target: last, on: true })).toBe("too_many");
    pin(room, said[0] ?? 0, false);
    expect(room.refuses(grace, { type: "pin", target: last, on: true })).toBeNull();
  });

  test("PIN-2: a new one is the last, and each can be moved before another one or to the end", () => {
    const room = group();
    const [a, b, c] = ["a", "b", "c"].map((text) => room.says(ada, text)) as [number, number, number];
    for (const seq of [a, b, c]) pin(room, seq);
    const move = (target: number, before: number | null) =>
      room.does(grace, { type: "pin.move", target, before });
    move(c, a);
    expect(pins(room)).toEqual([c, a, b]);
    move(c, null);
    move(a, c);
    expect(pins(room)).toEqual([b, a, c]);
    expect(move(a, c)).toEqual({ effects: [] });
    expect(move(a, a)).toEqual({ effects: [] });
    pin(room, b, false);
    expect(room.refuses(grace, { type: "pin.move", target: a, before: b })).toBe("not_found");
    expect(room.refuses(grace, { type: "pin.move", target: b, before: null })).toBe("not_found");
  });

  test("PIN-3: a deleted message is not pinned, and a hidden one is without its text", () => {
    const room = group();
    const [gone, hidden] = [room.says(grace, "gone"), room.says(grace, "hidden")];
    pin(room, gone);
    pin(room, hidden);
    room.does(grace, { type: "delete", target: gone });
    expect(pins(room)).toEqual([hidden]);
    expect(room.refuses(grace, { type: "pin", target: gone, on: true })).toBe("not_found");
  });

  test("PIN-4: a visitor learns nothing of them", () => {
    const room = testRoom(
      [
        [linus, "visitor"],
        [bot, "member"],
        [ada, "member"],
      ],
      "support",
    );
    const since = room.head();
    const said = room.says(linus, "My order is 4711.");
    expect(room.refuses(linus, { type: "pin", target: said, on: true })).toBe("forbidden");
    room.does(ada, { type: "pin", target: said, on: true });
    room.does(ada, { type: "pin.move", target: said, before: null });
    const told = eventsForVisitor(room.events(since)).slice(-1);
    expect(told).toMatchObject([{ type: "message.unpinned", target: 0 }]);
    const { welcome } = room.hello(linus);
    expect(viewFromArrival({ welcome: welcomeForVisitor(welcome) })).not.toHaveProperty("pins");
  });
});

describe("the topic", () => {
  test("TOPIC-1: is set and cleared by who manages the room, cleaned, and shown as a line", () => {
    const room = group();
    room.does(ada, { type: "topic", topic: " Release\u202e 1.4\n 请看 " });
    expect(room.fresh(linus).room.topic).toBe("Release 1.4 请看");
    expect(room.fresh(linus).notices.at(-1)).toMatchObject({ type: "room.topic", topic: "Release 1.4 请看" });
    expect(room.does(ada, { type: "topic", topic: "Release 1.4 请看" })).toEqual({ effects: [] });
    expect(room.refuses(ada, { type: "topic", topic: "x".repeat(251) })).toBe("bad_type");
    expect(room.refuses(grace, { type: "topic", topic: "mine" })).toBe("forbidden");
    room.does(ada, { type: "topic", topic: " \u200b" });
    expect(room.fresh(linus).room).not.toHaveProperty("topic");
  });
});

describe("announcements", () => {
  test("ANNOUNCE-1: only who manages the room writes, and others react, read and edit what they wrote before", () => {
    const room = group();
    const before = room.says(grace, "Hello");
    room.does(ada, { type: "posting", posting: "managers" });
    expect(room.fresh(grace).room.posting).toBe("managers");
    expect(room.refuses(grace, { type: "send", id: newMessageId(), text: "Me too" })).toBe("forbidden");
    expect(room.refuses(grace, { type: "pin", target: before, on: true })).toBe("forbidden");
    const news = room.says(ada, "We moved.");
    expect(room.refuses(grace, { type: "react", target: news, emoji: "🎈", on: true })).toBeNull();
    expect(room.refuses(grace, { type: "edit", target: before, version: 1, text: "Hello!" })).toBeNull();
    room.does(ada, { type: "posting", posting: "everyone" });
    expect(room.fresh(grace).room).not.toHaveProperty("posting");
    expect(room.refuses(grace, { type: "send", id: newMessageId(), text: "Me too" })).toBeNull();
  });

  test("ANNOUNCE-1: a message that was stored before is answered again, and only groups announce", () => {
    const room = group();
    const message = { type: "send", id: newMessageId(), text: "Hello" } as const;
    room.does(grace, message);
    room.does(ada, { type: "posting", posting: "managers" });
    expect(room.refuses(grace, message)).toBeNull();
    const session = testRoom([[ada, "owner"]], "session");
    expect(session.refuses(ada, { type: "posting", posting: "managers" })).toBe("forbidden");
  });
});

test("HISTORY-1: the texts before each edit are kept until the message is deleted", () => {
  const room = group();
  const said = room.says(grace, "one");
  const at = room.clock.now;
  expect(versionsOfMessage(room.store, said)).toEqual([]);
  room.clock.now += 1_000;
  room.does(grace, { type: "edit", target: said, version: 1, text: "two" });
  room.clock.now += 1_000;
  room.does(grace, { type: "edit", target: said, version: 2, text: "three" });
  expect(versionsOfMessage(room.store, said)).toEqual([
    { version: 1, text: "one", at },
    { version: 2, text: "two", at: at + 1_000 },
  ]);
  room.does(ada, { type: "delete", target: said });
  expect(versionsOfMessage(room.store, said)).toEqual([]);
});
