/** Decides whether a person is told of a notice, and where. Pure: everything that it depends on is an argument. */
import { isAway, unreadIn } from "../../../shared/inbox-counts.ts";
import { isAgentId, type UserId } from "../../../shared/ids.ts";
import {
  isQuietAt,
  type NoticeChannel,
  type NoticeSettings,
  type UntoldRule,
} from "../../../shared/notices.ts";
import type { InboxEntry } from "../../../shared/protocol/inbox-frames.ts";
import type { Tell } from "./notice-rows.ts";

export type Verdict =
  | { type: "tell"; tell: Tell }
  /** Nothing is told. */
  | { type: "no"; rule: UntoldRule }
  /** It is decided again at this time. */
  | { type: "later"; rule: UntoldRule; at: number };

/** What the decision depends on besides the notice. */
export interface Situation {
  now: number;
  settings: NoticeSettings;
  /** The person has turned on "do not disturb". */
  doNotDisturb: boolean;
  /** Somebody uses one of the person's devices. */
  active: boolean;
  /** The ids of other chats in which the person is told. */
  chats: readonly string[];
  /** A device is told by push. */
  push: boolean;
}

/** While the person is active somewhere, a notice waits: they may read. It is looked at again after this time, ms. */
export const ACTIVE_AGAIN = 60_000;
/** Who has been active for so long beside it does not want to be told, ms. */
export const ACTIVE_LONGEST = 60 * 60_000;

/** Whether the room has something that its badge, or a decision, calls for. */
export const hasReason = ({ mentions, decisions = 0, ...entry }: InboxEntry): boolean =>
  unreadIn(entry) > 0 || mentions > 0 || decisions > 0;

/** Whether the room's new entry has something new for the person. */
export function isNews(before: InboxEntry | null, after: InboxEntry, me: UserId): boolean {
  if (!hasReason(after)) return false;
  // After a restored backup the seqs belong to another epoch and cannot be compared.
  if (before !== null && (before.epoch !== after.epoch || after.head <= before.head)) return false;
  const { last } = after;
  const isSaid =
    last !== null && last.author !== me && last.seq > (before?.last?.seq ?? 0) && last.seq > after.read;
  return (
    isSaid ||
    after.unread > (before?.unread ?? 0) ||
    after.mentions > (before?.mentions ?? 0) ||
    (after.threads?.unread ?? 0) > (before?.threads?.unread ?? 0) ||
    (after.decisions ?? 0) > (before?.decisions ?? 0)
  );
}

/**
 * Mute is stronger than a mention and a direct message, those are stronger than a keyword, and a keyword is stronger than the room's level. The level
 * "nothing" is a mute of notifications. "Do not disturb" and quiet hours are stronger than all that would tell. `keyword`: one of the new
 * messages has one of the person's words.
 */
export function decideRoom(
  entry: InboxEntry | null,
  { keyword, since }: { keyword: boolean; since: number },
  situation: Situation,
): Verdict {
  const { now, settings, doNotDisturb, active } = situation;
  const no = (rule: UntoldRule): Verdict => ({ type: "no", rule });
  if (entry === null) return no("gone");
  if (!hasReason(entry)) return no("read");
  if (isAway(entry, now)) return no("hidden");
  if (entry.settings?.muted) return no("muted");
  if (entry.settings?.level === "none") return no("nothing");
  const rule = ruleOf(entry, keyword);
  if (rule === null) return no("onlyMentions");
  if (doNotDisturb) return no("doNotDisturb");
  if (isQuietAt(settings, now)) return no("quietHours");
  const channels = channelsFor(isCall(rule, entry), situation);
  if (channels.length === 0) return no("noChannel");
  if (active)
    return now - since >= ACTIVE_LONGEST
      ? no("active")
      : { type: "later", rule: "active", at: now + ACTIVE_AGAIN };
  const upTo = Math.max(entry.last?.seq ?? 0, entry.read);
  return { type: "tell", tell: { at: now, rule, channels, upTo, ...countsOf(entry) } };
}

const countsOf = (entry: InboxEntry): Pick<Tell, "unread" | "inThreads"> => ({
  unread: unreadIn(entry),
  inThreads: entry.threads?.unread ?? 0,
});

/** Whether something of what was told is still unread. */
export function isStillUnread(
  { rule, upTo, unread, inThreads = 0 }: Tell,
  before: InboxEntry | null,
  after: InboxEntry,
): boolean {
  if (!hasReason(after)) return false;
  if (rule === "decision") return (after.decisions ?? 0) > 0;
  const now = countsOf(after);
  // Threads have cursors of their own.
  const isThreadOpen = inThreads > 0 && (now.inThreads ?? 0) > 0;
  if (after.read >= (upTo ?? 0) && !isThreadOpen) return false;
  // Something was deleted, or read in a thread. What is shown may be about it.
  return !(now.unread < unread && after.read === (before?.read ?? after.read));
}

/** Answers of an agent are waited for, and call nobody. */
const isCall = (rule: Tell["rule"], { peer }: InboxEntry): boolean =>
  rule !== "level" && !(rule === "direct" && isAgentId(peer?.user));

function ruleOf(entry: InboxEntry, keyword: boolean): Tell["rule"] | null {
  if ((entry.decisions ?? 0) > 0) return "decision";
  if (entry.mentions > 0) return "mention";
  if (entry.kind === "direct" && entry.peer !== undefined) return "direct";
  if (keyword) return "keyword";
  return entry.settings?.level === "mentions" ? null : "level";
}

/** A reminder, or a task that is due, is told at its time, whatever the hour: the person has chosen it. Only "do not disturb" delays it. */
export function decideDue(situation: Situation & { quietUntil: number | null }): Verdict {
  const { now, doNotDisturb, quietUntil } = situation;
  if (doNotDisturb) {
    const at = Math.min(quietUntil ?? Infinity, now + ACTIVE_LONGEST);
    return { type: "later", rule: "doNotDisturb", at };
  }
  return tellAt(situation);
}

function tellAt(situation: Situation): Verdict {
  const { now } = situation;
  // A person at a device sees it there, and needs no mail.
  const channels = channelsFor(!situation.active, situation);
  if (channels.length === 0) return { type: "no", rule: "noChannel" };
  return { type: "tell", tell: { at: now, rule: "due", channels, upTo: null, unread: 0 } };
}

/** Mail at once is for what calls the person. Everything else is in the digest. */
function channelsFor(calls: boolean, { settings, chats, push }: Situation): NoticeChannel[] {
  return [
    ...(push ? (["push"] as const) : []),
    ...(calls && settings.mailMentions ? (["mail"] as const) : []),
    ...chats.map((chat) => `chat:${chat}` as const),
  ];
}

/** Whether a room belongs in the digest. */
export function inDigest(entry: InboxEntry, now: number): boolean {
  if (!hasReason(entry) || isAway(entry, now) || entry.settings?.muted) return false;
  if (entry.settings?.level === "none") return false;
  return entry.settings?.level !== "mentions" || entry.mentions > 0 || (entry.decisions ?? 0) > 0;
}
