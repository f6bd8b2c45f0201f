import { onCleanup } from "solid-js";

/**
 * Returns the focus to an element of the list after an update has moved that element in the document. The browser drops the focus then,
 * and keyboard navigation would start again at the top of the page.
 */
export function restoreFocus(list: HTMLElement): void {
  let held: HTMLElement | undefined;
  const take = ({ target }: FocusEvent) => (held = target instanceof HTMLElement ? target : undefined);
  // The person moved the focus elsewhere, or cleared it by clicking on something that takes no focus.
  const leave = ({ relatedTarget }: FocusEvent) => relatedTarget !== null && (held = undefined);
  const point = () => (held = undefined);
  const observer = new MutationObserver(() => {
    if (held?.isConnected && document.activeElement === document.body) held.focus({ preventScroll: true });
  });
  list.addEventListener("focusin", take);
  list.addEventListener("focusout", leave);
  document.addEventListener("pointerdown", point, { capture: true });
  observer.observe(list, { childList: true, subtree: true });
  onCleanup(() => {
    document.removeEventListener("pointerdown", point, { capture: true });
    observer.disconnect();
  });
}
