import { createSignal, onCleanup, type Accessor } from "solid-js";

/** The width of an element, so that a plot is drawn in real pixels and its texts keep their size. */
export function createWidth(): { width: Accessor<number>; measure: (element: HTMLElement) => void } {
  const [width, setWidth] = createSignal(0);
  const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
  onCleanup(() => observer.disconnect());
  return { width, measure: (element) => observer.observe(element) };
}
