import { createMemo, createSignal, For, Match, Show, Switch, type JSX, type ParentProps } from "solid-js";
import { Virtualizer } from "virtua/solid";
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { createVirtualRooms } from "./create-virtual-rooms.ts";
import { restoreFocus } from "./restore-focus.ts";
import { listRooms } from "./list-rooms.ts";
import { RoomItem } from "./room-item.tsx";
import type { AskedPreview } from "./unread-preview/unread-preview.tsx";
import { watchBadges } from "./unread-preview/watch-badges.ts";
import { emptyTexts, type RoomFilter } from "./room-filter.ts";
import { createListKeys } from "./room-actions/create-list-keys.ts";
import type { AskedActions } from "./room-actions/room-actions.tsx";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { useInbox } from "../../parts/contexts/inbox-context.ts";

// Loaded on demand, so that they are not part of the first load.
const RoomActions = lazyPart(() => import("./room-actions/room-actions.tsx"));
const UnreadPreview = lazyPart(() => import("./unread-preview/unread-preview.tsx"));

/** How far beyond the screen rows are rendered, pixels. Tab and screen readers then find the next rows. */
const BEYOND = 600;

export function RoomList(props: { filter: RoomFilter; open: RoomId | undefined }) {
  const { entries, serverNow, triage } = useInbox();
  const byRoom = createMemo(() => new Map((entries() ?? []).map((entry) => [entry.room, entry])));
  // The list holds ids and not entries: each message creates a new entry object, but the link must keep its element and its focus.
  const shown = createMemo(() => listRooms(entries() ?? [], props.filter, props.open, serverNow()));
  const [asked, setAsked] = createSignal<AskedActions>();
  const [previewed, setPreviewed] = createSignal<AskedPreview>();
  let list: HTMLElement | undefined;

  const rows = createVirtualRooms({
    rooms: shown,
    filter: () => props.filter,
    scroller: () => list,
    asked: () => asked()?.entry.room ?? previewed()?.room,
  });
  createListKeys(
    {
      rooms: shown,
      entryOf: (room) => byRoom().get(room),
      open: () => props.open,
      linkOf: rows.linkOf,
      askSnooze: (entry, anchor) => setAsked({ entry, anchor, begin: "snooze" }),
      preview,
    },
    triage,
  );
  function preview({ room }: InboxEntry, anchor: HTMLElement): void {
    setPreviewed({ room, anchor, by: "key" });
  }
  /** A row tells screen readers its position and the total number of rows, because not all rows are in the document. */
  function Row(item: VirtualItem) {
    return (
      <li
        ref={item.ref}
        style={item.style}
        class="room-row"
        aria-setsize={shown().length}
        aria-posinset={item.index + 1}
      >
        {item.children}
      </li>
    );
  }
  return (
    <nav
      ref={(element) => {
        list = element;
        restoreFocus(element);
        watchBadges(element, (id, anchor) => {
          const room = shown().find((one) => one === id);
          if (room !== undefined) setPreviewed({ room, anchor, by: "pointer" });
        });
      }}
      class="rooms"
      aria-label="Conversations"
      onFocusIn={rows.onFocusIn}
    >
      <Switch>
        <Match when={entries() === null}>
          <RoomListSkeleton />
        </Match>
        <Match when={shown().length === 0}>
          <p class="rooms__empty">{emptyTexts[props.filter]}</p>
        </Match>
        <Match when={true}>
          <Virtualizer
            ref={rows.setHandle}
            as={List}
            item={Row}
            data={shown()}
            keepMounted={rows.kept()}
            bufferSize={BEYOND}
          >
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
          </Virtualizer>
        </Match>
      </Switch>
      <Show when={asked()} keyed>
        {(now) => <RoomActions asked={now} onPreview={preview} onClose={() => setAsked(undefined)} />}
      </Show>
      <Show when={previewed()} keyed>
        {(now) => (
          <UnreadPreview asked={now} entry={byRoom().get(now.room)} onClose={() => setPreviewed(undefined)} />
        )}
      </Show>
    </nav>
  );
}

/** What the virtual list passes to the element of a row, or of the whole list. */
interface VirtualItem extends ParentProps {
  ref: (element: HTMLElement) => void;
  style: JSX.CSSProperties;
  index: number;
}

function List(props: Omit<VirtualItem, "index">) {
  return (
    <ul ref={props.ref} style={props.style} class="plain">
      {props.children}
    </ul>
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
