import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-people.ts";

export default function LeaveDialog(props: { onClose: () => void }) {
  const room = useRoom();
  async function leave(): Promise<void> {
    props.onClose();
    if (await room.attempt(() => room.room.leave())) room.onLeave?.();
  }
  return (
    <ConfirmDialog
      title={t("leaveTitle", { room: room.title() })}
      confirm={t("leave")}
      refuse={t("stay")}
      onConfirm={leave}
      onClose={() => props.onClose()}
    >
      {t("leaveAbout")}
    </ConfirmDialog>
  );
}
