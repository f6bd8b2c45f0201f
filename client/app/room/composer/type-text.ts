/**
 * Replaces the selection of a field as if the text had been typed, so that undoing goes back over it. `execCommand` is the only way that
 * keeps the browser's history of a field; where it does nothing, the text is set without. It writes where the focus is, so it is not used for
 * another field.
 */
export function typeText(area: HTMLTextAreaElement, text: string): void {
  if (area.matches(":focus") && typeAtFocus(text)) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
}

const typeAtFocus = (text: string): boolean =>
  text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
