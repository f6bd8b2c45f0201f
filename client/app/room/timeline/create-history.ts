import { createSignal, type Accessor } from "solid-js";
import type { VirtualizerHandle } from "virtua/solid";
import type { Room } from "../../../sdk/types.ts";

/** Older messages are asked for while this much is left above, pixels: about a screen. */
const NEAR_TOP = 800;
/** After a failure (no connection, most likely) the list does not ask again with every pixel. */
const PAUSE = 3_000;

export interface History {
  loading: Accessor<boolean>;
  /** Loads one page; resolves to whether something came. */
  load: () => Promise<boolean>;
  /** Loads when what is above gets short. */
  look: () => void;
}

export function createHistory(
  room: Room,
  more: Accessor<boolean>,
  handle: Accessor<VirtualizerHandle | undefined>,
): History {
  const [loading, setLoading] = createSignal(false);
  let pausedUntil = 0;
  let underWay: Promise<boolean> | undefined;
  /** Whoever asks while a page is on its way waits for that one. */
  function load(): Promise<boolean> {
    if (!more()) return Promise.resolve(false);
    underWay ??= page().finally(() => (underWay = undefined));
    return underWay;
  }
  async function page(): Promise<boolean> {
    setLoading(true);
    try {
      await room.loadOlder();
      return true;
    } catch {
      // Shown by the bar of the connection; scrolling on asks again.
      pausedUntil = Date.now() + PAUSE;
      return false;
    } finally {
      setLoading(false);
    }
  }
  return {
    loading,
    load,
    look: () => {
      const offset = handle()?.scrollOffset ?? Infinity;
      if (offset < NEAR_TOP && Date.now() > pausedUntil) void load();
    },
  };
}
