import { For, Show } from "solid-js";
import { formatNumber } from "../../ui/format.ts";
import { Icon } from "../../ui/icon.tsx";
import { IconButton } from "../../ui/icon-button.tsx";
import { Popover } from "../../ui/popover.tsx";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import type { ListView } from "./list-view.ts";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import type { RoomFilter } from "./room-filter.ts";
import { t } from "../../words/workspace.ts";

// Loaded on demand, when the menu opens.
const FilterMenu = lazyPart(() => import("./filter-menu.tsx"));

const VIEWS = ["all", "unread", "mentions"] as const;
const isView = (filter: RoomFilter): boolean => VIEWS.some((view) => view === filter);

/** Three views that are always there, and a menu with the other filters and the height of the rows. */
export function RoomFilters(props: {
  chosen: RoomFilter;
  onChoose: (filter: RoomFilter) => void;
  view: ListView;
}) {
  const { totals } = useInbox();
  const countOf = (view: (typeof VIEWS)[number]): number => (view === "all" ? 0 : (totals()?.[view] ?? 0));
  return (
    <>
      <div class="filters" role="group" aria-label={t("showConversations")}>
        <For each={VIEWS}>
          {(view) => (
            <button
              type="button"
              class="filters__item"
              aria-pressed={props.chosen === view}
              onClick={() => props.onChoose(view)}
            >
              {t(view)}
              <Show when={view !== "all"}>
                <span class="filters__count" classList={{ "filters__count--mine": view === "mentions" }}>
                  {countOf(view) ? formatNumber(countOf(view)) : ""}
                </span>
              </Show>
            </button>
          )}
        </For>
        <Popover
          label={t("moreFilters")}
          triggerClass={`icon-button filters__more${isView(props.chosen) ? "" : " filters__more--on"}`}
          class="menu"
          trigger={<Icon name="filter" />}
        >
          {(close) => (
            <FilterMenu
              {...props}
              onChoose={(filter) => {
                close();
                props.onChoose(filter);
              }}
            />
          )}
        </Popover>
      </div>
      <Show when={!isView(props.chosen)}>
        <p class="filters__chosen">
          <span>{t(props.chosen)}</span>
          <IconButton icon="close" size={14} label={t("showAll")} onClick={() => props.onChoose("all")} />
        </p>
      </Show>
    </>
  );
}
