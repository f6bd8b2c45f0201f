import { MAX_ATTACHMENTS } from "../../../../shared/limits.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room.ts";
import { sortPaste } from "./pasted-files.ts";

/** Attaches files to this room's draft, up to the maximum of one message. */
export function createAttach(): (files: readonly File[]) => void {
  const room = useRoom();
  const { uploads } = room;
  return (files) => {
    const here = uploads.list().filter((upload) => upload.room === room.room.id);
    const free = Math.max(0, MAX_ATTACHMENTS - room.draft.files().length - here.length);
    if (files.length > free) room.setProblem(t("mostFiles", { count: MAX_ATTACHMENTS }));
    uploads.add(room.room.id, files.slice(0, free));
    room.focusComposer.now();
  };
}

/** Attaches the files of a paste. The browser inserts its text, if that is not only about the files. */
export function attachPasted(event: ClipboardEvent, attach: (files: readonly File[]) => void): void {
  if (event.defaultPrevented || event.clipboardData === null || event.clipboardData.files.length === 0)
    return;
  const { files, withText } = sortPaste(event.clipboardData.getData("text/plain"), [
    ...event.clipboardData.files,
  ]);
  if (!withText) event.preventDefault();
  if (files.length > 0) attach(files);
}
