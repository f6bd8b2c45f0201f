import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fillCanned, gapsIn, MAX_CANNED } from "../../shared/canned.ts";
import { plainText } from "../../shared/markup/plain-text.ts";
import { readChat } from "../../shared/markup/chat/read-chat.ts";
import { addCanned, changeCanned, deleteCanned, listCanned } from "../../server/rules/desk/canned.ts";
import { findCanned } from "../../client/app/desk/find-canned.ts";
import { testDesk } from "./test-desk.ts";

const shown = (text: string): string => plainText(readChat(text));
const fill = (text: string, values: Record<string, string> = {}): string =>
  fillCanned(text, new Map(Object.entries(values)));
const words = { title: "Greeting", shortcut: "hello", text: "Hello", language: null };

describe("DESK-26: answers", () => {
  test("the same id adds one, a change of an older revision is refused, and so is another answer's shortcut", () => {
    const { store } = testDesk();
    const first = addCanned(store, "a", words, "Ada", 1);
    expect(first).toMatchObject({ answer: { revision: 1, changedBy: "Ada" } });
    expect(addCanned(store, "a", { ...words, title: "Other" }, "Ada", 2)).toEqual(first);
    expect(addCanned(store, "b", { ...words, shortcut: "HELLO" }, "Ada", 2)).toEqual({ refused: "taken" });
    expect(addCanned(store, "b", { ...words, shortcut: "" }, "Ada", 2)).toMatchObject({
      answer: { shortcut: "" },
    });
    expect(addCanned(store, "c", { ...words, shortcut: "" }, "Ada", 2)).toHaveProperty("answer");
    expect(changeCanned(store, "a", { revision: 1, text: "Hi" }, "Grace", 3)).toMatchObject({
      answer: { ...words, revision: 2, text: "Hi", changedBy: "Grace" },
    });
    expect(changeCanned(store, "a", { revision: 1, text: "Hey" }, "Ada", 4)).toEqual({ refused: "changed" });
    expect(changeCanned(store, "b", { revision: 1, shortcut: "hello" }, "Ada", 4)).toEqual({
      refused: "taken",
    });
    expect(changeCanned(store, "none", { revision: 1 }, "Ada", 4)).toEqual({ refused: "missing" });
    expect(deleteCanned(store, "a")).toBe(true);
    expect(deleteCanned(store, "a")).toBe(false);
    expect(listCanned(store)).toHaveLength(2);
  });

  test("a desk has a bounded number of them", () => {
    const { store } = testDesk();
    for (let i = 0; i < MAX_CANNED; i++) addCanned(store, String(i), { ...words, shortcut: "" }, "Ada", 1);
    expect(addCanned(store, "more", { ...words, shortcut: "" }, "Ada", 1)).toEqual({ refused: "tooMany" });
  });

  test("are found by shortcut, title and text, in any script; those of the visitor's language come first", () => {
    const answer = (title: string, shortcut: string, language: string | null) => ({
      ...{ id: title, revision: 1, title, shortcut, text: "…", language, changedBy: "", changedAt: 0 },
    });
    const all = [
      answer("Refund", "refund", "en"),
      answer("Rückgabe", "ruck", "de"),
      answer("Grüße", "grusse", null),
      answer("退款", "退款", "zh"),
      answer("استرداد", "استرداد", "ar"),
    ];
    const found = (typed: string, language = "en") =>
      findCanned(all, typed, language).map(({ title }) => title);
    expect(found("ref")).toEqual(["Refund"]);
    expect(found("GRÜSSE")).toEqual(["Grüße"]);
    expect(found("退")).toEqual(["退款"]);
    expect(found("استر")).toEqual(["استرداد"]);
    expect(found("r", "de-AT")[0]).toBe("Rückgabe");
    expect(found("nothing like it")).toEqual([]);
    expect(found("")).toHaveLength(5);
  });
});

describe("DESK-27: variables", () => {
  test("have their values, and are gaps without one", () => {
    expect(
      fill("Hi {{visitor.name}}, I am {{ me.name }}. {{attributes.order no}}", {
        "visitor.name": "Mira",
        "me.name": "Ada",
        "attributes.order no": "7",
      }),
    ).toBe("Hi Mira, I am Ada. 7");
    const gapped = fill("Hi {{visitor.name}}, your {{attributes.plan}} {{nonsense}}", {
      "attributes.plan": "  \n ",
    });
    expect(gapped).toBe("Hi ⟦visitor.name⟧, your ⟦attributes.plan⟧ ⟦nonsense⟧");
    expect(gapsIn(gapped).map(({ from, to }) => gapped.slice(from, to))).toEqual([
      "⟦visitor.name⟧",
      "⟦attributes.plan⟧",
      "⟦nonsense⟧",
    ]);
    // Who writes about templates can send it.
    expect(gapsIn("Use {{user.name}} or {{ x | upper }} or [x]")).toEqual([]);
  });

  test("a value is no variable, no gap and no second line", () => {
    const values = { "visitor.name": "{{me.name}} ⟦x⟧\nsecond $& line", "me.name": "Ada" };
    const filled = fill("Hi {{visitor.name}}", values);
    expect(shown(filled)).toBe("Hi {{me.name}} x second $& line");
    expect(gapsIn(filled)).toEqual([]);
  });

  test.each([
    "**bold**",
    "[click](https://evil.example)",
    "![a](https://evil.example)",
    "`code`",
    "# head",
    "> quote",
    "- item",
    "1. item",
    "~~struck~~",
    "<b>Mira</b><img src=x onerror=alert(1)>",
    "*a* **b** `c`",
    "Jean-Luc O'Neil (ops)",
    "王小明",
    "نور الحسن",
    "@everyone",
    "a_b_c __init__",
  ])("%j stays as it is, wherever it stands", (value) => {
    for (const text of ["{{v}}", "Hello {{v}}, welcome", "**Dear** {{v}}!", "- {{v}}", "one\n\n{{v}}"]) {
      const word = shown(fill(text, { v: "Mira" }));
      expect(shown(fill(text, { v: value }))).toBe(word.replace("Mira", () => value));
    }
  });

  test("property: no value becomes a link, an emphasis or code", () => {
    const piece = fc.constantFrom(
      "*",
      "**",
      "_",
      "`",
      "~~",
      "[a](https://e.example)",
      "\\",
      "a",
      " ",
      "#",
      ">",
      "-",
      "|",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const filled = fill("Hello {{v}}, ok", { v: pieces.join("") || "x" });
        const kinds = JSON.stringify(readChat(filled));
        expect(kinds).not.toMatch(/"type":"(?:strong|emphasis|deleted|code)"/);
        expect(kinds).not.toMatch(/"children":\[\{"type":"text","text":"a"\}\]/);
      }),
      { numRuns: 300 },
    );
  });
});
