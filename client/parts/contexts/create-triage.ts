import { isDone, isSnoozed, isUnread } from "../../../shared/inbox-counts.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import type { NoticeLevel, SettingsChange } from "../../../shared/protocol/inbox-settings.ts";
import { undoOf } from "../../sdk/lists/with-change.ts";
import type { Inbox } from "../../sdk/types.ts";
import { formatDayInText, formatTime } from "../../ui/format.ts";
import { messageOf } from "../lib/http.ts";
import { showToast } from "../lib/toasts.ts";
import { t } from "../../words/parts.ts";

export interface Triage {
  pin: (entry: InboxEntry) => void;
  mute: (entry: InboxEntry) => void;
  setLevel: (entry: InboxEntry, level: NoticeLevel) => void;
  /** Moves the room out of the list until a message arrives. Calling it for a room that is out of the list brings the room back. */
  done: (entry: InboxEntry) => void;
  snooze: (entry: InboxEntry, until: number) => void;
  /** Marks a room without unread messages as unread, and one that is unread as read, with its threads. */
  markUnread: (entry: InboxEntry) => void;
  /** The person has opened the room. */
  opened: (entry: InboxEntry) => void;
}

const levelTexts = {
  all: "noticesAll",
  mentions: "noticesMentions",
  none: "noticesNone",
} as const satisfies Record<NoticeLevel, string>;

/** The actions on conversations in the list. Each takes effect at once, is announced and can be undone. */
export function createTriage(inbox: Inbox, now: () => number): Triage {
  function set(room: RoomId, change: SettingsChange): void {
    inbox.set(room, change).catch((error: unknown) => showToast({ text: messageOf(error), isProblem: true }));
  }
  function act(entry: InboxEntry, change: SettingsChange, text: string): void {
    const back = undoOf(entry, change);
    set(entry.room, change);
    showToast({ text, undo: () => set(entry.room, back) });
  }
  return {
    pin(entry) {
      const pinned = !entry.settings?.pinned;
      act(entry, { pinned }, t(pinned ? "pinned" : "unpinned"));
    },
    mute(entry) {
      const muted = !entry.settings?.muted;
      act(entry, { muted }, t(muted ? "muted" : "unmuted"));
    },
    setLevel(entry, level) {
      act(entry, { level }, t(levelTexts[level]));
    },
    done(entry) {
      if (isDone(entry)) return act(entry, { done: null }, t("backInList"));
      if (isSnoozed(entry, now())) return act(entry, { snoozedUntil: null }, t("backInList"));
      act(entry, { done: entry.head }, t("done"));
    },
    snooze(entry, until) {
      act(
        entry,
        { snoozedUntil: until },
        t("snoozed", { day: formatDayInText(until, now()), time: formatTime(until) }),
      );
    },
    markUnread(entry) {
      if (entry.settings?.unread) return act(entry, { unread: false }, t("notMarkedUnread"));
      if (!isUnread(entry)) return act(entry, { unread: true }, t("markedUnread"));
      inbox.readAll(entry.room).then(
        () => showToast({ text: t("markedRead") }),
        (error: unknown) => showToast({ text: messageOf(error), isProblem: true }),
      );
    },
    opened(entry) {
      if (entry.settings?.unread) set(entry.room, { unread: false });
    },
  };
}
