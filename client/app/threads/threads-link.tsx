import { A, useLocation } from "@solidjs/router";
import { Show } from "solid-js";
import type { OrganizationId } from "../../../shared/ids.ts";
import { formatNumber } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { thread } from "../../ui/later-icons.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { t } from "../../words/threads.ts";

/** The way to the threads that the person follows, with how many replies are unread. */
export default function ThreadsLink(props: { organization: OrganizationId }) {
  const { entries, totals } = useInbox();
  const has = () => (entries() ?? []).some(({ threads }) => threads !== undefined);
  const location = useLocation();
  const unread = () => totals()?.threads ?? 0;
  const href = () => `/${props.organization}/threads`;
  return (
    <A
      class="sidebar__page"
      // On a phone, the list of chats has it as soon as there is a thread.
      classList={{ "sidebar__page--phone": has() }}
      href={href()}
      aria-current={location.pathname === href() ? "page" : undefined}
    >
      <Icon name={thread} /> {t("threads")}
      <Show when={unread() > 0}>
        <span class="badge">
          <span aria-hidden="true">{formatNumber(unread())}</span>
          <span class="visually-hidden">{t("about", { count: unread() })}</span>
        </span>
      </Show>
    </A>
  );
}
