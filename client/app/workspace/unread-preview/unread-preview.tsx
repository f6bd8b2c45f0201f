import { createEffect, createMemo, Match, on, onCleanup, onMount, Switch } from "solid-js";
import type { RoomId } from "../../../../shared/ids.ts";
import { isUnread } from "../../../../shared/inbox-counts.ts";
import type { InboxEntry } from "../../../../shared/protocol/frames.ts";
import { placeBeside } from "../../../ui/place-beside.ts";
import { Spinner } from "../../../ui/spinner.tsx";
import { useInbox } from "../../../parts/contexts/inbox-context.ts";
import { UnreadMessageList } from "./unread-message-list.tsx";
import { createUnreadMessages } from "./create-unread-messages.ts";
import { followPointer } from "./follow-pointer.ts";
import { t } from "../../../words/room-actions.ts";
import "./unread-preview.css";

export interface AskedPreview {
  room: RoomId;
  /** The element beside which the preview opens. If it was opened by a key or from a menu, this element gets the focus back. */
  anchor: HTMLElement;
  by: "pointer" | "key";
}

/**
 * Shows which messages a badge counts, without opening the room. Nothing is marked as read. The whole list shares one; it is mounted only
 * while it is open.
 */
export default function UnreadPreview(props: {
  asked: AskedPreview;
  entry: InboxEntry | undefined;
  onClose: () => void;
}) {
  const entry = createMemo<InboxEntry | undefined>((before) => props.entry ?? before);
  // The badge was cleared, on this or another device.
  createEffect(() => {
    if (props.entry === undefined || !isUnread(props.entry)) props.onClose();
  });
  return (
    <Switch>
      <Match when={entry()}>
        {(there) => <PreviewSurface asked={props.asked} entry={there()} onClose={() => props.onClose()} />}
      </Match>
    </Switch>
  );
}

function PreviewSurface(props: { asked: AskedPreview; entry: InboxEntry; onClose: () => void }) {
  const { connection } = useInbox();
  const unreadMessages = createUnreadMessages(() => props.entry);
  const state = unreadMessages.state;
  const known = () => {
    const now = state();
    return now.type === "known" ? now.unread : undefined;
  };
  const failure = () => {
    const now = state();
    return now.type === "failed" ? now.message : undefined;
  };
  const title = () => props.entry.peer?.name ?? props.entry.name;
  let surface: HTMLDivElement | undefined;
  let isClosing = false;

  const sizes = new ResizeObserver(place);
  function place(): void {
    if (surface && props.asked.anchor.isConnected) {
      placeBeside(surface, props.asked.anchor.getBoundingClientRect());
    }
  }
  const isPointed = () => props.asked.by === "pointer";
  onMount(() => {
    if (!surface) return;
    surface.showPopover();
    sizes.observe(surface);
    sizes.observe(document.documentElement);
    if (isPointed()) followPointer(surface, props.asked.anchor, close);
    else surface.focus();
  });
  // A new message may move the row to another place, so the preview is placed again.
  createEffect(
    on(
      () => props.entry,
      () => requestAnimationFrame(place),
      { defer: true },
    ),
  );
  // A person who opened the preview with a key continues with the keyboard, so the first link gets the focus.
  createEffect(() => {
    if (known() && !isPointed() && document.activeElement === surface) surface?.querySelector("a")?.focus();
  });
  onCleanup(() => {
    sizes.disconnect();
    giveBack();
  });

  function close(): void {
    if (surface?.matches(":popover-open")) surface.hidePopover();
    else props.onClose();
  }
  /** Returns the focus to where it came from, unless the person has moved it elsewhere. */
  function giveBack(): void {
    const { activeElement } = document;
    const hadFocus = surface?.contains(activeElement) === true || activeElement === document.body;
    if (!isPointed() && hadFocus && props.asked.anchor.isConnected) props.asked.anchor.focus();
  }
  function onToggle(event: ToggleEvent): void {
    if (event.newState !== "closed" || isClosing) return;
    isClosing = true;
    giveBack();
    props.onClose();
  }
  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const all = [...(surface?.querySelectorAll("a") ?? [])];
    if (by === 0 || all.length === 0) return;
    event.preventDefault();
    const at = all.findIndex((link) => link === document.activeElement);
    all[(at + by + all.length) % all.length]?.focus();
  }
  return (
    <div
      ref={surface}
      popover={isPointed() ? "manual" : "auto"}
      class="popover peek"
      role="group"
      tabindex="-1"
      aria-label={t("whatIsUnread", { room: title() })}
      on:beforetoggle={onToggle}
      onKeyDown={onKeyDown}
    >
      <Switch
        fallback={
          <p class="peek__line">
            <Spinner label={t("loadingUnread")} />
          </p>
        }
      >
        <Match when={known()}>
          {(found) => <UnreadMessageList entry={props.entry} unread={found()} onOpen={close} />}
        </Match>
        <Match when={failure()}>
          {(message) => (
            <div class="peek__line" role="status">
              <p>{message()}</p>
              <button type="button" class="button button--small" onClick={() => void unreadMessages.load()}>
                {t("tryAgain")}
              </button>
            </div>
          )}
        </Match>
        <Match when={connection().type !== "open"}>
          <p class="peek__line" role="status">
            {t("noConnection")}
          </p>
        </Match>
      </Switch>
    </div>
  );
}
