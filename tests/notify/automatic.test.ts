import PostalMime from "postal-mime";
import { describe, expect, test } from "vitest";
import { writeMime } from "../../server/notify/mime.ts";
import { automaticReason } from "../../server/rules/mail/automatic.ts";
import {
  appleMail,
  bounce,
  exchangeAbsence,
  gmail,
  list,
  mail,
  MIRA,
  outlook,
  plain,
  vacation,
} from "../support/mails.ts";

const to = "reply+tag@localhost";
const own = ["parley@localhost", "reply@localhost"];

async function reasonOf(raw: string, sender = MIRA): Promise<string | null> {
  const { headers } = await PostalMime.parse(raw);
  return automaticReason({ headers, sender, own });
}

describe("MAIL-IN-4: mail that no person has written", () => {
  test.each([
    ["Gmail", gmail({ to })],
    ["Outlook", outlook({ to })],
    ["Apple Mail", appleMail({ to })],
    [
      "a mail that says that a person has sent it",
      mail({ to }, plain("Hi"), "Auto-Submitted: no (by hand)\n"),
    ],
    ["a mail of high priority", mail({ to }, plain("Hi"), "Precedence: first-class\nX-Priority: 1\n")],
  ])("%s is a person's", async (_, raw) => {
    expect(await reasonOf(raw)).toBeNull();
  });

  test.each([
    ["an absence note of RFC 3834", vacation({ to })],
    ["an absence note of Exchange", exchangeAbsence({ to })],
    [
      "the same, without what RFC 3834 asks for",
      exchangeAbsence({ to }).replace(/Auto-Submitted: .*\r\n/, ""),
    ],
    ["a report of delivery", bounce({ to })],
    ["the same, from a sender with a name", bounce({ to }).replace("MAILER-DAEMON@", "someone@")],
    ["a mailing list", list({ to })],
    ["a newsletter", mail({ to }, plain("Hi"), "List-Unsubscribe: <mailto:x@example.com>\n")],
    ["bulk", mail({ to }, plain("Hi"), "Precedence: bulk\n")],
    ["cPanel", mail({ to }, plain("Hi"), "X-Autorespond: vacation\n")],
    ["an old responder", mail({ to }, plain("Hi"), "X-Autoreply: yes\n")],
    [
      "folded and in capitals",
      mail({ to }, plain("Hi"), "AUTO-SUBMITTED:\n AUTO-REPLIED;\n owner-email=x\n"),
    ],
    ["a header twice", mail({ to }, plain("Hi"), "Auto-Submitted: no\nAuto-Submitted: auto-notified\n")],
    ["a header without a value", mail({ to }, plain("Hi"), "Auto-Submitted:\n")],
  ])("%s is none", async (_, raw) => {
    expect(await reasonOf(raw)).not.toBeNull();
  });

  test("a mail without a sender is a report, whatever it says", async () => {
    for (const sender of ["", "<>", " ", "MAILER-DAEMON@mail.example", "postmaster@mail.example"])
      expect(await reasonOf(gmail({ to }), sender)).toBe("bounce");
  });

  test("what this server sends is its own when it comes back, and also without its headers", async () => {
    const stamp = { now: new Date("2026-11-30T12:00:00Z"), id: "0f2e" };
    const raw = writeMime(
      {
        from: { name: "Parley", address: "parley@localhost" },
        to: MIRA,
        subject: "Hi",
        text: "Hi",
        html: "Hi",
      },
      stamp,
    );
    expect(await reasonOf(raw)).toBe("own");
    const bare = raw.replace(/(?:X-Loop|Auto-Submitted): .*\r\n/g, "");
    expect(bare).not.toContain("Auto-Submitted");
    expect(await reasonOf(bare)).toBe("own");
    expect(await reasonOf(mail({ to, from: "REPLY@localhost" }, plain("Hi")))).toBe("own");
  });
});
