import { createEffect, createSignal, untrack } from "solid-js";
import { createAttach } from "../attachments/attach-files.ts";
import { useRoom } from "../room-context.tsx";

/** Name of a text that is attached because it is longer than a message. */
const NAME = "message.txt";

/** Attaches the draft's text as a file. The text leaves the draft when the room has the file, so that it is always stored somewhere. */
export function createTextAsFile(): () => void {
  const room = useRoom();
  const attach = createAttach();
  const [moving, setMoving] = createSignal<{ text: string; bytes: number; others: ReadonlySet<string> }>();
  createEffect(() => {
    const going = moving();
    const isThere = (file: { id: string; name: string; bytes: number }): boolean =>
      file.name === NAME && file.bytes === going?.bytes && !going.others.has(file.id);
    if (going === undefined || !room.draft.files().some(isThere)) return;
    setMoving(undefined);
    if (untrack(room.draft.text) === going.text) room.draft.set("");
  });
  return () => {
    const text = room.draft.text();
    const file = new File([text], NAME, { type: "text/plain" });
    setMoving({ text, bytes: file.size, others: new Set(room.draft.files().map(({ id }) => id)) });
    attach([file]);
  };
}
