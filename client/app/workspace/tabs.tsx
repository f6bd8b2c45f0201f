import { A } from "@solidjs/router";
import { Show, type ParentProps } from "solid-js";
import { formatNumber } from "../../ui/format.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { AccountMenu } from "./account-menu.tsx";
import { t } from "../../words/workspace-menus.ts";
import { OnlySeen } from "./only-seen.tsx";
import "./tabs.css";

/** The way around on phones. A room needs the place for its composer, so there the tabs are not shown. */
export default function Tabs(props: { page: string | undefined }) {
  const { organization } = useClient();
  const { totals } = useInbox();
  return (
    <nav class="tabs" aria-label={t("main")}>
      <Tab href={`/${organization}`} icon="chat" name={t("chats")} current={props.page === undefined}>
        <Show when={totals()?.unread}>
          {(count) => (
            <span class="badge tabs__badge">
              <OnlySeen pieces={t.rich("unreadMessages", { number: { seen: formatNumber(count()) } })} />
            </span>
          )}
        </Show>
      </Tab>
      <Tab
        href={`/${organization}/search`}
        icon="search"
        name={t("search")}
        current={props.page === "search"}
      />
      <Tab
        href={`/${organization}/knowledge`}
        icon="book"
        name={t("knowledge")}
        current={props.page === "knowledge" || props.page === "documents"}
      />
      <AccountMenu tab />
    </nav>
  );
}

function Tab(props: ParentProps<{ href: string; icon: IconName; name: string; current: boolean }>) {
  return (
    <A class="tabs__item" href={props.href} end aria-current={props.current ? "page" : undefined}>
      <span class="tabs__icon">
        <Icon name={props.icon} size={24} />
        {props.children}
      </span>
      {props.name}
    </A>
  );
}
