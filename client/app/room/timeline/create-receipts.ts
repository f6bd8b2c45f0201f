import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { ReadReceipts } from "../../../../shared/protocol/frames.ts";
import type { RoomContextValue } from "../room-context.tsx";

/** However much moves, it is asked for so often at most. Milliseconds. */
const ASK_INTERVAL = 1_000;
/** Nobody is told of cursors in a crowd: it is looked at now and then. */
const CROWD_INTERVAL = 5_000;

/** To whom a message has come, kept up to date for as long as its owner lives; undefined until the room has said it. */
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
      // What is known stays on the screen, and is asked for again with the next move.
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
