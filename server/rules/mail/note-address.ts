/**
 * Addresses by which people mail notes to themselves: `reply+<id><signature>@mail.example`, in the mailbox to which visitors reply. They are
 * told apart by their length.
 */
import { ALPHABET, type ReplyMailbox, SIGNATURE_LENGTH } from "./reply-address.ts";

export interface SignedNoteAddress {
  /** `NOTE_ADDRESS_LENGTH` characters. */
  id: string;
  /** `SIGNATURE_LENGTH` characters. */
  signature: string;
}

/** 100 random bits. */
export const NOTE_ADDRESS_LENGTH = 20;

export const writeNoteAddress = (
  { local, domain }: ReplyMailbox,
  { id, signature }: SignedNoteAddress,
): string => `${local}+${id}${signature}@${domain}`;

/** Null if the address is no such one. Whether it is true, its signature says. */
export function readNoteAddress({ local, domain }: ReplyMailbox, to: string): SignedNoteAddress | null {
  const address = to.trim().toLowerCase();
  const [before, after] = [`${local}+`, `@${domain}`];
  if (!address.startsWith(before) || !address.endsWith(after)) return null;
  const tag = address.slice(before.length, -after.length);
  if (tag.length !== NOTE_ADDRESS_LENGTH + SIGNATURE_LENGTH) return null;
  if ([...tag].some((character) => !ALPHABET.includes(character))) return null;
  return { id: tag.slice(0, NOTE_ADDRESS_LENGTH), signature: tag.slice(NOTE_ADDRESS_LENGTH) };
}
