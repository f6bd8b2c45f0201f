import { createEffect, onCleanup } from "solid-js";
import { countedUnread, isAway } from "../../../shared/inbox-counts.ts";
import { formatNumber } from "../../ui/format.ts";
import { useInbox } from "../contexts/inbox-context.ts";

/** "(2) Release 1.4 · Parley": the number of unread messages of all rooms that are neither snoozed nor done, and the open page. */
export function DocumentTitle(props: { name: string | undefined }) {
  const { entries, serverNow } = useInbox();
  createEffect(() => {
    const counted = (entries() ?? []).filter((entry) => !isAway(entry, serverNow()));
    const unread = counted.reduce((sum, entry) => sum + countedUnread(entry), 0);
    const place = props.name === undefined ? "Parley" : `${props.name} · Parley`;
    setAppBadge(unread);
    document.title = unread > 0 ? `(${formatNumber(unread)}) ${place}` : place;
  });
  onCleanup(() => {
    document.title = "Parley";
    setAppBadge(0);
  });
  return null;
}

/** Sets the badge of an installed app. Most browsers lack this function, and it rejects where a badge cannot be shown. */
function setAppBadge(unread: number): void {
  const done = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
  done?.catch(() => undefined);
}
