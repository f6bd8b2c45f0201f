/**
 * Replaces the selection of a field as if the text had been typed, so that undoing goes back over it. `execCommand` is the only way that
 * keeps the browser's history of a field; where it does nothing, the text is set without.
 */
export function typeText(area: HTMLTextAreaElement, text: string): void {
  const isDone =
    text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
  if (isDone) return;
  area.setRangeText(text, area.selectionStart, area.selectionEnd, "end");
  area.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
}
