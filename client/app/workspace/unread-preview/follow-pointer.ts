import { onCleanup } from "solid-js";

/** How long the pointer may be outside while it moves from the badge to the list, ms. */
const GRACE = 250;

/**
 * Closes a surface that was opened by hovering, when the pointer has left it and its anchor, or when any key is pressed, because the
 * surface has no focus. Call it in the owner that lives as long as the surface is open.
 */
export function followPointer(surface: HTMLElement, anchor: HTMLElement, close: () => void): void {
  let timer = 0;
  function onOver({ target }: PointerEvent): void {
    const isNear = target instanceof Node && (surface.contains(target) || anchor.contains(target));
    if (isNear) {
      clearTimeout(timer);
      timer = 0;
    } else if (timer === 0) timer = window.setTimeout(close, GRACE);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (surface.contains(document.activeElement) && event.key !== "Escape") return;
    if (event.key === "Escape") event.preventDefault();
    close();
  }
  function onPress({ target }: PointerEvent): void {
    if (!(target instanceof Node && surface.contains(target))) close();
  }
  document.addEventListener("pointerover", onOver);
  document.addEventListener("keydown", onKeyDown, { capture: true });
  document.addEventListener("pointerdown", onPress, { capture: true });
  onCleanup(() => {
    clearTimeout(timer);
    document.removeEventListener("pointerover", onOver);
    document.removeEventListener("keydown", onKeyDown, { capture: true });
    document.removeEventListener("pointerdown", onPress, { capture: true });
  });
}
