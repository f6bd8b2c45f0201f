import { createSignal, onCleanup, onMount, type Accessor } from "solid-js";
import type { VirtualizerHandle } from "virtua/solid";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { End } from "./create-stick-to-end.ts";
import type { History } from "./create-history.ts";
import { holds, seqOf, type Row } from "./row.ts";

const HIGHLIGHT = 1_600;
/** Rows on the way to the first place are measured within some frames; before that the list is near its top. */
const SETTLING = 200;
/** Pages that are loaded for the first unread message: as many as unread is counted (MAX_UNREAD_COUNT), and some. */
const MAX_PAGES = 4;

/** Goes to a message wherever it stands, loading what is older until it is there. */
export function createJump(list: {
  handle: Accessor<VirtualizerHandle | undefined>;
  scroller: Accessor<HTMLDivElement | undefined>;
  keys: Accessor<readonly string[]>;
  row: (key: string) => Row | undefined;
  history: History;
  end: End;
  /** What was read when the room was opened; null when there is nothing new. */
  readBefore: Seq | null;
  /** The first place was found, and may be looked at. */
  onOpened: () => void;
}) {
  const [highlighted, setHighlighted] = createSignal<string>();
  const indexOf = (seq: Seq) => list.keys().findIndex((key) => holds(list.row(key), seq));
  const oldest = () =>
    list
      .keys()
      .map((key) => seqOf(list.row(key)))
      .find((seq) => seq !== null) ?? 0;
  let timer = 0;
  let lighting = 0;
  let isGone = false;
  onCleanup(() => {
    isGone = true;
    clearTimeout(timer);
    clearTimeout(lighting);
  });

  async function to(seq: Seq): Promise<void> {
    list.end.leave();
    while (indexOf(seq) < 0 && oldest() > seq && (await list.history.load()));
    const index = indexOf(seq);
    const key = list.keys()[index];
    if (key === undefined) return;
    list.handle()?.scrollToIndex(index, { align: "center" });
    setHighlighted(key);
    clearTimeout(lighting);
    lighting = window.setTimeout(() => setHighlighted(undefined), HIGHLIGHT);
    requestAnimationFrame(() => focusRow(list.scroller(), key));
  }
  /** Brings a row that is there into sight, if it is not. */
  function show(seq: Seq): void {
    const index = indexOf(seq);
    if (index >= 0) list.handle()?.scrollToIndex(index, { align: "nearest" });
  }
  /** A badge tells of messages that may be further up than what came first. */
  async function loadUnread(read: Seq): Promise<void> {
    for (let pages = 0; pages < MAX_PAGES && oldest() > read + 1; pages++) {
      if (!(await list.history.load())) return;
    }
  }
  /** On opening: a message named in the address, or else what is new, or else the end. */
  async function open(): Promise<void> {
    const named = /^#m(\d+)$/.exec(location.hash)?.[1];
    if (named !== undefined) return to(Number(named));
    if (list.readBefore === null) return list.end.go();
    list.end.leave();
    await loadUnread(list.readBefore);
    const firstNew = list.keys().findIndex((key) => list.row(key)?.unread);
    if (firstNew < 0) return list.end.go();
    list.handle()?.scrollToIndex(firstNew, { align: "start" });
  }
  function settle(): void {
    if (!isGone) timer = window.setTimeout(list.onOpened, SETTLING);
  }
  onMount(() => {
    requestAnimationFrame(() => void open().finally(settle));
  });
  return { highlighted, to: (seq: Seq) => void to(seq), show };
}

function focusRow(scroller: HTMLElement | undefined, key: string): void {
  scroller?.querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)?.focus({ preventScroll: true });
}
