import { onCleanup } from "solid-js";
import type { DialogsContext } from "../../parts/contexts/dialogs-context.ts";

/** How the keys are called here. */
export const SWITCHER_KEYS = /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘ K" : "Ctrl K";

/** Ctrl or Cmd K opens the switcher wherever one is, also while writing, and closes it. */
export function listenForSwitcher({ open, close }: DialogsContext): void {
  function onKeyDown(event: KeyboardEvent): void {
    if (
      event.key.toLowerCase() !== "k" ||
      !(event.ctrlKey || event.metaKey) ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    const dialog = document.querySelector("dialog[open]");
    // The word that a dialog has closed comes after it: one that closes just now is made anew.
    if (dialog === null || dialog.matches(".switcher")) close("switcher");
    if (dialog === null) open("switcher");
  }
  document.addEventListener("keydown", onKeyDown);
  onCleanup(() => document.removeEventListener("keydown", onKeyDown));
}
