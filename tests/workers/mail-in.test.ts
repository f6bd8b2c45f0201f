import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import type { LocalMailbox } from "../../server/local/mail/local-mailbox.ts";
import { refusals } from "../../server/mail/refusals.ts";
import { attachmentPaths } from "../../shared/attachments.ts";
import { MAILS_PER_CONVERSATION, MAX_MAIL_BYTES, REPLY_LIFETIME } from "../../shared/limits.ts";
import { eventually } from "../support/eventually.ts";
import {
  appleMail,
  bounce,
  exchangeAbsence,
  file,
  gmail,
  html,
  list,
  mail,
  MIRA,
  multipart,
  newMessageId,
  outlook,
  type Part,
  plain,
  vacation,
} from "../support/mails.ts";
import { roomOf } from "./support/desk.ts";
import { messagesIn, replyAddress } from "./support/mail.ts";
import { makeWidget, widgetsPath } from "./support/widget.ts";
import { mailDesk, send, textsIn } from "./support/mail-desk.ts";

let desk: Awaited<ReturnType<typeof mailDesk>>;

beforeAll(async () => {
  desk = await mailDesk();
});

describe("MAIL-IN-1: the address is the right to write", () => {
  test("a reply joins the conversation as the visitor's, and the AI answers it", async () => {
    const { mira, room, to } = await desk.talk();
    expect(await send(gmail({ to, text: "Is it waterproof?" }), to)).toMatchObject({ rejected: null });
    expect(await messagesIn(room)).toMatchObject([
      { author: mira.id, text: "Is it waterproof?", via: "mail", mentions: [] },
    ]);
    const socket = await mira.enter(room);
    await eventually(() => expect(JSON.stringify(socket.frames)).toContain('"turn.ended"'));
    expect(JSON.stringify(socket.frames)).toContain('"via":"mail"');
  });

  test("an address that was changed anywhere, that is for another conversation, or no longer true, is one refusal", async () => {
    const { mira, room, to } = await desk.talk();
    const other = await desk.talk();
    const [local = "", domain = ""] = to.split("@");
    const refused = async (address: string) => {
      expect(await send(gmail({ to: address }), address)).toEqual({
        rejected: refusals.noSuchAddress,
        read: 0,
      });
    };
    for (const at of [6, 20, 31, 33, 36, 40, local.length - 1]) {
      const swapped = local.charAt(at) === "0" ? "1" : "0";
      await refused(`${local.slice(0, at)}${swapped}${local.slice(at + 1)}@${domain}`);
    }
    // The conversation of one address with the signature of the other.
    await refused(`${to.slice(0, 32)}${other.to.slice(32)}`);
    await refused(await replyAddress(room, other.mira.id));
    await refused(await replyAddress(room, mira.id, "someone@else.example"));
    await refused(
      await replyAddress(room, mira.id, MIRA, Date.now() - REPLY_LIFETIME - 2 * 24 * 60 * 60_000),
    );
    await refused(`${local}@elsewhere.example`);
    for (const none of [
      "reply@localhost",
      "reply+@localhost",
      "",
      "parley@localhost",
      `${local}+x@${domain}`,
    ])
      await refused(none);
    expect(await messagesIn(room)).toEqual([]);
    expect(await messagesIn(other.room)).toEqual([]);
    expect(await send(gmail({ to }), to.toUpperCase())).toMatchObject({ rejected: null });
  });

  test("it ends with the visitor's address, with the conversation, and with the widget", async () => {
    const gone = await desk.talk();
    await gone.mira.must(gone.mira.delete(`${gone.mira.path}/conversations/${gone.room}`));
    expect((await send(gmail({ to: gone.to }), gone.to)).rejected).toBe(refusals.noSuchAddress);

    const moved = await desk.talk();
    await moved.mira.must(
      moved.mira.send("PATCH", `${moved.mira.path}/me`, { email: "mira@elsewhere.example" }),
    );
    expect((await send(gmail({ to: moved.to }), moved.to)).rejected).toBe(refusals.noSuchAddress);

    const short = await makeWidget(desk.ada, desk.organization.id);
    const ended = await desk.talk(short);
    await desk.ada.must(desk.ada.delete(`${widgetsPath(desk.organization.id)}/${short.id}`));
    expect((await send(gmail({ to: ended.to }), ended.to)).rejected).toBe(refusals.noSuchAddress);
  });

  test("a server without a mailbox for replies takes none", async () => {
    const { to, room } = await desk.talk();
    for (const MAIL_REPLY of ["", "a+b@localhost", "reply@elsewhere.example"])
      expect((await send(gmail({ to }), to, { bindings: { ...env, MAIL_REPLY } })).rejected).toBe(
        refusals.noSuchAddress,
      );
    expect(await messagesIn(room)).toEqual([]);
  });

  test("MAIL-IN-2: a reply from another address joins too, and says so", async () => {
    const { to, room } = await desk.talk();
    await send(gmail({ to, from: "boss@okafor.example", text: "From me" }), to, {
      from: "boss@okafor.example",
    });
    await send(gmail({ to, from: "MIRA@Okafor.example", text: "And me" }), to);
    expect(await messagesIn(room)).toMatchObject([
      { text: "From me", via: "otherMail" },
      { text: "And me", via: "mail" },
    ]);
    expect(JSON.stringify(await messagesIn(room))).not.toContain("boss@");
  });

  test("MAIL-IN-2: visitors whom the company has to name cannot reply by mail", async () => {
    const strict = await makeWidget(desk.ada, desk.organization.id, { answersPerDay: 5 });
    const { to, room } = await desk.talk(strict);
    const change = { revision: strict.revision, enforce: true };
    await desk.ada.must(desk.ada.send("PATCH", `${widgetsPath(desk.organization.id)}/${strict.id}`, change));
    expect(await send(gmail({ to }), to)).toEqual({ rejected: refusals.onThePage, read: 0 });
    expect(await messagesIn(room)).toEqual([]);
  });
});

describe("MAIL-IN-3: bounds, before anything is parsed", () => {
  test("ten megabytes of headers cost one piece of them", async () => {
    const { to, room } = await desk.talk();
    const headers = `X-Long: ${"a".repeat(900)}\r\n`.repeat(11_000);
    const { rejected, read } = await send(`${headers}\r\nHello`, to);
    expect(rejected).toBe(refusals.unreadable);
    expect(read).toBeLessThanOrEqual(2 * 64 * 1024);
    expect((await send("a".repeat(10_000_000), to)).read).toBeLessThanOrEqual(2 * 64 * 1024);
    expect(await messagesIn(room)).toEqual([]);
  });

  test("a mail that is too large is not read; one that says less than it has is read no further", async () => {
    const { to } = await desk.talk();
    const large = mail({ to }, plain("x".repeat(MAX_MAIL_BYTES)));
    expect(await send(large, to)).toEqual({ rejected: refusals.tooLarge, read: 0 });
    const lying = await send(large, to, { rawSize: 1_000 });
    expect(lying.rejected).toBe(refusals.tooLarge);
    expect(lying.read).toBeLessThanOrEqual(MAX_MAIL_BYTES + 2 * 64 * 1024);
  });

  test("headers of parts, parts within parts, and mails that are none", async () => {
    const { to, room } = await desk.talk();
    const part: Part = { headers: `Content-Type: text/plain\nX-Long: ${"a".repeat(900)}`, body: "x" };
    const many = mail(
      { to },
      multipart(
        "mixed",
        "m",
        Array.from({ length: 400 }, () => part),
      ),
    );
    expect((await send(many, to)).rejected).toBe(refusals.unreadable);
    const empty = `${mail({ to }, multipart("mixed", "m", []))}${"--m\r\n\r\n".repeat(4_000)}`;
    expect((await send(empty, to)).rejected).toBe(refusals.unreadable);
    expect((await send(`${mail({ to }, plain("x"))}${"\r\n".repeat(300_000)}`, to)).rejected).toBe(
      refusals.unreadable,
    );
    let deep: Part = plain("Down here");
    for (let i = 0; i < 40; i++) deep = multipart("mixed", `b${i}`, [deep]);
    expect((await send(mail({ to }, deep), to)).rejected).toBe(refusals.unreadable);
    for (const none of ["", "\r\n", "no mail at all", "\r\n\r\n\r\n"])
      expect((await send(none, to)).rejected).toBeNull();
    expect(await textsIn(room)).not.toContain("Down here");
  });

  test("a text that is too long is refused with the reason, and one without a word joins nothing", async () => {
    const { to, room } = await desk.talk();
    expect((await send(mail({ to }, plain("x".repeat(16_001))), to)).rejected).toBe(refusals.tooLong);
    expect((await send(mail({ to }, html("<p>&nbsp;</p><img src='cid:x'>")), to)).rejected).toBeNull();
    expect(await messagesIn(room)).toEqual([]);
  });

  test("more replies than a person writes are refused for a while", async () => {
    const { to, room } = await desk.talk();
    for (let i = 0; i < MAILS_PER_CONVERSATION; i++) await send(vacation({ to }), to);
    expect(await send(gmail({ to }), to)).toEqual({ rejected: refusals.tooMany, read: 0 });
    const other = await desk.talk();
    expect((await send(gmail({ to: other.to }), other.to)).rejected).toBeNull();
    expect(await messagesIn(room)).toEqual([]);
  });
});

test("MAIL-IN-4: what no person has written joins nothing, is not refused and not answered", async () => {
  const { to, room } = await desk.talk();
  const mailbox: DurableObjectNamespace<LocalMailbox> = Reflect.get(env, "LOCAL_MAILBOX");
  const sentMails = async () => (await mailbox.getByName("mailbox").list())[0]?.id ?? 0;
  const before = await sentMails();
  for (const raw of [vacation({ to }), exchangeAbsence({ to }), bounce({ to }), list({ to })])
    expect((await send(raw, to)).rejected).toBeNull();
  for (const from of ["", "<>", "MAILER-DAEMON@mail.example"])
    expect((await send(gmail({ to }), to, { from })).rejected).toBeNull();
  expect((await send(mail({ to, from: "parley@localhost" }, plain("Our own")), to)).rejected).toBeNull();
  expect(await messagesIn(room)).toEqual([]);
  expect(await sentMails()).toBe(before);
});

describe("MAIL-IN-5: the new words of every program", () => {
  test.each([
    ["Gmail", gmail],
    ["Outlook", outlook],
    ["Apple Mail", appleMail],
  ])("%s", async (_, write) => {
    const { to, room } = await desk.talk();
    const text = 'Thanks, "Jean-Luc O\'Neil (ops)" <b>here</b>.\n\nشكرا 谢谢 ขอบคุณ';
    expect((await send(write({ to, text }), to)).rejected).toBeNull();
    expect(await textsIn(room)).toEqual([text]);
  });
});

describe("MAIL-IN-6: a mail is one message", () => {
  test("however often it is delivered, also at the same time", async () => {
    const { to, room } = await desk.talk();
    const raw = mail(
      { to, messageId: newMessageId() },
      multipart("mixed", "m", [plain("Once."), file("a.txt", "one")]),
    );
    await Promise.all([send(raw, to), send(raw, to), send(raw, to)]);
    expect((await send(raw, to)).rejected).toBeNull();
    expect(await messagesIn(room)).toMatchObject([{ text: "Once.", attachments: [{ name: "a.txt" }] }]);
    const again = raw.replace(/Message-ID: .*\r\n/, "");
    await send(again, to);
    await send(again, to);
    expect(await textsIn(room)).toEqual(["Once.", "Once."]);
  });

  test("the same id with other words is the first one, and another conversation has its own", async () => {
    const [one, two] = [await desk.talk(), await desk.talk()];
    const messageId = newMessageId();
    await send(gmail({ to: one.to, messageId, text: "First" }), one.to);
    expect((await send(gmail({ to: one.to, messageId, text: "Second" }), one.to)).rejected).toBeNull();
    await send(gmail({ to: two.to, messageId, text: "Elsewhere" }), two.to);
    expect(await textsIn(one.room)).toEqual(["First"]);
    expect(await textsIn(two.room)).toEqual(["Elsewhere"]);
  });
});

describe("MAIL-IN-7: files pass the gates of the panel", () => {
  test("three files are the message's, byte by byte; a picture is known by its bytes", async () => {
    const { to, room, mira } = await desk.talk();
    const png = Uint8Array.from(
      atob(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      ),
      (one) => one.charCodeAt(0),
    );
    const parts = [
      plain("Three."),
      file("plug.png", png),
      file("../../etc/العقد.pdf", "%PDF-1.7 x"),
      file("run.html", "<script>alert(1)</script>"),
    ];
    expect((await send(mail({ to }, multipart("mixed", "m", parts)), to)).rejected).toBeNull();
    const [message] = await messagesIn(room);
    expect(message?.attachments).toMatchObject([
      { name: "plug.png", type: "image/png", width: 1, height: 1 },
      { name: "العقد.pdf", type: "application/pdf" },
      { name: "run.html" },
    ]);
    const last = message?.attachments?.[2];
    if (last === undefined) throw new Error("no file");
    const path = attachmentPaths.one(desk.organization.id, room, last.id);
    const got = await mira.get(path);
    expect(got.text).toBe("<script>alert(1)</script>");
    expect(got.headers.get("content-type")).toBe("application/octet-stream");
    const waiting = await roomOf(room).waitingAttachments(mira.id);
    expect(waiting).toEqual([]);
  });

  test("files without a text are a message; more than ten are refused, and nothing stays behind", async () => {
    const { to, room, mira } = await desk.talk();
    expect(
      (await send(mail({ to }, multipart("mixed", "m", [file("a.txt", "one")])), to)).rejected,
    ).toBeNull();
    const eleven = Array.from({ length: 11 }, (_, i) => file(`${i}.txt`, "x"));
    expect((await send(mail({ to }, multipart("mixed", "m", [plain("Many"), ...eleven])), to)).rejected).toBe(
      refusals.tooManyFiles,
    );
    expect(await messagesIn(room)).toMatchObject([{ text: "", attachments: [{ name: "a.txt" }] }]);
    expect(await roomOf(room).waitingAttachments(mira.id)).toEqual([]);
  });
});
