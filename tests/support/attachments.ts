import type { Attachment } from "../../shared/attachments.ts";
import { type AttachmentId, makeId, type UserId } from "../../shared/ids.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import type { SqlStore } from "../../server/storage/sql.ts";
import { announceUpload, takeUpload } from "../../server/rules/room/uploads.ts";

let counter = 0;
const bytes = (array: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => {
  counter += 1;
  new DataView(array.buffer).setUint32(array.length - 4, counter);
  return array;
};

export const newAttachmentId = (): AttachmentId => makeId("att", bytes);

export function aFile(more: Partial<Attachment> = {}): Attachment {
  return { id: newAttachmentId(), name: "plan.pdf", bytes: 100, type: "application/pdf", ...more };
}

/** A file that is uploaded and not used by a message yet. */
export function uploaded(
  store: SqlStore,
  user: UserId,
  now: number,
  more: Partial<Attachment> = {},
): Attachment {
  const file = aFile(more);
  const begun = announceUpload(store, file, { user, scopes: ALL_SCOPES, now }, () => `object of ${file.id}`);
  if (begun.type !== "begun") throw new Error(JSON.stringify(begun));
  const taken = takeUpload(store, begun.object, file, { user, scopes: ALL_SCOPES, now });
  if (taken.type !== "taken") throw new Error(JSON.stringify(taken));
  return taken.attachment;
}
