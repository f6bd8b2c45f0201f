import { createEffect, onCleanup, type Accessor } from "solid-js";
import { isComposing } from "./is-composing.ts";

/** What Escape closes beside the page, the newest last. Dialogs and menus are closed by the browser and are not here. */
const open: (() => void)[] = [];

/** Whether Escape has something to close, so that it must not also move the focus elsewhere. */
export const hasEscape = (): boolean => open.length > 0;

/** Closes a panel by Escape while it is open, wherever the focus is. A field, dialog or menu that handles Escape comes first. */
export function createEscape(isOpen: Accessor<boolean>, close: () => void): void {
  createEffect(() => {
    if (!isOpen()) return;
    open.push(close);
    onCleanup(() => open.splice(open.indexOf(close), 1));
  });
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented || isComposing(event)) return;
    if (open.at(-1) !== close || document.querySelector("dialog[open], :popover-open") !== null) return;
    event.preventDefault();
    close();
  }
  // After the listeners of the document, which belong to fields and lists.
  window.addEventListener("keydown", onKeyDown);
  onCleanup(() => window.removeEventListener("keydown", onKeyDown));
}
