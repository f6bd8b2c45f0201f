import type { Member } from "../../../../shared/protocol/events.ts";
import { isAgentId } from "../../../../shared/ids.ts";
import { ConfirmDialog } from "../../../parts/form/confirm-dialog.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-people.ts";
import { t as inUi } from "../../../words/ui.ts";

export function RemoveDialog(props: { member: Member; onClose: () => void }) {
  const room = useRoom();
  async function remove(): Promise<void> {
    props.onClose();
    await room.attempt(() => room.room.remove(props.member.user));
  }
  return (
    <ConfirmDialog
      title={t("removeTitle", { name: props.member.name })}
      confirm={inUi("remove")}
      refuse={inUi("cancel")}
      onConfirm={remove}
      onClose={() => props.onClose()}
    >
      {t(isAgentId(props.member.user) ? "agentStops" : "personStops")}
    </ConfirmDialog>
  );
}
