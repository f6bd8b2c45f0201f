import { MAX_ATTACHMENTS } from "../../../../shared/limits.ts";
import { useRoom } from "../room-context.tsx";

/** Attaches files to this room's draft, up to the maximum of one message. */
export function createAttach(): (files: readonly File[]) => void {
  const room = useRoom();
  const { uploads } = room;
  return (files) => {
    const here = uploads.list().filter((upload) => upload.room === room.room.id);
    const free = Math.max(0, MAX_ATTACHMENTS - room.draft.files().length - here.length);
    if (files.length > free) room.setProblem(`A message has at most ${MAX_ATTACHMENTS} files.`);
    uploads.add(room.room.id, files.slice(0, free));
    room.focusComposer.now();
  };
}

/** The files of a paste. If the clipboard also contains text, its files are ignored: office programs add a picture of the copied text. */
export function pastedFiles({ clipboardData }: ClipboardEvent): File[] {
  if (clipboardData === null || clipboardData.types.includes("text/plain")) return [];
  return [...clipboardData.files];
}
