/** Keys belong to what takes text, to an open dialog and to an open menu before they mean anything to the page. */
export function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open], :popover-open") !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select");
}
