/** A mail to a person's address for notes becomes a note of theirs, and its files become documents beside it. */
import type { Language } from "../../shared/account.ts";
import type { Document } from "../../shared/knowledge.ts";
import { MAILS_PER_NOTE_ADDRESS, MAX_ATTACHMENTS, MAX_NOTE_LENGTH } from "../../shared/limits.ts";
import { readCaptured } from "../../shared/note-text.ts";
import type { Scopes } from "../../shared/permissions.ts";
import { isVisible } from "../../shared/text.ts";
import type { Env } from "../bindings/env.ts";
import { openDirectory } from "../directory/directory.ts";
import { encodeHex } from "../directory/encodings.ts";
import type { NoteOwner } from "../directory/note-addresses.ts";
import type { ReplySecrets } from "../directory/reply-addresses.ts";
import { countAttempt } from "../directory/sign-in-attempts.ts";
import { addFile } from "../knowledge/documents/add-document.ts";
import { kindOf } from "../knowledge/documents/kind-of.ts";
import type { Reader } from "../knowledge/libraries/libraries.ts";
import { openNotesLibrary } from "../knowledge/libraries/notes-library.ts";
import { cleanTitle } from "../knowledge/records/clean-title.ts";
import { keepNote } from "../notes/keep-note.ts";
import { linkFiles } from "../notes/link-files.ts";
import { Problem } from "../problems/problem.ts";
import { isPassedOn, plainSubject } from "../rules/mail/passed-on.ts";
import {
  addressOf,
  dropped,
  type IncomingMail,
  nameOfMail,
  openMail,
  type Outcome,
  refused,
  sha256,
} from "./incoming-mail.ts";
import { contentOf, type MailFile, passedOnContentOf } from "./mail-content.ts";
import { refusals } from "./refusals.ts";

const SCOPES: Scopes = new Set(["read", "write"]);
/** Of the sender's address, UTF-16 units (RFC 5321, 4.5.3.1.3). */
const MAX_FROM = 254;

/** Throws what may go better later: then the server that sends the mail tries again. */
export async function takeNote(
  message: IncomingMail,
  env: Env,
  { secrets, keeper }: { secrets: ReplySecrets; keeper: NoteOwner },
  now: number,
): Promise<Outcome> {
  const directory = openDirectory(env.DB);
  const attempt = { subject: `notes to ${keeper.id}`, limit: MAILS_PER_NOTE_ADDRESS };
  if ((await countAttempt(directory, [attempt], now)) > 0) return refused(refusals.tooManyNotes);
  const opened = await openMail(message, env, secrets);
  if ("type" in opened) return opened;
  const { email, own } = opened;

  const subject = email.subject ?? "";
  const { text, files } = isPassedOn(subject)
    ? passedOnContentOf(email, secrets.mailbox)
    : contentOf(email, secrets.mailbox, own);
  if (files.length > MAX_ATTACHMENTS) return refused(refusals.tooManyFiles);
  if (text.length > MAX_NOTE_LENGTH) return refused(refusals.longNote);
  const written = writtenOf(plainSubject(subject), text, files);
  if (written === null) return dropped("empty");

  const reader: Reader = { organization: keeper.organization, user: keeper.user, scopes: SCOPES };
  const key = `mail ${encodeHex(new Uint8Array(await sha256(new TextEncoder().encode(await nameOfMail(opened)))))}`;
  try {
    const taken = await addFiles({ env, reader, key }, files);
    const left = files
      .filter(({ name }) => !taken.some(({ title }) => title === name))
      .map(({ name }) => name);
    const note = await keepNote(
      { env, reader, idempotencyKey: key },
      {
        ...written,
        text: withLeftOut(written.text, left, keeper.language),
        context: { type: "mail", from: cleanTitle(addressOf(email).slice(0, MAX_FROM)) ?? "?" },
      },
    );
    await linkFiles(directory, note.id, taken);
    return { type: "joined" };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    // The same mail came before, and its note is deleted.
    if (error.code === "conflict") return dropped("known");
    if (error.code === "too_many") return refused(refusals.fullNotes);
    throw error;
  }
}

/** The subject is the title. Without one it is the first line, and without any text the name of a file. Null if there is nothing. */
function writtenOf(
  subject: string,
  text: string,
  files: readonly MailFile[],
): { title: string; text: string; tags: string[] } | null {
  const [file] = files;
  const head = isVisible(subject) ? subject : isVisible(text) ? "" : (file?.name ?? "");
  const captured = readCaptured(head === "" ? text : `${head}\n\n${text}`);
  const title = captured === null ? null : cleanTitle(captured.title);
  return captured === null || title === null ? null : { ...captured, title };
}

/** Files of kinds that are read become documents; the others are left out. */
async function addFiles(
  { env, reader, key }: { env: Env; reader: Reader; key: string },
  files: readonly MailFile[],
): Promise<Document[]> {
  const added: Document[] = [];
  const readable = files.filter(({ name }) => kindOf(name) !== null);
  if (readable.length === 0) return added;
  const library = await openNotesLibrary(openDirectory(env.DB), reader, Date.now());
  for (const [i, { name, content }] of readable.entries()) {
    const adding = { env, reader, library, idempotencyKey: `${key} file ${i}` };
    const file = { name, bytes: content.length, body: new Blob([content]).stream() };
    try {
      added.push(await addFile(adding, file));
    } catch (error) {
      if (!(error instanceof Problem) || error.code !== "too_large") throw error;
    }
  }
  return added;
}

const LEFT_OUT = { en: "Not taken", de: "Nicht übernommen" } as const;

function withLeftOut(text: string, names: readonly string[], language: Language): string {
  if (names.length === 0) return text;
  const heading = LEFT_OUT[language === "de" ? "de" : "en"];
  return [text, "", `${heading}:`, ...names.map((name) => `- ${name}`)].join("\n").trim();
}
