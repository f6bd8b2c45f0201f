import { createEffect, onCleanup } from "solid-js";
import { countedUnread, isAway } from "../../../shared/inbox-counts.ts";
import { formatNumber } from "../../ui/format.ts";
import { useInbox } from "../contexts/inbox-context.ts";

/** "(2) Release 1.4 · Parley": unread messages of all rooms that are not out of sight, and what is on screen beside the list. */
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

/** Of an installed app; there is none in most browsers, and it is rejected where it cannot be shown. */
function setAppBadge(unread: number): void {
  const done = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
  done?.catch(() => undefined);
}
