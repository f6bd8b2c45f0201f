/** Addresses by which people mail notes to themselves. The row has an id; the server's key signs it. */
import { and, eq, sql } from "drizzle-orm";
import type { OrganizationId, UserId } from "../../shared/ids.ts";
import type { Language } from "../../shared/account.ts";
import {
  NOTE_ADDRESS_LENGTH,
  readNoteAddress,
  type SignedNoteAddress,
  writeNoteAddress,
} from "../rules/mail/note-address.ts";
import { asSignature, isSameSignature } from "../rules/mail/reply-address.ts";
import type { Directory } from "./directory.ts";
import type { ReplySecrets } from "./reply-addresses.ts";
import { members, noteAddresses, organizations, users } from "./schema.ts";
import { sign } from "./secrets.ts";

export interface NoteOwner {
  /** Of the address. */
  id: string;
  organization: OrganizationId;
  user: UserId;
  language: Language;
}

type Person = Pick<NoteOwner, "organization" | "user">;

/** The person's address, which is made when it is asked for first. Null for somebody who is no member. */
export async function noteAddressOf(
  directory: Directory,
  secrets: ReplySecrets,
  person: Person,
  now: number,
): Promise<string | null> {
  const before = await findId(directory, person);
  if (before !== null) return addressWith(secrets, { ...person, id: before });
  await insertId(directory, person, now, sql`NOTHING`);
  const made = await findId(directory, person);
  return made === null ? null : addressWith(secrets, { ...person, id: made });
}

/** Another address; the one before is none from now on. */
export async function replaceNoteAddress(
  directory: Directory,
  secrets: ReplySecrets,
  person: Person,
  now: number,
): Promise<string | null> {
  await insertId(directory, person, now, sql`UPDATE SET id = excluded.id, created_at = excluded.created_at`);
  return noteAddressOf(directory, secrets, person, now);
}

/** Whose address this is; null for every address that is not, or not any more, one. */
export async function findNoteOwner(
  directory: Directory,
  secrets: ReplySecrets,
  to: string,
): Promise<NoteOwner | null> {
  const address = readNoteAddress(secrets.mailbox, to);
  if (address === null) return null;
  const [found] = await directory
    .select({
      id: noteAddresses.id,
      organization: noteAddresses.organization,
      user: noteAddresses.user,
      language: users.language,
    })
    .from(noteAddresses)
    .innerJoin(
      members,
      and(eq(members.organization, noteAddresses.organization), eq(members.user, noteAddresses.user)),
    )
    .innerJoin(organizations, eq(organizations.id, noteAddresses.organization))
    .innerJoin(users, eq(users.id, noteAddresses.user))
    .where(and(eq(noteAddresses.id, address.id), sql`${organizations.deletedAt} IS NULL`));
  if (found === undefined) return null;
  const expected = await signatureOf(secrets.secret, found);
  return isSameSignature(expected, address.signature) ? found : null;
}

async function findId(directory: Directory, { organization, user }: Person): Promise<string | null> {
  const [found] = await directory
    .select({ id: noteAddresses.id })
    .from(noteAddresses)
    .where(and(eq(noteAddresses.organization, organization), eq(noteAddresses.user, user)));
  return found?.id ?? null;
}

/** Selected from the membership: whoever leaves at this moment has no address afterwards. */
async function insertId(
  directory: Directory,
  { organization, user }: Person,
  now: number,
  conflict: ReturnType<typeof sql>,
): Promise<void> {
  const id = asSignature(crypto.getRandomValues(new Uint8Array(NOTE_ADDRESS_LENGTH)));
  await directory.run(sql`
    INSERT INTO note_addresses (id, organization, user, created_at)
    SELECT ${id}, organization, user, ${now} FROM members WHERE organization = ${organization} AND user = ${user}
    ON CONFLICT (organization, user) DO ${conflict}`);
}

async function addressWith(
  { secret, mailbox }: ReplySecrets,
  owner: Person & Pick<SignedNoteAddress, "id">,
): Promise<string> {
  return writeNoteAddress(mailbox, { id: owner.id, signature: await signatureOf(secret, owner) });
}

/** The purpose is part of what is signed, so that nothing else that the key has signed is an address. */
async function signatureOf(
  secret: string,
  { id, organization, user }: Person & Pick<SignedNoteAddress, "id">,
): Promise<string> {
  return asSignature(await sign(secret, `notes by mail:${id}:${organization}:${user}`));
}
