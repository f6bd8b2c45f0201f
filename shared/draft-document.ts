/** Structure of a draft's Yjs document, shared by client and server. A separate entry because it imports yjs. */
import * as Y from "yjs";
import { ATTACHMENT_TYPES, type DraftFile } from "./attachments.ts";
import { decodeBase64, encodeBase64 } from "./base64.ts";
import { isAttachmentId, isMemberId, type UserId } from "./ids.ts";
import { MAX_ATTACHMENT_BYTES, MAX_FILE_NAME_LENGTH, MAX_NAME_LENGTH } from "./limits.ts";
import type { MentionRange } from "./mentions/mention-range.ts";
import type { Seq } from "./protocol/seq.ts";

/** Names of the two shared types. */
export const DRAFT_TEXT = "text";
export const DRAFT_META = "meta";
export const REPLY_TO = "replyTo";

/** Prefix of a file's key, before its id. Each file is a separate entry, so that devices merge. */
const FILE = "file:";

export const draftText = (document: Y.Doc): Y.Text => document.getText(DRAFT_TEXT);

export function draftReplyTo(document: Y.Doc): Seq | null {
  const replyTo = document.getMap(DRAFT_META).get(REPLY_TO);
  return typeof replyTo === "number" && Number.isSafeInteger(replyTo) && replyTo > 0 ? replyTo : null;
}

export const fileKey = (file: Pick<DraftFile, "id">): string => FILE + file.id;

/** The value under the file's key. */
export function fileEntry({ id: _, ...entry }: DraftFile): Omit<DraftFile, "id"> {
  return entry;
}

/** In the order of attaching. */
export function draftFiles(document: Y.Doc): DraftFile[] {
  return [...document.getMap(DRAFT_META).entries()]
    .flatMap(([key, value]) => readFile(key, value) ?? [])
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

export const isFileKey = (key: string): boolean =>
  key.startsWith(FILE) && isAttachmentId(key.slice(FILE.length));

/** Null if it is not a file entry: the entry has exactly these fields, each within its limit. */
export function readFile(key: string, value: unknown): DraftFile | null {
  const id = key.slice(FILE.length);
  return isFileKey(key) && isAttachmentId(id) && isFileEntry(value) ? { id, ...value } : null;
}

const PARTS: readonly string[] = ["name", "bytes", "type", "width", "height", "at"];
const types: readonly unknown[] = ATTACHMENT_TYPES;

export function isFileEntry(value: unknown): value is Omit<DraftFile, "id"> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { name, bytes, type, width, height, at }: Partial<Record<string, unknown>> = { ...value };
  return (
    Object.keys(value).every((part) => PARTS.includes(part)) &&
    typeof name === "string" &&
    name.length > 0 &&
    name.length <= MAX_FILE_NAME_LENGTH &&
    isCount(bytes, MAX_ATTACHMENT_BYTES) &&
    types.includes(type) &&
    (width === undefined || isCount(width, 65_535)) &&
    (height === undefined || isCount(height, 65_535)) &&
    isCount(at, Number.MAX_SAFE_INTEGER)
  );
}

const isCount = (value: unknown, max: number): boolean =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 1 && value <= max;

/**
 * Prefix of a picked mention's key, before the position of its `@` (a Yjs relative position in base64). So a mention moves with its text,
 * and devices merge.
 */
const MENTION = "mention:";

/** What was picked. It counts as long as this text stands at the position. */
export interface MentionEntry {
  user: UserId;
  /** The at sign and the name. */
  text: string;
}

export function mentionKey(document: Y.Doc, start: number): string {
  const place = Y.createRelativePositionFromTypeIndex(draftText(document), start);
  return MENTION + encodeBase64(Y.encodeRelativePosition(place));
}

export const isMentionKey = (key: string): boolean => /^mention:[A-Za-z0-9+/]{1,40}={0,2}$/.test(key);

export function isMentionEntry(value: unknown): value is MentionEntry {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const { user, text }: Partial<Record<string, unknown>> = { ...value };
  return (
    Object.keys(value).length === 2 &&
    isMemberId(user) &&
    typeof text === "string" &&
    text.length >= 2 &&
    text.length <= MAX_NAME_LENGTH + 1
  );
}

/** The picked mentions whose text still stands there, in the order of the text. */
export function draftMentions(document: Y.Doc): MentionRange[] {
  const text = draftText(document).toString();
  const ranges = mentionKeys(document).flatMap((key): MentionRange[] => {
    const entry: unknown = document.getMap(DRAFT_META).get(key);
    const start = startOf(document, key);
    if (!isMentionEntry(entry) || start === null || !text.startsWith(entry.text, start)) return [];
    return [{ start, length: entry.text.length, user: entry.user }];
  });
  return ranges.sort((a, b) => a.start - b.start);
}

/** Also of mentions whose text has changed. */
export function mentionKeys(document: Y.Doc): string[] {
  return [...document.getMap(DRAFT_META).keys()].filter(isMentionKey);
}

function startOf(document: Y.Doc, key: string): number | null {
  try {
    const place = Y.decodeRelativePosition(decodeBase64(key.slice(MENTION.length)));
    // A position at a deleted character is where the character was: the same text there is another one.
    if (place.item === null || Y.getItem(document.store, place.item).deleted) return null;
    return Y.createAbsolutePositionFromRelativePosition(place, document)?.index ?? null;
  } catch {
    return null;
  }
}

/** Creates a document with its shared types. A document created only by an update would not have their kinds. */
export function makeDraftDocument(): Y.Doc {
  const document = new Y.Doc();
  document.getText(DRAFT_TEXT);
  document.getMap(DRAFT_META);
  return document;
}
