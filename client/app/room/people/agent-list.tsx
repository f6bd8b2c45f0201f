import { createSignal, For, Show } from "solid-js";
import type { Member } from "../../../../shared/protocol/events.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { Handle } from "../../../parts/people/handle.tsx";
import { MemberAvatar } from "../../../parts/people/member-avatar.tsx";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-people.ts";
import { t as inUi } from "../../../words/ui.ts";
import { RemoveDialog } from "./remove-dialog.tsx";

/** The agents of this room. Agents have no presence and no role. */
export function AgentList(props: { mayAdd: boolean; onAdd: () => void }) {
  const room = useRoom();
  const [removing, setRemoving] = createSignal<Member>();
  return (
    <section aria-label={t("ai")}>
      <h3 class="people__part">{t("ai")}</h3>
      <ul class="plain">
        <For each={room.agents()}>
          {(agent) => (
            <li class="person">
              <MemberAvatar user={agent.user} name={agent.name} />
              <span class="person__texts">
                <span class="person__name">
                  <span class="name one-line" dir="auto">
                    {agent.name}
                  </span>
                </span>
                <span class="person__status one-line">
                  <Handle user={agent.user} always />
                </span>
              </span>
              <Show when={room.may("manage")}>
                <IconButton
                  icon="close"
                  size={16}
                  label={t("removeNamed", { name: agent.name })}
                  title={inUi("remove")}
                  onClick={() => setRemoving(agent)}
                />
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.mayAdd}>
        <button type="button" class="button button--small people__add" onClick={() => props.onAdd()}>
          <Icon name="plus" size={16} /> {t("addAgent")}
        </button>
      </Show>
      <Show when={removing()} keyed>
        {(agent) => <RemoveDialog member={agent} onClose={() => setRemoving(undefined)} />}
      </Show>
    </section>
  );
}
