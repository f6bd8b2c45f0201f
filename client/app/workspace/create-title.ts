import { createEffect, onCleanup, type Accessor } from "solid-js";
import { countedUnread, isAway } from "../../../shared/inbox-counts.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { formatNumber } from "../../ui/format.ts";
import { pageTitle } from "./page-title.ts";

/** "(2) Release 1.4 · Parley": unread messages of all rooms that are not out of sight, and the room or page on screen. */
export function createTitle(
  entries: Accessor<readonly InboxEntry[] | null>,
  onScreen: Accessor<RoomId | undefined>,
  now: () => number,
): void {
  createEffect(() => {
    const known = entries() ?? [];
    const counted = known.filter((entry) => !isAway(entry, now()));
    const unread = counted.reduce((sum, entry) => sum + countedUnread(entry), 0);
    const open = known.find((entry) => entry.room === onScreen());
    const name = open ? (open.peer?.name ?? open.name) : pageTitle();
    const place = name === undefined ? "Parley" : `${name} · Parley`;
    setAppBadge(unread);
    document.title = unread > 0 ? `(${formatNumber(unread)}) ${place}` : place;
  });
  onCleanup(() => {
    document.title = "Parley";
    setAppBadge(0);
  });
}

/** Of an installed app; there is none in most browsers, and it is rejected where it cannot be shown. */
function setAppBadge(unread: number): void {
  const done = unread > 0 ? navigator.setAppBadge?.(unread) : navigator.clearAppBadge?.();
  done?.catch(() => undefined);
}
