/** What the writer makes is read again by postal-mime, a parser that knows nothing of it. */
import fc from "fast-check";
import PostalMime from "postal-mime";
import { describe, expect, it } from "vitest";
import { nameInMail, writeLetter } from "../../server/notify/letter.ts";
import { isMailAddress, readMailbox, writeMime, type Message } from "../../server/notify/mime.ts";

const stamp = { now: new Date("2026-11-29T10:00:00Z"), id: "0f2e8c1a" };
const plain: Message = {
  from: { name: "Parley", address: "parley@example.com" },
  to: "ada@example.com",
  subject: "Reset your password",
  text: "Hello\n",
  html: "<p>Hello</p>",
};
const arrive = (change: Partial<Message>) => PostalMime.parse(writeMime({ ...plain, ...change }, stamp));

/** Line ends are not part of what was written. */
const linesOf = (text = ""): string => text.replace(/\r\n|\r/g, "\n").trimEnd();

describe("MAIL-1: a mail arrives as it was written", () => {
  it("has sender, recipient, date and both parts", async () => {
    const mail = await arrive({});
    expect(mail).toMatchObject({
      from: { name: "Parley", address: "parley@example.com" },
      to: [{ address: "ada@example.com" }],
      subject: "Reset your password",
      date: "2026-11-29T10:00:00.000Z",
      messageId: "<0f2e8c1a@example.com>",
    });
    expect(mail.text?.trim()).toBe("Hello");
    expect(mail.html?.trim()).toBe("<p>Hello</p>");
  });

  it.each([
    "Größe und Maß: Einladung zu „Fieldnote“",
    "パスワードを再設定する",
    "إعادة تعيين كلمة المرور",
    "👩‍👩‍👧‍👦 family, 🏳️‍🌈, नमस्ते, می‌خواهم",
    "=?UTF-8?B?SGVsbG8=?=",
    "a, b; c: <d> (e) @ f",
    `${"long word ".repeat(19)}end`,
    "字".repeat(200),
  ])("subject and sender %s", async (name) => {
    const mail = await arrive({ subject: name, from: { name, address: "parley@example.com" } });
    expect(mail.subject).toBe(name);
    expect(mail.from).toMatchObject({ name, address: "parley@example.com" });
  });

  it("any subject and any text, in lines of at most 78 characters", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: "grapheme", maxLength: 60 }),
        fc.string({ unit: "grapheme", maxLength: 500 }),
        async (subject, text) => {
          const raw = writeMime({ ...plain, subject, text, html: text }, stamp);
          for (const line of raw.split("\r\n")) expect(line.length).toBeLessThanOrEqual(78);
          expect(raw).not.toMatch(/[^\r]\n|\r[^\n]/);
          const mail = await PostalMime.parse(raw);
          expect(linesOf(mail.text)).toBe(linesOf(text));
        },
      ),
      // The longest encoded words that there are.
      {
        examples: [
          ["é".repeat(60), "a"],
          [`${"a".repeat(44)}é`, "b"],
        ],
      },
    );
  });

  it("a lone surrogate and a very long subject still arrive", async () => {
    expect((await arrive({ subject: "a\ud800b" })).subject).toBe("a\ufffdb");
    const { subject = "" } = await arrive({ subject: "😀".repeat(5_000) });
    expect(Array.from(subject)).toHaveLength(200);
  });
});

describe("MAIL-IN-10: replies and threads", () => {
  it("a mail says where replies go, and to which thread it belongs", async () => {
    const mail = await arrive({ replyTo: "reply+abc@example.com", thread: "room_abc" });
    expect(mail.replyTo).toEqual([{ address: "reply+abc@example.com", name: "" }]);
    expect(mail).toMatchObject({ inReplyTo: "<room_abc@example.com>", references: "<room_abc@example.com>" });
    const none = await arrive({});
    expect(none.replyTo ?? none.inReplyTo ?? none.references).toBeUndefined();
    const written = writeMime(plain, stamp);
    expect(written).toContain("\r\nAuto-Submitted: auto-generated\r\nX-Loop: example.com\r\n");
  });

  it("neither can add a header", () => {
    const ending = "a@example.com\r\nBcc: b@example.com";
    expect(() => writeMime({ ...plain, replyTo: ending }, stamp)).toThrow(RangeError);
    expect(() => writeMime({ ...plain, thread: "a>\r\nBcc: b@example.com" }, stamp)).toThrow(RangeError);
  });
});

describe("MAIL-2: no content adds a header, a part or a recipient", () => {
  it.each([
    "Hi\r\nBcc: mallory@example.com",
    "Hi\nBcc: mallory@example.com",
    "Hi\rBcc: mallory@example.com",
    "Hi\u2028Bcc: mallory@example.com",
    "Hi\u0000\u0085Bcc: mallory@example.com",
    "Hi\r\n\r\n<script>alert(1)</script>",
    "Hi\r\n\tBcc: mallory@example.com",
  ])("a subject and a name %j", async (hostile) => {
    const mail = await arrive({
      subject: hostile,
      from: { name: hostile, address: "parley@example.com" },
    });
    expect(mail.bcc ?? []).toEqual([]);
    expect(mail.headers.map(({ key }) => key)).toEqual((await arrive({})).headers.map(({ key }) => key));
    expect(mail.html?.trim()).toBe("<p>Hello</p>");
    expect(mail.to).toEqual([{ name: "", address: "ada@example.com" }]);
  });

  it.each([
    `--parley-0f2e8c1a--\r\n\r\nafter`,
    "--parley-0f2e8c1a\r\nContent-Type: text/html\r\n\r\n<b>no</b>",
    ".\r\nMAIL FROM:<mallory@example.com>",
    "\r\n.\r\n",
  ])("a text %j", async (text) => {
    const mail = await arrive({ text });
    expect(linesOf(mail.text)).toBe(linesOf(text));
    expect(mail.html?.trim()).toBe("<p>Hello</p>");
    expect(mail.attachments).toEqual([]);
  });

  it.each([
    "ada@example.com, mallory@example.com",
    "ada@example.com\r\nBcc: mallory@example.com",
    "Ada <ada@example.com>",
    '"ada"@example.com',
    "ada@example.com ",
    "ada(comment)@example.com",
    "group:ada@example.com;",
    "ädä@example.com",
    "ada@exämple.com",
    "ada@[127.0.0.1]",
    "@example.com",
    "ada@",
    `${"a".repeat(250)}@example.com`,
  ])("the address %j is refused", (to) => {
    expect(isMailAddress(to)).toBe(false);
    expect(() => writeMime({ ...plain, to }, stamp)).toThrow(RangeError);
  });

  it("reads the sender of the settings", () => {
    expect(readMailbox("Parley <parley@example.com>")).toEqual({
      name: "Parley",
      address: "parley@example.com",
    });
    expect(readMailbox('"Parley, Inc." <p@example.com>')).toEqual({
      name: "Parley, Inc.",
      address: "p@example.com",
    });
    expect(readMailbox("parley@example.com")).toEqual({ name: "", address: "parley@example.com" });
    for (const none of ["", "Parley", "a <b> <c@example.com>", "<>"]) expect(readMailbox(none)).toBeNull();
  });
});

describe("MAIL-3: names in letters are text", () => {
  const letter = (name: string) =>
    writeLetter({
      title: `${nameInMail(name)} invites you`,
      lines: [`${nameInMail(name)} invites you.`],
      action: { label: "Join", url: "https://parley.example/join#token" },
      note: "Ignore this.",
    });

  it.each([
    "<img src=x onerror=alert(1)>",
    '"><a href="https://evil.example">click</a>',
    "</p></div><script>alert(1)</script>",
    "Your account is locked: https://evil.example/login",
    "visit www.evil.com now",
    "mallory@evil.example",
    "evil。com",
  ])("%s", (name) => {
    const { text, html } = letter(name);
    for (const shown of [text, html.replace(/\shref="https:\/\/parley\.example\/join#token"/, "")]) {
      expect(shown.replaceAll("https://parley.example/join#token", "")).not.toMatch(
        /https?:\/\/|www\.|evil[.。](?:com|example)|mallory@/,
      );
    }
    expect(html).not.toMatch(/<(?:img|script)/);
    expect(html.match(/<a /g)).toHaveLength(1);
  });

  it.each(["Ada Lovelace", "Dr. Ada", "J. R. R. Tolkien", "O'Brien & Co.", "李 小龍"])(
    "%s stays as it is",
    (name) => {
      expect(nameInMail(name)).toBe(name);
      expect(letter(name).text).toContain(`${name} invites you.`);
    },
  );
});
