/**
 * Addresses to which visitors reply: `reply+<conversation><day><signature>@mail.example`. Of the 64 characters that mail allows before the @
 * (RFC 5321, 4.5.3.1.1) the part after the `+` has 50. It is in lower case, because servers on the way may change the case.
 */
import { isRoomId, type RoomId } from "../../../shared/ids.ts";

export interface ReplyAddress {
  room: RoomId;
  /** The last day on which it is taken, in days since 1970. */
  lastDay: number;
  /** `SIGNATURE_LENGTH` characters. */
  signature: string;
}

const ROOM = "room_";
const ROOM_LENGTH = 26;
const DAY_LENGTH = 4;
export const SIGNATURE_LENGTH = 20;
const MAX_LOCAL_PART = 64;
export const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const DAY = 24 * 60 * 60_000;

/** A mailbox of this server, as `reply@mail.example` has it. */
export interface ReplyMailbox {
  local: string;
  domain: string;
}

/** Null if mail cannot come back to such an address: it has a tag already, or no room for one. */
export function readReplyMailbox(address: string): ReplyMailbox | null {
  const [, local = "", domain = ""] = /^([a-z0-9._-]+)@([a-z0-9.-]+)$/.exec(address.toLowerCase()) ?? [];
  const length = local.length + 1 + ROOM_LENGTH + DAY_LENGTH + SIGNATURE_LENGTH;
  return local !== "" && length <= MAX_LOCAL_PART ? { local, domain } : null;
}

export function writeReplyAddress(
  { local, domain }: ReplyMailbox,
  { room, lastDay, signature }: ReplyAddress,
): string {
  const tag = `${room.slice(ROOM.length)}${lastDay.toString(32).padStart(DAY_LENGTH, "0")}${signature}`;
  return `${local}+${tag}@${domain}`;
}

/** Null if the address is no such one. Whether it is true, its signature says. */
export function readReplyAddress({ local, domain }: ReplyMailbox, to: string): ReplyAddress | null {
  const address = to.trim().toLowerCase();
  const [before, after] = [`${local}+`, `@${domain}`];
  if (!address.startsWith(before) || !address.endsWith(after)) return null;
  const tag = address.slice(before.length, -after.length);
  if (tag.length !== ROOM_LENGTH + DAY_LENGTH + SIGNATURE_LENGTH) return null;
  const room = ROOM + tag.slice(0, ROOM_LENGTH);
  const day = tag.slice(ROOM_LENGTH, ROOM_LENGTH + DAY_LENGTH);
  if (!isRoomId(room) || !/^[0-9a-v]+$/.test(day)) return null;
  return { room, lastDay: Number.parseInt(day, 32), signature: tag.slice(ROOM_LENGTH + DAY_LENGTH) };
}

/** Five bits of each byte, as characters that mail leaves alone. `bytes` has at least `SIGNATURE_LENGTH`. */
export const asSignature = (bytes: Uint8Array): string =>
  Array.from(bytes.slice(0, SIGNATURE_LENGTH), (byte) => ALPHABET.charAt(byte & 31)).join("");

/** Takes as long for every other signature. */
export function isSameSignature(a: string, b: string): boolean {
  let difference = a.length ^ b.length;
  for (let i = 0; i < SIGNATURE_LENGTH; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i);
  return difference === 0;
}

/** `now` and `lifetime` in milliseconds. */
export const lastDayOf = (now: number, lifetime: number): number => Math.floor((now + lifetime) / DAY);
export const isOver = ({ lastDay }: ReplyAddress, now: number): boolean => Math.floor(now / DAY) > lastDay;
