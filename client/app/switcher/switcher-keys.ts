import { onCleanup } from "solid-js";
import { CONTROL } from "../../parts/lib/control-key.ts";
import type { DialogsContext } from "../../parts/contexts/dialogs-context.ts";

/** The name of the key combination on this operating system. */
export const SWITCHER_KEYS = `${CONTROL} K`;

/** Ctrl+K or Cmd+K opens and closes the switcher on every page, also while the person types. */
export function listenForSwitcher({ open, close }: DialogsContext): void {
  function onKeyDown(event: KeyboardEvent): void {
    if (
      // With selected text, the composer makes it a link.
      event.defaultPrevented ||
      event.key.toLowerCase() !== "k" ||
      !(event.ctrlKey || event.metaKey) ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    const dialog = document.querySelector("dialog[open]");
    // The `close` event of a dialog arrives later than its closing, so the state may still say that the switcher is open. Closing it here
    // first makes `open` create a new one.
    if (dialog === null || dialog.matches(".switcher")) close("switcher");
    if (dialog === null) open("switcher");
  }
  document.addEventListener("keydown", onKeyDown);
  onCleanup(() => document.removeEventListener("keydown", onKeyDown));
}
