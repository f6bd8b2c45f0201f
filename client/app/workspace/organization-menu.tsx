import { createSignal, Match, Switch } from "solid-js";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useAccount } from "../../parts/contexts/account-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { organizationPicture } from "../../parts/lib/organization-picture.ts";
import type { OrganizationDialogName } from "./organization-menu-items.tsx";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { t } from "../../words/workspace.ts";

// Loaded when they are opened.
const OrganizationMenuItems = lazyPart(() => import("./organization-menu-items.tsx"));
const OrganizationDialog = lazyPart(() => import("./organization-dialog.tsx"));
const LeaveDialog = lazyPart(() => import("./leave-dialog.tsx"));
const InvitationDialog = lazyPart(() => import("./invitation-dialog.tsx"));

/** The organization's name. Its menu lists the other organizations, creates a new one and invites people. */
export function OrganizationMenu() {
  const { organization, me } = useClient();
  const { summary } = useAccount();
  const [dialog, setDialog] = createSignal<OrganizationDialogName>();
  return (
    <>
      <Popover
        label={t("organization", { name: summary().name })}
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
        {(close) => <OrganizationMenuItems close={close} onDialog={setDialog} />}
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
