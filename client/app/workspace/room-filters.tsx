import { For, Show } from "solid-js";
import { formatNumber } from "../../ui/format.ts";
import { filterNames, ROOM_FILTERS, type RoomFilter } from "./room-filter.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";

export function RoomFilters(props: { chosen: RoomFilter; onChoose: (filter: RoomFilter) => void }) {
  const { totals } = useInbox();
  /** The number that the filter shows; undefined for a filter that shows none. */
  const countOf = (filter: RoomFilter): number | undefined =>
    filter === "unread" || filter === "mentions" ? (totals()?.[filter] ?? 0) : undefined;
  return (
    <div class="filters" role="group" aria-label="Show conversations">
      <For each={ROOM_FILTERS}>
        {(filter) => (
          <button
            type="button"
            class="filters__item"
            aria-pressed={props.chosen === filter}
            onClick={() => props.onChoose(filter)}
          >
            {filterNames[filter]}
            <Show when={countOf(filter) !== undefined}>
              <span class="filters__count">{countOf(filter) ? formatNumber(countOf(filter) ?? 0) : ""}</span>
            </Show>
          </button>
        )}
      </For>
    </div>
  );
}
