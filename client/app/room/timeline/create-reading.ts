import { createEffect, on, onCleanup, type Accessor } from "solid-js";
import type { VirtualizerHandle } from "virtua/solid";
import type { Seq } from "../../../../shared/protocol/events.ts";
import { seqOf, type Row } from "./row.ts";

/** A row counts as shown when no more than this of it is below the edge, pixels. */
const SLACK = 24;

/** Read means shown in a focused window: tells the room the last row of which that is true. */
export function createReading(list: {
  handle: Accessor<VirtualizerHandle | undefined>;
  keys: Accessor<readonly string[]>;
  row: (key: string) => Row | undefined;
  /** Before the first place was found, nobody has seen what is on screen. */
  isOpened: () => boolean;
  /** What has been read where the end of the list was seen. */
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
    // Below the window there may be more; what waits to be sent has no place in the log yet.
    let isLast = keys.slice(lowest + 1).every((key) => seqOf(list.row(key)) === null);
    for (let index = lowest; index >= 0; index--) {
      const whole = handle.getItemOffset(index) + handle.getItemSize(index) <= bottom + SLACK;
      // One that is taller than the window is never whole.
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
