/** How a draft lies in its Yjs document; the same on both sides. An entry of its own, as it brings yjs along. */
import * as Y from "yjs";
import { ATTACHMENT_TYPES, type DraftFile } from "./attachments.ts";
import { isAttachmentId } from "./ids.ts";
import { MAX_ATTACHMENT_BYTES, MAX_FILE_NAME_LENGTH } from "./limits.ts";
import type { Seq } from "./protocol/seq.ts";

/** The names of the two shared types. */
export const DRAFT_TEXT = "text";
export const DRAFT_META = "meta";
export const REPLY_TO = "replyTo";

/** Each file is an entry of its own, so that devices merge: this, and its id. */
const FILE = "file:";

export const draftText = (document: Y.Doc): Y.Text => document.getText(DRAFT_TEXT);

export function draftReplyTo(document: Y.Doc): Seq | null {
  const replyTo = document.getMap(DRAFT_META).get(REPLY_TO);
  return typeof replyTo === "number" && Number.isSafeInteger(replyTo) && replyTo > 0 ? replyTo : null;
}

export const fileKey = (file: Pick<DraftFile, "id">): string => FILE + file.id;

/** What stands under its key. */
export function fileEntry({ id: _, ...entry }: DraftFile): Omit<DraftFile, "id"> {
  return entry;
}

/** In the order in which they were attached. */
export function draftFiles(document: Y.Doc): DraftFile[] {
  return [...document.getMap(DRAFT_META).entries()]
    .flatMap(([key, value]) => readFile(key, value) ?? [])
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1));
}

export const isFileKey = (key: string): boolean =>
  key.startsWith(FILE) && isAttachmentId(key.slice(FILE.length));

/** Null where it is none: the entry has these parts and no others, each as small as an honest one. */
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

const isCount = (value: unknown, most: number): boolean =>
  typeof value === "number" && Number.isSafeInteger(value) && value >= 1 && value <= most;

/** A document with its types made: one that was made by an update alone would not know what they are. */
export function makeDraftDocument(): Y.Doc {
  const document = new Y.Doc();
  document.getText(DRAFT_TEXT);
  document.getMap(DRAFT_META);
  return document;
}
