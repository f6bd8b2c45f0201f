import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { makeId } from "../../shared/ids.ts";
import {
  asSignature,
  isOver,
  isSameSignature,
  lastDayOf,
  readReplyAddress,
  readReplyMailbox,
  type ReplyMailbox,
  SIGNATURE_LENGTH,
  writeReplyAddress,
} from "../../server/rules/mail/reply-address.ts";
import { isMailAddress } from "../../server/notify/mime.ts";

const mailbox: ReplyMailbox = { local: "reply", domain: "mail.example" };
const ids = fc.uint8Array({ minLength: 16, maxLength: 16 }).map((bytes) =>
  makeId("room", (empty) => {
    empty.set(bytes);
    return empty;
  }),
);
const signatures = fc.uint8Array({ minLength: 32, maxLength: 32 }).map(asSignature);
const DAY = 24 * 60 * 60_000;

describe("MAIL-IN-1: the address of a reply", () => {
  test("is read as it was written, whatever servers on its way do to its case, and fits into mail", () => {
    fc.assert(
      fc.property(ids, signatures, fc.nat(1_000_000), fc.boolean(), (room, signature, lastDay, isUpper) => {
        const address = writeReplyAddress(mailbox, { room, signature, lastDay });
        expect(isMailAddress(address)).toBe(true);
        expect(address.indexOf("@")).toBeLessThanOrEqual(64);
        const arrived = isUpper ? address.toUpperCase() : ` ${address}`;
        expect(readReplyAddress(mailbox, arrived)).toEqual({ room, signature, lastDay });
      }),
    );
  });

  test("every other address is none", () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.string().map((tag) => `reply+${tag}@mail.example`),
        ),
        (to) => {
          expect(readReplyAddress(mailbox, to)).toBeNull();
        },
      ),
    );
    const address = writeReplyAddress(mailbox, {
      room: makeId("room", (empty) => empty),
      signature: "0".repeat(SIGNATURE_LENGTH),
      lastDay: 20_000,
    });
    for (const other of [
      address.replace("mail.example", "mail.example.evil"),
      address.replace("reply", "other"),
      address.replace("+", "-"),
      `${address}, ${address}`,
      address.replace("@", "0@"),
    ])
      expect(readReplyAddress(mailbox, other)).toBeNull();
  });

  test("a mailbox with a tag, a long one, a list and nothing take no replies", () => {
    expect(readReplyMailbox("Reply@Mail.example")).toEqual(mailbox);
    for (const none of [
      "",
      "reply",
      "a+b@mail.example",
      "a@b, c@d",
      "Parley <reply@mail.example>",
      `${"a".repeat(14)}@mail.example`,
    ])
      expect(readReplyMailbox(none)).toBeNull();
    expect(readReplyMailbox(`${"a".repeat(13)}@mail.example`)).not.toBeNull();
  });

  test("it ends with its last day", () => {
    const now = Date.parse("2026-11-30T13:00:00Z");
    const address = {
      room: makeId("room", (empty) => empty),
      signature: "",
      lastDay: lastDayOf(now, 3 * DAY),
    };
    expect(isOver(address, now + 3 * DAY)).toBe(false);
    expect(isOver(address, now + 4 * DAY)).toBe(true);
  });

  test("two signatures are the same only if every character is", () => {
    fc.assert(
      fc.property(signatures, fc.nat(SIGNATURE_LENGTH - 1), (signature, at) => {
        expect(isSameSignature(signature, signature)).toBe(true);
        const other = signature.charAt(at) === "0" ? "1" : "0";
        expect(isSameSignature(signature, signature.slice(0, at) + other + signature.slice(at + 1))).toBe(
          false,
        );
        expect(isSameSignature(signature, signature.slice(1))).toBe(false);
      }),
    );
  });
});
