import { useNavigate } from "@solidjs/router";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { OrganizationDialog } from "./organization-dialog.tsx";
import { useWorkspace } from "../pages/workspace-provider.tsx";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";

const InvitationDialog = lazyPart(() => import("./invitation-dialog.tsx"));

/** The organization's name, and behind it the others, a new one and the way to invite. */
export function OrganizationMenu() {
  const { me, organization } = useWorkspace();
  const navigate = useNavigate();
  const [dialog, setDialog] = createSignal<"invite" | "create">();
  return (
    <>
      <Popover
        label={`Organization: ${organization().name}`}
        triggerClass="organization"
        class="menu"
        trigger={
          <>
            <Avatar seed={organization().id} name={organization().name} size="s" square />
            <span class="organization__name name one-line">{organization().name}</span>
            <Icon name="chevron" size={16} />
          </>
        }
      >
        {(close) => {
          const choose = (act: () => void) => () => {
            close();
            act();
          };
          return (
            <>
              <p class="menu__label">Organizations</p>
              <For each={me().organizations}>
                {(other) => (
                  <button
                    type="button"
                    class="menu__item"
                    aria-current={other.id === organization().id ? "true" : undefined}
                    onClick={choose(() => navigate(`/${other.id}`))}
                  >
                    <Avatar seed={other.id} name={other.name} size="s" square />
                    <span class="name one-line organization__name">{other.name}</span>
                    <Show when={other.id === organization().id}>
                      <Icon name="check" />
                    </Show>
                  </button>
                )}
              </For>
              <hr class="menu__line" />
              <button type="button" class="menu__item" onClick={choose(() => setDialog("invite"))}>
                <Icon name="link" /> Invite people
              </button>
              <button type="button" class="menu__item" onClick={choose(() => setDialog("create"))}>
                <Icon name="plus" /> New organization
              </button>
              <Show when={organization().role !== "member"}>
                <hr class="menu__line" />
                <button
                  type="button"
                  class="menu__item"
                  onClick={choose(() => navigate(`/${organization().id}/settings/agents`))}
                >
                  <Icon name="settings" /> Settings
                </button>
              </Show>
            </>
          );
        }}
      </Popover>
      <Switch>
        <Match when={dialog() === "invite"}>
          <InvitationDialog onClose={() => setDialog(undefined)} />
        </Match>
        <Match when={dialog() === "create"}>
          <OrganizationDialog onClose={() => setDialog(undefined)} />
        </Match>
      </Switch>
    </>
  );
}
