import { startCpuTime } from "../../support/cpu-time.ts";
import { describe, expect, test } from "vitest";
import type { Block, Inline } from "../../../shared/markup/tree.ts";
import { readChat } from "../../../shared/markup/chat/read-chat.ts";
import { safeUrl } from "../../../shared/markup/safe-url.ts";

const inlines = (text: string): Inline[] =>
  readChat(text).flatMap((block) => (block.type === "paragraph" ? block.children : []));

/** All text that a reader would see. */
function textOf(nodes: readonly (Block | Inline)[]): string {
  return nodes
    .map((node) => {
      if ("text" in node) return node.text;
      if (node.type === "list") return node.items.map((item) => textOf(item.children)).join("");
      return "children" in node ? textOf(node.children) : "";
    })
    .join("");
}

describe("Markdown of a message", () => {
  test("has no node for HTML: it stays the text that was written", () => {
    const html = "<img src=x onerror=alert(1)> and <b>bold</b>";
    expect(textOf(readChat(html))).toBe(html);
  });

  test("shows an image as a link, because loading it would tell who reads", () => {
    expect(inlines("![a chart](https://example.com/chart.png)")).toEqual([
      { type: "link", href: "https://example.com/chart.png", children: [{ type: "text", text: "a chart" }] },
    ]);
  });

  test("keeps a link with another scheme as it was written", () => {
    expect(inlines("[x](javascript:alert(1))")).toEqual([{ type: "text", text: "[x](javascript:alert(1))" }]);
  });

  test("breaks the line where the writer did", () => {
    expect(inlines("one\ntwo")).toEqual([{ type: "text", text: "one\ntwo" }]);
  });

  test("never loses a text, however little it means as Markdown", () => {
    for (const text of ["[a]: b", "   ", "&amp;", "---", "| a |", "***", "`", "\\", "[", "# "]) {
      expect(readChat(text).length, text).toBeGreaterThan(0);
    }
  });

  test("stays quick for texts that are made to be slow", () => {
    const hostile = [
      ">",
      "> ",
      "- ",
      "[",
      "[a](",
      "*a_",
      "`a",
      "<a ",
      "!",
      "|a",
      "~",
      "_",
      "a@b.",
      "\\",
      "1. ",
    ];
    for (const piece of hostile) {
      const text = piece.repeat(Math.floor(16_000 / piece.length));
      const used = startCpuTime();
      readChat(text);
      expect(used(), JSON.stringify(piece)).toBeLessThan(500);
    }
  });

  test("nests no deeper than a person writes", () => {
    expect(readChat("> > fine")[0]?.type).toBe("quote");
    expect(readChat("-".repeat(40))[0]?.type).toBe("rule");
  });
});

describe("the address of a link", () => {
  test.each(["https://a.example/b?c=d", "http://a.example/", "mailto:a@b.example"])(
    "%s may be one",
    (href) => {
      expect(safeUrl(href)).toBe(href);
    },
  );

  test.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\tscript:alert(1)",
    "\u0001javascript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "blob:https://a/b",
    "file:///etc/passwd",
    "//a.example",
    "/path",
    "",
  ])("%j may not", (href) => expect(safeUrl(href)).toBeNull());
});
