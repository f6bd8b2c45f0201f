import type { InboxEntry } from "../../../shared/protocol/inbox-frames.ts";
import type { RoomSettings, SettingsChange } from "../../../shared/protocol/inbox-settings.ts";

/** The entry after the server has applied the change, by rules INBOX-8 to INBOX-11. */
export function withChange(entry: InboxEntry, change: SettingsChange): InboxEntry {
  const { settings: before = {}, ...rest } = entry;
  const isPutAway = typeof change.done === "number" || typeof change.snoozedUntil === "number";
  const place = { done: null, snoozedUntil: null, unread: false };
  const asked: SettingsChange = { ...before, ...(isPutAway && place), ...change };
  const settings: RoomSettings = {
    ...(asked.pinned && { pinned: true }),
    ...(asked.muted && { muted: true }),
    ...(asked.level !== undefined && asked.level !== "all" && { level: asked.level }),
    ...(typeof asked.done === "number" && { done: asked.done }),
    ...(typeof asked.snoozedUntil === "number" && { snoozedUntil: asked.snoozedUntil }),
    ...(asked.unread && { unread: true }),
  };
  return Object.keys(settings).length === 0 ? rest : { ...rest, settings };
}

/** The change that restores the current entry after this change. */
export function undoOf({ settings = {} }: InboxEntry, change: SettingsChange): SettingsChange {
  const { pinned, muted, level } = change;
  const touchesPlace =
    change.done !== undefined || change.snoozedUntil !== undefined || change.unread !== undefined;
  return {
    ...(pinned !== undefined && { pinned: settings.pinned ?? false }),
    ...(muted !== undefined && { muted: settings.muted ?? false }),
    ...(level !== undefined && { level: settings.level ?? "all" }),
    // Each of these fields may have changed the others.
    ...(touchesPlace && {
      done: settings.done ?? null,
      snoozedUntil: settings.snoozedUntil ?? null,
      unread: settings.unread ?? false,
    }),
  };
}
