/** Files of messages: what is told of them, and where they stand in the HTTP surface. `docs/protocol/attachments.md` has the rules. */
import type { AttachmentId, OrganizationId, RoomId } from "./ids.ts";
import { excerptOf } from "./text.ts";

/** Images that every browser shows, and that run nothing: what is found at a file's beginning, never what was claimed. */
export const IMAGE_TYPES = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;
export const ATTACHMENT_TYPES = [
  ...IMAGE_TYPES,
  "application/pdf",
  "text/plain",
  "application/octet-stream",
] as const;
export type AttachmentType = (typeof ATTACHMENT_TYPES)[number];

export interface Attachment {
  id: AttachmentId;
  /** Data: shown, and never part of a path or key. */
  name: string;
  bytes: number;
  type: AttachmentType;
  /** As an image is shown; missing where its beginning does not say, and for everything else. */
  width?: number;
  height?: number;
}

/** A file that waits in the room for the message that a draft becomes. */
export interface DraftFile extends Attachment {
  /** When it was attached, by that device's clock, milliseconds: the order of files, and nothing else. */
  at: number;
}

/**
 * `PUT …/attachments/:attachment` (the bytes; `content-length`, `x-file-name`) → Attachment · `GET …/attachments/:attachment` → the bytes ·
 * `DELETE …/attachments/:attachment` → null, of one that waits · `GET …/attachments` → Attachment[], those of this person that wait.
 */
export const attachmentPaths = {
  all: (organization: OrganizationId, room: RoomId) =>
    `/api/organizations/${organization}/rooms/${room}/attachments`,
  one: (organization: OrganizationId, room: RoomId, attachment: AttachmentId) =>
    `/api/organizations/${organization}/rooms/${room}/attachments/${attachment}`,
} as const;

const images: readonly string[] = IMAGE_TYPES;

export const isImage = ({ type }: Pick<Attachment, "type">): boolean => images.includes(type);

/** How a message begins, for quotes and lists: with its words, or where it has none with its files. */
export function messageExcerpt(text: string, attachments: readonly Pick<Attachment, "name">[] = []): string {
  const [first, ...others] = attachments;
  if (text !== "" || first === undefined) return excerptOf(text);
  return excerptOf(others.length === 0 ? first.name : `${first.name} and ${others.length} more`);
}
