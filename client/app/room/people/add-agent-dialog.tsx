import { createSignal, onMount } from "solid-js";
import type { UserId } from "../../../../shared/ids.ts";
import { Dialog } from "../../../ui/dialog.tsx";
import { FormError } from "../../../parts/form/form-error.tsx";
import { createSubmit } from "../../../parts/form/create-submit.ts";
import { PeoplePicker } from "../../../parts/people/people-picker.tsx";
import { usePeople } from "../../../parts/contexts/people-context.ts";
import { useRoom } from "../room-context.tsx";

/** Adds agents of the organization that are not members of the room. */
export function AddAgentDialog(props: { onClose: () => void }) {
  const room = useRoom();
  const { agents, refreshAgents } = usePeople();
  const [chosen, setChosen] = createSignal<readonly UserId[]>([]);
  onMount(refreshAgents);
  const outside = () => agents()?.filter(({ id }) => (room.members()[id]?.role ?? null) === null);
  const form = createSubmit(async () => {
    for (const agent of chosen()) await room.room.invite(agent);
    props.onClose();
  });
  return (
    <Dialog title={`Add an agent to ${room.title()}`} onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <PeoplePicker
          people={outside()}
          chosen={chosen()}
          onChoose={setChosen}
          several
          legend="Agents"
          empty="All agents of your organization are here."
        />
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button class="button button--primary" disabled={form.busy() || chosen().length === 0}>
            Add
          </button>
        </div>
      </form>
    </Dialog>
  );
}
