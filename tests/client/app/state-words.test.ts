import { describe, expect, test } from "vitest";
import {
  modelName,
  readWords,
  secondsWords,
  stateWords,
  stepWords,
} from "../../../client/app/room/answer/state-words.ts";
import type { Answer } from "../../../shared/protocol/turns.ts";
import { ada } from "../../support/people.ts";

const answer = (given: Partial<Answer> = {}): Answer => ({
  turn: "turn_0000000000000000000000000a" as Answer["turn"],
  asker: ada,
  prompts: [1],
  state: "running",
  attempt: 1,
  ...given,
});

const outside = { type: "tool", number: 1, tool: "weather", state: "outside" } as const;
const asks = { type: "tool", number: 2, tool: "delete", state: "waiting" } as const;

describe("GIVEN-1: what an answer does, in words", () => {
  test.each<[Partial<Answer>, boolean, string | null]>([
    [{}, false, "Thinking"],
    [{ read: { documents: 3, messages: 2 } }, false, "Reading 3 documents"],
    [{ read: { documents: 1, messages: 2 } }, false, "Reading 1 document"],
    [{ read: { documents: 0, messages: 9 } }, false, "Thinking"],
    [{ read: { documents: 3, messages: 2 }, steps: [{ type: "reasoning", number: 1 }] }, false, "Thinking"],
    [{ steps: [{ type: "tool", number: 1, tool: "search", state: "called" }] }, true, "Using search"],
    [{ steps: [{ type: "tool", number: 1, tool: "search", state: "done", ok: true }] }, true, "Writing"],
    [{ read: { documents: 3, messages: 2 } }, true, "Writing"],
    [{ state: "waiting" }, true, "Waiting for a decision"],
    [{ state: "waiting", steps: [outside] }, true, "Waiting for the program that asked"],
    [{ state: "waiting", steps: [outside, asks] }, true, "Waiting for a decision"],
    [{ state: "completed" }, true, null],
    [{ state: "stopped" }, true, null],
  ])("%j with text: %s", (given, hasText, words) => {
    expect(stateWords(answer(given), hasText)).toBe(words);
  });

  test.each<[Answer["read"], string]>([
    [{ documents: 3, messages: 42 }, "Read 3 documents and 42 messages"],
    [{ documents: 1, messages: 1 }, "Read 1 document"],
    [{ documents: 0, messages: 2 }, "Read 2 messages"],
    [{ documents: 0, messages: 1 }, ""],
    [undefined, ""],
  ])("afterwards, of %j", (read, words) => {
    expect(readWords(answer(read === undefined ? {} : { read }))).toBe(words);
  });

  test("with its steps, its time and its model", () => {
    const called = { type: "tool", number: 2, tool: "search", state: "done", ok: true } as const;
    expect(stepWords(answer())).toBe("");
    expect(stepWords(answer({ steps: [{ type: "reasoning", number: 1 }] }))).toBe("Reasoning");
    expect(stepWords(answer({ steps: [{ type: "reasoning", number: 1 }, called] }))).toBe(
      "Used search · 2 steps",
    );
    expect(stepWords(answer({ steps: [{ ...called, ok: false }] }))).toBe("1 step");
    const did = (tool: string, number: number) =>
      ({ type: "tool", number, tool, state: "done", ok: true }) as const;
    const [messages, clock, page] = [
      did("search_messages", 3),
      did("current_time", 4),
      did("read_address", 5),
    ];
    expect(stepWords(answer({ steps: [{ ...called, ok: false }, messages, messages] }))).toBe(
      "Searched messages · 3 steps",
    );
    expect(stepWords(answer({ steps: [messages, clock, page] }))).toBe(
      "Searched messages, Looked at the clock, … · 3 steps",
    );
    expect(stepWords(answer({ steps: [did("send_invoice", 1)] }))).toBe("Used send_invoice · 1 step");
    expect([
      secondsWords(0, 400),
      secondsWords(0, 9_400),
      secondsWords(0, 125_000),
      secondsWords(9, 0),
    ]).toEqual(["", "9 s", "2 min 5 s", ""]);
    expect([modelName("@cf/zai-org/glm-4.7-flash"), modelName("llama3.2")]).toEqual([
      "glm-4.7-flash",
      "llama3.2",
    ]);
  });
});
