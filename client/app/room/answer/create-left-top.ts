import { createEffect, createSignal, onCleanup, type Accessor } from "solid-js";

/** Whether the element has left its scrolling list at the top, while that matters. */
export function createLeftTop(
  element: Accessor<HTMLElement | undefined>,
  matters: Accessor<boolean>,
): Accessor<boolean> {
  const [hasLeft, setHasLeft] = createSignal(false);
  createEffect(() => {
    const watched = element();
    const root = watched?.closest(".timeline__scroller");
    if (!matters() || !watched || !root) return void setHasLeft(false);
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.rootBounds) setHasLeft(entry.boundingClientRect.bottom <= entry.rootBounds.top + 1);
      },
      { root },
    );
    observer.observe(watched);
    onCleanup(() => observer.disconnect());
  });
  return hasLeft;
}
