import { onCleanup } from "solid-js";
import { CONTROL } from "../../parts/lib/control-key.ts";
import { isTyping } from "../../parts/lib/is-typing.ts";
import { singleKeys } from "../../parts/lib/single-keys.ts";
import type { NotesContext } from "../../parts/notes/notes-context.ts";

/** The name of the key combination on this operating system. */
export const CAPTURE_KEYS = `${CONTROL} .`;

/** Ctrl+. or Cmd+. captures a note on every page, also while the person types; N does so outside of fields. */
export function listenForCapture(
  { ask }: NotesContext,
  /** The page has keys of its own. */
  hasOwnKeys: () => boolean,
): void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || event.shiftKey || event.repeat) return;
    if (document.querySelector("dialog[open]") !== null) return;
    const asks =
      event.ctrlKey || event.metaKey
        ? event.key === "."
        : event.key === "n" && singleKeys() && !hasOwnKeys() && !isTyping(event.target);
    if (!asks) return;
    event.preventDefault();
    // Otherwise the character would go to the composer.
    event.stopImmediatePropagation();
    ask({ text: "", context: undefined });
  }
  document.addEventListener("keydown", onKeyDown, { capture: true });
  onCleanup(() => document.removeEventListener("keydown", onKeyDown, { capture: true }));
}
