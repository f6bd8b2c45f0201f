import fc from "fast-check";
import { expect, test } from "vitest";
import { isMailAddress } from "../../server/notify/mime.ts";
import {
  NOTE_ADDRESS_LENGTH,
  readNoteAddress,
  writeNoteAddress,
} from "../../server/rules/mail/note-address.ts";
import { isPassedOn, plainSubject } from "../../server/rules/mail/passed-on.ts";
import { asSignature, readReplyAddress, SIGNATURE_LENGTH } from "../../server/rules/mail/reply-address.ts";

const mailbox = { local: "reply", domain: "mail.example" };
const tags = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(asSignature);

test("NOTE-14: an address is read as it was written, in any case, and is no address of a reply", () => {
  expect(NOTE_ADDRESS_LENGTH).toBe(SIGNATURE_LENGTH);
  fc.assert(
    fc.property(tags, tags, fc.boolean(), (id, signature, isUpper) => {
      const address = writeNoteAddress(mailbox, { id, signature });
      expect(isMailAddress(address)).toBe(true);
      expect(address.indexOf("@")).toBeLessThanOrEqual(64);
      const arrived = isUpper ? address.toUpperCase() : ` ${address} `;
      expect(readNoteAddress(mailbox, arrived)).toEqual({ id, signature });
      expect(readReplyAddress(mailbox, arrived)).toBeNull();
    }),
  );
});

test.each(["", "reply@mail.example", "reply+@mail.example", `reply+${"u".repeat(40)}@mail.example`, "a@b"])(
  "NOTE-14: %j is no address",
  (to) => expect(readNoteAddress(mailbox, to)).toBeNull(),
);

test.each([
  ["Re: Fwd: AW: Plan", "Plan"],
  ["Re[2]: Plan", "Plan"],
  ["WG: Angebot", "Angebot"],
  ["回复：计划", "计划"],
  ["Re:", "Re:"],
  ["Report: Q3", "Report: Q3"],
  ["Title\r\nBcc: everyone@example.com", "Title Bcc: everyone@example.com"],
  ["", ""],
])("NOTE-14: the subject %j is %j", (subject, plain) => expect(plainSubject(subject)).toBe(plain));

test("NOTE-15: mails that are passed on are known by their subject", () => {
  expect(["Fwd: a", "FW: a", " WG: a", "TR : a", "转发：a"].every(isPassedOn)).toBe(true);
  expect(["Re: Fwd: a", "Forward to me", "Twg: a", ""].some(isPassedOn)).toBe(false);
});
