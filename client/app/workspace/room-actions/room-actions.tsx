import { createSignal, For, Match, onMount, Show, Switch } from "solid-js";
import { isAway, isUnread } from "../../../../shared/inbox-counts.ts";
import type { InboxEntry } from "../../../../shared/protocol/frames.ts";
import { NOTICE_LEVELS, type NoticeLevel } from "../../../../shared/protocol/inbox-settings.ts";
import { formatNumber, formatUntil } from "../../../ui/format.ts";
import { Icon, type IconName } from "../../../ui/icon.tsx";
import { placeBeside } from "../../../ui/place-beside.ts";
import type { RoomPart } from "../../../parts/lib/asked-of-room.ts";
import { now } from "../../../parts/lib/now.ts";
import { useReminders } from "../../../parts/reminders/reminders-context.ts";
import { useInbox } from "../../../parts/contexts/inbox-context.ts";
import type { RoomHere } from "../../room/room-place.ts";
import { customBounds, customTime, snoozeTimes } from "./snooze-times.ts";
import { t } from "../../../words/room-actions.ts";
import "./room-actions.css";

export interface AskedActions {
  entry: InboxEntry;
  /** The element beside which the menu opens, and which gets the focus back. */
  anchor: HTMLElement;
  begin: "all" | "snooze";
  /** Where the pointer asked for it, in pixels of the window; missing if the menu opens beside the anchor. */
  at?: { x: number; y: number };
}

const levels = {
  all: "levelAll",
  mentions: "levelMentions",
  none: "levelNone",
} as const satisfies Record<NoticeLevel, string>;

/** The menu of actions on a conversation in the list. The whole list shares one; it is mounted only while it is open. */
export default function RoomActions(props: {
  asked: AskedActions;
  /** Missing for the open room. */
  onPreview?: (entry: InboxEntry, anchor: HTMLElement) => void;
  here: RoomHere;
  onClose: () => void;
}) {
  const { triage, serverNow } = useInbox();
  const reminders = useReminders();
  const [page, setPage] = createSignal(props.asked.begin);
  let surface: HTMLDivElement | undefined;
  const entry = () => props.asked.entry;
  const settings = () => entry().settings;
  const title = () => entry().peer?.name ?? entry().name;

  function buttons(): HTMLButtonElement[] {
    return [...(surface?.querySelectorAll("button") ?? [])];
  }
  function place(): void {
    const { at, anchor } = props.asked;
    const box = at ? new DOMRect(at.x, at.y, 0, 0) : anchor.getBoundingClientRect();
    if (surface) placeBeside(surface, box);
  }
  onMount(() => {
    surface?.showPopover();
    place();
    buttons()[0]?.focus();
  });
  function act(work: () => void): void {
    surface?.hidePopover();
    work();
  }
  function onKeyDown(event: KeyboardEvent): void {
    const by = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    // In the field for a time, the arrow keys change the time.
    if (by === 0 || event.target instanceof HTMLInputElement) return;
    event.preventDefault();
    const all = buttons();
    const at = all.findIndex((button) => button === document.activeElement);
    all[(at + by + all.length) % all.length]?.focus();
  }
  function toSnooze(): void {
    setPage("snooze");
    place();
    buttons()[0]?.focus();
  }
  function onToggle(event: ToggleEvent): void {
    if (event.newState !== "closed") return;
    const hadFocus = surface?.contains(document.activeElement) || document.activeElement === document.body;
    props.onClose();
    if (hadFocus && props.asked.anchor.isConnected) props.asked.anchor.focus();
  }
  return (
    <div
      ref={surface}
      popover="auto"
      class="popover menu room-actions"
      role="group"
      aria-label={t(page() === "snooze" ? "snoozeRoom" : "actions", { room: title() })}
      on:beforetoggle={onToggle}
      onKeyDown={onKeyDown}
    >
      <Switch>
        <Match when={page() === "snooze"}>
          <p class="menu__label">{t("snoozeUntil")}</p>
          <For each={snoozeTimes(serverNow())}>
            {(time) => (
              <button
                type="button"
                class="menu__item"
                onClick={() => act(() => triage.snooze(entry(), time.at))}
              >
                <span class="room-actions__name">{t(time.name)}</span>
                <span class="room-actions__hint">{formatUntil(time.at, now())}</span>
              </button>
            )}
          </For>
          <CustomTime now={serverNow()} onChoose={(at) => act(() => triage.snooze(entry(), at))} />
        </Match>
        <Match when={true}>
          <button type="button" class="menu__item" onClick={() => act(() => triage.done(entry()))}>
            <Icon name={isAway(entry(), serverNow()) ? "inbox" : "check"} />
            <span class="room-actions__name">
              {isAway(entry(), serverNow()) ? t("backToList") : t("done")}
            </span>
            <Key name="E" />
          </button>
          <button type="button" class="menu__item" onClick={toSnooze}>
            <Icon name="clock" />
            <span class="room-actions__name">{t("snoozeMore")}</span>
            <Key name="H" />
          </button>
          <button
            type="button"
            class="menu__item"
            onClick={() =>
              act(() => reminders.ask({ about: { type: "room", room: entry().room }, excerpt: "" }))
            }
          >
            <Icon name="clock" />
            <span class="room-actions__name">{t("remind")}</span>
          </button>
          <Show when={isUnread(entry()) && props.onPreview}>
            {(preview) => (
              <button
                type="button"
                class="menu__item"
                onClick={() => act(() => preview()(entry(), props.asked.anchor))}
              >
                <Icon name="list" />
                <span class="room-actions__name">{t("viewNew")}</span>
                <Key name="V" />
              </button>
            )}
          </Show>
          <button type="button" class="menu__item" onClick={() => act(() => triage.markUnread(entry()))}>
            <Icon name="unread" />
            <span class="room-actions__name">{isUnread(entry()) ? t("markRead") : t("markUnread")}</span>
            <Key name="U" />
          </button>
          <button type="button" class="menu__item" onClick={() => act(() => triage.pin(entry()))}>
            <Icon name="pin" />
            <span class="room-actions__name">{settings()?.pinned ? t("unpin") : t("pin")}</span>
            <Key name="P" />
          </button>
          <button type="button" class="menu__item" onClick={() => act(() => triage.mute(entry()))}>
            <Icon name="muted" />
            <span class="room-actions__name">{settings()?.muted ? t("unmute") : t("mute")}</span>
            <Key name="M" />
          </button>
          <hr class="menu__line" />
          <Parts parts={["members", "files", "pins", "tasks", "memory"]} here={props.here} act={act} />
          <hr class="menu__line" />
          <p class="menu__label">{t("notifyOf")}</p>
          <div class="room-actions__levels">
            <For each={NOTICE_LEVELS}>
              {(level) => (
                <button
                  type="button"
                  class="room-actions__level"
                  aria-pressed={(settings()?.level ?? "all") === level}
                  onClick={() => act(() => triage.setLevel(entry(), level))}
                >
                  {t(levels[level])}
                </button>
              )}
            </For>
          </div>
          <Show when={entry().kind !== "direct" || props.here.takeover()}>
            <hr class="menu__line" />
          </Show>
          <Parts parts={["rename", "topic", "share"]} here={props.here} act={act} />
          <Show when={props.here.takeover()}>
            {(takeover) => (
              <button type="button" class="menu__item" onClick={() => act(takeover().run)}>
                <Icon name="group" />
                <span class="room-actions__name">{takeover().name}</span>
              </button>
            )}
          </Show>
          <Parts parts={["leave"]} here={props.here} act={act} />
        </Match>
      </Switch>
    </div>
  );
}

const icons: Record<RoomPart, IconName> = {
  members: "group",
  files: "file",
  pins: "pin",
  tasks: "check",
  memory: "list",
  rename: "edit",
  topic: "list",
  share: "link",
  leave: "leave",
};

/** The parts of the room that the person may use. */
function Parts(props: { parts: readonly RoomPart[]; here: RoomHere; act: (work: () => void) => void }) {
  return (
    <For each={props.parts.filter((part) => props.here.mayShow(part))}>
      {(part) => (
        <button
          type="button"
          class="menu__item"
          classList={{ "menu__item--danger": part === "leave" }}
          onClick={() => props.act(() => props.here.show(part))}
        >
          <Icon name={icons[part]} />
          <span class="room-actions__name">{t(part)}</span>
          <Show when={part === "members" && props.here.members()}>
            {(count) => <span class="room-actions__hint">{formatNumber(count())}</span>}
          </Show>
        </button>
      )}
    </For>
  );
}

/** A visible key hint. Screen readers skip it and read the text of the menu item. */
function Key(props: { name: string }) {
  return (
    <kbd class="room-actions__key" aria-hidden="true">
      {props.name}
    </kbd>
  );
}

/** A time of one's own. The button says until when, so that a typing error is seen before it counts. */
function CustomTime(props: { now: number; onChoose: (at: number) => void }) {
  const [value, setValue] = createSignal("");
  const bounds = customBounds(props.now);
  const at = () => customTime(value(), props.now);
  return (
    <form
      class="room-actions__custom"
      onSubmit={(event) => {
        event.preventDefault();
        const chosen = at();
        if (chosen !== null) props.onChoose(chosen);
      }}
    >
      <label class="menu__label">
        {t("chooseTime")}
        <input
          type="datetime-local"
          class="field__input room-actions__time"
          min={bounds.min}
          max={bounds.max}
          value={value()}
          onInput={(event) => setValue(event.currentTarget.value)}
        />
      </label>
      <button class="button button--small" disabled={at() === null}>
        {t("snooze")}
      </button>
    </form>
  );
}
