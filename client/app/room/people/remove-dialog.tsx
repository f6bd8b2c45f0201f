import type { Member } from "../../../../shared/protocol/events.ts";
import { isAgentId } from "../../../../shared/ids.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { useRoom } from "../room-context.tsx";

export function RemoveDialog(props: { member: Member; onClose: () => void }) {
  const room = useRoom();
  async function remove(): Promise<void> {
    props.onClose();
    await room.attempt(() => room.room.remove(props.member.user));
  }
  return (
    <ConfirmDialog
      title={`Remove ${props.member.name}?`}
      confirm="Remove"
      refuse="Cancel"
      onConfirm={remove}
      onClose={() => props.onClose()}
    >
      {isAgentId(props.member.user)
        ? "It stops answering here. Its earlier answers stay."
        : "They will no longer receive messages from here. What they wrote stays."}
    </ConfirmDialog>
  );
}
