import { onCleanup } from "solid-js";
import { isUnread } from "../../../../shared/inbox-counts.ts";
import type { RoomId } from "../../../../shared/ids.ts";
import type { InboxEntry } from "../../../../shared/protocol/frames.ts";
import { hasEscape } from "../../../parts/lib/escapes.ts";
import { undoLast } from "../../../parts/lib/toasts.ts";
import { isComposing } from "../../../parts/lib/is-composing.ts";
import { isTyping } from "../../../parts/lib/is-typing.ts";
import { markWalked } from "../../../parts/lib/list-walked.ts";
import { singleKeys } from "../../../parts/lib/single-keys.ts";
import type { Triage } from "../../../parts/contexts/create-triage.ts";

const anything = (_: InboxEntry): boolean => true;

/** What the keyboard handling needs from the list. */
export interface ListPort {
  element: () => HTMLElement | undefined;
  rooms: () => readonly RoomId[];
  entryOf: (room: RoomId) => InboxEntry | undefined;
  open: () => RoomId | undefined;
  /** The link of a room in the list. The row may have to be rendered first. */
  linkOf: (room: RoomId) => HTMLElement | null;
  /** Opens the choice of snooze times beside the room's link. */
  askSnooze: (entry: InboxEntry, link: HTMLElement) => void;
  /** Opens the list of unread messages beside the room's link. */
  preview: (entry: InboxEntry, link: HTMLElement) => void;
}

/**
 * J and K, or the arrow keys, move through the list. E, H, U, M, P and V act on the room that has the focus. Letters are keys only while
 * the list is walked by keys: a room that was just opened or clicked may still have the focus while the person starts to type a message,
 * and so may a button anywhere else.
 */
export function createListKeys(list: ListPort, triage: Triage): void {
  /** The room whose link was clicked or opened with Enter, as long as it or its menu of actions keeps the focus. */
  let pressed: RoomId | undefined;
  const roomAt = (target: EventTarget | null): RoomId | undefined => {
    if (!(target instanceof Element)) return undefined;
    const id = target.closest<HTMLElement>("[data-room]")?.dataset["room"];
    return list.rooms().find((room) => room === id);
  };
  const focused = (): RoomId | undefined => roomAt(document.activeElement);
  const isWalked = (): boolean => singleKeys() && focused() !== undefined && focused() !== pressed;
  /** J and K also begin the walk, as long as no control has the focus. */
  const isIdle = (): boolean => document.activeElement === null || document.activeElement === document.body;

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
  /** When a room leaves the list, the next one gets the focus. */
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
    if (!singleKeys() || !(isWalked() || isIdle())) return false;
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
  /** Escape in the composer moves the focus to the list. */
  function leaveComposer(event: KeyboardEvent): boolean {
    const open = list.open();
    if (event.key !== "Escape" || open === undefined || isComposing(event) || hasEscape()) return false;
    if (!(event.target instanceof HTMLTextAreaElement) || !event.target.closest(".composer")) return false;
    const link = list.linkOf(open);
    link?.focus();
    return link !== null;
  }
  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    // The composer may have taken the focus because of this same letter.
    const isText = isTyping(event.target) || isTyping(document.activeElement);
    const taken = isText ? leaveComposer(event) : press(event.key);
    if (taken) event.preventDefault();
  }
  // An update of the list may take the focus from a link and give it back. In that case the room is the same.
  const onFocusIn = ({ target }: FocusEvent) => {
    const isInMenu = target instanceof Element && target.closest(".room-actions");
    if (!isInMenu && roomAt(target) !== pressed) pressed = undefined;
    tell();
  };
  const onPress = ({ target }: MouseEvent) => {
    pressed = roomAt(target) ?? pressed;
    tell();
  };
  function tell(): void {
    const element = list.element();
    if (element) markWalked(element, isWalked());
  }
  document.addEventListener("keydown", onKeyDown);
  document.addEventListener("focusin", onFocusIn);
  // Listens before the focus moves. Enter also fires `click`. Other mouse buttons and dragging the link do not count.
  document.addEventListener("pointerdown", onPress, { capture: true });
  document.addEventListener("click", onPress, { capture: true });
  onCleanup(() => {
    document.removeEventListener("keydown", onKeyDown);
    document.removeEventListener("focusin", onFocusIn);
    document.removeEventListener("pointerdown", onPress, { capture: true });
    document.removeEventListener("click", onPress, { capture: true });
  });
}
