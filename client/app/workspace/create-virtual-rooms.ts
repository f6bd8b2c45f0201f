import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import type { VirtualizerHandle } from "virtua/solid";
import type { RoomId } from "../../../shared/ids.ts";
import type { RoomFilter } from "./room-filter.ts";

/** Rows in sight that are asked how far the list has moved: one of them may have moved by itself. */
const WITNESSES = 5;

/**
 * Keeps a long list of rooms usable while only what is near the screen is in the document: the row that has the focus stays there
 * wherever one scrolls, and any row can be reached.
 */
export function createVirtualRooms(list: {
  rooms: Accessor<readonly RoomId[]>;
  filter: () => RoomFilter;
  scroller: () => HTMLElement | undefined;
  /** A row whose actions are open: they stand beside it. */
  asked: () => RoomId | undefined;
}) {
  const [handle, setHandle] = createSignal<VirtualizerHandle>();
  const [focused, setFocused] = createSignal<RoomId>();
  /** About to take the focus: the row that has it stays until then, or it would be nobody's. */
  const [wanted, setWanted] = createSignal<RoomId>();
  const kept = createMemo(() => {
    const rooms = list.rooms();
    return [focused(), wanted(), list.asked()].flatMap((room) => {
      const at = room === undefined ? -1 : rooms.indexOf(room);
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

  /** By how much what is in sight has moved, pixels. */
  function moved(now: readonly RoomId[], before: readonly RoomId[]): number {
    const rows = handle();
    if (rows === undefined || rows.scrollOffset <= 0) return 0;
    const first = rows.findItemIndex(rows.scrollOffset);
    const moves = before
      .slice(first, first + WITNESSES)
      .map((room, index) => ({ from: first + index, to: now.indexOf(room) }))
      .filter(({ to }) => to >= 0)
      .map(({ from, to }) => rows.getItemOffset(to) - rows.getItemOffset(from))
      .sort((a, b) => a - b);
    return moves[Math.floor(moves.length / 2)] ?? 0;
  }
  // At the top the newest come into sight; further down one reads on where one was.
  createEffect(
    on([list.rooms, list.filter], ([rooms, filter], before) => {
      const scroller = list.scroller();
      if (scroller === undefined || before === undefined) return;
      if (filter !== before[1]) scroller.scrollTop = 0;
      else scroller.scrollTop += moved(rooms, before[0]);
    }),
  );
  return { setHandle, kept, linkOf, onFocusIn };
}
