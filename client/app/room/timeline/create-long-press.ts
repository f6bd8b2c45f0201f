import { onCleanup } from "solid-js";

/** How long a finger rests, ms. As the systems of phones do. */
const REST = 450;
/** A finger that moves further scrolls, pixels. */
const STILL = 10;

/** Calls `pressed` when a finger rests on an element that `find` accepts. Selection and the browser's own menu stay away from it. */
export function createLongPress<Found>(
  area: HTMLElement,
  find: (target: Element) => Found | null,
  pressed: (found: Found) => void,
): void {
  let timer = 0;
  let from: { x: number; y: number } | undefined;
  let isTouch = false;
  let hasPressed = false;
  function stop(): void {
    clearTimeout(timer);
    from = undefined;
  }
  function onDown(event: PointerEvent): void {
    stop();
    hasPressed = false;
    isTouch = event.pointerType === "touch";
    const found = isTouch && event.isPrimary && event.target instanceof Element ? find(event.target) : null;
    if (found === null) return;
    from = { x: event.clientX, y: event.clientY };
    timer = window.setTimeout(() => {
      stop();
      // Where the device can, it confirms by a short vibration.
      if ("vibrate" in navigator) navigator.vibrate(10);
      hasPressed = true;
      pressed(found);
    }, REST);
  }
  function onMove({ clientX, clientY }: PointerEvent): void {
    if (from && Math.hypot(clientX - from.x, clientY - from.y) > STILL) stop();
  }
  function onContextMenu(event: MouseEvent): void {
    if (isTouch && event.target instanceof Element && find(event.target) !== null) event.preventDefault();
  }
  /** Without this, a finger that is lifted soon after the rest also clicks what has opened beneath it. */
  function onTouchEnd(event: TouchEvent): void {
    if (hasPressed && event.cancelable) event.preventDefault();
  }
  area.addEventListener("pointerdown", onDown);
  area.addEventListener("pointermove", onMove, { passive: true });
  area.addEventListener("contextmenu", onContextMenu);
  area.addEventListener("touchend", onTouchEnd, { passive: false });
  for (const end of ["pointerup", "pointercancel", "pointerleave"] as const) area.addEventListener(end, stop);
  onCleanup(stop);
}
