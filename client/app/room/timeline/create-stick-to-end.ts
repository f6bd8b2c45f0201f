import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import type { UserId } from "../../../../shared/ids.ts";
import type { Row } from "./row.ts";

/** Closer to the end than this counts as being there, pixels. */
const SLACK = 48;
/** Steps of the list itself come within this time, milliseconds. */
const SETTLING = 500;
/** Rows on the way to another place are measured within some frames, milliseconds. */
const ARRIVING = 200;
const HANDS = ["wheel", "touchstart", "touchmove", "pointerdown", "keydown"] as const;

export interface End {
  atEnd: Accessor<boolean>;
  go: () => void;
  /** Somebody wants to see another place: until that is reached, being at the end is nobody's wish. */
  leave: () => void;
  /** The other place is reached. */
  arrived: () => void;
  /** Nobody has had a hand on the list, or has chosen a place in it. */
  isUntouched: () => boolean;
  touch: () => void;
  onScroll: () => void;
  onResize: () => void;
}

/** Whoever is at the end stays there while messages arrive, answers grow and the keyboard opens. */
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
  /** When the list was last sent to its end, and when a person last had a hand on it. */
  let settled = performance.now();
  let touched = 0;

  const gap = (element: HTMLElement) => element.scrollHeight - element.clientHeight - element.scrollTop;
  function settle(): void {
    const element = list.scroller();
    if (!sticks || !element || gap(element) <= 1) return;
    element.scrollTop = element.scrollHeight;
    settled = performance.now();
  }
  /**
   * virtua makes up for rows that came in above from where it last saw the list, which may be before it was sent to the end:
   * such a step back, right after that and without anyone's hand on the list, is not somebody leaving.
   */
  function isCorrection(): boolean {
    return touched < settled && performance.now() - settled < SETTLING;
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
    // Rows that come into sight are measured, which changes the height, which comes back here until it is right. An index
    // to scroll to would be the wrong one as soon as another message arrives on the way.
    settle();
    requestAnimationFrame(settle);
  }
  function onScroll(): void {
    const element = list.scroller();
    if (!element) return;
    // Only a move upwards leaves the end: a list that has grown under a scroll event is no decision of anybody.
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
    // After layout and before paint, so that nobody sees the list one line too high.
    const observer = new ResizeObserver(settle);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    const onTouch = () => {
      touched = performance.now();
      stopLeaving();
    };
    for (const sign of HANDS) element.addEventListener(sign, onTouch, { passive: true });
    onCleanup(() => {
      observer.disconnect();
      for (const sign of HANDS) element.removeEventListener(sign, onTouch);
    });
  });
  createEffect(
    on(
      () => list.keys().at(-1),
      (key) => {
        const row = key === undefined ? undefined : list.row(key);
        if (row?.type === "message" && row.author === list.me && row.body.state === "waiting") {
          touched = performance.now();
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
    isUntouched: () => touched === 0,
    touch: () => void (touched = performance.now()),
    onScroll,
    onResize: () => queueMicrotask(settle),
  };
}
