import { type Attachment, attachmentPaths } from "../../../shared/attachments.ts";
import { makeId, type OrganizationId } from "../../../shared/ids.ts";
import { type Upload, Uploads, type UploadsPort } from "../../sdk/uploads/index.ts";
import { sendFile } from "../files/send-file.ts";
import { calledFor } from "../lib/http.ts";

/** Uploads files into rooms. `arrived` attaches a stored file to the draft of that room. */
export function openUploads(
  organization: OrganizationId,
  arrived: UploadsPort<File>["arrived"],
  changed: (list: readonly Upload<File>[]) => void,
): Uploads<File> {
  const by = calledFor();
  const uploads = new Uploads<File>({
    nextId: () => makeId("att", (bytes) => crypto.getRandomValues(bytes)),
    send: ({ id, room, file }, options) =>
      sendFile<Attachment>(attachmentPaths.one(organization, room, id), file, { by, ...options }),
    arrived,
    changed: () => changed(uploads.list),
    now: Date.now,
    random: Math.random,
  });
  return uploads;
}
