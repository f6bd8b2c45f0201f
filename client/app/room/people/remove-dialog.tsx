import type { Member } from "../../../../shared/protocol/events.ts";
import { isAgentId } from "../../../../shared/ids.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { useRoom } from "../room-context.tsx";

export function RemoveDialog(props: { member: Member; onClose: () => void }) {
  const room = useRoom();
  async function remove(): Promise<void> {
    props.onClose();
    await room.attempt(() => room.room.remove(props.member.user));
  }
  return (
    <Dialog title={`Remove ${props.member.name}?`} onClose={() => props.onClose()}>
      <p>
        {isAgentId(props.member.user)
          ? "It will answer nothing more here, and what it is saying now ends. What it said stays."
          : "They will not get anything more that is said here. What they wrote stays."}
      </p>
      <div class="dialog__actions">
        <button type="button" class="button" onClick={() => props.onClose()}>
          Cancel
        </button>
        <button type="button" class="button button--danger" onClick={() => void remove()}>
          Remove
        </button>
      </div>
    </Dialog>
  );
}
