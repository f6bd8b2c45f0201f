import { onCleanup } from "solid-js";

/**
 * Gives the focus back to what had it in here when an update of the list took it out of the document and put it in again at another
 * place: the browser forgets the focus then, and the next key would begin from nowhere.
 */
export function restoreFocus(list: HTMLElement): void {
  let held: HTMLElement | undefined;
  const take = ({ target }: FocusEvent) => (held = target instanceof HTMLElement ? target : undefined);
  // Somebody took it elsewhere, or nowhere by pointing at nothing.
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
