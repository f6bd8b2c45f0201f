import { For } from "solid-js";
import { filterNames, ROOM_FILTERS, type RoomFilter } from "./room-filter.ts";

export function RoomFilters(props: { chosen: RoomFilter; onChoose: (filter: RoomFilter) => void }) {
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
          </button>
        )}
      </For>
    </div>
  );
}
