import type { Message } from "../../../../shared/protocol/events.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { useRoom } from "../room-context.tsx";

export function DeleteMessageDialog(props: { message: Message; onClose: () => void }) {
  const room = useRoom();
  async function remove(): Promise<void> {
    props.onClose();
    await room.attempt(() => room.room.delete(props.message.seq));
  }
  return (
    <ConfirmDialog
      title="Delete this message?"
      confirm="Delete"
      refuse="Keep"
      onConfirm={remove}
      onClose={() => props.onClose()}
    >
      Everyone will see that a message was deleted, but not what it said.
    </ConfirmDialog>
  );
}
