import { useNavigate } from "@solidjs/router";
import {
  createEffect,
  createMemo,
  createSignal,
  For,
  Match,
  on,
  Show,
  Switch,
  type JSX,
  type ParentProps,
} from "solid-js";
import { Virtualizer } from "virtua/solid";
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import { createVirtualRooms } from "./create-virtual-rooms.ts";
import { restoreFocus } from "./restore-focus.ts";
import { listRooms, type Section, type SectionName } from "./list-rooms.ts";
import type { ListView } from "./list-view.ts";
import { SectionHead } from "./section-head.tsx";
import { RoomItem } from "./room-item.tsx";
import type { AskedPreview } from "./unread-preview/unread-preview.tsx";
import { watchBadges } from "./unread-preview/watch-badges.ts";
import type { RoomFilter } from "./room-filter.ts";
import { createListKeys } from "./room-actions/create-list-keys.ts";
import { listedRoom } from "./room-actions/listed-room.ts";
import type { AskedActions } from "./room-actions/room-actions.tsx";
import { lazyPart } from "../../parts/lib/lazy-part.tsx";
import { useClient } from "../../parts/contexts/client-context.ts";
import { useInbox } from "../../parts/contexts/inbox-context.ts";
import { t } from "../../words/workspace.ts";
import "./room-list.css";

// Loaded on demand, so that they are not part of the first load.
const RoomActions = lazyPart(() => import("./room-actions/room-actions.tsx"));
const EmptyList = lazyPart(() => import("./empty-list.tsx"));
const UnreadPreview = lazyPart(() => import("./unread-preview/unread-preview.tsx"));

/** How far beyond the screen rows are rendered, pixels. Tab and screen readers then find the next rows. */
const BEYOND = 600;

export function RoomList(props: { filter: RoomFilter; open: RoomId | undefined; view: ListView }) {
  const { organization } = useClient();
  const navigate = useNavigate();
  const { entries, serverNow, triage } = useInbox();
  const byRoom = createMemo(
    () => new Map<string, InboxEntry>((entries() ?? []).map((entry) => [entry.room, entry])),
  );
  // The list holds ids and not entries: each message creates a new entry object, but the link must keep its element and its focus.
  const sections = createMemo(() =>
    listRooms(entries() ?? [], {
      ...{ filter: props.filter, open: props.open, now: serverNow(), folded: props.view.folded() },
      sections: props.view.isPhone() ? "recent" : "kinds",
    }),
  );
  const shown = createMemo(() => sections().flatMap(({ rooms }) => rooms));
  const listed = createMemo(() => listedRows(sections()));
  const [asked, setAsked] = createSignal<AskedActions>();
  const [previewed, setPreviewed] = createSignal<AskedPreview>();
  let list: HTMLElement | undefined;

  const rows = createVirtualRooms({
    rows: () => listed().keys,
    rooms: shown,
    filter: () => props.filter,
    scroller: () => list,
    asked: () => asked()?.entry.room ?? previewed()?.room,
  });
  createListKeys(
    {
      element: () => list,
      rooms: shown,
      entryOf: (room) => byRoom().get(room),
      open: () => props.open,
      linkOf: rows.linkOf,
      askSnooze: (entry, anchor) => setAsked({ entry, anchor, begin: "snooze" }),
      preview,
    },
    triage,
  );
  // Whoever has just made a room, or jumped to one, sees its row.
  const isListed = createMemo(() => props.open !== undefined && shown().includes(props.open));
  createEffect(
    on([() => props.open, isListed], ([open, listed]) => {
      // After the list has rendered the row.
      if (open !== undefined && listed) requestAnimationFrame(() => rows.show(open));
    }),
  );
  function preview({ room }: InboxEntry, anchor: HTMLElement): void {
    setPreviewed({ room, anchor, by: "key" });
  }
  /** The same menu by the right button, by the menu key, and by a long press where the browser reports it. */
  function onContextMenu(event: MouseEvent): void {
    const row = event.target instanceof Element ? event.target.closest("li") : null;
    const link = row?.querySelector<HTMLElement>("[data-room]");
    const entry = byRoom().get(link?.dataset["room"] ?? "");
    if (!link || entry === undefined || (event.target instanceof Element && event.target.closest("h2")))
      return;
    event.preventDefault();
    const byKey = event.button !== 2 && document.activeElement === link;
    const at = { x: event.clientX, y: event.clientY };
    afterRelease(event, () => setAsked({ entry, anchor: link, begin: "all", ...(!byKey && { at }) }));
  }
  /** A row tells screen readers its position and the total number of rows, because not all rows are in the document. */
  function Row(item: VirtualItem) {
    return (
      <li
        ref={item.ref}
        style={item.style}
        class="rooms__row"
        aria-setsize={shown().length}
        aria-posinset={listed().places[item.index]}
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
      classList={{
        "rooms--compact": props.view.density() === "compact",
        "rooms--sections": props.filter === "all",
      }}
      aria-label={t("conversations")}
      onFocusIn={rows.onFocusIn}
      onContextMenu={onContextMenu}
    >
      <Switch>
        <Match when={entries() === null}>
          <RoomListSkeleton />
        </Match>
        <Match when={shown().length === 0}>
          <EmptyList filter={props.filter} />
        </Match>
        <Match when={true}>
          <Virtualizer
            ref={rows.setHandle}
            as={List}
            item={Row}
            data={listed().keys}
            keepMounted={rows.kept()}
            bufferSize={BEYOND}
          >
            {(key) => (
              <>
                <Show when={listed().heads.get(key)}>
                  {(section) => (
                    <SectionHead section={section()} onToggle={() => props.view.toggle(section().name)} />
                  )}
                </Show>
                <Show when={byRoom().get(key)}>
                  {(entry) => (
                    <RoomItem
                      entry={entry()}
                      current={key === props.open}
                      asked={asked()?.entry.room === key}
                      onActions={(anchor) => setAsked({ entry: entry(), anchor, begin: "all" })}
                    />
                  )}
                </Show>
              </>
            )}
          </Virtualizer>
        </Match>
      </Switch>
      <Show when={asked()} keyed>
        {(now) => (
          <RoomActions
            asked={now}
            here={listedRoom(now.entry, organization, navigate)}
            onPreview={preview}
            onClose={() => setAsked(undefined)}
          />
        )}
      </Show>
      <Show when={previewed()} keyed>
        {(now) => (
          <UnreadPreview asked={now} entry={byRoom().get(now.room)} onClose={() => setPreviewed(undefined)} />
        )}
      </Show>
    </nav>
  );
}

type NamedSection = Section & { name: SectionName };
const isNamed = (section: Section): section is NamedSection => section.name !== null;

/**
 * The rows of the list. The heading of a section is part of its first row, so that every row of the list is a room; a section that shows
 * no room is a row with its heading alone.
 */
function listedRows(sections: readonly Section[]): {
  keys: readonly string[];
  /** The sections that begin with these rows. */
  heads: ReadonlyMap<string, NamedSection>;
  /** The place of each row among the rooms, from 1; undefined for a heading alone. */
  places: readonly (number | undefined)[];
} {
  const keys = sections.flatMap(({ name, rooms }): readonly string[] =>
    rooms.length === 0 ? [String(name)] : rooms,
  );
  const heads = new Map(
    sections.filter(isNamed).map((section) => [section.rooms[0] ?? section.name, section] as const),
  );
  let place = 0;
  const places = sections.flatMap(({ rooms }) =>
    rooms.length === 0 ? [undefined] : rooms.map(() => ++place),
  );
  return { keys, heads, places };
}

/** Where the menu opens while the button is still pressed, its release would count as a click outside and close it again. */
function afterRelease({ buttons }: MouseEvent, open: () => void): void {
  if (buttons === 0) return open();
  document.addEventListener("pointerup", () => setTimeout(open), { once: true, capture: true });
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
      <span class="visually-hidden">{t("loading")}</span>
      <For each={[1, 2, 3, 4]}>{() => <div class="rooms__bone" />}</For>
    </div>
  );
}
