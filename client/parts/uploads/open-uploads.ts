import { type Attachment, attachmentPaths } from "../../../shared/attachments.ts";
import { makeId, type OrganizationId } from "../../../shared/ids.ts";
import type { Drafts } from "../../sdk/drafts/types.ts";
import { type Upload, Uploads } from "../../sdk/uploads/index.ts";
import { sendFile } from "../files/send-file.ts";

/** What has arrived is in the draft of its room, on all devices. */
export function openUploads(
  organization: OrganizationId,
  drafts: Promise<Drafts>,
  changed: (list: readonly Upload<File>[]) => void,
): Uploads<File> {
  const uploads = new Uploads<File>({
    nextId: () => makeId("att", (bytes) => crypto.getRandomValues(bytes)),
    send: ({ id, room, file }, options) =>
      sendFile<Attachment>(attachmentPaths.one(organization, room, id), file, options),
    arrived: async (room, file) => {
      (await drafts).open(room).attach(file);
    },
    changed: () => changed(uploads.list),
    now: Date.now,
    random: Math.random,
  });
  return uploads;
}
