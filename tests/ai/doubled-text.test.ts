import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { DoubledText } from "../../server/ai/model/doubled-text.ts";

function shown(pieces: string[]): string {
  const doubled = new DoubledText();
  return pieces.map((piece) => doubled.push(piece)).join("") + doubled.end();
}
const words = (text: string) => text.match(/\S+\s*/g) ?? [];
const twiceEach = (pieces: string[]) => pieces.flatMap((piece) => [piece, piece]);

describe("ATTEMPT-4: text that a provider delivers twice is shown once", () => {
  test("each piece twice", () => {
    expect(shown(twiceEach(words("The harvest begins on Monday.")))).toBe("The harvest begins on Monday.");
    expect(shown(twiceEach(["Hello ", "there"]))).toBe("Hello there");
  });

  test("the whole answer once more, in one piece", () => {
    const text = "The harvest begins on Monday.";
    expect(shown([...words(text), text])).toBe(text);
  });

  test("the whole answer once more, in the same pieces", () => {
    const pieces = words("The harvest begins on Monday and it ends on Friday with a feast for all.");
    expect(shown([...pieces, ...pieces])).toBe(pieces.join(""));
  });

  test("two in the middle of a longer stream", () => {
    const pieces = words("One two three four five six seven eight nine ten.");
    expect(shown([...twiceEach(pieces.slice(0, 6)), ...pieces.slice(6)])).toBe(pieces.join(""));
  });

  test("what people would say is left alone", () => {
    for (const pieces of [
      ["ha ", "ha ", "ha ", "ha "],
      ["no", " no", " no"],
      ["Bye", "bye"],
      words("The cat. The dog. The cat. The dog."),
      ["word", "word", "word"],
      words("Row, row, row your boat gently down the stream. Row, row, row your boat."),
    ]) {
      expect(shown(pieces)).toBe(pieces.join(""));
    }
  });

  test("nothing is lost and nothing is held for ever", () => {
    // Pieces without repetition pass at once and as they are.
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ minLength: 1 })), (pieces) => {
        const doubled = new DoubledText();
        expect(pieces.map((piece) => doubled.push(piece))).toEqual(pieces);
        expect(doubled.end()).toBe("");
      }),
    );
  });

  test("any answer of some different words is shown once, however it is doubled", () => {
    const answer = fc.uniqueArray(fc.string({ minLength: 1 }), { minLength: 8 });
    fc.assert(
      fc.property(answer, (pieces) => {
        expect(shown(twiceEach(pieces))).toBe(pieces.join(""));
        expect(shown([...pieces, ...pieces])).toBe(pieces.join(""));
      }),
    );
  });
});
