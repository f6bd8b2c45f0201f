import { expect, test } from "vitest";
import { ada, grace } from "../support/people.ts";
import { readAsked } from "../../../client/parts/lib/asked-of-room.ts";

test.each([
  ["a message to go to", { message: 7 }, { message: 7 }],
  [
    "a question for the AI",
    { question: "How are refunds paid?", by: ada },
    { question: "How are refunds paid?", by: ada },
  ],
  [
    "CLIENT-34: a question of somebody who was signed in before",
    { question: "How are refunds paid?", by: grace },
    null,
  ],
  ["a question of nobody", { question: "How are refunds paid?" }, null],
  ["what the router adds, and nothing else of it", { message: 7, _depth: 3 }, { message: 7 }],
  ["no state", null, null],
  ["a state of somebody else's", { _depth: 3 }, null],
  ["a message that is no number", { message: "7" }, null],
  ["a question that is no text", { question: { text: "hello" } }, null],
])("the state of an address is read for what it asks of a room: %s", (_, state, asked) => {
  expect(readAsked(state, ada)).toEqual(asked);
});
