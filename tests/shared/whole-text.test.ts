import { expect, test } from "vitest";
import type { Message } from "../../shared/protocol/events.ts";
import { withWholeText } from "../../shared/room-view/messages.ts";
import { ada, bot, newMessageId } from "../support/people.ts";

const message = (seq: number, change: Partial<Message>): Message => ({
  seq,
  id: newMessageId(),
  author: ada,
  at: 0,
  text: "",
  mentions: [],
  version: 1,
  reactions: {},
  ...change,
});

test("STREAM-5: an answer's text that comes late stands in the quotes of its replies too", () => {
  const before = [
    message(1, { author: bot }),
    message(2, { replyTo: 1, quote: { author: bot, excerpt: "" } }),
    message(3, { text: "other" }),
  ];
  const after = withWholeText(before, 1, "All of it.");
  expect(after.map(({ text }) => text)).toEqual(["All of it.", "", "other"]);
  expect(after[1]?.quote).toEqual({ author: bot, excerpt: "All of it." });
  expect(after[2]).toBe(before[2]);
});
