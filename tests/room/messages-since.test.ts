import { expect, test } from "vitest";
import { messagesSince } from "../../server/rules/room/messages-since.ts";
import { MAX_CAUGHT_UP } from "../../shared/limits.ts";
import { ada, grace } from "../support/people.ts";
import { testRoom } from "./test-room.ts";

const start = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);

test("AWAY-2: what was said after one's place, without what is deleted or kept from models", () => {
  const room = start();
  room.says(ada, "before");
  const since = room.head();
  room.says(ada, "the hall is booked");
  const gone = room.says(ada, "canary");
  room.does(ada, { type: "delete", target: gone });
  const secret = room.says(grace, "canary too");
  room.does(grace, { type: "ai", target: secret, ai: "never" });
  room.says(grace, "see you there");
  const { messages, more } = messagesSince(room.store, since, []);
  expect(messages.map(({ name, text }) => [name, text])).toEqual([
    ["Ada", "the hall is booked"],
    ["Grace", "see you there"],
  ]);
  expect(more).toBe(false);
  expect(messagesSince(room.store, room.head(), []).messages).toEqual([]);
});

test("AWAY-2: of more than can be told it is the newest", () => {
  const room = start();
  for (let i = 0; i < MAX_CAUGHT_UP + 5; i++) room.says(ada, `message ${i}`);
  const { messages, more } = messagesSince(room.store, 0, []);
  expect(more).toBe(true);
  expect(messages).toHaveLength(MAX_CAUGHT_UP);
  expect(messages.at(-1)?.text).toBe(`message ${MAX_CAUGHT_UP + 4}`);
});
