import { For, Show } from "solid-js";
import { formatNumber } from "../../ui/format.ts";
import { filterNames, ROOM_FILTERS, type RoomFilter } from "./room-filter.ts";
import { useWorkspace } from "./workspace-context.tsx";

export function RoomFilters(props: { chosen: RoomFilter; onChoose: (filter: RoomFilter) => void }) {
  const { totals } = useWorkspace();
  const countOf = (filter: RoomFilter): number =>
    filter === "unread" ? (totals()?.unread ?? 0) : filter === "mentions" ? (totals()?.mentions ?? 0) : 0;
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
            <Show when={countOf(filter)}>
              {(count) => <span class="filters__count">{formatNumber(count())}</span>}
            </Show>
          </button>
        )}
      </For>
    </div>
  );
}
