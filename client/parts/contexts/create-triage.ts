import { isDone, isSnoozed, isUnread } from "../../../shared/inbox-counts.ts";
import type { RoomId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import type { NoticeLevel, SettingsChange } from "../../../shared/protocol/inbox-settings.ts";
import { undoOf } from "../../sdk/lists/with-change.ts";
import type { Inbox } from "../../sdk/types.ts";
import { formatDay, formatTime } from "../../ui/format.ts";
import { messageOf } from "../lib/http.ts";
import { showToast } from "../lib/toasts.ts";

export interface Triage {
  pin: (entry: InboxEntry) => void;
  mute: (entry: InboxEntry) => void;
  setLevel: (entry: InboxEntry, level: NoticeLevel) => void;
  /** Moves the room out of the list until a message arrives. Calling it for a room that is out of the list brings the room back. */
  done: (entry: InboxEntry) => void;
  snooze: (entry: InboxEntry, until: number) => void;
  markUnread: (entry: InboxEntry) => void;
  /** The person has opened the room. */
  opened: (entry: InboxEntry) => void;
}

const levelTexts: Record<NoticeLevel, string> = {
  all: "Notifications of everything.",
  mentions: "Notifications of mentions only.",
  none: "No notifications.",
};

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
      act(entry, { pinned }, pinned ? "Pinned." : "No longer pinned.");
    },
    mute(entry) {
      const muted = !entry.settings?.muted;
      act(entry, { muted }, muted ? "Muted: only mentions count." : "No longer muted.");
    },
    setLevel(entry, level) {
      act(entry, { level }, levelTexts[level]);
    },
    done(entry) {
      if (isDone(entry)) return act(entry, { done: null }, "Back in the list.");
      if (isSnoozed(entry, now())) return act(entry, { snoozedUntil: null }, "Back in the list.");
      act(entry, { done: entry.head }, "Done. It comes back with the next message.");
    },
    snooze(entry, until) {
      act(
        entry,
        { snoozedUntil: until },
        `Snoozed until ${lowerFirst(formatDay(until, now()))}, ${formatTime(until)}.`,
      );
    },
    markUnread(entry) {
      if (entry.settings?.unread) return act(entry, { unread: false }, "No longer marked as unread.");
      if (!isUnread(entry)) act(entry, { unread: true }, "Marked as unread.");
    },
    opened(entry) {
      if (entry.settings?.unread) set(entry.room, { unread: false });
    },
  };
}

/** Relative days are lower case within a sentence. Names of weekdays keep the capital letter where the language has one. */
const lowerFirst = (text: string): string => (/^(Today|Tomorrow)$/.test(text) ? text.toLowerCase() : text);
