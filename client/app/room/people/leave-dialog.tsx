import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { useRoom } from "../room-context.tsx";

export default function LeaveDialog(props: { onClose: () => void }) {
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
      You will no longer receive its messages. Someone has to add you to come back.
    </ConfirmDialog>
  );
}
