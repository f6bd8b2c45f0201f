import { onCleanup } from "solid-js";
import { isUnread } from "../../../../shared/inbox-counts.ts";
import type { RoomId } from "../../../../shared/ids.ts";
import type { InboxEntry } from "../../../../shared/protocol/frames.ts";
import { undoLast } from "../../../parts/lib/toasts.ts";
import { isTyping } from "../../../parts/lib/is-typing.ts";
import { singleKeys } from "../../../parts/lib/single-keys.ts";
import type { Triage } from "../../../parts/contexts/create-triage.ts";

const anything = (_: InboxEntry): boolean => true;

/** The list as the keys see it. */
export interface ListPort {
  rooms: () => readonly RoomId[];
  entryOf: (room: RoomId) => InboxEntry | undefined;
  open: () => RoomId | undefined;
  /** The link of a room that is in the list; it may have to be rendered first. */
  linkOf: (room: RoomId) => HTMLElement | null;
  /** Asks until when, beside the room's link. */
  askSnooze: (entry: InboxEntry, link: HTMLElement) => void;
  /** Tells what the badge counts, beside the room's link. */
  preview: (entry: InboxEntry, link: HTMLElement) => void;
}

/**
 * J and K, or the arrows, go through the list; E, H, U, M, P and V do something with the room that has the focus. A room that was
 * just opened or pressed may still have the focus, but the next letters are words for it: no letter is a key there until the focus
 * has moved.
 */
export function createListKeys(list: ListPort, triage: Triage): void {
  /** The room whose link was pressed, by a pointer or Enter, and has had the focus since. */
  let pressed: RoomId | undefined;
  const roomAt = (target: EventTarget | null): RoomId | undefined => {
    if (!(target instanceof Element)) return undefined;
    const id = target.closest<HTMLElement>("[data-room]")?.dataset["room"];
    return list.rooms().find((room) => room === id);
  };
  const focused = (): RoomId | undefined => roomAt(document.activeElement);

  function step(by: 1 | -1): boolean {
    const rooms = list.rooms();
    const from = focused() ?? list.open();
    const at = from === undefined ? -1 : rooms.indexOf(from);
    const next = rooms[at < 0 ? (by > 0 ? 0 : rooms.length - 1) : at + by];
    const link = next && list.linkOf(next);
    if (!link) return false;
    link.focus();
    link.scrollIntoView({ block: "nearest" });
    return true;
  }
  /** A room that leaves the list gives the focus to the next one. */
  function act(work: (entry: InboxEntry) => void): boolean {
    const room = focused();
    const entry = room && list.entryOf(room);
    if (!entry) return false;
    const rooms = list.rooms();
    const at = rooms.indexOf(entry.room);
    const next = rooms[at + 1] ?? rooms[at - 1];
    work(entry);
    if (!list.rooms().includes(entry.room) && next) list.linkOf(next)?.focus();
    return true;
  }
  function beside(ask: (entry: InboxEntry, link: HTMLElement) => void, concerns = anything): boolean {
    const room = focused();
    const entry = room && list.entryOf(room);
    const link = room && list.linkOf(room);
    if (!entry || !link || !concerns(entry)) return false;
    ask(entry, link);
    return true;
  }
  function press(key: string): boolean {
    switch (key) {
      case "ArrowDown":
        return focused() !== undefined && step(1);
      case "ArrowUp":
        return focused() !== undefined && step(-1);
    }
    if (!singleKeys() || (pressed !== undefined && focused() === pressed)) return false;
    switch (key.toLowerCase()) {
      case "j":
        return step(1);
      case "k":
        return step(-1);
      case "e":
        return act(triage.done);
      case "h":
        return beside(list.askSnooze);
      case "v":
        return beside(list.preview, isUnread);
      case "u":
        return act(triage.markUnread);
      case "m":
        return act(triage.mute);
      case "p":
        return act(triage.pin);
      case "z":
        return undoLast();
      default:
        return false;
    }
  }
  /** Out of the words and back to the list. */
  function leaveComposer(event: KeyboardEvent): boolean {
    const open = list.open();
    if (event.key !== "Escape" || open === undefined || event.isComposing) return false;
    if (!(event.target instanceof HTMLTextAreaElement) || !event.target.closest(".composer")) return false;
    const link = list.linkOf(open);
    link?.focus();
    return link !== null;
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    // A composer may have taken the focus for this very letter.
    const isText = isTyping(event.target) || isTyping(document.activeElement);
    const taken = isText ? leaveComposer(event) : press(event.key);
    if (taken) event.preventDefault();
  }
  // An update of the list may take the focus from the link and give it back: it is the same room then.
  const onFocusIn = ({ target }: FocusEvent) => {
    if (roomAt(target) !== pressed) pressed = undefined;
  };
  const onPress = ({ target }: MouseEvent) => (pressed = roomAt(target) ?? pressed);
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("focusin", onFocusIn);
  // Before the focus moves. Enter is a click; another button of the mouse, or a pull at the link, is none.
  document.addEventListener("pointerdown", onPress, { capture: true });
  document.addEventListener("click", onPress, { capture: true });
  onCleanup(() => {
    document.removeEventListener("keydown", onKeyDown);
    document.removeEventListener("focusin", onFocusIn);
    document.removeEventListener("pointerdown", onPress, { capture: true });
    document.removeEventListener("click", onPress, { capture: true });
  });
}
