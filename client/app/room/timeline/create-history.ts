import { createSignal, type Accessor } from "solid-js";
import type { VirtualizerHandle } from "virtua/solid";
import type { Room } from "../../../sdk/types.ts";

/** Older messages are loaded when less than this is left above the visible part, pixels: about one screen. */
const NEAR_TOP = 800;
/** After a failure (most likely no connection) the list waits this long before it asks again, ms. */
const PAUSE = 3_000;

export interface History {
  loading: Accessor<boolean>;
  /** Loads one page; resolves to whether anything arrived. */
  load: () => Promise<boolean>;
  /** Loads a page if the rest above the visible part is less than NEAR_TOP. */
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
  /** A caller during a running request waits for that request. */
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
      // The connection bar shows the failure. Further scrolling tries again.
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
