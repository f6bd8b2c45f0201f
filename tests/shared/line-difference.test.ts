import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { startCpuTime } from "../support/cpu-time.ts";
import { lineDifference, type DifferentLine } from "../../shared/line-difference.ts";

const shown = (lines: DifferentLine[]): string[] =>
  lines.map(({ type, text }) => `${{ kept: " ", removed: "-", added: "+" }[type]}${text}`);
const textOf = (lines: DifferentLine[], without: DifferentLine["type"]): string =>
  lines
    .filter(({ type }) => type !== without)
    .map(({ text }) => text)
    .join("\n");

describe("AGENT-7: the difference of instructions", () => {
  test("shows what was removed and added between what stays", () => {
    const before = "You help.\nBe brief.\nBe kind.\nAsk back.";
    const after = "You help.\nBe kind.\nBe bold.\nAsk back.";
    expect(shown(lineDifference(before, after))).toEqual([
      " You help.",
      "-Be brief.",
      " Be kind.",
      "+Be bold.",
      " Ask back.",
    ]);
  });

  test("from nothing, to nothing, and of the same", () => {
    expect(shown(lineDifference("", "A\nB"))).toEqual(["+A", "+B"]);
    expect(shown(lineDifference("A\nB", ""))).toEqual(["-A", "-B"]);
    expect(shown(lineDifference("A", "A"))).toEqual([" A"]);
    expect(lineDifference("", "")).toEqual([]);
    expect(shown(lineDifference("A\nA", "A"))).toEqual([" A", "-A"]);
  });

  test("whatever the texts are, both are in it, and no line is removed that could be kept", () => {
    const text = fc
      .array(fc.constantFrom("a", "b", "c", ""), { maxLength: 12 })
      .map((lines) => lines.join("\n"));
    fc.assert(
      fc.property(text, text, (before, after) => {
        const lines = lineDifference(before, after);
        expect(textOf(lines, "added")).toBe(before);
        expect(textOf(lines, "removed")).toBe(after);
        const removed = lines.filter(({ type }) => type === "removed");
        const added = lines.filter(({ type }) => type === "added");
        if (lines.every(({ type }) => type !== "kept"))
          for (const { text: line } of removed) expect(added.map((each) => each.text)).not.toContain(line);
      }),
    );
  });

  test("the longest instructions of the shortest lines take no time", () => {
    const [before, after] = ["a\n".repeat(4_000), "b\n".repeat(4_000)];
    const used = startCpuTime();
    expect(textOf(lineDifference(before, after), "added")).toBe(before);
    expect(used()).toBeLessThan(1_500);
  });
});
