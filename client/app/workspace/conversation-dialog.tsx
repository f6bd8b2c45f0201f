import { useNavigate } from "@solidjs/router";
import { createSignal, onMount, Show } from "solid-js";
import { paths, type CreateRoom, type RoomReference } from "../../../shared/api.ts";
import type { UserId } from "../../../shared/ids.ts";
import { MAX_NAME_LENGTH } from "../../../shared/limits.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Field } from "../../ui/field.tsx";
import { FormError } from "../../parts/form/form-error.tsx";
import { createSubmit } from "../../parts/form/create-submit.ts";
import { call } from "../../parts/lib/http.ts";
import { PeoplePicker } from "../../parts/people/people-picker.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { t } from "../../words/workspace-menus.ts";

export default function ConversationDialog(props: { kind: "direct" | "group"; onClose: () => void }) {
  const { me, organization } = useClient();
  const { people, refreshPeople, agents, refreshAgents } = usePeople();
  const navigate = useNavigate();
  const [name, setName] = createSignal("");
  const [members, setMembers] = createSignal<readonly UserId[]>([]);
  const [helpers, setHelpers] = createSignal<readonly UserId[]>([]);
  onMount(() => {
    refreshPeople();
    refreshAgents();
  });
  const isGroup = () => props.kind === "group";
  const form = createSubmit(async () => {
    const body: CreateRoom = {
      kind: props.kind,
      members: [...members(), ...helpers()],
      ...(isGroup() && { name: name().trim() }),
    };
    const room = await call<RoomReference>("POST", paths.rooms(organization), body);
    props.onClose();
    navigate(`/${organization}/${room.id}`);
  });
  const others = () => people()?.filter((person) => person.id !== me);
  return (
    <Dialog title={isGroup() ? t("newGroup") : t("newDirect")} onClose={() => props.onClose()}>
      <form class="form" onSubmit={form.onSubmit}>
        <Show when={isGroup()}>
          <Field
            label={t("name")}
            autofocus
            required
            maxLength={MAX_NAME_LENGTH}
            value={name()}
            onValue={setName}
          />
        </Show>
        <Show
          when={isGroup()}
          fallback={
            <PeoplePicker
              people={[...(agents() ?? []), ...(others() ?? [])]}
              chosen={members()}
              onChoose={setMembers}
              several={false}
              legend={t("personOrAgent")}
            />
          }
        >
          <PeoplePicker people={others()} chosen={members()} onChoose={setMembers} several />
          <Show when={(agents()?.length ?? 0) > 1}>
            <PeoplePicker
              people={agents()}
              chosen={helpers()}
              onChoose={setHelpers}
              several
              legend={t("agentsLegend")}
            />
          </Show>
        </Show>
        <FormError message={form.error()} />
        <div class="dialog__actions">
          <button
            class="button button--primary"
            disabled={form.busy() || (isGroup() ? name().trim() === "" : members().length === 0)}
          >
            {isGroup() ? t("createGroup") : t("startConversation")}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
