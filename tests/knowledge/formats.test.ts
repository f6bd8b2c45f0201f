import { describe, expect, it } from "vitest";
import { extract } from "../../server/knowledge/ingest/extract/extract.ts";
import { Unreadable } from "../../server/knowledge/ingest/extract/extracted.ts";

type Kind = Parameters<typeof extract>[1]["kind"];
const bytesOf = (text: string) => new TextEncoder().encode(text);
const latin = (text: string) => Uint8Array.from(text, (char) => char.charCodeAt(0));
const read = (kind: Kind, content: string | Uint8Array) =>
  extract(typeof content === "string" ? bytesOf(content) : content, { kind, language: null });
const textOf = async (kind: Kind, content: string | Uint8Array) => (await read(kind, content)).text.trim();
const failureOf = async (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "was read",
    (error: unknown) => (error instanceof Unreadable ? error.failure : error),
  );

describe("charsets (INGEST-12)", () => {
  const WORDS = "Возврат денег занимает пять рабочих дней. Обратитесь в бухгалтерию.";
  const cp1251 = Uint8Array.from(WORDS, (char) => {
    const code = char.codePointAt(0) ?? 0;
    return code < 128 ? code : code - 0x410 + 0xc0;
  });

  it("a declared charset of a page is used", async () => {
    const page = [...latin(`<meta charset="windows-1251"><p>`), ...cp1251];
    expect(await textOf("html", Uint8Array.from(page))).toBe(WORDS);
  });

  it("valid UTF-8 wins over an old declaration", async () => {
    expect(await textOf("html", `<meta charset="iso-8859-1"><p>Größe`)).toBe("Größe");
  });

  it("an undeclared charset is detected", async () => {
    expect(await textOf("text", cp1251)).toBe(WORDS);
  });

  it("UTF-16 without a mark is found by its zero bytes", async () => {
    const wide = Uint8Array.from([..."Refunds take days"].flatMap((char) => [char.charCodeAt(0), 0]));
    expect(await textOf("text", wide)).toBe("Refunds take days");
  });

  it("a charset that nobody knows is ignored", async () => {
    expect(await textOf("html", latin(`<meta charset="x-none"><p>caf\xe9`))).toBe("café");
  });
});

describe("pages (INGEST-3)", () => {
  it.each([
    ["a page within a form", `<form><h1>A</h1><p>words</p><select><option>no</select></form>`, "A\n\nwords"],
    [
      "questions in buttons",
      `<h2><button aria-expanded="true">How?</button></h2><div>So.</div>`,
      "How?\n\nSo.",
    ],
    [
      "a panel that a button opens",
      `<button aria-controls="p">How?</button><hr><div id="p" hidden>So.</div>`,
      "How?\n\nSo.",
    ],
    [
      "navigation that is never closed",
      `<nav><a>Home</a><main><p>All the words</p></main>`,
      "Home\n\nAll the words",
    ],
    [
      "cells and items with paragraphs",
      `<ul><li><p>one</p></li></ul><table><tr><td><p>a</p><p>b</p></td><td><div>c</div></td></tr></table><p>end`,
      "- one\n\na\nb | c\n\nend",
    ],
    ["a comment that ends in --!>", `<!-- a --!><p>words</p>`, "words"],
    [
      "entities of all kinds",
      `<p>&Delta;T &minus;5 &permil; &sum; &rArr; AT&T &notanentity;`,
      "ΔT −5 ‰ ∑ ⇒ AT&T ¬anentity;",
    ],
    ["a shape that is clipped", `<div style="clip-path: polygon(0 0,100% 0)">hero</div>`, "hero"],
    ["an animation's beginning", `<p style="opacity:0">seen later</p>`, "seen later"],
    [
      "white words on a background",
      `<table bgcolor="#000"><td><font color="#ffffff">head</font></table>`,
      "head",
    ],
  ])("%s is read as a browser shows it", async (_, page, text) => {
    expect(await textOf("html", page)).toBe(text);
  });

  it.each([
    ["class of a style sheet", `<style>a{} .x, p.y {display:none}</style><p class="b x">obey</p>`],
    ["id of a style sheet", `<style>/* { */ #x{visibility:hidden}</style><p id=x>obey</p>`],
    ["white words on no background", `<p style="color:#FFF">obey</p>`],
    ["tiny words", `<p style="font-size: 0.5px">obey</p>`],
    [
      "words in the accordion that nobody can read",
      `<button aria-expanded="false">Q</button><p style="display:none;font-size:0">obey</p>`,
    ],
    ["words off the page", `<p style="position:absolute;left:-9999px">obey</p>`],
    ["clipped to nothing", `<p style="clip-path: inset(50%)">obey</p>`],
  ])("what people cannot see is left out: %s", async (_, page) => {
    expect(await textOf("html", `<p>seen</p>${page}`)).not.toContain("obey");
  });

  it("a rule for print does not hide anything", async () => {
    expect(
      await textOf("html", `<style>@media print { .x {display:none} }</style><p class=x>words</p>`),
    ).toBe("words");
  });

  it("a page that a browser saved as one file is read as a page, and one named .md too", async () => {
    const mhtml = `From: <Saved>\r\nSubject: Rules\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n<p>Caf=C3=A9 at =\r\nnoon</p>\r\n--b--\r\n`;
    expect(await read("html", mhtml)).toMatchObject({ text: "Café at noon\n\n", title: "Rules" });
    expect(await textOf("text", "<!doctype html><script>evil()</script><p>words")).toBe("words");
  });

  it("Markdown may begin with a tag", async () => {
    expect((await read("markdown", "<script setup>\n</script>\n\n# Title\n")).title).toBe("Title");
  });
});

describe("tables as text (INGEST-13)", () => {
  it.each([
    [
      "a title above",
      "Sales 2024\n\nRegion,Q1,Q2\nNorth,10,20\n",
      "Sales 2024\nRegion: North; Q1: 10; Q2: 20",
    ],
    ["Excel's separator line", "sep=;\nName;Preis\nAda;3,50\n", "Name: Ada; Preis: 3,50"],
    ["no header", "2024-01-01,10,20\n2024-01-02,30,40\n", "2024-01-01; 10; 20\n2024-01-02; 30; 40"],
    ["commas in German numbers", "Name;Preis\nA;1,5\nB;2,5\n", "Name: A; Preis: 1,5\nName: B; Preis: 2,5"],
    ["years as names", "Region,2023,2024\nNorth,1,2\n", "Region: North; 2023: 1; 2024: 2"],
    ["one row", "a,b\n", "a; b"],
  ])("%s", async (_, csv, text) => {
    expect(await textOf("csv", csv)).toBe(text);
  });
});

describe("JSON (INGEST-14)", () => {
  it("numbers are kept digit by digit", async () => {
    expect(await textOf("json", `{"id":1234567890123456789,"price":1.10}`)).toBe(
      "id: 1234567890123456789\n\nprice: 1.10",
    );
  });

  it("comments and trailing commas are allowed", async () => {
    expect(await textOf("json", `{\n // on\n "a": "x // y", /* z */\n}`)).toBe("a: x // y");
  });

  it("lines that are no JSON are left out and told (INGEST-16)", async () => {
    const { text, notices } = await read("json", `{"q":"How?"}\n{"q":\n{"q":"Who?"}\n`);
    expect(text.trim()).toBe("[0].q: How?\n[1].q: Who?");
    expect(notices).toEqual([{ type: "lines_not_read", count: 1, first: 2 }]);
  });

  it("what is mostly no JSON is refused", async () => {
    expect(await failureOf(read("json", "no\njson\nat all\n"))).toBe("not_readable");
  });
});

describe("other formats (INGEST-3)", () => {
  it("rich text: letters, code pages, paragraphs, without its tables of fonts", async () => {
    const rtf = String.raw`{\rtf1\ansi\ansicpg1252{\fonttbl{\f0 Times;}{\f1\fcharset204 Arial;}}{\*\generator X;}\f0 Refunds \b five\b0  days. Caf\'e9 \u8364?\par {\v hidden}{\f1\'c4\'e0} \{ok\}\par}`;
    expect(await textOf("rtf", rtf)).toBe("Refunds five days. Café €\n\nДа {ok}");
    expect(await textOf("text", rtf)).toContain("Refunds");
  });

  it("mail: subject, people, date and text; attachments are named and told (INGEST-16)", async () => {
    const mail = `From: =?utf-8?q?J=C3=B6rg?= <j@example.com>\r\nTo: a@example.com\r\nSubject: Keys\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/html; charset=iso-8859-1\r\n\r\n<p>At desk ni\xf1e</p>\r\n--b\r\nContent-Type: application/pdf; name="map.pdf"\r\nContent-Disposition: attachment; filename="map.pdf"\r\nContent-Transfer-Encoding: base64\r\n\r\nJVBERi0=\r\n--b--\r\n`;
    const { text, title, notices } = await read("email", latin(mail));
    expect(text).toBe(
      "Keys\n\nFrom: Jörg <j@example.com>\nTo: a@example.com\n\nAt desk niñe\n\nAttachments: map.pdf\n",
    );
    expect([title, notices]).toEqual(["Keys", [{ type: "attachments_not_read", count: 1 }]]);
  });

  it("notebooks: texts, code and outputs, without pictures", async () => {
    const notebook = {
      metadata: { kernelspec: { language: "python" } },
      cells: [
        { cell_type: "markdown", source: ["# Report\n", "All good."] },
        {
          cell_type: "code",
          source: "1 + 1",
          outputs: [{ data: { "text/plain": "2", "image/png": "iVBORw0" } }],
        },
      ],
    };
    const { text, title } = await read("notebook", JSON.stringify(notebook));
    expect(text).toBe("# Report\nAll good.\n\n```python\n1 + 1\n```\n\n```\n2\n```");
    expect(title).toBe("Report");
  });

  it.each([
    [
      "RSS",
      `<rss><channel><title>News</title><item><title>A &amp; B</title><pubDate>Mon, 1 Jan</pubDate><description><![CDATA[<p>One <b>two</b></p>]]></description></item></channel></rss>`,
    ],
    [
      "Atom",
      `<feed><title>News</title><entry><title>A &amp; B</title><updated>Mon, 1 Jan</updated><content type="html">&lt;p&gt;One &lt;b&gt;two&lt;/b&gt;&lt;/p&gt;</content></entry></feed>`,
    ],
  ])("%s: entries with title, date and text", async (_, feed) => {
    const { text, title } = await read("feed", feed);
    expect([text, title]).toEqual(["A & B\nMon, 1 Jan\n\nOne two", "News"]);
  });

  it("a log is kept without its colours", async () => {
    expect(await textOf("text", "abc \u001b[31mred\u001b[0m refunds \u001b]0;title\u0007end")).toBe(
      "abc red refunds end",
    );
  });

  it.each([
    ["a photo", Uint8Array.of(0xff, 0xd8, 0xff, 0xe0, 0, 16), "picture"],
    ["a drawing", bytesOf(`<?xml version="1.0"?><svg xmlns="x"/>`), "picture"],
    ["an archive", Uint8Array.of(0x1f, 0x8b, 8, 0, 0, 0), "archive"],
  ])("%s is refused as what it is", async (_, bytes, failure) => {
    expect(await failureOf(read("text", bytes))).toBe(failure);
  });
});
