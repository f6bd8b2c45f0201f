import { createSignal, onMount } from "solid-js";
import type { UserId } from "../../../../shared/ids.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { FormError } from "../../../parts/form/form-error.tsx";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { PeoplePicker } from "../../../parts/people/people-picker.tsx";
import { usePeople } from "../../../parts/contexts/people-context.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-people.ts";

/** Adds people of the organization who are not members of the room. */
export function AddPeopleDialog(props: { onClose: () => void }) {
  const room = useRoom();
  const { people, refreshPeople } = usePeople();
  const [chosen, setChosen] = createSignal<readonly UserId[]>([]);
  onMount(refreshPeople);
  const outside = () => people()?.filter(({ id }) => (room.members()[id]?.role ?? null) === null);
  const form = createSubmit(async () => {
    for (const user of chosen()) await room.room.invite(user);
    props.onClose();
  });
  return (
    <Dialog title={t("addPeopleTo", { room: room.title() })} onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <PeoplePicker people={outside()} chosen={chosen()} onChoose={setChosen} several />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button class="button button--primary" disabled={form.busy() || chosen().length === 0}>
            {t("add")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
