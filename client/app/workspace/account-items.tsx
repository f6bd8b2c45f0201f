import { useNavigate } from "@solidjs/router";
import { For, Show } from "solid-js";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useDialogs } from "../../parts/contexts/dialogs-context.ts";
import { notificationSettings } from "../notifications/settings.ts";
import { PrivateReadingItem } from "../people/private-reading-item.tsx";
import { StatusMenuItem } from "../people/status-menu-item.tsx";
import { useSession } from "../../parts/contexts/session.tsx";
import { setTheme, theme, type Theme } from "../../parts/lib/theme.ts";
import { setSingleKeys, singleKeys } from "../../parts/lib/single-keys.ts";
import { useAccount } from "../../parts/contexts/account-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { t } from "../../words/workspace-menus.ts";

const themes: readonly { value: Theme; icon: IconName }[] = [
  { value: "system", icon: "system" },
  { value: "light", icon: "sun" },
  { value: "dark", icon: "moon" },
];

/** What the account menu offers. `tab`: on a phone it also leads to the saved messages, the tasks, the notes and the reminders. */
export default function AccountItems(props: { tab: boolean; close: () => void }) {
  const { me, organization } = useClient();
  const { account } = useAccount();
  const session = useSession();
  const dialogs = useDialogs();
  const { handleOf } = usePeople();
  const navigate = useNavigate();
  async function leave(): Promise<void> {
    await session.signOut();
    if (session.state().type === "anonymous") navigate("/sign-in");
  }
  return (
    <>
      <p class="menu__label">
        <span class="account__name name">{account().user.name}</span>
        <br />
        {account().user.email}
      </p>
      <button type="button" class="menu__item" onClick={() => navigate("/account")}>
        <span class="account__choice">{t("accountSettings")}</span>
      </button>
      <StatusMenuItem close={props.close} />
      <Show when={props.tab}>
        <a class="menu__item account__saved" href={`/${organization}/saved`} onClick={() => props.close()}>
          <Icon name="save" /> {t("savedMessages")}
        </a>
        <a class="menu__item account__saved" href={`/${organization}/tasks`} onClick={() => props.close()}>
          <Icon name="check" /> {t("tasks")}
        </a>
        <a class="menu__item account__saved" href={`/${organization}/notes`} onClick={() => props.close()}>
          <Icon name="edit" /> {t("notes")}
        </a>
        <a
          class="menu__item account__saved"
          href={`/${organization}/reminders`}
          onClick={() => props.close()}
        >
          <Icon name="clock" /> {t("reminders")}
        </a>
      </Show>
      <PrivateReadingItem />
      <button
        type="button"
        class="menu__item"
        onClick={() => {
          props.close();
          dialogs.open("handle");
        }}
      >
        <span class="account__choice">{t("handle")}</span>
        <span class="account__state">{handleOf(me) && `@${handleOf(me)}`}</span>
      </button>
      <button
        type="button"
        class="menu__item"
        onClick={() => {
          props.close();
          dialogs.open("notifications");
        }}
      >
        <span class="account__choice">{t("notifications")}</span>
        <span class="account__state">{notificationSettings.isActive(me) ? t("onHere") : t("offHere")}</span>
      </button>
      <hr class="menu__line" />
      <p class="menu__label">{t("appearance")}</p>
      <For each={themes}>
        {(choice) => (
          <button
            type="button"
            class="menu__item"
            aria-pressed={theme() === choice.value}
            onClick={() => setTheme(choice.value)}
          >
            <Icon name={choice.icon} />
            <span class="account__choice">{t(choice.value)}</span>
            {theme() === choice.value ? <Icon name="check" /> : null}
          </button>
        )}
      </For>
      <hr class="menu__line" />
      <button
        type="button"
        class="menu__item"
        aria-pressed={singleKeys()}
        title={t("singleKeysWhich")}
        onClick={() => setSingleKeys(!singleKeys())}
      >
        <span class="account__choice">{t("singleKeys")}</span>
        {singleKeys() ? <Icon name="check" /> : null}
      </button>
      <button
        type="button"
        class="menu__item"
        onClick={() => {
          props.close();
          dialogs.open("shortcuts");
        }}
      >
        <span class="account__choice">{t("shortcuts")}</span>
        <span class="account__state">?</span>
      </button>
      <hr class="menu__line" />
      <button type="button" class="menu__item" onClick={() => void leave()}>
        {t("signOut")}
      </button>
    </>
  );
}
