/** Pixels that a finger travels sideways before it is a swipe. */
const LEAST = 48;

/** Calls `swiped` with 1 for a swipe to the left (forward) and -1 for one to the right, by finger or pen. */
export function onSwipe(element: HTMLElement, swiped: (by: -1 | 1) => void): void {
  let start: PointerEvent | null = null;
  let fingers = 0;
  element.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse") return;
    fingers += 1;
    // Two fingers zoom.
    start = fingers === 1 ? event : null;
  });
  element.addEventListener("pointerup", (event) => {
    const from = start;
    end(event);
    if (from === null || event.pointerId !== from.pointerId) return;
    const [x, y] = [event.clientX - from.clientX, event.clientY - from.clientY];
    if (Math.abs(x) >= LEAST && Math.abs(x) > 2 * Math.abs(y)) swiped(x < 0 ? 1 : -1);
  });
  element.addEventListener("pointercancel", end);

  function end({ pointerType }: PointerEvent): void {
    if (pointerType === "mouse") return;
    fingers = Math.max(0, fingers - 1);
    start = null;
  }
}
