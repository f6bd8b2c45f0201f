import { describe, expect, test } from "vitest";
import { AnswerReader } from "../../../client/ui/markdown/answers/answer-reader.ts";
import { plainText } from "../../../shared/markup/plain-text.ts";
import { show } from "../../shared/markup/show.ts";

const shown = (text: string) => show(new AnswerReader().read(text));

describe("what models answer", () => {
  test.for([
    ["| a | b |\n|:--|--:|\n| 1<br>2 | `x` |", "<table start,end>a | b // 1<br>2 | <code>x</code></table>"],
    ["**注意：**正文，~~删除（x）~~了", "<b>注意：</b>正文，<s>删除（x）</s>了"],
    ["8~10 and ~x~", "8~10 and ~x~"],
    ["12\n---\n13", "12 ¶ <hr> ¶ 13"],
    ["Title\n===", "Title<br>==="],
    ["see [docs][d]\n\nmore\n\n[d]: https://docs.example/x", "see <a https://docs.example/x>docs</a> ¶ more"],
    ["[https://bank.example](https://evil.example/)", "<a https://evil.example/>https://evil.example/</a>"],
    [
      "https://a.example/x，见（https://b.example/）。",
      "<a https://a.example/x>https://a.example/x</a>，见（<a https://b.example/>https://b.example/</a>）。",
    ],
    ["a &amp; b &lt;i&gt; &#8594; &unknown;", "a & b <i> → &unknown;"],
    ["a \\* b\\* <b>x</b>", "a * b* <b>x</b>"],
    ["1. a\n\n   more\n2. b\n   - c", "<ol><li>a ¶ more<li>b ¶ <ul><li>c</ul></ol>"],
    ["- [ ] to do\n- [x] done", "<ul><li _>to do<li x>done</ul>"],
    ["![chart](https://a.example/c.png)", "<a https://a.example/c.png>chart</a>"],
  ])("%j", ([written = "", seen]) => expect(shown(written)).toBe(seen));

  test("footnotes are numbered by their references and stand at the end", () => {
    expect(shown("One[^b] and two[^a]. None[^z].\n\n[^a]: First.\n[^b]: Second\n    goes on.\n\nAfter")).toBe(
      "One<note 1> and two<note 2>. None[^z]. ¶ After ¶ <footnote 1>Second<br>goes on.</footnote><footnote 2>First.</footnote>",
    );
  });

  test("a footnote that nothing refers to, and one that refers to itself, are shown", () => {
    expect(shown("Words\n\n[^a]: alone")).toBe("Words ¶ <footnote 1>alone</footnote>");
    expect(shown("Words[^a]\n\n[^a]: see[^a]")).toBe("Words<note 1> ¶ <footnote 1>see<note 1></footnote>");
  });
});

describe("TeX", () => {
  test.for([
    ["Energy is $E=mc^2$.", "Energy is <tex>E=mc^2</tex>."],
    [String.raw`so \(a_b\) and \(c_d\)`, "so <tex>a_b</tex> and <tex>c_d</tex>"],
    [String.raw`$$x\,dx$$`, String.raw`<tex>x\,dx</tex>`],
    [String.raw`a` + "\n\n\\[\n\\int_0^1 x\n\\]\n\nb", String.raw`a ¶ <tex>\int_0^1 x</tex> ¶ b`],
    ["| $|x|$ | b |\n|-|-|\n| 1 | 2 |", "<table ,><tex>|x|</tex> | b // 1 | 2</table>"],
    ["`$x$` and $y$", "<code>$x$</code> and <tex>y</tex>"],
    [String.raw`\[1\] and [1]`, "[1] and\u202f<source 1>"],
    ["> $$\n> a\n> $$", "<quote><tex>a</tex></quote>"],
    ["**$x$**", "<b><tex>x</tex></b>"],
    [String.raw`\$5$ and \$6$`, "$5$ and $6$"],
  ])("%j", ([written = "", seen]) => expect(shown(written)).toBe(seen));

  // From public reports: lobehub #8553, LibreChat #7894, #9293, #15181, streamlit #7898, gradio #4506, claude-code #33620.
  test.for([
    "It costs $5 and $10.",
    "from $2bn to at least $4bn per operation",
    "$100-$200, US$5 (US$4), $AAPL and $5/$6",
    "$10K flat, Phase 2 at $8K",
    "R$ 12,29/metro e R$ 15,83/metro",
    "The RWA is $1,243,787 multiplied by 8.0%, which equals $102,347.",
    "5$ or 6$, $6 and 7$",
    "$HOME/bin:$PATH",
  ])("prices stay text: %s", (written) => expect(shown(written)).toBe(written));

  test("a price in bold is one", () =>
    expect(shown("**$4** and **$1.50**")).toBe("<b>$4</b> and <b>$1.50</b>"));
});

test("MARKUP-10: an answer is copied as it is read", () => {
  expect(plainText(new AnswerReader().read("**a** [^1]\n\n3. x\n4. y\n\n$$z$$\n\n[^1]: note"))).toBe(
    "a\u202f[1]\n\n3. x\n4. y\n\nz\n\n[1] note",
  );
});
