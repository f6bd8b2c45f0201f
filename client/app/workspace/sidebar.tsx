import { A } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, on, untrack } from "solid-js";
import { isAway } from "../../../shared/inbox-counts.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { SWITCHER_KEYS } from "../switcher/switcher-keys.ts";
import { useDialogs, type DialogName } from "../../parts/contexts/dialogs-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { OrganizationMenu } from "./organization-menu.tsx";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { listRooms } from "./list-rooms.ts";
import { createListView } from "./list-view.ts";
import { RoomFilters } from "./room-filters.tsx";
import { RoomList } from "./room-list.tsx";
import type { RoomFilter } from "./room-filter.ts";
import "./sidebar.css";

const pages = [
  { path: "knowledge", name: "Knowledge", icon: "book", of: ["knowledge", "documents"] },
  { path: "saved", name: "Saved", icon: "save", of: ["saved"] },
] as const;

const kinds: readonly { dialog: DialogName; name: string; icon: IconName }[] = [
  { dialog: "newDirect", name: "New direct conversation", icon: "person" },
  { dialog: "newGroup", name: "New group", icon: "group" },
  { dialog: "newSession", name: "New AI session", icon: "sparkle" },
];

export function Sidebar(props: { open: RoomId | undefined; page: string | undefined }) {
  const { organization } = useClient();
  const dialogs = useDialogs();
  const [filter, setFilter] = createSignal<RoomFilter>("all");
  const view = createListView(organization);
  const { entries, serverNow } = useInbox();
  const opened = createMemo(() => entries()?.find(({ room }) => room === props.open));
  // Whoever has made a room or jumped to one sees it in the list, whatever the list was narrowed to.
  createEffect(
    on(
      () => opened()?.room,
      () => {
        const entry = untrack(opened);
        if (entry === undefined) return;
        const [sections] = untrack(() =>
          listRooms([entry], {
            ...{ filter: filter(), open: entry.room, now: serverNow(), folded: new Set(), sections: "kinds" },
          }),
        );
        if (sections === undefined && !isAway(entry, untrack(serverNow))) setFilter("all");
      },
    ),
  );
  return (
    <div class="sidebar" role="region" aria-label="Workspace">
      <div class="sidebar__header">
        <OrganizationMenu />
        <Popover label="New conversation" trigger={<Icon name="compose" />} class="menu">
          {(close) => (
            <For each={kinds}>
              {(kind) => (
                <button
                  type="button"
                  class="menu__item"
                  onClick={() => {
                    close();
                    dialogs.open(kind.dialog);
                  }}
                >
                  <Icon name={kind.icon} /> {kind.name}
                </button>
              )}
            </For>
          )}
        </Popover>
      </div>
      <button
        type="button"
        class="sidebar__jump"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => dialogs.open("switcher")}
      >
        <Icon name="search" />
        <span class="sidebar__jump-text">Jump to or search</span>
        <kbd class="sidebar__keys" aria-hidden="true">
          {SWITCHER_KEYS}
        </kbd>
      </button>
      <nav class="sidebar__pages" aria-label="Pages">
        <For each={pages}>
          {(page) => (
            <A
              class="sidebar__page"
              href={`/${organization}/${page.path}`}
              aria-current={page.of.some((name) => name === props.page) ? "page" : undefined}
            >
              <Icon name={page.icon} /> {page.name}
            </A>
          )}
        </For>
      </nav>
      <RoomFilters chosen={filter()} onChoose={setFilter} view={view} />
      <RoomList filter={filter()} open={props.open} view={view} />
      <div class="sidebar__foot">
        <AccountMenu />
      </div>
    </div>
  );
}
