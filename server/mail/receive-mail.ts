/** Mail that reaches the Worker: a reply of a visitor joins the conversation whose mail it answers, and mail to a person's address for notes
 * becomes a note. Everything else is refused or dropped. */
import { makeId, type AttachmentId, type MessageId, type RandomBytes } from "../../shared/ids.ts";
import { MAILS_PER_CONVERSATION, MAX_ATTACHMENTS } from "../../shared/limits.ts";
import type { Scopes } from "../../shared/permissions.ts";
import type { ErrorCode } from "../../shared/protocol/codes.ts";
import { textProblem } from "../../shared/text.ts";
import type { Env } from "../bindings/env.ts";
import { deskStub, roomStub } from "../bindings/object-stubs.ts";
import { openDirectory } from "../directory/directory.ts";
import { findNoteOwner } from "../directory/note-addresses.ts";
import { findReplied, replySecretsOf, type RepliedConversation } from "../directory/reply-addresses.ts";
import { countAttempt } from "../directory/sign-in-attempts.ts";
import { storeAttachment } from "../http/store-attachment.ts";
import { Problem } from "../problems/problem.ts";
import {
  addressOf,
  dropped,
  type IncomingMail,
  nameOfMail,
  type OpenedMail,
  openMail,
  type Outcome,
  refused,
  sha256,
} from "./incoming-mail.ts";
import { contentOf, type MailFile } from "./mail-content.ts";
import { takeNote } from "./take-note.ts";
import { refusals } from "./refusals.ts";

const SCOPES: Scopes = new Set(["read", "write"]);

/** Throws what may go better later: then the server that sends it tries again. */
export async function receiveMail(message: IncomingMail, env: Env, now: number): Promise<void> {
  const outcome = await takeIn(message, env, now);
  if (outcome.type === "joined") return;
  // The addresses are private.
  console.log("a mail was not taken", { outcome: outcome.type, reason: outcome.reason });
  if (outcome.type === "refused") message.setReject(outcome.reason);
}

async function takeIn(message: IncomingMail, env: Env, now: number): Promise<Outcome> {
  const secrets = replySecretsOf(env);
  if (secrets === null) return refused(refusals.noSuchAddress);
  const directory = openDirectory(env.DB);
  const keeper = await findNoteOwner(directory, secrets, message.to);
  if (keeper !== null) return takeNote(message, env, { secrets, keeper }, now);
  const place = await findReplied(directory, secrets, message.to, now);
  if (place === null) return refused(refusals.noSuchAddress);
  if (place.settings.enforce) return refused(refusals.onThePage);
  const subject = `mails to ${place.room}`;
  const wait = await countAttempt(directory, [{ subject, limit: MAILS_PER_CONVERSATION }], now);
  if (wait > 0) return refused(refusals.tooMany);

  const opened = await openMail(message, env, secrets);
  if ("type" in opened) return opened;
  const { text, files } = contentOf(opened.email, secrets.mailbox, opened.own);
  if (text === "" && files.length === 0) return dropped("empty");
  if (textProblem(text) === "too_large") return refused(refusals.tooLong);
  if (files.length > MAX_ATTACHMENTS) return refused(refusals.tooManyFiles);

  const ids = await idsOf(place, opened, files.length);
  const via = addressOf(opened.email) === place.email.toLowerCase() ? "mail" : "otherMail";
  return join(env, place, { ids, text, files, via });
}

interface Ids {
  message: MessageId;
  files: AttachmentId[];
}

/** The same mail gets the same ids, so it is stored once however often it is delivered. */
async function idsOf({ room }: RepliedConversation, opened: OpenedMail, files: number): Promise<Ids> {
  const mail = await nameOfMail(opened);
  const idBytes = async (part: string): Promise<RandomBytes> => {
    const hash = new Uint8Array(await sha256(new TextEncoder().encode(`${room}:${part}:${mail}`)));
    return (empty) => {
      empty.set(hash.subarray(0, empty.length));
      return empty;
    };
  };
  const parts = Array.from({ length: files }, (_, i) => idBytes(`file ${i}`));
  return {
    message: makeId("msg", await idBytes("message")),
    files: (await Promise.all(parts)).map((each) => makeId("att", each)),
  };
}

interface Joining {
  ids: Ids;
  text: string;
  files: MailFile[];
  via: "mail" | "otherMail";
}

async function join(
  env: Env,
  { organization, room: id, visitor }: RepliedConversation,
  { ids, text, files, via }: Joining,
): Promise<Outcome> {
  const room = roomStub(env, id);
  if (await room.hasMessage(visitor, ids.message)) return dropped("known");
  const caller = { user: visitor, scopes: SCOPES };
  const discard = async (): Promise<void> => {
    for (const file of ids.files) await room.removeWaiting(caller, file);
  };
  try {
    for (const [i, file] of ids.files.entries()) {
      const { name, content } = files[i] ?? { name: "", content: new Uint8Array() };
      const body = new Blob([content]).stream();
      const upload = { id: file, name, bytes: content.length, body };
      await storeAttachment(env, { place: { organization, id }, caller, file: upload });
    }
  } catch (error) {
    await discard();
    if (error instanceof Problem) return outcomeOf(error.code, error);
    throw error;
  }
  const readUpTo = await deskStub(env, organization).mailedUpTo(id);
  const taken = await room.takeMail(visitor, {
    id: ids.message,
    text,
    ...(ids.files.length > 0 && { attachments: ids.files }),
    via,
    readUpTo,
  });
  if (!("refused" in taken)) return { type: "joined" };
  await discard();
  return outcomeOf(taken.refused, new Error(taken.message));
}

/** What the room has refused. Everything that is not the mail's fault is thrown, so that it is delivered again. */
function outcomeOf(code: ErrorCode, error: Error): Outcome {
  switch (code) {
    // Another delivery of the same mail was quicker, with other words or files.
    case "conflict":
      return dropped("known");
    case "too_many":
      return refused(refusals.tooMany);
    case "blocked":
      return refused(refusals.unsafe);
    case "forbidden":
    case "identity_required":
      return refused(refusals.notTaken);
    default:
      throw error;
  }
}
