import { onCleanup } from "solid-js";

/** How long the pointer must rest on a badge, ms. A pointer that only passes over it requests nothing. */
const REST = 400;

/**
 * Calls `rests` when a mouse pointer rests on a badge, with the room and the badge. On touch screens a tap opens the room, and the
 * preview is in the menu.
 */
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
