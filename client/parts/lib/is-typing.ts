/** Whether a key press belongs to a text field, an open dialog or an open menu. Page-wide keys must ignore such presses. */
export function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open], :popover-open") !== null) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches("input, textarea, select");
}
