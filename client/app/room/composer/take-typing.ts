import { onCleanup } from "solid-js";
import { isListWalked } from "../../../parts/lib/list-walked.ts";
import { isTyping } from "../../../parts/lib/is-typing.ts";
import type { DraftSignals } from "../create-draft.ts";
import type { RoomContextValue } from "../room-context.tsx";
import { isArrival } from "./arrival.ts";

/**
 * Typing a letter moves the focus to the composer, which receives the letter: also from a link or button, because letters do nothing
 * there. Letters stay with fields, open dialogs and menus, and the list of rooms while it is walked by keys. Choosing the room that is
 * already open in the list also focuses the composer.
 */
export function takeTyping({ focusComposer, room }: RoomContextValue): void {
  const isInThread = room.thread !== undefined;
  /** A thread beside the room has a composer of its own. */
  const isHere = (target: EventTarget | null) =>
    (target instanceof Element && target.closest(".thread") !== null) === isInThread;
  const onKeyDown = (event: KeyboardEvent) => {
    if (
      isLetter(event) &&
      isHere(event.target) &&
      !isTyping(event.target) &&
      !isListWalked(document.activeElement)
    )
      focusComposer.now();
  };
  const onClick = ({ target, detail }: MouseEvent) => {
    const isLink = target instanceof Element && target.closest(`[data-room="${room.id}"]`) !== null;
    // `detail` is 0 for Enter. A click counts only on devices whose on-screen keyboard does not cover the messages.
    if (isLink && !isInThread && (detail === 0 || matchMedia("(pointer: fine)").matches)) focusComposer.now();
  };
  // The capture phase runs before the list handles its own keys.
  document.addEventListener("keydown", onKeyDown, { capture: true });
  document.addEventListener("click", onClick);
  onCleanup(() => {
    document.removeEventListener("keydown", onKeyDown, { capture: true });
    document.removeEventListener("click", onClick);
  });
}

/**
 * While a room is opening there is no composer yet. Letters that are typed meanwhile go into the draft, if the composer will have the focus
 * when it is there.
 */
export function catchTyping(draft: DraftSignals, isOpening: () => boolean): void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpening() || isTyping(event.target) || !isArrival()) return;
    const text = draft.text();
    if (event.key === "Backspace" && text !== "") draft.set([...text].slice(0, -1).join(""));
    else if (isLetter(event) || (event.key === " " && text !== "")) draft.set(text + event.key);
    else return;
    event.preventDefault();
    // The list of rooms has single keys of its own.
    event.stopImmediatePropagation();
  };
  document.addEventListener("keydown", onKeyDown, { capture: true });
  onCleanup(() => document.removeEventListener("keydown", onKeyDown, { capture: true }));
}

/** The space bar is left out, because it scrolls. */
const isLetter = ({ key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented }: KeyboardEvent): boolean =>
  [...key].length === 1 &&
  key !== " " &&
  !ctrlKey &&
  !metaKey &&
  !altKey &&
  !isComposing &&
  !defaultPrevented;
