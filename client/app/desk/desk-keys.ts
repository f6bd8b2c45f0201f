import { onCleanup } from "solid-js";
import { hasEscape } from "../../parts/lib/escapes.ts";
import { isTyping } from "../../parts/lib/is-typing.ts";
import { singleKeys } from "../../parts/lib/single-keys.ts";
import { focusSearch } from "./search-field.tsx";
import type { Actions } from "./create-actions.ts";

/** Single letters act outside of fields, dialogs and menus. Tab is never taken. */
export function listenForDeskKeys(actions: Actions): void {
  const letters: Readonly<Record<string, () => void>> = {
    j: () => actions.move(1),
    k: () => actions.move(-1),
    t: () => void actions.takeOver(),
    h: () => void actions.handBack(),
    a: () => actions.show("assign"),
    i: () => void actions.assignToMe(),
    z: () => actions.show("snooze"),
    e: () => void actions.close(),
    r: () => void write("reply"),
    n: () => void write("note"),
    d: () => actions.draft.ask(),
    c: () => actions.show("canned"),
    l: () => actions.show("tags"),
    p: () => void actions.nextPriority(),
    "/": () => focusSearch(),
    "?": () => actions.show("keys"),
  };
  async function write(mode: "reply" | "note"): Promise<void> {
    actions.setMode(mode);
    if (mode === "reply" && !(await actions.join())) return;
    queueMicrotask(() => actions.focus.now());
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey) return;
    if (event.altKey) {
      if (event.key !== "Enter") return;
      event.preventDefault();
      return actions.draft.accept();
    }
    const act = letters[event.key.toLowerCase()];
    if (act === undefined || !singleKeys() || isTyping(event.target)) return;
    event.preventDefault();
    // Otherwise the letter would go to the composer.
    event.stopImmediatePropagation();
    act();
  }
  /** Escape leaves a field for the list, where letters act again. Whatever the field does with Escape comes first. */
  function onEscape(event: KeyboardEvent): void {
    if (event.key !== "Escape" || event.defaultPrevented || hasEscape()) return;
    if (!(event.target instanceof HTMLElement) || event.target.closest(".desk__main textarea") === null)
      return;
    const row = document.querySelector<HTMLElement>('.desk__row[aria-current="page"], .desk__row');
    // The open conversation may have left the queue, and the queue may be empty.
    if (row === null) event.target.blur();
    else row.focus();
  }
  document.addEventListener("keydown", onKeyDown, { capture: true });
  document.addEventListener("keydown", onEscape);
  onCleanup(() => {
    document.removeEventListener("keydown", onKeyDown, { capture: true });
    document.removeEventListener("keydown", onEscape);
  });
}
