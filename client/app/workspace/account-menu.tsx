import { Show } from "solid-js";
import { Avatar } from "../../ui/avatar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { useAccount } from "../../parts/contexts/account-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { usePeople } from "../../parts/contexts/people-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { t } from "../../words/workspace.ts";

// Loaded on demand, when the menu opens.
const AccountItems = lazyPart(() => import("./account-items.tsx"));

/** `tab`: the last of the tabs on a phone opens it. */
export function AccountMenu(props: { tab?: boolean }) {
  const { me } = useClient();
  const { account } = useAccount();
  const { here, pictureOf } = usePeople();
  const inbox = useInbox();
  const presence = () => (inbox.isCurrent() ? "active" : "offline");
  const statusText = () => {
    const person = here.of(me);
    if (!inbox.isCurrent()) return t("offline");
    if (person?.status) return `${person.status.emoji ?? "💬"} ${person.status.text}`;
    return person?.quiet ? t("doNotDisturb") : t("active");
  };
  return (
    <Popover
      label={t(props.tab ? "accountTab" : "account", { name: account().user.name, status: statusText() })}
      triggerClass={props.tab ? "tabs__item" : "account"}
      class="menu"
      trigger={
        <Show
          when={!props.tab}
          fallback={
            <>
              <Icon name="person" size={24} />
              {t("you")}
            </>
          }
        >
          <>
            <Avatar
              seed={me}
              name={account().user.name}
              size="s"
              presence={presence()}
              picture={pictureOf(me)}
            />
            <span class="account__texts">
              <span class="account__who name one-line" dir="auto">
                {account().user.name}
              </span>{" "}
              <span class="account__status one-line" dir="auto">
                {statusText()}
              </span>
            </span>
            <Icon name="settings" />
          </>
        </Show>
      }
    >
      {(close) => <AccountItems tab={props.tab === true} close={close} />}
    </Popover>
  );
}
