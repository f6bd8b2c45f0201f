/** Decides what happens to a room's notification when the room's inbox entry changes. Pure functions; a test holds the table of cases. */
import { MAX_UNREAD_COUNT } from "../../../shared/limits.ts";
import { isAway, unreadIn } from "../../../shared/inbox-counts.ts";
import type { UserId } from "../../../shared/ids.ts";
import type { InboxEntry } from "../../../shared/protocol/frames.ts";
import type { Shown } from "../../parts/storage/shown-notifications.ts";
import { t } from "../../words/notified.ts";

export interface Change {
  /** The entry as this page last knew it; undefined for a room that is new in the list. */
  before: InboxEntry | undefined;
  /** Undefined when the room has left the list. */
  after: InboxEntry | undefined;
  shown: Shown | null;
}

export interface Situation {
  me: UserId;
  /** Server clock, ms. */
  now: number;
  /** The person has turned on "do not disturb". */
  quiet: boolean;
  /** The person is idle on this device and active on another one. */
  elsewhere: boolean;
}

export type Decision =
  | { type: "keep" }
  | { type: "close" }
  /** `replaces`: updates the notification that is already shown, without a sound. */
  | { type: "show"; title: string; replaces: boolean; shown: Shown };

const KEEP: Decision = { type: "keep" };

export function decide(change: Change, situation: Situation): Decision {
  const { before, after, shown } = change;
  const decisions = after === undefined ? 0 : countedDecisions(after, situation.now);
  if (after === undefined || (counted(after, situation.now) === 0 && decisions === 0))
    return shown === null ? KEEP : { type: "close" };
  const mayShow = !situation.quiet && !situation.elsewhere;
  if (mayShow && decisions > (before?.decisions ?? 0)) {
    const { read } = after;
    const unread = unreadIn(after);
    const asks: Shown = { seq: null, body: t("decisionWanted"), unread, read, decisions };
    return { type: "show", title: titleOf(after), replaces: false, shown: asks };
  }
  if (shown?.decisions !== undefined && decisions < shown.decisions) return { type: "close" };
  if (mayShow && isNews(before, after, situation.me)) {
    return { type: "show", title: titleOf(after), replaces: false, shown: say(before, after, situation.me) };
  }
  return shown === null ? KEEP : keepOrClose(before, after, shown, situation.me);
}

/** How many messages a notification may tell of. A muted room never notifies, whatever its badge counts. */
export function counted(entry: InboxEntry, now: number): number {
  const { settings, mentions } = entry;
  if (settings?.muted || isAway(entry, now)) return 0;
  switch (settings?.level ?? "all") {
    case "all":
      return unreadIn(entry);
    case "mentions":
      return mentions;
    case "none":
      return 0;
  }
}

/** How many decisions a notification may tell of. */
function countedDecisions({ settings, decisions = 0, ...entry }: InboxEntry, now: number): number {
  const isQuiet = settings?.muted === true || settings?.level === "none";
  return isQuiet || isAway({ ...entry, ...(settings && { settings }) }, now) ? 0 : decisions;
}

function isNews(before: InboxEntry | undefined, after: InboxEntry, me: UserId): boolean {
  // After a restored backup the seqs belong to another epoch and cannot be compared.
  if (before !== undefined && (before.epoch !== after.epoch || after.head <= before.head)) return false;
  const isSaid = isNewLast(before, after, me) && (after.last?.seq ?? 0) > after.read;
  if (after.settings?.level === "mentions") {
    const hasMoved = after.read > (before?.read ?? 0);
    return after.mentions > (before?.mentions ?? 0) || (hasMoved && isSaid && areAllMentions(before, after));
  }
  return unreadIn(after) > (before === undefined ? 0 : unreadIn(before)) || isSaid;
}

/** Whether the last message is new and written by somebody else. */
function isNewLast(before: InboxEntry | undefined, { last }: InboxEntry, me: UserId): boolean {
  return last !== null && last.author !== me && last.seq > (before?.last?.seq ?? 0);
}

/** Whether every new message mentions the person. If so, the last message does too. */
function areAllMentions(before: InboxEntry | undefined, after: InboxEntry): boolean {
  if (before === undefined || after.read > before.read) return after.mentions === unreadIn(after);
  return after.mentions - before.mentions === unreadIn(after) - unreadIn(before);
}

function say(before: InboxEntry | undefined, after: InboxEntry, me: UserId): Shown {
  const { read, last } = after;
  const unread = unreadIn(after);
  const onlyMentions = after.settings?.level === "mentions";
  const isExact = isNewLast(before, after, me) && (!onlyMentions || areAllMentions(before, after));
  if (last === null || !isExact) {
    return {
      seq: null,
      body: onlyMentions ? t("mentioned") : t(isInThread(before, after) ? "inThread" : "newActivity"),
      unread,
      read,
    };
  }
  return { seq: last.seq, body: bodyOf(after), unread, read };
}

/** Whether all that is new are replies in threads, of which the inbox has no text. */
function isInThread(before: InboxEntry | undefined, after: InboxEntry): boolean {
  return (
    after.unread <= (before?.unread ?? 0) && (after.threads?.unread ?? 0) > (before?.threads?.unread ?? 0)
  );
}

/**
 * Decides about a shown notification when something was read, deleted or edited. If its own message is affected, or that cannot be known,
 * it is closed.
 */
function keepOrClose(before: InboxEntry | undefined, after: InboxEntry, shown: Shown, me: UserId): Decision {
  const { last, read } = after;
  const known = before && { unread: unreadIn(before), read: before.read };
  const isFewer = [known, shown].some((then) => then && unreadIn(after) < then.unread && read === then.read);
  if (shown.seq === null) return isFewer ? { type: "close" } : KEEP;
  if (read >= shown.seq || last === null || last.seq < shown.seq) return { type: "close" };
  if (last.seq > shown.seq) return isFewer || isInPlace(before, after, me) ? { type: "close" } : KEEP;
  const body = bodyOf(after);
  if (body === shown.body) return KEEP;
  return { type: "show", title: titleOf(after), replaces: true, shown: { ...shown, body } };
}

/** Whether a message arrived and the unread count did not rise. Then another message was removed at the same moment. */
function isInPlace(before: InboxEntry | undefined, after: InboxEntry, me: UserId): boolean {
  if (before === undefined || before.read !== after.read || after.unread >= MAX_UNREAD_COUNT) return false;
  return isNewLast(before, after, me) && after.unread <= before.unread;
}

const titleOf = ({ peer, name }: InboxEntry): string => peer?.name ?? name;

function bodyOf({ peer, last }: InboxEntry): string {
  // The excerpt is empty where the person may not read the message.
  const words = last?.excerpt || t("newActivity");
  return peer === undefined ? `${last?.name ?? ""}: ${words}` : words;
}
