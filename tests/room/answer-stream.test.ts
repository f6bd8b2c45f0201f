import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { MAX_ANSWER_LENGTH, PART_INTERVAL } from "../../shared/limits.ts";
import { AnswerStream } from "../../server/objects/room/turns/answer-stream.ts";
import { inPieces } from "../../server/objects/room/turns/in-pieces.ts";

let sent: { offset: number; text: string }[] = [];
let wasFull = false;

function stream(): AnswerStream {
  sent = [];
  wasFull = false;
  return new AnswerStream({
    now: Date.now,
    send: (offset, text) => void sent.push({ offset, text }),
    full: () => void (wasFull = true),
  });
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("what an attempt says", () => {
  test("STREAM-1: the first piece goes at once, what follows within 40 ms goes together", () => {
    const said = stream();
    said.say("One ");
    expect(sent).toEqual([{ offset: 0, text: "One " }]);
    for (const word of ["two ", "three ", "four "]) said.say(word);
    vi.advanceTimersByTime(PART_INTERVAL - 1);
    expect(sent).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(sent[1]).toEqual({ offset: 4, text: "two three four " });
  });

  test("STREAM-1: after a pause the next piece goes at once", () => {
    const said = stream();
    said.say("a");
    vi.advanceTimersByTime(1_000);
    said.say("b");
    expect(sent.map(({ text }) => text)).toEqual(["a", "b"]);
  });

  test("STREAM-2: no piece splits a surrogate pair, however the model splits it", () => {
    const said = stream();
    for (const unit of "a😀b👩‍🚀c".split("")) {
      said.say(unit);
      vi.advanceTimersByTime(PART_INTERVAL);
    }
    said.flush();
    expect(sent.every(({ text }) => text.isWellFormed())).toBe(true);
    expect(sent.map(({ text }) => text).join("")).toBe("a😀b👩‍🚀c");
    let offset = 0;
    for (const part of sent) {
      expect(part.offset).toBe(offset);
      offset += part.text.length;
    }
  });

  test("STREAM-8: control characters, terminal escapes and lone surrogates never reach the room", () => {
    const said = stream();
    said.say("a\u001b[31mred\u0000\u0007\u009b\r\n\tb\ud800x");
    said.flush();
    expect(said.said).toBe("a[31mred\n\tb\ufffdx");
  });

  test("STREAM-8: a line of ten megabytes is cut at the bound, and not inside a pair", () => {
    const said = stream();
    said.say("x".repeat(MAX_ANSWER_LENGTH - 1));
    said.say("😀".repeat(5_000_000));
    said.flush();
    expect(said.said).toHaveLength(MAX_ANSWER_LENGTH - 1);
    expect(wasFull).toBe(true);
    said.say("more");
    said.flush();
    expect(said.said.length).toBeLessThanOrEqual(MAX_ANSWER_LENGTH);
  });
});

test("STREAM-6: what is asked again comes from that offset on, in pieces that split no pair", () => {
  const text = "😀".repeat(40_000);
  const pieces = inPieces(text, 3);
  expect(pieces[0]?.offset).toBe(2);
  expect(pieces.every(({ piece }) => piece.isWellFormed())).toBe(true);
  expect(text.slice(0, 2) + pieces.map(({ piece }) => piece).join("")).toBe(text);
  expect(inPieces("abc", 9)).toEqual([]);
});
