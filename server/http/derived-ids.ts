import { makeId, makeMessageId, type MessageId, type PersonalTaskId, type TurnId } from "../../shared/ids.ts";
import { newRowId, rowId } from "../directory/random-ids.ts";

/** The id of the message that a request sends: the same request has the same one, and so sends one message. */
export async function messageIdFor(digest: string | undefined): Promise<MessageId> {
  if (digest === undefined) return makeMessageId(Date.now(), (bytes) => crypto.getRandomValues(bytes));
  const bits = await bitsOf(`message:${digest}`);
  return makeId("msg", () => bits);
}

/** The id of the personal task that a request makes. */
export async function taskIdFor(digest: string | undefined): Promise<PersonalTaskId> {
  if (digest === undefined) return makeId("task", (bytes) => crypto.getRandomValues(bytes));
  const bits = await bitsOf(`task:${digest}`);
  return makeId("task", () => bits);
}

/** The id of the turn that a request asks for; undefined if the request cannot be known again. */
export async function turnIdFor(digest: string | undefined): Promise<TurnId | undefined> {
  if (digest === undefined) return undefined;
  const bits = await bitsOf(`turn:${digest}`);
  return makeId("turn", () => bits);
}

/** The id of a row that exists only in the directory: of the same request, the same one. */
export async function rowIdFor(prefix: string, digest: string | undefined): Promise<string> {
  if (digest === undefined) return newRowId(prefix);
  const bits = await bitsOf(`${prefix}:${digest}`);
  return rowId(prefix, () => bits);
}

/** 128 bits. */
async function bitsOf(text: string): Promise<Uint8Array<ArrayBuffer>> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return new Uint8Array(hash.slice(0, 16));
}
