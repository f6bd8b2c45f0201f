import { createMemo, createSignal, For, Match, onMount, Show, Switch } from "solid-js";
import type { Member } from "../../../../shared/protocol/events.ts";
import type { Presence } from "../../../../shared/protocol/frames.ts";
import { Icon } from "../../../ui/icon.tsx";
import { IconButton } from "../../../ui/icon-button.tsx";
import { samePeople } from "../../../parts/people/direct-peers.ts";
import { findPeople } from "../../../parts/contexts/people-context.ts";
import { useRoom } from "../room-context.tsx";
import { t } from "../../../words/room-people.ts";
import { AddAgentDialog } from "./add-agent-dialog.tsx";
import { AddPeopleDialog } from "./add-people-dialog.tsx";
import { AgentList } from "./agent-list.tsx";
import LeaveDialog from "./leave-dialog.tsx";
import { PersonItem } from "./person-item.tsx";
import RenameDialog from "./rename-dialog.tsx";
import "./people-panel.css";

/**
 * Maximum number of members that the panel watches, in addition to those of the sidebar. Members who are in the room now need no
 * watching.
 */
const MOST_WATCHED = 40;

const order: Record<Presence, number> = { active: 0, idle: 1, offline: 2 };

export default function PeoplePanel(props: { onClose: () => void }) {
  const room = useRoom();
  const [dialog, setDialog] = createSignal<"add" | "addAgent" | "rename" | "leave">();
  let panel: HTMLElement | undefined;
  const here = findPeople()?.here;
  const presenceOf = (member: Member): Presence => room.presenceOf(member.user)?.state ?? "offline";
  const sorted = createMemo(() =>
    [...room.people()].sort((a, b) => order[presenceOf(a)] - order[presenceOf(b)]).map(({ user }) => user),
  );
  const watched = createMemo(
    () =>
      room
        .people()
        .slice(0, MOST_WATCHED)
        .map(({ user }) => user),
    [],
    {
      equals: samePeople,
    },
  );
  here?.watch(watched);
  // The organization's people are needed to add somebody; a room without a workspace does not know them.
  const mayAdd = () => here !== undefined && room.may("invite");
  const isGroup = () => room.view().room.kind !== "direct";
  const close = () => setDialog(undefined);
  // Moves the focus into the panel only if the panel covers the room.
  onMount(() => {
    if (panel && getComputedStyle(panel).position === "fixed") panel.querySelector("button")?.focus();
  });
  return (
    <>
      <div class="people-backdrop" onClick={() => props.onClose()} />
      <aside ref={panel} class="people" aria-label={t("people")}>
        <header class="people__header">
          <h2 class="people__title">{t("people")}</h2>
          <IconButton icon="close" label={t("close")} onClick={() => props.onClose()} />
        </header>
        <Show when={mayAdd()}>
          <button type="button" class="button people__add" onClick={() => setDialog("add")}>
            <Icon name="plus" /> {t("addPeople")}
          </button>
        </Show>
        <div class="people__list">
          <ul class="plain">
            <For each={sorted()}>
              {(user) => (
                <Show when={room.members()[user]}>
                  {(member) => <PersonItem member={member()} presence={presenceOf(member())} />}
                </Show>
              )}
            </For>
          </ul>
          <Show when={room.agents().length > 0 || mayAdd()}>
            <AgentList mayAdd={mayAdd()} onAdd={() => setDialog("addAgent")} />
          </Show>
        </div>
        <Show when={isGroup()}>
          <footer class="people__footer">
            <Show when={room.may("manage")}>
              <button type="button" class="button button--small" onClick={() => setDialog("rename")}>
                {t("rename")}
              </button>
            </Show>
            <button
              type="button"
              class="button button--small button--danger"
              onClick={() => setDialog("leave")}
            >
              {t("leave")}
            </button>
          </footer>
        </Show>
        <Switch>
          <Match when={dialog() === "add"}>
            <AddPeopleDialog onClose={close} />
          </Match>
          <Match when={dialog() === "addAgent"}>
            <AddAgentDialog onClose={close} />
          </Match>
          <Match when={dialog() === "rename"}>
            <RenameDialog onClose={close} />
          </Match>
          <Match when={dialog() === "leave"}>
            <LeaveDialog onClose={close} />
          </Match>
        </Switch>
      </aside>
    </>
  );
}
