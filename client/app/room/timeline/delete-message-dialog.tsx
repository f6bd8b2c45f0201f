import type { Message } from "../../../../shared/protocol/events.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/message-actions.ts";

export function DeleteMessageDialog(props: { message: Message; onClose: () => void }) {
  const room = useRoom();
  async function remove(): Promise<void> {
    props.onClose();
    await room.attempt(() => room.room.delete(props.message.seq));
  }
  return (
    <ConfirmDialog
      title={t("deleteTitle")}
      confirm={t("delete")}
      refuse={t("keep")}
      onConfirm={remove}
      onClose={() => props.onClose()}
    >
      {t("deleteAbout")}
    </ConfirmDialog>
  );
}
