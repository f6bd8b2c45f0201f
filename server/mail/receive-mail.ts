/** Mail that reaches the Worker: a reply of a visitor joins the conversation whose mail it answers. Everything else is refused or dropped. */
import PostalMime, { type Email } from "postal-mime";
import { makeId, type AttachmentId, type MessageId, type RandomBytes } from "../../shared/ids.ts";
import {
  MAILS_PER_CONVERSATION,
  MAX_ATTACHMENTS,
  MAX_MAIL_DEPTH,
  MAX_MAIL_PART_HEADERS_BYTES,
} from "../../shared/limits.ts";
import type { Scopes } from "../../shared/permissions.ts";
import type { ErrorCode } from "../../shared/protocol/codes.ts";
import { textProblem } from "../../shared/text.ts";
import type { Env } from "../bindings/env.ts";
import { deskStub, roomStub } from "../bindings/object-stubs.ts";
import { openDirectory } from "../directory/directory.ts";
import { findReplied, replySecretsOf, type RepliedConversation } from "../directory/reply-addresses.ts";
import { countAttempt } from "../directory/sign-in-attempts.ts";
import { storeAttachment } from "../http/store-attachment.ts";
import { readMailbox } from "../notify/mime.ts";
import { Problem } from "../problems/problem.ts";
import { automaticReason } from "../rules/mail/automatic.ts";
import { isEndless } from "../rules/mail/is-endless.ts";
import { contentOf, type MailFile } from "./mail-content.ts";
import { type RawMail, readRaw } from "./read-raw.ts";
import { refusals } from "./refusals.ts";

/** What is used of a `ForwardableEmailMessage`. */
export interface IncomingMail extends RawMail {
  /** Of the envelope: who sent it, and to which address. */
  readonly from: string;
  readonly to: string;
  /** A permanent error for the server that sends it, which tells its user. */
  setReject: (reason: string) => void;
}

type Outcome =
  | { type: "joined" }
  /** Taken and forgotten: whoever sent it is not told. */
  | { type: "dropped"; reason: string }
  /** Whoever sent it is told. */
  | { type: "refused"; reason: string };

const SCOPES: Scopes = new Set(["read", "write"]);

/** Throws what may go better later: then the server that sends it tries again. */
export async function receiveMail(message: IncomingMail, env: Env, now: number): Promise<void> {
  const outcome = await takeIn(message, env, now);
  if (outcome.type === "joined") return;
  // The addresses are private.
  console.log("a mail has not joined a conversation", { outcome: outcome.type, reason: outcome.reason });
  if (outcome.type === "refused") message.setReject(outcome.reason);
}

async function takeIn(message: IncomingMail, env: Env, now: number): Promise<Outcome> {
  const secrets = replySecretsOf(env);
  if (secrets === null) return refused(refusals.noSuchAddress);
  const directory = openDirectory(env.DB);
  const place = await findReplied(directory, secrets, message.to, now);
  if (place === null) return refused(refusals.noSuchAddress);
  if (place.settings.enforce) return refused(refusals.onThePage);
  const subject = `mails to ${place.room}`;
  const wait = await countAttempt(directory, [{ subject, limit: MAILS_PER_CONVERSATION }], now);
  if (wait > 0) return refused(refusals.tooMany);

  const read = await readRaw(message);
  if (read.type !== "read") return refused(read.type === "size" ? refusals.tooLarge : refusals.unreadable);
  const email = isEndless(read.bytes) ? null : await parse(read.bytes);
  if (email === null) return refused(refusals.unreadable);

  const { local, domain } = secrets.mailbox;
  const sender = readMailbox(env.MAIL_FROM ?? "")?.address.toLowerCase();
  const own = [`${local}@${domain}`, ...(sender === undefined ? [] : [sender])];
  const automatic = automaticReason({ headers: email.headers, sender: message.from, own });
  if (automatic !== null) return dropped(automatic);

  const { text, files } = contentOf(email, secrets.mailbox, [...own, message.to.trim().toLowerCase()]);
  if (text === "" && files.length === 0) return dropped("empty");
  if (textProblem(text) === "too_large") return refused(refusals.tooLong);
  if (files.length > MAX_ATTACHMENTS) return refused(refusals.tooManyFiles);

  const ids = await idsOf(place, email.messageId ?? "", read.bytes, files.length);
  const via = addressOf(email) === place.email.toLowerCase() ? "mail" : "otherMail";
  return join(env, place, { ids, text, files, via });
}

async function parse(bytes: Uint8Array<ArrayBuffer>): Promise<Email | null> {
  try {
    return await PostalMime.parse(bytes.buffer, {
      maxNestingDepth: MAX_MAIL_DEPTH,
      maxHeadersSize: MAX_MAIL_PART_HEADERS_BYTES,
      // A mail within a mail is a file, and none of its words are the visitor's.
      forceRfc822Attachments: true,
    });
  } catch {
    return null;
  }
}

const addressOf = ({ from }: Email): string => (from?.address ?? "").toLowerCase();

interface Ids {
  message: MessageId;
  files: AttachmentId[];
}

/** The same mail gets the same ids, so it is stored once however often it is delivered. */
async function idsOf(
  { room }: RepliedConversation,
  messageId: string,
  bytes: Uint8Array<ArrayBuffer>,
  files: number,
): Promise<Ids> {
  const named = messageId.trim();
  const mail = named === "" ? new Uint8Array(await sha256(bytes)).join() : named;
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

const sha256 = (bytes: BufferSource): Promise<ArrayBuffer> => crypto.subtle.digest("SHA-256", bytes);

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

const refused = (reason: string): Outcome => ({ type: "refused", reason });
const dropped = (reason: string): Outcome => ({ type: "dropped", reason });
