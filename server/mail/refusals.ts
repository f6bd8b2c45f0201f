import { MAX_ATTACHMENTS, MAX_MAIL_BYTES, MAX_NOTE_LENGTH } from "../../shared/limits.ts";

/**
 * What a server that sends a mail is told; it tells its user. SMTP takes ASCII. Whatever is wrong with an address is one answer: nobody learns
 * which conversations exist.
 */
export const refusals = {
  noSuchAddress: "This address does not take mail.",
  onThePage: "Replies to this company are not taken by mail. Use the link in the mail.",
  tooMany: "Too many replies. Try again later, or use the link in the mail.",
  tooLarge: `The mail is larger than ${MAX_MAIL_BYTES / 1_048_576} MB. Send less, or use the link in the mail.`,
  tooLong: "The text is longer than 16,000 bytes. Write less, or attach it as a file.",
  tooManyFiles: `A message has at most ${MAX_ATTACHMENTS} files.`,
  unreadable: "The mail could not be read.",
  unsafe: "The message was flagged as unsafe and was not taken.",
  tooManyNotes: "Too many mails to this address. Try again later.",
  longNote: `A note has at most ${MAX_NOTE_LENGTH} characters. Write less, or attach it as a file.`,
  fullNotes: "There are too many notes. Delete some first.",
  notTaken: "The reply was not taken. Use the link in the mail.",
} as const;
