import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { ReadReceipts } from "../../../../shared/protocol/frames.ts";
import type { RoomContextValue } from "../room-context.tsx";

/** Minimum time between two requests, however many cursors move, ms. */
const ASK_INTERVAL = 1_000;
/** In a large room cursors are not sent to the devices, so the counts are requested at this interval, ms. */
const CROWD_INTERVAL = 5_000;

/** The read receipts of a message, kept up to date for as long as the owner lives; undefined until the first response. */
export function createReceipts(room: RoomContextValue, seq: Seq): Accessor<ReadReceipts | undefined> {
  const [receipts, setReceipts] = createSignal<ReadReceipts>();
  let asked = -Infinity;
  let timer: ReturnType<typeof setTimeout> | undefined;
  function askIn(milliseconds: number): void {
    timer ??= setTimeout(() => void ask(), milliseconds);
  }
  async function ask(): Promise<void> {
    timer = undefined;
    asked = Date.now();
    try {
      setReceipts(await room.room.receipts(seq));
    } catch {
      // The previous receipts stay on screen. The next cursor change asks again.
    }
  }
  createEffect(on([room.cursors, room.members], () => askIn(Math.max(0, asked + ASK_INTERVAL - Date.now()))));
  createEffect(() => {
    if (receipts()?.type === "counted") {
      const every = setInterval(() => askIn(0), CROWD_INTERVAL);
      onCleanup(() => clearInterval(every));
    }
  });
  onCleanup(() => clearTimeout(timer));
  return receipts;
}
