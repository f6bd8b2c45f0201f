import { DropZone } from "../../../parts/files/drop-zone.tsx";
import { useRoom } from "../room-context.tsx";
import { createAttach } from "./attach-files.ts";

/** Attaches files that are dropped on the conversation. */
export default function FileDrop() {
  const room = useRoom();
  const attach = createAttach();
  return <DropZone text={`Drop to attach in ${room.title()}`} onFiles={attach} />;
}
