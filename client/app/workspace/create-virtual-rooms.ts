import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import type { VirtualizerHandle } from "virtua/solid";
import type { RoomId } from "../../../shared/ids.ts";
import type { RoomFilter } from "./room-filter.ts";

/**
 * How many visible rows are compared to find out how far the list has moved. Several are needed, because one row may have moved by
 * itself.
 */
const WITNESSES = 5;

/**
 * Renders only the rows near the screen, and keeps a long list usable: the row with the focus stays in the document wherever the person
 * scrolls, and any row can be reached.
 */
export function createVirtualRooms(list: {
  /** The keys of all rows: the id of its room, or the name of a folded section. */
  rows: Accessor<readonly string[]>;
  rooms: Accessor<readonly RoomId[]>;
  filter: () => RoomFilter;
  scroller: () => HTMLElement | undefined;
  /** The row whose actions are open. It stays rendered, because the actions are placed beside it. */
  asked: () => RoomId | undefined;
}) {
  const [handle, setHandle] = createSignal<VirtualizerHandle>();
  const [focused, setFocused] = createSignal<RoomId>();
  /** The row that is about to take the focus. The row that has the focus stays rendered until then, or the focus would be lost. */
  const [wanted, setWanted] = createSignal<RoomId>();
  const kept = createMemo(() => {
    const rows = list.rows();
    return [focused(), wanted(), list.asked()].flatMap((room) => {
      const at = room === undefined ? -1 : rows.indexOf(room);
      return at < 0 ? [] : [at];
    });
  });

  function linkOf(room: RoomId): HTMLElement | null {
    setWanted(room);
    return list.scroller()?.querySelector<HTMLElement>(`[data-room="${room}"]`) ?? null;
  }
  function onFocusIn({ target }: FocusEvent): void {
    const row = target instanceof Element ? target.closest("li")?.querySelector("[data-room]") : null;
    const id = row instanceof HTMLElement ? row.dataset["room"] : undefined;
    const room = list.rooms().find((room) => room === id);
    if (room !== undefined) setFocused(room);
  }

  /** By how much the visible rows have moved, pixels. */
  function moved(now: readonly string[], before: readonly string[]): number {
    const rows = handle();
    if (rows === undefined || rows.scrollOffset <= 0) return 0;
    const first = rows.findItemIndex(rows.scrollOffset);
    const moves = before
      .slice(first, first + WITNESSES)
      .map((row, index) => ({ from: first + index, to: now.indexOf(row) }))
      .filter(({ to }) => to >= 0)
      .map(({ from, to }) => rows.getItemOffset(to) - rows.getItemOffset(from))
      .sort((a, b) => a - b);
    return moves[Math.floor(moves.length / 2)] ?? 0;
  }
  // At the top of the list, new rows become visible. Further down, the scroll position is corrected so that the visible rows stay in
  // place.
  createEffect(
    on([list.rows, list.filter], ([rows, filter], before) => {
      const scroller = list.scroller();
      if (scroller === undefined || before === undefined) return;
      if (filter !== before[1]) scroller.scrollTop = 0;
      else scroller.scrollTop += moved(rows, before[0]);
    }),
  );
  /** Scrolls a room's row into view. Does nothing for a room that is visible or not in the list. */
  function show(room: RoomId): void {
    const at = list.rows().indexOf(room);
    if (at >= 0) handle()?.scrollToIndex(at, { align: "nearest" });
  }
  return { setHandle, kept, linkOf, onFocusIn, show };
}
