/** Files of messages: their metadata and their HTTP paths. The rules are in `docs/protocol/attachments.md`. */
import { withoutCitations } from "./citation-marks.ts";
import { isAgentId, type AttachmentId, type OrganizationId, type RoomId, type UserId } from "./ids.ts";
import { EXCERPT_LENGTH, MAX_PICTURE_PIXELS, MAX_PICTURE_SIDE } from "./limits.ts";
import type { Seq } from "./protocol/seq.ts";
import { excerptOf } from "./text.ts";

/**
 * Image types that every browser shows and that cannot contain scripts. The type is detected from the file's first bytes, never
 * from its name or declared type.
 */
export const IMAGE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;
export type ImageType = (typeof IMAGE_TYPES)[number];
export const ATTACHMENT_TYPES = [
  ...IMAGE_TYPES,
  "application/pdf",
  "text/plain",
  "application/octet-stream",
] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

export interface Attachment {
  id: AttachmentId;
  /** Untrusted text: shown, and never part of a path or key. */
  name: string;
  bytes: number;
  type: AttachmentType;
  /** Size of a picture in pixels as shown, after it is turned. Missing for other files. */
  width?: number;
  height?: number;
}

/** A message with files, in the list of a room's files. */
export interface MessageWithFiles {
  message: Seq;
  author: UserId;
  name: string;
  at: number;
  files: Attachment[];
}

/** Messages with files, newest first. */
export interface FilesPage {
  messages: MessageWithFiles[];
  /** Value of `before` for the next page; null at the end. */
  next: Seq | null;
}

/** An uploaded file that is not part of a message yet. */
export interface DraftFile extends Attachment {
  /** When it was attached (clock of that device, milliseconds). Used only for the order of files. */
  at: number;
}

/**
 * `PUT …/attachments/:attachment` (the bytes; `content-length`, `x-file-name`) → Attachment · `GET …/attachments/:attachment` →
 * the bytes · `DELETE …/attachments/:attachment` → null, for a file that no message uses yet · `GET …/attachments` →
 * Attachment[], this person's files that no message uses yet · `GET …/files?before=<seq>` → FilesPage, the files of messages.
 */
export const attachmentPaths = {
  all: (organization: OrganizationId, room: RoomId) =>
    `/api/organizations/${organization}/rooms/${room}/attachments`,
  files: (organization: OrganizationId, room: RoomId, before: Seq | null) =>
    `/api/organizations/${organization}/rooms/${room}/files${before === null ? "" : `?before=${before}`}`,
  one: (organization: OrganizationId, room: RoomId, attachment: AttachmentId) =>
    `/api/organizations/${organization}/rooms/${room}/attachments/${attachment}`,
} as const;

const images: readonly string[] = IMAGE_TYPES;

/** Whether it may be shown as a picture: of a type that browsers show, and not so large that showing it harms a device. */
export function isImage({
  type,
  width = 0,
  height = 0,
}: Pick<Attachment, "type" | "width" | "height">): boolean {
  const isLarge = Math.max(width, height) > MAX_PICTURE_SIDE || width * height > MAX_PICTURE_PIXELS;
  return images.includes(type) && !isLarge;
}

/**
 * The beginning of a message for quotes and lists: its text, or the names of its files if it has no text. What an agent has written is
 * shown without its citation marks.
 */
export function messageExcerpt(
  text: string,
  attachments: readonly Pick<Attachment, "name">[] = [],
  author?: UserId,
): string {
  const [first, ...others] = attachments;
  if (text !== "" || first === undefined) return isAgentId(author) ? answerExcerpt(text) : excerptOf(text);
  return excerptOf(others.length === 0 ? first.name : `${first.name} and ${others.length} more`);
}

/** The beginning of an answer, without its citation marks. */
export const answerExcerpt = (text: string): string =>
  excerptOf(withoutCitations(text.slice(0, EXCERPT_LENGTH * 8)));
