/** Replies in the shapes of mail programs, read by postal-mime as in the server. */
import fc from "fast-check";
import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { contentOf } from "../../server/mail/mail-content.ts";
import {
  appleMail,
  appleParts,
  type AppleLanguage,
  crlf,
  file,
  gmail,
  gmailParts,
  type GmailLanguage,
  html,
  latin1,
  mail,
  MIRA,
  multipart,
  ORIGINAL,
  outlook,
  outlookParts,
  type OutlookLanguage,
  type Part,
  plain,
  quotedPrintable,
} from "../support/mails.ts";

const to = "reply+tag@localhost";
const MAILBOX = { local: "reply", domain: "localhost" };
const OWN = ["parley@localhost", to];
const REPLY =
  "Yes, please: the 48 V one.\n\nWhere do I bring the old one?\n- before > 5 pm\n- or on Saturday";

async function read(raw: string | Uint8Array) {
  return contentOf(await PostalMime.parse(raw), MAILBOX, OWN);
}
const textOf = async (part: Part): Promise<string> => (await read(mail({ to }, part))).text;

describe("MAIL-IN-5: of a reply its author's words stay, and nothing else", () => {
  const gmails: GmailLanguage[] = ["en", "de", "fr", "ar", "no"];
  test.each(gmails)("Gmail, %s", async (language) => {
    const parts = gmailParts(REPLY, language);
    expect(await textOf(parts.plain)).toBe(REPLY);
    expect(await textOf(parts.html)).toBe(REPLY);
    expect((await read(gmail({ to, text: REPLY }, language))).text).toBe(REPLY);
  });

  const outlooks: OutlookLanguage[] = ["en", "de", "fr", "ar", "da"];
  test.each(outlooks)("Outlook, %s", async (language) => {
    const parts = outlookParts(REPLY, language);
    expect(await textOf(parts.plain)).toBe(REPLY);
    expect(await textOf(parts.html)).toBe(REPLY);
    expect((await read(outlook({ to, text: REPLY }, language))).text).toBe(REPLY);
  });

  const apples: AppleLanguage[] = ["en", "de", "fr", "ar"];
  test.each(apples)("Apple Mail on a telephone, %s", async (language) => {
    const parts = appleParts(REPLY, language);
    expect(await textOf(parts.plain)).toBe(REPLY);
    expect(await textOf(parts.html)).toBe(REPLY);
    expect((await read(appleMail({ to, text: REPLY }, language))).text).toBe(REPLY);
  });

  test("a heading of German mail over three lines, its address broken", async () => {
    const heading = 'Am 21.04.2026 17:48 schrieb "Max Mustermann" <noreply@discourse.example.co\nm\n>:';
    expect(await textOf(plain(`Bin robust.\n\n${heading}\n\n> quoted\n> \n> more`))).toBe("Bin robust.");
  });

  test("a signature below the quote, and one above it", async () => {
    const quote = `${gmailHeading()}\n\n> Hello\n> there`;
    expect(await textOf(plain(`Fine.\n\n${quote}\n\n-- \nOla Nordmann\nWeb: www.example.no`))).toBe("Fine.");
    expect(await textOf(plain(`Fine.\n\n-- \nOla Nordmann\n\n${quote}`))).toBe("Fine.");
    expect(await textOf(html(`<div>Fine.</div><div class="gmail_signature">Ola Nordmann</div>`))).toBe(
      "Fine.",
    );
  });

  test("answers below and between what is quoted", async () => {
    expect(
      await textOf(plain(`${gmailHeading()}\n> Which one?\n\nThe blue one.\n\n> When?\n\nTomorrow.`)),
    ).toBe("The blue one.\n\nTomorrow.");
    const between = `<div class="gmail_quote"><div class="gmail_attr">On Monday wrote:</div><blockquote class="gmail_quote">Which one?</blockquote><div>The blue one.</div><blockquote class="gmail_quote">When?</blockquote><div>Tomorrow.</div></div>`;
    expect(await textOf(html(between))).toBe("The blue one.\nTomorrow.");
  });

  test("a quote within a quote", async () => {
    expect(
      await textOf(
        html(
          `<p>Yes</p><blockquote type="cite"><p>a</p><blockquote type="cite">b</blockquote><p>c</p></blockquote><p>Done</p>`,
        ),
      ),
    ).toBe("Yes\n\nDone");
  });

  test.each([
    ["a line with a sign of a quote, where nothing is quoted", "> 5 pieces\nplease"],
    ["a form that somebody fills in", `Name: Mira Okafor\nE-Mail: ${MIRA}\nOrder: 4711\nCity: Lagos`],
    ["somebody else's words", "My brother wrote:\nit is broken\nand so it is"],
    ["dashes in a text", "one\n---\ntwo"],
    ["a closing", "It works now.\n\nBest regards,\nMira"],
    ["Chinese", "请问什么时候到货？\n谢谢"],
    ["Thai", "ขอบคุณค่ะ"],
    ["markup", '<script>alert(1)</script> & <b>"bold"</b>'],
    ["a text that is one word of a heading", "From: where?"],
  ])("%s stays", async (_, text) => {
    expect(await textOf(plain(text))).toBe(text);
    const written = text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/\n/g, "<br>");
    expect(await textOf(html(`<div>${written}</div>`))).toBe(text);
  });

  test("a reply that has nothing but a quote stays whole, without what opens the conversation", async () => {
    const tag = "0123456789abcdefghjkmnpqrs0md400112233445566778899";
    const quoted = `On Mon, Nov 30, 2026 at 1:05 PM Parley <reply+${tag}@localhost> wrote:\n> Answer:\n> https://parley.example/chat?room=r#continue=abcdefghijklmnopqrstuvwxyzabcdefghijklmnopq`;
    const { text } = await read(mail({ to }, plain(quoted)));
    expect(text).toContain("> Answer:");
    expect(text).toContain("reply@localhost");
    expect(text).not.toContain(tag);
    expect(text).not.toContain("abcdefghijklmnopqrstuvwxyz");
  });
});

describe("MAIL-IN-5: HTML becomes text", () => {
  test("paragraphs, lists, links, tables, and nothing that is hidden", async () => {
    const written = `<style>p{}</style><p>See <a href="https://shop.example/a?b=1">the page</a>,
      or <a href="https://shop.example/">shop.example</a>.</p><p>Second</p><ul><li>one</li><li>two&nbsp;&amp; three</li></ul>
      <table><tr><td>48 V</td><td>20 €</td></tr></table><div style="display:none">hidden</div><pre>a
  b</pre><img src="https://track.example/p.gif">`;
    expect(await textOf(html(written))).toBe(
      "See the page (https://shop.example/a?b=1), or shop.example.\n\nSecond\n- one\n- two & three\n48 V 20 €\n\na\n  b",
    );
  });

  test("an empty HTML part beside a text", async () => {
    const both = multipart("alternative", "b", [plain("Only here."), html("<html><body></body></html>")]);
    expect(await textOf(both)).toBe("Only here.");
  });

  test("HTML that never ends, and much of it, is read", async () => {
    const deep = `<p>Up</p>${"<div><blockquote type=cite>".repeat(20_000)}`;
    expect(await textOf(html(deep))).toBe("Up");
  });
});

describe("MAIL-IN-5: encodings", () => {
  const of = (charset: string, encoding: string, body: Uint8Array): Uint8Array => {
    const head = mail(
      { to },
      {
        headers: `Content-Type: text/plain; charset=${charset}\nContent-Transfer-Encoding: ${encoding}`,
        body: "",
      },
    );
    return Uint8Array.from([...latin1(head), ...body]);
  };
  const GB2312 = [0xc4, 0xe3, 0xba, 0xc3, 0xa3, 0xac, 0xd0, 0xbb, 0xd0, 0xbb];
  const SHIFT_JIS = [0x82, 0xa0, 0x82, 0xe8, 0x82, 0xaa, 0x82, 0xc6, 0x82, 0xa4];

  test.each<[string, Uint8Array, string]>([
    ["8-bit GB2312", of("GB2312", "8bit", Uint8Array.from(GB2312)), "你好，谢谢"],
    ["8-bit Shift-JIS", of("Shift_JIS", "8bit", Uint8Array.from(SHIFT_JIS)), "ありがとう"],
    [
      "quoted-printable windows-1252",
      of("windows-1252", "quoted-printable", latin1(quotedPrintable(latin1("Gr\xfc\xdfe \x80 20")))),
      "Grüße € 20",
    ],
    ["8-bit UTF-8", of("utf-8", "8bit", new TextEncoder().encode("Grüße 雪 ❄️")), "Grüße 雪 ❄️"],
    ["base64 windows-1256", of("windows-1256", "base64", latin1(btoa("\xd4\xdf\xd1\xc7"))), "شكرا"],
    ["a character set that does not exist", of("x-nothing", "8bit", latin1("plain")), "plain"],
  ])("%s", async (_, raw, text) => {
    expect((await read(raw)).text).toBe(text);
  });
});

describe("MAIL-IN-7: files", () => {
  const logo = (id: string, size: number): Part => ({
    headers: `Content-Type: image/png; name="image001.png"\nContent-ID: <${id}>\nContent-Disposition: inline; filename="image001.png"\nContent-Transfer-Encoding: base64`,
    body: "A".repeat(Math.ceil(size / 3) * 4),
  });

  test("three files with their names, of any language, and none of their paths", async () => {
    const named = file("plan.pdf", "%PDF-1.7");
    const encoded = {
      ...file("x", "text"),
      headers: `Content-Type: application/octet-stream\nContent-Disposition: attachment; filename*=UTF-8''${encodeURIComponent("../../القائمة.txt")}\nContent-Transfer-Encoding: base64`,
    };
    const nameless = {
      headers: "Content-Type: image/png\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64",
      body: "AAAA",
    };
    const { files, text } = await read(
      mail({ to }, multipart("mixed", "m", [plain("Here."), named, encoded, nameless])),
    );
    expect(files.map(({ name }) => name)).toEqual(["plan.pdf", "القائمة.txt", "file-3.png"]);
    expect(text).toBe("Here.");
  });

  test("pictures in the text are files; logos, pictures of the quote, empty parts and signatures are none", async () => {
    const body = html(
      `<p>Look: <img src="cid:photo"></p><p><img src="cid:logo"></p><blockquote type="cite"><img src="cid:old"></blockquote>`,
    );
    const related = multipart("related", "r", [
      body,
      logo("photo", 40_000),
      logo("logo", 2_000),
      logo("old", 40_000),
    ]);
    const signed = {
      headers:
        "Content-Type: application/pkcs7-signature; name=smime.p7s\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64",
      body: "AAAA",
    };
    const { files } = await read(
      mail({ to }, multipart("mixed", "m", [related, file("empty.txt", ""), signed])),
    );
    expect(files.map(({ content }) => content.length)).toEqual([40_002]);
  });
});

test("MAIL-IN-3: broken mails are read as far as they can be, and never throw", async () => {
  const whole = gmail({ to, text: REPLY });
  await fc.assert(
    fc.asyncProperty(fc.nat(whole.length), fc.uint8Array({ maxLength: 40 }), async (at, noise) => {
      const broken = Uint8Array.from([
        ...latin1(whole.slice(0, at)),
        ...noise,
        ...latin1(whole.slice(at + noise.length)),
      ]);
      const { text } = await read(broken);
      expect(typeof text).toBe("string");
    }),
    { numRuns: 200 },
  );
});

const gmailHeading = (): string => "On Mon, Nov 30, 2026 at 1:05 PM Parley <parley@localhost> wrote:";
test("the original of these mails is what this server writes", () =>
  expect(crlf(ORIGINAL.text)).toContain("\r\n"));
