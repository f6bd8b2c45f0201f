import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { useRoom } from "../room-context.tsx";

export function LeaveDialog(props: { onClose: () => void }) {
  const room = useRoom();
  async function leave(): Promise<void> {
    props.onClose();
    if (await room.attempt(() => room.room.leave())) room.onLeave?.();
  }
  return (
    <ConfirmDialog
      title={`Leave ${room.title()}?`}
      confirm="Leave"
      refuse="Stay"
      onConfirm={leave}
      onClose={() => props.onClose()}
    >
      You will not get anything more that is said here, and need someone to add you again to come back.
    </ConfirmDialog>
  );
}
