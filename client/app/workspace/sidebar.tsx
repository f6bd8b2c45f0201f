import { A } from "@solidjs/router";
import { createSignal, For } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import { Icon } from "../../ui/icon.tsx";
import { Popover } from "../../ui/popover.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { SWITCHER_KEYS } from "../switcher/switcher-keys.ts";
import { useDialogs } from "../../parts/contexts/dialogs-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { OrganizationMenu } from "./organization-menu.tsx";
import { RoomFilters } from "./room-filters.tsx";
import { RoomList } from "./room-list.tsx";
import type { RoomFilter } from "./room-filter.ts";
import "./sidebar.css";

const pages = [
  { path: "search", name: "Search", icon: "search", of: ["search"] },
  { path: "knowledge", name: "Knowledge", icon: "book", of: ["knowledge", "documents"] },
  { path: "saved", name: "Saved", icon: "save", of: ["saved"] },
] as const;

export function Sidebar(props: { open: RoomId | undefined; page: string | undefined }) {
  const { organization } = useClient();
  const dialogs = useDialogs();
  const [filter, setFilter] = createSignal<RoomFilter>("all");
  return (
    <div class="sidebar" role="region" aria-label="Workspace">
      <div class="sidebar__header">
        <OrganizationMenu />
        <Popover label="New conversation" trigger={<Icon name="plus" size={20} />} class="menu">
          {(close) => (
            <>
              <button
                type="button"
                class="menu__item"
                onClick={() => {
                  close();
                  dialogs.open("newDirect");
                }}
              >
                New direct conversation
              </button>
              <button
                type="button"
                class="menu__item"
                onClick={() => {
                  close();
                  dialogs.open("newGroup");
                }}
              >
                New group
              </button>
              <button
                type="button"
                class="menu__item"
                onClick={() => {
                  close();
                  dialogs.open("newSession");
                }}
              >
                New AI session
              </button>
            </>
          )}
        </Popover>
        <AccountMenu />
      </div>
      <button
        type="button"
        class="sidebar__jump"
        aria-keyshortcuts="Control+K Meta+K"
        onClick={() => dialogs.open("switcher")}
      >
        <Icon name="forward" size={16} /> Jump to…
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
      <RoomFilters chosen={filter()} onChoose={setFilter} />
      <RoomList filter={filter()} open={props.open} />
    </div>
  );
}
