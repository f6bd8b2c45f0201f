import { createEffect, createMemo, createSignal, For, Match, on, onCleanup, Show, Switch } from "solid-js";
import type { RoomId } from "../../../shared/ids.ts";
import { listRooms } from "./list-rooms.ts";
import { RoomItem } from "./room-item.tsx";
import { emptyTexts, type RoomFilter } from "./room-filter.ts";
import { createListKeys } from "./triage/create-list-keys.ts";
import { RoomActions, type AskedActions } from "./triage/room-actions.tsx";
import { useWorkspace } from "./workspace-context.tsx";

/** Rooms that are rendered at first, and more of them each time that the end comes near. */
const SOME = 60;
const MORE = 120;

export function RoomList(props: { filter: RoomFilter; open: RoomId | undefined }) {
  const { entries, serverNow, triage } = useWorkspace();
  const byRoom = createMemo(() => new Map((entries() ?? []).map((entry) => [entry.room, entry])));
  // Ids, not entries: an entry is a new object with each message, and its link must keep its element and its focus.
  const shown = createMemo(() => listRooms(entries() ?? [], props.filter, props.open, serverNow()));
  const [limit, setLimit] = createSignal(SOME);
  createEffect(on([() => props.filter], () => setLimit(SOME), { defer: true }));
  const rendered = createMemo(() => shown().slice(0, limit()));
  const [asked, setAsked] = createSignal<AskedActions>();
  let list: HTMLElement | undefined;

  function linkOf(room: RoomId): HTMLElement | null {
    const at = shown().indexOf(room);
    if (at >= limit()) setLimit(at + MORE);
    return list?.querySelector<HTMLElement>(`[data-room="${room}"]`) ?? null;
  }
  createListKeys(
    {
      rooms: shown,
      entryOf: (room) => byRoom().get(room),
      open: () => props.open,
      linkOf,
      askSnooze: (entry, anchor) => setAsked({ entry, anchor, begin: "snooze" }),
    },
    triage,
  );
  /** Shows more when the last of what is rendered comes near. */
  function watchEnd(end: HTMLElement): void {
    const observer = new IntersectionObserver(
      (seen) => seen.some(({ isIntersecting }) => isIntersecting) && setLimit((before) => before + MORE),
      { root: list ?? null, rootMargin: "600px" },
    );
    observer.observe(end);
    onCleanup(() => observer.disconnect());
  }
  return (
    <nav ref={(element) => (list = element)} class="rooms" aria-label="Conversations">
      <Switch>
        <Match when={entries() === null}>
          <RoomListSkeleton />
        </Match>
        <Match when={shown().length === 0}>
          <p class="rooms__empty">{emptyTexts[props.filter]}</p>
        </Match>
        <Match when={true}>
          <ul class="plain">
            <For each={rendered()}>
              {(room) => (
                <Show when={byRoom().get(room)}>
                  {(entry) => (
                    <RoomItem
                      entry={entry()}
                      current={room === props.open}
                      asked={asked()?.entry.room === room}
                      onActions={(anchor) => setAsked({ entry: entry(), anchor, begin: "all" })}
                    />
                  )}
                </Show>
              )}
            </For>
          </ul>
          {/* Keyed by the limit: an end that stays in sight is not told of twice. */}
          <Show when={rendered().length < shown().length && limit()} keyed>
            <div ref={(end) => queueMicrotask(() => watchEnd(end))} class="rooms__end" />
          </Show>
        </Match>
      </Switch>
      <Show when={asked()} keyed>
        {(now) => <RoomActions asked={now} onClose={() => setAsked(undefined)} />}
      </Show>
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
