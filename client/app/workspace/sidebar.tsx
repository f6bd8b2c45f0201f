import { A } from "@solidjs/router";
import { createEffect, createMemo, createSignal, For, on, Show, untrack } from "solid-js";
import { isAway } from "../../../shared/inbox-counts.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { Icon } from "../../ui/icon.tsx";
import { thread } from "../../ui/later-icons.ts";
import { Popover } from "../../ui/popover.tsx";
import { AccountMenu } from "./account-menu.tsx";
import { SWITCHER_KEYS } from "../switcher/switcher-keys.ts";
import { useDialogs } from "../../parts/contexts/dialogs-context.ts";
import { useClient } from "../../parts/contexts/client-context.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { OrganizationMenu } from "./organization-menu.tsx";
import { useReminders } from "../../parts/reminders/reminders-context.ts";
import { useTasks } from "../../parts/tasks/tasks-context.ts";
import { formatNumber } from "../../ui/format.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { listRooms } from "./list-rooms.ts";
import { createListView } from "./list-view.ts";
import { RoomFilters } from "./room-filters.tsx";
import { RoomList } from "./room-list.tsx";
import type { RoomFilter } from "./room-filter.ts";
import { t } from "../../words/workspace.ts";
import "./sidebar.css";

// Loaded after the list of conversations, and shown where the organization has a widget.
const DeskLink = lazyPart(() => import("../desk/desk-link.tsx"));

const pages = [
  { path: "knowledge", icon: "book", of: ["knowledge", "documents"] },
  { path: "saved", icon: "save", of: ["saved"] },
  { path: "tasks", icon: "check", of: ["tasks"] },
  { path: "notes", icon: "edit", of: ["notes"] },
  { path: "reminders", icon: "clock", of: ["reminders"] },
  { path: "threads", icon: thread, of: ["threads"] },
] as const;

/** The keys of the switcher, as `aria-keyshortcuts` names them. */
const JUMP_KEYS = ["Control+K", "Meta+K"].join(" ");

const kinds = [
  { dialog: "newDirect", icon: "person" },
  { dialog: "newGroup", icon: "group" },
  { dialog: "newSession", icon: "sparkle" },
] as const;

export function Sidebar(props: { open: RoomId | undefined; page: string | undefined }) {
  const { organization } = useClient();
  const dialogs = useDialogs();
  const { due } = useReminders();
  const { today } = useTasks();
  const [filter, setFilter] = createSignal<RoomFilter>("all");
  const view = createListView(organization);
  const { entries, totals, serverNow } = useInbox();
  const hasThreads = createMemo(() => (entries() ?? []).some(({ threads }) => threads !== undefined));
  const unreadReplies = () => totals()?.threads ?? 0;
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
    <div class="sidebar" role="region" aria-label={t("workspace")}>
      <div class="sidebar__header">
        <OrganizationMenu />
        <Popover label={t("newConversation")} trigger={<Icon name="compose" />} class="menu">
          {(close) => (
            <>
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
                    <Icon name={kind.icon} /> {t(kind.dialog)}
                  </button>
                )}
              </For>
              <A class="menu__item" href={`/${organization}/groups`} onClick={close}>
                <Icon name="search" /> {t("findGroup")}
              </A>
            </>
          )}
        </Popover>
      </div>
      <button
        type="button"
        class="sidebar__jump"
        aria-keyshortcuts={JUMP_KEYS}
        onClick={() => dialogs.open("switcher")}
      >
        <Icon name="search" />
        <span class="sidebar__jump-text">{t("jump")}</span>
        <kbd class="sidebar__keys" aria-hidden="true">
          {SWITCHER_KEYS}
        </kbd>
      </button>
      <nav class="sidebar__pages" aria-label={t("pages")}>
        <For each={pages}>
          {(page) => (
            <A
              class="sidebar__page"
              // On a phone, the list of chats has it as soon as there is a thread.
              classList={{ "sidebar__page--phone": page.path === "threads" && hasThreads() }}
              href={`/${organization}/${page.path}`}
              aria-current={page.of.some((name) => name === props.page) ? "page" : undefined}
            >
              <Icon name={page.icon} /> {t(page.path)}
              <Show when={page.path === "reminders" && due() > 0}>
                <span class="badge">
                  {formatNumber(due())} <span class="visually-hidden">{t("dueReminders")}</span>
                </span>
              </Show>
              <Show when={page.path === "threads" && unreadReplies() > 0}>
                <span class="badge">
                  <span aria-hidden="true">{formatNumber(unreadReplies())}</span>
                  <span class="visually-hidden">{t("unreadReplies", { count: unreadReplies() })}</span>
                </span>
              </Show>
              <Show when={page.path === "tasks" && today() > 0}>
                <span class="badge">
                  {formatNumber(today())} <span class="visually-hidden">{t("dueToday")}</span>
                </span>
              </Show>
            </A>
          )}
        </For>
        <DeskLink organization={organization} />
      </nav>
      <RoomFilters chosen={filter()} onChoose={setFilter} view={view} />
      <RoomList filter={filter()} open={props.open} view={view} />
      <div class="sidebar__foot">
        <AccountMenu />
      </div>
    </div>
  );
}
