/** Addresses by which a visitor replies to a mail. Nothing of them is stored: the server's key signs them. */
import { and, eq, sql } from "drizzle-orm";
import type { OrganizationId, RoomId, VisitorId } from "../../shared/ids.ts";
import { REPLY_LIFETIME } from "../../shared/limits.ts";
import {
  asSignature,
  isOver,
  isSameSignature,
  lastDayOf,
  readReplyAddress,
  readReplyMailbox,
  type ReplyMailbox,
  writeReplyAddress,
} from "../rules/mail/reply-address.ts";
import type { Directory } from "./directory.ts";
import { conversations, visitors, widgets } from "./schema.ts";
import { sign } from "./secrets.ts";
import type { StoredSettings } from "./schema/widgets.ts";

/** What an address is for. It ends when one of them changes: a typing error in the address had sent the mail to somebody else. */
interface Signed {
  room: RoomId;
  visitor: VisitorId;
  /** The visitor's address. */
  email: string;
}

export interface RepliedConversation {
  organization: OrganizationId;
  room: RoomId;
  visitor: VisitorId;
  email: string;
  settings: StoredSettings;
}

export interface ReplySecrets {
  /** The server's key. */
  secret: string;
  mailbox: ReplyMailbox;
}

/** Null if this server takes no replies. */
export function replySecretsOf(env: {
  BETTER_AUTH_SECRET: string;
  MAIL_REPLY?: string;
}): ReplySecrets | null {
  const mailbox = readReplyMailbox(env.MAIL_REPLY ?? "");
  return mailbox === null ? null : { secret: env.BETTER_AUTH_SECRET, mailbox };
}

export async function makeReplyAddress(
  { secret, mailbox }: ReplySecrets,
  signed: Signed,
  now: number,
): Promise<string> {
  const lastDay = lastDayOf(now, REPLY_LIFETIME);
  const signature = await signatureOf(secret, signed, lastDay);
  return writeReplyAddress(mailbox, { room: signed.room, lastDay, signature });
}

/** The conversation to which a mail to this address belongs; null for every address that is not, or not any more, one that was mailed. */
export async function findReplied(
  directory: Directory,
  { secret, mailbox }: ReplySecrets,
  to: string,
  now: number,
): Promise<RepliedConversation | null> {
  const address = readReplyAddress(mailbox, to);
  if (address === null || isOver(address, now)) return null;
  const [found] = await directory
    .select({
      organization: conversations.organization,
      room: conversations.room,
      visitor: conversations.visitor,
      email: visitors.email,
      settings: widgets.settings,
    })
    .from(conversations)
    .innerJoin(visitors, eq(visitors.id, conversations.visitor))
    .innerJoin(widgets, eq(widgets.id, conversations.widget))
    .where(
      and(
        eq(conversations.room, address.room),
        sql`EXISTS (SELECT 1 FROM organizations AS o WHERE o.id = ${conversations.organization} AND o.deleted_at IS NULL)`,
      ),
    );
  if (found === undefined || found.email === null) return null;
  const signed = { ...found, email: found.email };
  const expected = await signatureOf(secret, signed, address.lastDay);
  return isSameSignature(expected, address.signature) ? signed : null;
}

/** The purpose is part of what is signed, so that nothing else that the key has signed is an address. */
async function signatureOf(
  secret: string,
  { room, visitor, email }: Signed,
  lastDay: number,
): Promise<string> {
  const bytes = await sign(secret, `reply by mail:${room}:${visitor}:${lastDay}:${email.toLowerCase()}`);
  return asSignature(bytes);
}
