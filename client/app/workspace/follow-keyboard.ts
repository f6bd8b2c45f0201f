import { onCleanup } from "solid-js";

/**
 * iOS lays its keyboard over the page and changes only the visual viewport. This sets the workspace to the height that is left, so that
 * the composer stays above the keyboard. It does nothing while the page is zoomed, because zooming changes the same value.
 */
export function followKeyboard(): void {
  const viewport = window.visualViewport;
  if (!viewport) return;
  const { style } = document.documentElement;
  const follow = () => {
    if (viewport.scale === 1) style.setProperty("--viewport-height", `${viewport.height}px`);
  };
  viewport.addEventListener("resize", follow);
  onCleanup(() => {
    viewport.removeEventListener("resize", follow);
    style.removeProperty("--viewport-height");
  });
}
