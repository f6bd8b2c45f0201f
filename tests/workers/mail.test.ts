import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, it } from "vitest";
import type { LocalMailbox } from "../../server/local/mail/local-mailbox.ts";
import { answerDevMail } from "../../server/local/mail/dev-mail.ts";
import { isMailBound, sendMail } from "../../server/notify/mail.ts";

const LOCAL_MAILBOX: DurableObjectNamespace<LocalMailbox> = Reflect.get(env, "LOCAL_MAILBOX");
const onLoopback = { ...env, LOCAL_MAILBOX, ALLOWED_ORIGINS: "self" };
const mail = {
  to: "ada@example.com",
  subject: "Grüße, 雪 & <b>",
  text: "Plain <i>text</i>",
  html: "<p>Rich</p><script>alert(1)</script>",
};
const ask = (path: string, headers: Record<string, string> = {}, origin = "http://127.0.0.1:8787") =>
  new Request(`${origin}${path}`, { headers });

beforeEach(() => sendMail(env, mail));

describe("mail on one machine", () => {
  it("MAIL-4: /dev/mail lists what was sent, newest first, and shows both parts", async () => {
    const list = await (await answerDevMail(ask("/dev/mail"), onLoopback))?.text();
    expect(list).toContain("Grüße, 雪 &amp; &lt;b&gt;");
    const [first] =
      (await (await answerDevMail(ask("/dev/mail/list.json"), onLoopback))?.json<{ id: number }[]>()) ?? [];
    expect(first).toMatchObject({ to: "ada@example.com", subject: mail.subject, from: "parley@localhost" });
    const shown = await (await answerDevMail(ask(`/dev/mail/${first?.id}`), onLoopback))?.text();
    expect(shown).toContain("Plain &lt;i&gt;text&lt;/i&gt;");
    expect(shown).toMatch(/<iframe [^>]*sandbox="allow-popups allow-popups-to-escape-sandbox"/);
    const frame = await answerDevMail(ask(`/dev/mail/${first?.id}/html`), onLoopback);
    expect(frame?.headers.get("content-security-policy")).toMatch(
      /default-src 'none'.*; sandbox allow-popups/,
    );
    expect(await frame?.text()).toContain("<p>Rich</p>");
    const raw = await (await answerDevMail(ask(`/dev/mail/${first?.id}/raw`), onLoopback))?.text();
    expect(raw).toMatch(/^From: Parley\r\n <parley@localhost>\r\nTo: ada@example.com\r\n/);
  });

  it.each([
    ["an address of the network", ask("/dev/mail", {}, "http://192.168.1.5:8787"), onLoopback],
    [
      "a name that somebody points at this machine",
      ask("/dev/mail", {}, "http://evil.example:8787"),
      onLoopback,
    ],
    ["another machine", ask("/dev/mail", { "cf-connecting-ip": "192.168.1.9" }), onLoopback],
    ["another machine by IPv6", ask("/dev/mail", { "cf-connecting-ip": "fe80::1" }), onLoopback],
    ["HTTPS", ask("/dev/mail", {}, "https://localhost:8787"), onLoopback],
    ["a server with --https", ask("/dev/mail"), { ...onLoopback, ALLOWED_ORIGINS: "https://localhost:8787" }],
    [
      "a server for others too",
      ask("/dev/mail"),
      { ...onLoopback, ALLOWED_ORIGINS: "self,https://a.example" },
    ],
    ["a server for http elsewhere", ask("/dev/mail"), { ...onLoopback, ALLOWED_ORIGINS: "http://a.example" }],
  ])("MAIL-4: %s is not answered", async (_, request, bindings) => {
    expect(await answerDevMail(request, bindings)).toBeNull();
  });

  it("MAIL-4: other paths are the app's", async () => {
    for (const path of ["/dev/mailbox", "/dev", "/", "/api/me"])
      expect(await answerDevMail(ask(path), onLoopback)).toBeNull();
    expect((await answerDevMail(ask("/dev/mail/999999999"), onLoopback))?.status).toBe(404);
    expect((await answerDevMail(ask("/dev/mail/1%20OR%201"), onLoopback))?.status).toBe(404);
  });

  it("MAIL-4: keeps the newest 200", async () => {
    const mailbox = LOCAL_MAILBOX.getByName("mailbox");
    for (let i = 0; i < 205; i++) await mailbox.add({ from: "a@b", to: "c@d", raw: `Subject: ${i}\r\n\r\n` });
    const kept = await mailbox.list();
    expect(kept).toHaveLength(200);
    expect(kept[0]?.raw).toContain("Subject: 204");
  });

  it("MAIL-5: without a sender or a binding no mail is bound, and sending says so", async () => {
    const { MAIL: _, ...withoutBinding } = env;
    expect(isMailBound(env)).toBe(true);
    for (const none of [{ ...env, MAIL_FROM: "" }, { ...env, MAIL_FROM: "not an address" }, withoutBinding]) {
      expect(isMailBound(none)).toBe(false);
      await expect(sendMail(none, mail)).rejects.toMatchObject({ code: "unavailable" });
    }
  });

  it("MAIL-2: an address that is a list is refused and nothing is stored", async () => {
    const before = (await LOCAL_MAILBOX.getByName("mailbox").list()).length;
    await expect(sendMail(env, { ...mail, to: "a@example.com,b@example.com" })).rejects.toMatchObject({
      code: "unavailable",
    });
    expect((await LOCAL_MAILBOX.getByName("mailbox").list()).length).toBe(before);
  });
});
