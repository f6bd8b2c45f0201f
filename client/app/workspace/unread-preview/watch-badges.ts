import { onCleanup } from "solid-js";

/** A pointer that passes over a badge asks nothing. Milliseconds. */
const REST = 400;

/** Calls back with a badge that a mouse rests on, and the room of it. A touch opens the room; its way is the menu. */
export function watchBadges(list: HTMLElement, rests: (room: string, badges: HTMLElement) => void): void {
  let timer = 0;
  let over: HTMLElement | null = null;
  function leave(): void {
    clearTimeout(timer);
    over = null;
  }
  function onOver({ target, pointerType }: PointerEvent): void {
    const badges = target instanceof Element ? target.closest<HTMLElement>(".badges") : null;
    if (badges === over) return;
    leave();
    const room = badges?.closest<HTMLElement>("[data-room]")?.dataset["room"];
    if (badges === null || room === undefined || pointerType === "touch") return;
    over = badges;
    timer = window.setTimeout(() => {
      if (badges.isConnected && document.querySelector("dialog[open], :popover-open") === null)
        rests(room, badges);
    }, REST);
  }
  list.addEventListener("pointerover", onOver);
  list.addEventListener("pointerleave", leave);
  list.addEventListener("pointerdown", leave);
  list.addEventListener("scroll", leave, { passive: true });
  onCleanup(leave);
}
