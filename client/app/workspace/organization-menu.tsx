import { useNavigate } from "@solidjs/router";
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { OrganizationDialog } from "./organization-dialog.tsx";
import { useAccount } from "../../parts/contexts/account-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { organizationPicture } from "../../parts/lib/organization-picture.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";

const LeaveDialog = lazyPart(() => import("./leave-dialog.tsx"));
const InvitationDialog = lazyPart(() => import("./invitation-dialog.tsx"));

/** The organization's name. Its menu lists the other organizations, creates a new one and invites people. */
export function OrganizationMenu() {
  const { organization, me } = useClient();
  const { account, summary } = useAccount();
  const navigate = useNavigate();
  const [dialog, setDialog] = createSignal<"invite" | "create" | "leave">();
  return (
    <>
      <Popover
        label={`Organization: ${summary().name}`}
        triggerClass="organization"
        class="menu"
        trigger={
          <>
            <Avatar
              seed={organization}
              name={summary().name}
              size="s"
              square
              picture={organizationPicture(summary())}
            />
            <span class="organization__name name one-line">{summary().name}</span>
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
              <For each={account().organizations}>
                {(other) => (
                  <button
                    type="button"
                    class="menu__item"
                    aria-current={other.id === organization ? "true" : undefined}
                    onClick={choose(() => navigate(`/${other.id}`))}
                  >
                    <Avatar
                      seed={other.id}
                      name={other.name}
                      size="s"
                      square
                      picture={organizationPicture(other)}
                    />
                    <span class="name one-line organization__name">{other.name}</span>
                    <Show when={other.id === organization}>
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
              <Show when={summary().role !== "member"}>
                <hr class="menu__line" />
                <button
                  type="button"
                  class="menu__item"
                  onClick={choose(() => navigate(`/${organization}/settings/people`))}
                >
                  <Icon name="settings" /> Settings
                </button>
              </Show>
              <button type="button" class="menu__item" onClick={choose(() => setDialog("leave"))}>
                <Icon name="back" /> Leave {summary().name}…
              </button>
            </>
          );
        }}
      </Popover>
      <Switch>
        <Match when={dialog() === "invite"}>
          <InvitationDialog onClose={() => setDialog(undefined)} />
        </Match>
        <Match when={dialog() === "leave"}>
          <LeaveDialog me={me} organization={summary()} onClose={() => setDialog(undefined)} />
        </Match>
        <Match when={dialog() === "create"}>
          <OrganizationDialog onClose={() => setDialog(undefined)} />
        </Match>
      </Switch>
    </>
  );
}
