import { createSignal, onCleanup, type Accessor } from "solid-js";
import type { VirtualizerHandle } from "virtua/solid";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { End } from "./create-stick-to-end.ts";
import type { History } from "./create-history.ts";
import { holds, seqOf, type Row } from "./row.ts";

const HIGHLIGHT = 1_600;

/** Jumps to any message, and loads older messages until it is there. */
export function createJump(list: {
  handle: Accessor<VirtualizerHandle | undefined>;
  scroller: Accessor<HTMLDivElement | undefined>;
  keys: Accessor<readonly string[]>;
  row: (key: string) => Row | undefined;
  history: History;
  end: End;
  /**
   * Shows the version of the conversation that has this message. Rejects if there is no such message. Resolves to whether the message is shown
   * in another place: in a thread beside the room.
   */
  find: (seq: Seq) => Promise<boolean>;
}) {
  const [highlighted, setHighlighted] = createSignal<string>();
  const indexOf = (seq: Seq) => list.keys().findIndex((key) => holds(list.row(key), seq));
  const oldest = () =>
    list
      .keys()
      .map((key) => seqOf(list.row(key)))
      .find((seq) => seq !== null) ?? 0;
  let lighting = 0;
  onCleanup(() => {
    clearTimeout(lighting);
  });

  /** Scrolls to the message and moves the focus there. Resolves to whether it is shown in this list. */
  async function to(seq: Seq): Promise<boolean> {
    const key = await reveal(seq);
    if (key !== undefined) requestAnimationFrame(() => focusRow(list.scroller(), key));
    return key !== undefined;
  }
  /** Scrolls to the message and highlights it; the focus stays where it is. Returns the key of its row. */
  async function reveal(seq: Seq): Promise<string | undefined> {
    if (indexOf(seq) < 0 && (await list.find(seq).catch(() => false))) return undefined;
    const choice = list.end.choices();
    list.end.leave();
    while (indexOf(seq) < 0 && oldest() > seq && (await list.history.load()));
    if (list.end.choices() !== choice) return undefined;
    const index = indexOf(seq);
    const key = list.keys()[index];
    list.end.arrived();
    if (key === undefined) return undefined;
    list.handle()?.scrollToIndex(index, { align: "center" });
    setHighlighted(key);
    clearTimeout(lighting);
    lighting = window.setTimeout(() => setHighlighted(undefined), HIGHLIGHT);
    return key;
  }
  /** Scrolls a loaded row into view if it is not visible. */
  function show(seq: Seq): void {
    const index = indexOf(seq);
    if (index >= 0) list.handle()?.scrollToIndex(index, { align: "nearest" });
  }
  return { highlighted, to, reveal, show, oldest };
}

function focusRow(scroller: HTMLElement | undefined, key: string): void {
  scroller?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
