import { createEffect, on, onCleanup, type Accessor } from "solid-js";
import type { VirtualizerHandle } from "virtua/solid";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { seqOf, type Row } from "./row.ts";

/** A row counts as shown when at most this much of it is below the lower edge, pixels. */
const SLACK = 24;

/** A message is read when it was shown in a focused window. Tells the room the last such row. */
export function createReading(list: {
  handle: Accessor<VirtualizerHandle | undefined>;
  keys: Accessor<readonly string[]>;
  row: (key: string) => Row | undefined;
  /** False until the list has scrolled to its first place. Before that, nothing on screen counts as read. */
  isOpened: () => boolean;
  /** The read cursor once the end of the list was shown. */
  newest: () => Seq;
  markRead: (seq: Seq) => void;
}) {
  let frame = 0;
  let told = 0;
  function look(): void {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(read);
  }
  function read(): void {
    const handle = list.handle();
    if (!handle || !list.isOpened() || document.visibilityState !== "visible" || !document.hasFocus()) return;
    const seq = lastShown(handle);
    if (seq <= told) return;
    told = seq;
    list.markRead(seq);
  }
  function lastShown(handle: VirtualizerHandle): Seq {
    const bottom = handle.scrollOffset + handle.viewportSize;
    const keys = list.keys();
    const lowest = Math.min(handle.findItemIndex(bottom), keys.length - 1);
    // Rows below the window are not read. Waiting messages have no seq yet, so they do not count.
    let isLast = keys.slice(lowest + 1).every((key) => seqOf(list.row(key)) === null);
    for (let index = lowest; index >= 0; index--) {
      const whole = handle.getItemOffset(index) + handle.getItemSize(index) <= bottom + SLACK;
      // A row that is taller than the window is never wholly visible, so a visible part is enough.
      const tall = handle.getItemSize(index) > handle.viewportSize && handle.getItemOffset(index) < bottom;
      const seq = seqOf(list.row(keys[index] ?? ""));
      if (seq === null) continue;
      if (whole || tall) return isLast ? Math.max(seq, list.newest()) : seq;
      isLast = false;
    }
    return 0;
  }
  createEffect(on([list.keys, list.newest], look));
  addEventListener("focus", look);
  document.addEventListener("visibilitychange", look);
  onCleanup(() => {
    cancelAnimationFrame(frame);
    removeEventListener("focus", look);
    document.removeEventListener("visibilitychange", look);
  });
  return { look };
}
