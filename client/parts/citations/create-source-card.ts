import { createSignal, onCleanup } from "solid-js";

/** A pointer that only passes over a link shows no card, ms. */
const DELAY = 300;

/** When the card of a source is shown: after the pointer rests on its link, or with the keyboard's focus. */
export function createSourceCard() {
  const [isShown, setShown] = createSignal(false);
  let timer = 0;
  onCleanup(() => clearTimeout(timer));
  function hide(): void {
    clearTimeout(timer);
    setShown(false);
  }
  return {
    isShown,
    hide,
    handlers: {
      onPointerEnter: (event: PointerEvent) => {
        if (event.pointerType !== "mouse") return;
        clearTimeout(timer);
        timer = window.setTimeout(() => setShown(true), DELAY);
      },
      onPointerLeave: hide,
      onFocusIn: (event: FocusEvent) =>
        setShown(event.target instanceof Element && event.target.matches(":focus-visible")),
      onFocusOut: hide,
      onKeyDown: (event: KeyboardEvent) => {
        if (event.key === "Escape") hide();
      },
    },
  };
}
