import { MAX_ATTACHMENTS } from "../../../../shared/limits.ts";
import { useRoom } from "../room-context.tsx";

/** Attaches files to what is being written in this room, as many as a message holds. */
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

/** Files of a paste. What comes with words is a copy of them: an office program puts a picture beside its text. */
export function pastedFiles({ clipboardData }: ClipboardEvent): File[] {
  if (clipboardData === null || clipboardData.types.includes("text/plain")) return [];
  return [...clipboardData.files];
}
