import { createSignal, Show } from "solid-js";
import { can } from "../../../../shared/permissions.ts";
import { findAccount } from "../../../parts/contexts/account-context.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { MemoryList } from "../../../parts/memory/memory-list.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Select } from "../../../ui/select.tsx";
import { t } from "../../../words/memory.ts";
import { useRoom } from "../room-context.tsx";

/** What is remembered of this room, and of the organization, which agents use here too. */
export default function RoomMemoryDialog(props: { onClose: () => void }) {
  const room = useRoom();
  const { organization } = useClient();
  const account = findAccount();
  const [scope, setScope] = createSignal<"room" | "organization">("room");
  const manages = () => {
    const role = account?.summary().role;
    return role !== undefined && can(role, "manage", "organization");
  };
  return (
    <Dialog title={t("ofRoom", { room: room.title() })} onClose={() => props.onClose()}>
      <div class="form">
        <Select
          label={t("whose")}
          value={scope()}
          options={[
            { value: "room", label: t("ofThisRoom") },
            { value: "organization", label: t("ofOrganization") },
          ]}
          onValue={(value) => setScope(value === "organization" ? "organization" : "room")}
        />
        <p class="field__hint">{scope() === "room" ? t("ofRoomLead") : t("ofOrganizationLead")}</p>
        <Show when={scope()} keyed>
          {(chosen) => (
            <MemoryList
              place={
                chosen === "room"
                  ? { organization, scope: chosen, room: room.room.id }
                  : { organization, scope: chosen }
              }
              mayChange={chosen === "room" ? room.may("write") : manages()}
              off={t("organizationOff")}
            />
          )}
        </Show>
      </div>
    </Dialog>
  );
}
