import { DropZone } from "../../../parts/files/drop-zone.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-attachments.ts";
import { createAttach } from "./attach-files.ts";

/** Attaches files that are dropped on the conversation. */
export default function FileDrop() {
  const room = useRoom();
  const attach = createAttach();
  return <DropZone text={t("dropIn", { room: room.title() })} onFiles={attach} />;
}
