import { useNavigate } from "@solidjs/router";
import { For, Show } from "solid-js";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useAccount } from "../../parts/contexts/account-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { organizationPicture } from "../../parts/lib/organization-picture.ts";
import { t } from "../../words/workspace-menus.ts";

export type OrganizationDialogName = "invite" | "create" | "leave";

/** The items of an organization's menu. */
export default function OrganizationMenuItems(props: {
  close: () => void;
  onDialog: (dialog: OrganizationDialogName) => void;
}) {
  const { organization } = useClient();
  const { account, summary } = useAccount();
  const navigate = useNavigate();
  const choose = (act: () => void) => () => {
    props.close();
    act();
  };
  return (
    <>
      <p class="menu__label">{t("organizations")}</p>
      <For each={account().organizations}>
        {(other) => (
          <button
            type="button"
            class="menu__item"
            aria-current={other.id === organization ? "true" : undefined}
            onClick={choose(() => navigate(`/${other.id}`))}
          >
            <Avatar seed={other.id} name={other.name} size="s" square picture={organizationPicture(other)} />
            <span class="name one-line organization__name">{other.name}</span>
            <Show when={other.id === organization}>
              <Icon name="check" />
            </Show>
          </button>
        )}
      </For>
      <hr class="menu__line" />
      <button type="button" class="menu__item" onClick={choose(() => props.onDialog("invite"))}>
        <Icon name="link" /> {t("invitePeople")}
      </button>
      <button type="button" class="menu__item" onClick={choose(() => props.onDialog("create"))}>
        <Icon name="plus" /> {t("newOrganization")}
      </button>
      <Show when={summary().role !== "member"}>
        <hr class="menu__line" />
        <button
          type="button"
          class="menu__item"
          onClick={choose(() => navigate(`/${organization}/settings/people`))}
        >
          <Icon name="settings" /> {t("settings")}
        </button>
      </Show>
      <button type="button" class="menu__item" onClick={choose(() => props.onDialog("leave"))}>
        <Icon name="back" /> {t("leaveNamed", { name: summary().name })}
      </button>
    </>
  );
}
