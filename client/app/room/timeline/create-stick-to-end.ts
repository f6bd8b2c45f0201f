import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { UserId } from "../../../../shared/ids.ts";
import type { Row } from "./row.ts";

/** The list counts as being at its end within this distance, pixels. */
const SLACK = 48;
/** Scroll steps by the list itself arrive within this time after scrolling to the end, ms. */
const SETTLING = 500;
/** Time for the list to measure rows while it scrolls to another place, ms. */
const ARRIVING = 200;
const HANDS = ["wheel", "touchstart", "touchmove", "pointerdown", "keydown"] as const;
/** Those of them with which a person scrolls. */
const SCROLLING: ReadonlySet<string> = new Set(["wheel", "touchmove", "keydown"]);
/** A browser may report no release after a drag of the scrollbar, so the next movement without a button counts too. */
const RELEASES = ["pointerup", "pointercancel", "pointermove"] as const;

export interface End {
  atEnd: Accessor<boolean>;
  go: () => void;
  /** Releases the end because another place is wanted. Until `arrived`, being near the end does not make the list stick to it. */
  leave: () => void;
  /** The other place is reached. */
  arrived: () => void;
  /** The person has neither touched the list nor chosen a place in it. */
  isUntouched: () => boolean;
  /** The person has scrolled, or chosen a place. */
  isMoved: () => boolean;
  /** The person has chosen a place outside of the list, for example with a button. */
  touch: () => void;
  /** How many places the person has chosen: what still loads for an earlier one does not scroll. */
  choices: () => number;
  onScroll: () => void;
  onResize: () => void;
}

/** A list that is at its end stays there while messages arrive, answers grow and the on-screen keyboard opens. */
export function createStickToEnd(list: {
  scroller: Accessor<HTMLDivElement | undefined>;
  keys: Accessor<readonly string[]>;
  row: (key: string) => Row | undefined;
  me: UserId;
}): End {
  const [atEnd, setAtEnd] = createSignal(true);
  let sticks = true;
  let isLeaving = false;
  let arriving = 0;
  let lastTop = 0;
  /** When the list was last scrolled to its end, and when the person last scrolled it (`performance.now()`, ms). */
  let settled = performance.now();
  let scrolled = 0;
  /** The pointer is down in the list: on its scrollbar, or selecting text. */
  let isHeld = false;
  let isTouched = false;
  let choices = 0;

  const gap = (element: HTMLElement) => element.scrollHeight - element.clientHeight - element.scrollTop;
  function settle(): void {
    const element = list.scroller();
    if (!sticks || !element || gap(element) <= 1) return;
    element.scrollTop = element.scrollHeight;
    settled = performance.now();
  }
  /**
   * virtua compensates for rows that were inserted above, starting from the last scroll position that it has seen. That may be older than
   * the scroll to the end. So a step upwards shortly afterwards, that the person did not make, does not mean that the person leaves the
   * end. A click in the list makes no step.
   */
  function isCorrection(): boolean {
    return !isHeld && scrolled <= settled && performance.now() - settled < SETTLING;
  }
  function stopLeaving(): void {
    isLeaving = false;
    clearTimeout(arriving);
  }
  function go(): void {
    stopLeaving();
    sticks = true;
    settled = performance.now();
    setAtEnd(true);
    // Newly visible rows are measured, which changes the height and calls `settle` again until the position is right. Scrolling to an
    // index would be wrong as soon as another message arrives on the way.
    settle();
    requestAnimationFrame(settle);
  }
  function onScroll(): void {
    const element = list.scroller();
    if (!element) return;
    // Only a scroll upwards leaves the end. A list that grows during a scroll event does not.
    const movedUp = element.scrollTop < lastTop - 1;
    lastTop = element.scrollTop;
    const isAtEnd = gap(element) < SLACK;
    if (isAtEnd) sticks = !isLeaving;
    else if (movedUp && !isCorrection()) sticks = false;
    setAtEnd(sticks || isAtEnd);
    settle();
  }
  onCleanup(stopLeaving);
  createEffect(() => {
    const element = list.scroller();
    if (!element) return;
    // A ResizeObserver runs after layout and before paint, so the list never shows one line too high.
    const observer = new ResizeObserver(settle);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    const onTouch = (event: Event) => {
      isTouched = true;
      isHeld ||= event.type === "pointerdown";
      if (!SCROLLING.has(event.type)) return;
      scrolled = performance.now();
      stopLeaving();
    };
    const onRelease = (event: PointerEvent) => {
      if (event.type !== "pointermove" || event.buttons === 0) isHeld = false;
    };
    for (const sign of HANDS) element.addEventListener(sign, onTouch, { passive: true });
    for (const sign of RELEASES) addEventListener(sign, onRelease, { passive: true });
    onCleanup(() => {
      observer.disconnect();
      for (const sign of HANDS) element.removeEventListener(sign, onTouch);
      for (const sign of RELEASES) removeEventListener(sign, onRelease);
    });
  });
  createEffect(
    on(
      () => list.keys().at(-1),
      (key) => {
        const row = key === undefined ? undefined : list.row(key);
        if (row?.type === "message" && row.author === list.me && row.body.state === "waiting") {
          choices += 1;
          go();
        }
      },
      { defer: true },
    ),
  );
  return {
    atEnd,
    go,
    leave: () => {
      stopLeaving();
      isLeaving = true;
      sticks = false;
      requestAnimationFrame(() => {
        const element = list.scroller();
        if (element) setAtEnd(gap(element) < SLACK);
      });
    },
    arrived: () => {
      clearTimeout(arriving);
      arriving = window.setTimeout(() => {
        isLeaving = false;
        onScroll();
      }, ARRIVING);
    },
    isUntouched: () => !isTouched && choices === 0,
    isMoved: () => scrolled > 0 || choices > 0,
    touch: () => void (choices += 1),
    choices: () => choices,
    onScroll,
    onResize: () => queueMicrotask(settle),
  };
}
