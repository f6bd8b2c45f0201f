import fc from "fast-check";
import { expect, test } from "vitest";
import { readChat } from "../../../shared/markup/chat/read-chat.ts";
import type { Block, Inline } from "../../../shared/markup/tree.ts";

/** What a reader sees, and the addresses of links, whose words may hide them. */
function seen(nodes: readonly (Block | Inline)[]): string {
  return nodes
    .map((node) => {
      switch (node.type) {
        case "list":
          return node.items.map((item) => `${item.value ?? ""}${seen(item.children)}`).join("");
        case "table":
          return [node.header, ...node.rows].map((row) => row.map(seen).join("")).join("");
        case "link":
          return seen(node.children) + node.href;
        case "code":
          return `${"language" in node ? (node.language ?? "") : ""}${node.text}`;
        default:
          return "children" in node ? seen(node.children) : "text" in node ? node.text : "";
      }
    })
    .join("");
}

/** Marks, letters, numbers, signs of several scripts, blanks and line breaks, as they come. */
const pieces = fc.constantFrom(
  ...[
    "*",
    "**",
    "***",
    "_",
    "__",
    "~",
    "~~",
    "`",
    "``",
    "```",
    "\\",
    "#",
    "# ",
    "-",
    "- ",
    "+",
    "+ ",
    ">",
    "> ",
    "1. ",
    "2) ",
  ],
  ...[
    "|",
    "| - |",
    "---",
    "===",
    "[",
    "]",
    "(",
    ")",
    "!",
    "<",
    ">",
    "<br>",
    "&amp;",
    "$",
    "$$",
    "@",
    ":",
    ".",
    ",",
    "，",
    "。",
    "「",
    "」",
  ],
  ...[
    "a",
    "B",
    "word",
    "7",
    "42",
    "中",
    "文字",
    "かな",
    "한",
    "é",
    "e\u0301",
    "😀",
    "👩‍👩‍👧",
    "ك",
    "\u202e",
    "\ud800",
    "\t",
    " ",
    "  ",
    "    ",
  ],
  ...["\n", "\n\n", "\n\n\n", "\r\n"],
);
const texts = fc.array(pieces, { maxLength: 40 }).map((parts) => parts.join(""));

/** Characters that may be marks; a table, a task and `<br>` may take the others. */
const MARKS = /[\s*_~`\\#>|[\]()!:.+-]|<br>|\d/g;
const letters = (text: string): string => text.replace(/<br ?\/?>/g, "").replace(MARKS, "");

test("MARKUP-1: every letter and every sign that is no mark stands on the screen, in its order", () => {
  fc.assert(
    fc.property(texts, (text) => {
      expect(letters(seen(readChat(text)))).toBe(
        letters(text.replace(/\[([ xX])\] /g, (box) => box.replace(/[xX]/, ""))),
      );
    }),
    { numRuns: 3_000, examples: [["- [x] word"], ["```a\nb\n```"]] },
  );
});

/** How many marks a tree explains: two for each emphasis of one mark, and so on. */
function marksIn(nodes: readonly (Block | Inline)[]): number {
  let marks = 0;
  for (const node of nodes) {
    if (node.type === "strong") marks += 4;
    if (node.type === "emphasis") marks += 2;
    if ("children" in node) marks += marksIn(node.children);
    if (node.type === "list") for (const item of node.items) marks += marksIn(item.children);
    if (node.type === "table") for (const cell of [node.header, ...node.rows].flat()) marks += marksIn(cell);
  }
  return marks;
}

/** Bullets of lists, which are shown as bullets. */
function bulletsIn(blocks: readonly Block[]): number {
  let bullets = 0;
  for (const block of blocks) {
    if (block.type === "quote") bullets += bulletsIn(block.children);
    if (block.type !== "list") continue;
    for (const item of block.items) bullets += (block.ordered ? 0 : 1) + bulletsIn(item.children);
  }
  return bullets;
}

test("MARKUP-2: no star and no low line disappears but by an emphasis or a bullet that is there", () => {
  const count = (text: string, marks: RegExp) => text.match(marks)?.length ?? 0;
  const quiet = fc
    .array(
      fc.constantFrom(
        ...[
          "*",
          "**",
          "_",
          "__",
          "***",
          "\\",
          "- ",
          "a",
          "b ",
          " ",
          "(",
          ")",
          "中",
          "。",
          "1",
          "\n",
          "> ",
          "/",
          ".",
          ",",
        ],
      ),
      { maxLength: 30 },
    )
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(quiet, (text) => {
      const blocks = readChat(text);
      fc.pre(!JSON.stringify(blocks).includes('"rule"'));
      const bullets = bulletsIn(blocks);
      const shown = count(seen(blocks), /[*_]/g) + marksIn(blocks);
      const written = count(text, /[*_]/g);
      // A bullet may be a star or a dash.
      expect(shown).toBeLessThanOrEqual(written);
      expect(shown + bullets).toBeGreaterThanOrEqual(written);
    }),
    { numRuns: 3_000 },
  );
});

test("MARKUP-1: a text without pairs of marks is shown as it was written", () => {
  const plain = fc
    .array(
      fc.constantFrom(
        ...[
          "word",
          "8~10",
          "2*3",
          "a_b",
          "C:\\dir",
          "50%",
          "x-y",
          "(a)",
          "#1",
          "@b",
          "中文，",
          "~5",
          "$5",
          "a/b",
          "<b>",
          "&lt;",
          "`",
        ],
      ),
      { minLength: 1, maxLength: 1 },
    )
    .chain(([first = ""]) =>
      fc
        .array(fc.constantFrom("word", "12", "中文", "8~10"), { maxLength: 8 })
        .map((rest) => [first, ...rest].join("  ")),
    );
  fc.assert(
    fc.property(plain, (text) => {
      expect(readChat(text)).toEqual([{ type: "paragraph", children: [{ type: "text", text }] }]);
    }),
    { numRuns: 500 },
  );
});
