import { onCleanup } from "solid-js";
import type { DialogsContext } from "../../parts/contexts/dialogs-context.ts";
import { isTyping } from "../../parts/lib/is-typing.ts";
import { singleKeys } from "../../parts/lib/single-keys.ts";

/**
 * `?` shows all keys, from everywhere but a field, a dialog or a menu. Ctrl+/ (or Cmd+/) does so also while the person types, and without
 * single keys. `?` is found by the character, because keyboards have it in different places.
 */
export function listenForShortcuts(
  { open, shown }: DialogsContext,
  /** The page lists keys of its own for `?`. */
  hasOwnKeys: () => boolean = () => false,
): void {
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.altKey || shown() !== undefined) return;
    const withControl = event.ctrlKey || event.metaKey;
    const asks = withControl
      ? event.key === "/" && document.querySelector("dialog[open]") === null
      : event.key === "?" && singleKeys() && !hasOwnKeys() && !isTyping(event.target);
    if (!asks) return;
    event.preventDefault();
    // Otherwise the character would go to the composer.
    event.stopImmediatePropagation();
    open("shortcuts");
  }
  document.addEventListener("keydown", onKeyDown, { capture: true });
  onCleanup(() => document.removeEventListener("keydown", onKeyDown, { capture: true }));
}
