import { createSignal, onCleanup, type Accessor } from "solid-js";

/** The name of the key combination on this operating system. */
export const ROOM_SEARCH_KEYS = /Mac|iP(hone|ad)/.test(navigator.platform) ? "⌘ F" : "Ctrl F";

export interface RoomSearchState {
  isOpen: Accessor<boolean>;
  toggle: () => void;
  /** Closes it and returns the focus to its button. */
  close: () => void;
  /** Closes it and leaves the focus where it is. */
  hide: () => void;
  setButton: (button: HTMLButtonElement) => void;
}

/**
 * Ctrl+F or Cmd+F opens the search of the room, which also finds messages that are not loaded. In its field the same keys open the search of
 * the browser.
 */
export function listenForRoomSearch(onOpen: () => void): RoomSearchState {
  const [isOpen, setOpen] = createSignal(false);
  let button: HTMLButtonElement | undefined;
  function open(): void {
    onOpen();
    setOpen(true);
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.key.toLowerCase() !== "f" || !(event.ctrlKey || event.metaKey)) return;
    if (event.shiftKey || event.altKey || document.querySelector("dialog[open]") !== null) return;
    const field = document.querySelector<HTMLInputElement>(".room-search__input");
    if (field !== null && field === document.activeElement) return;
    event.preventDefault();
    open();
    field?.select();
  }
  document.addEventListener("keydown", onKeyDown);
  onCleanup(() => document.removeEventListener("keydown", onKeyDown));
  const hide = () => setOpen(false);
  return {
    isOpen,
    hide,
    toggle: () => (isOpen() ? hide() : open()),
    close() {
      hide();
      button?.focus();
    },
    setButton: (made) => (button = made),
  };
}
