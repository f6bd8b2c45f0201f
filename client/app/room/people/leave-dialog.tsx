import { useNavigate } from "@solidjs/router";
import { Dialog } from "../../../ui/dialog.tsx";
import { useWorkspace } from "../../workspace/workspace-context.tsx";
import { useRoom } from "../room-context.tsx";

export function LeaveDialog(props: { onClose: () => void }) {
  const room = useRoom();
  const { organization } = useWorkspace();
  const navigate = useNavigate();
  async function leave(): Promise<void> {
    props.onClose();
    if (await room.attempt(() => room.room.leave())) navigate(`/${organization().id}`);
  }
  return (
    <Dialog title={`Leave ${room.title()}?`} onClose={() => props.onClose()}>
      <p>You will not get anything more that is said here, and need someone to add you again to come back.</p>
      <div class="dialog__actions">
        <button type="button" class="button" onClick={() => props.onClose()}>
          Stay
        </button>
        <button type="button" class="button button--danger" onClick={() => void leave()}>
          Leave
        </button>
      </div>
    </Dialog>
  );
}
