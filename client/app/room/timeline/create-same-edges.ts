import { createEffect, onCleanup, type Accessor } from "solid-js";

/** Tells the style sheets how wide the list's scrollbar is, so that the composer below gets the edges of the messages. */
export function createSameEdges(scroller: Accessor<HTMLElement | undefined>): void {
  createEffect(() => {
    const element = scroller();
    const room = element?.closest<HTMLElement>(".room__main");
    if (!element || !room) return;
    // It changes when the page is zoomed, and when a mouse is connected.
    const observer = new ResizeObserver(() => {
      const both = element.offsetWidth - element.clientWidth;
      room.style.setProperty("--scrollbar", `${both / 2}px`);
    });
    observer.observe(element);
    onCleanup(() => observer.disconnect());
  });
}
