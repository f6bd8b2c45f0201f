import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { readChat } from "../../../shared/markup/chat/read-chat.ts";
import { plainText } from "../../../shared/markup/plain-text.ts";
import { excerptOf } from "../../../shared/text.ts";
import { show } from "./show.ts";

const page = readFileSync(join(import.meta.dirname, "../../../docs/markup.md"), "utf8");

/** The rows of the table of examples: what is written, and what is shown. */
const examples = [...page.matchAll(/^\| (`.*`) +\| (`.*`) +\|$/gm)].map(
  ([, written = "", shown = ""]) => [unquoted(written), unquoted(shown)] as const,
);

/** What stands between the backticks of a cell. */
function unquoted(cell: string): string {
  const [ticks = ""] = /^`+/.exec(cell.trim()) ?? [];
  const inside = cell.trim().slice(ticks.length, -ticks.length);
  return (ticks.length > 1 ? inside.trim() : inside).replaceAll("⏎", "\n").replaceAll("→", "\t");
}

describe("MARKUP-1, MARKUP-2, MARKUP-3: what people write", () => {
  test("the page has its examples", () => {
    expect(examples.length).toBeGreaterThan(40);
  });

  test.for(examples)("%j is shown as %j", ([written, shown]) => {
    expect(show(readChat(written))).toBe(shown);
  });

  test("a table keeps its alignment, its breaks and every cell", () => {
    expect(show(readChat("| a | b |\n|:-:|--:|\n| 1<br>2 | 3 | 4 |\nafter"))).toBe(
      "<table center,end>a | b // 1<br>2 | 3 | 4</table> ¶ after",
    );
  });

  test("a row of bars that fits no header is text", () => {
    expect(show(readChat("a | b\n---"))).toBe("a | b\n---");
    expect(show(readChat("a || b"))).toBe("a || b");
  });

  test("a long rule does not take the formatting away", () => {
    for (const sign of ["-", "_", "*", "=", "~"]) {
      const shown = show(readChat(`**bold** and \`code\`\n\n${sign.repeat(3_000)}\n\n*it*`));
      expect(shown).toContain("<b>bold</b> and <code>code</code>");
      expect(shown).toContain("<i>it</i>");
    }
  });

  test("nothing nests deeper than the screen can show, and what is deeper is there", () => {
    const quote = show(readChat(`${"> ".repeat(100)}deep`));
    expect(quote.split("<quote>").length - 1).toBe(8);
    expect(quote).toContain("deep");
    const emphasis = `${"*_".repeat(40)}a${"_*".repeat(40)}`;
    expect(show(readChat(emphasis)).replace(/<\/?i>/g, "")).toContain("a");
  });

  // From public reports: mattermost #13971, cmark-gfm #83, commonmark-spec #650, marked #3746, element-web #9330, RocketChat #8989.
  test.for([
    ["URL Test（http://a.example/）", "URL Test（<a http://a.example/>http://a.example/</a>）"],
    ["「http://a.example/」", "「<a http://a.example/>http://a.example/</a>」"],
    [
      "http://a.example/, https://b.example/，好",
      "<a http://a.example/>http://a.example/</a>, <a https://b.example/>https://b.example/</a>，好",
    ],
    ["https://a.example。", "<a https://a.example/>https://a.example</a>。"],
    ["**中文文本（带括号）。**这句子继续也没问题。", "<b>中文文本（带括号）。</b>这句子继续也没问题。"],
    [
      "**日本語の文章（括弧付き）。**この文が続きます。",
      "<b>日本語の文章（括弧付き）。</b>この文が続きます。",
    ],
    ["**이것은(굵게)**입니다", "<b>이것은(굵게)</b>입니다"],
    ["between 20~25°C and ~10%", "between 20~25°C and ~10%"],
    ["喵呜~♡这就为您呈上~", "喵呜~♡这就为您呈上~"],
    ["~~test~~", "<s>test</s>"],
    [String.raw`\*This is a test\*`, "*This is a test*"],
    ["~/Documents and ~/.config", "~/Documents and ~/.config"],
  ])("public reports: %j", ([written, shown]) => {
    expect(show(readChat(written ?? ""))).toBe(shown);
  });
});

describe("a link that leads astray", () => {
  test.for([
    "[https://bank.example](https://evil.example/)",
    "[bank.example](https://evil.example/)",
    "[www.bank.example/login](https://evil.example/)",
    "[**bank.example**](https://evil.example/)",
    "[bank\u200b.example](https://evil.example/)",
    "[Log in at https://bank.example now](https://evil.example/)",
    "[ada@bank.example](https://evil.example/)",
    "[evil.example/safe](https://evil.example/)",
    "[еvil.example](https://evil.example/)",
  ])("MARKUP-3: %s shows the true address", (written) => {
    expect(show(readChat(written))).toBe("<a https://evil.example/>https://evil.example/</a>");
  });

  test.for([
    "evil.example",
    "www.evil.example",
    "http://evil.example",
    "the page",
    "Node.js",
    "v1.2.3",
    "e.g. this",
  ])("and `[%s]` keeps its words", (words) => {
    expect(show(readChat(`[${words}](https://evil.example/)`))).toBe(`<a https://evil.example/>${words}</a>`);
  });
});

describe("MARKUP-9, MARKUP-10: a message without markup", () => {
  const written =
    "# Plan\n\n- **one**\n- [x] two\n\n> said\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```js\nx\n```";

  test("as it is read", () => {
    expect(plainText(readChat(written))).toBe("Plan\n\n• one\n• ☑ two\n\n> said\n\na\tb\n1\t2\n\nx");
  });

  test("on one line", () => {
    expect(excerptOf(written)).toBe("Plan one two said a b 1 2 x");
    expect(excerptOf("8~10点 2*3*4 \\_x")).toBe("8~10点 2*3*4 \\_x");
  });
});
