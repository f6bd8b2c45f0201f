import { createMemo, For, Match, Show, Switch } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import { RoomItem } from "./room-item.tsx";
import { emptyTexts, passes, type RoomFilter } from "./room-filter.ts";
import { useWorkspace } from "./workspace-context.tsx";

export function RoomList(props: { filter: RoomFilter; open: RoomId | undefined }) {
  const { entries } = useWorkspace();
  const byRoom = createMemo(() => new Map((entries() ?? []).map((entry) => [entry.room, entry])));
  // Ids, not entries: an entry is a new object with each message, and its link must keep its element and its focus.
  const shown = createMemo(() =>
    (entries() ?? [])
      .filter((entry) => passes(props.filter, entry) || entry.room === props.open)
      .map((entry) => entry.room),
  );
  return (
    <nav class="rooms" aria-label="Conversations">
      <Switch>
        <Match when={entries() === null}>
          <RoomListSkeleton />
        </Match>
        <Match when={shown().length === 0}>
          <p class="rooms__empty">{emptyTexts[props.filter]}</p>
        </Match>
        <Match when={true}>
          <ul class="plain">
            <For each={shown()}>
              {(room) => (
                <Show when={byRoom().get(room)}>
                  {(entry) => <RoomItem entry={entry()} current={room === props.open} />}
                </Show>
              )}
            </For>
          </ul>
        </Match>
      </Switch>
    </nav>
  );
}

function RoomListSkeleton() {
  return (
    <div class="rooms__skeleton" role="status">
      <span class="visually-hidden">Loading conversations</span>
      <For each={[1, 2, 3, 4]}>{() => <div class="rooms__bone" />}</For>
    </div>
  );
}
