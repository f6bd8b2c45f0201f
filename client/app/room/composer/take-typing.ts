import { onCleanup } from "solid-js";
import { isTyping } from "../../../parts/lib/is-typing.ts";
import type { RoomContextValue } from "../room-context.tsx";

/**
 * Whoever types while nothing takes text writes to the open room: the composer takes the focus, and the letter goes into it. So does
 * whoever opens in the list the room that is open.
 */
export function takeTyping({ focusComposer, room }: RoomContextValue): void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (isLetter(event) && !isTyping(event.target) && isNoControl(document.activeElement))
      focusComposer.now();
  };
  const onClick = ({ target, detail }: MouseEvent) => {
    const isLink = target instanceof Element && target.closest(`[data-room="${room.id}"]`) !== null;
    // By Enter (0), or where no keyboard opens over the messages.
    if (isLink && (detail === 0 || matchMedia("(pointer: fine)").matches)) focusComposer.now();
  };
  // Before the keys of the list are told of it.
  document.addEventListener("keydown", onKeyDown, { capture: true });
  document.addEventListener("click", onClick);
  onCleanup(() => {
    document.removeEventListener("keydown", onKeyDown, { capture: true });
    document.removeEventListener("click", onClick);
  });
}

/** The space bar scrolls, and is no beginning of a word. */
const isLetter = ({ key, ctrlKey, metaKey, altKey, isComposing, defaultPrevented }: KeyboardEvent): boolean =>
  [...key].length === 1 &&
  key !== " " &&
  !ctrlKey &&
  !metaKey &&
  !altKey &&
  !isComposing &&
  !defaultPrevented;

/** Nothing has the focus, or what has it is a message or the list of messages: no link, button or field. */
const isNoControl = (focused: Element | null): boolean =>
  focused === null || focused.matches("body, article, [role='log']");
