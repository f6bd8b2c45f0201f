/** What people are told outside of the app: by push, by mail and in chats of other services. Times are the server's clock, milliseconds. */
import type { OrganizationId, RoomId, UserId } from "./ids.ts";
import type { Seq } from "./protocol/seq.ts";

/** `room`: what is new in a room. `task`: somebody gave the person a task. `reminder`: the person asked to be reminded. */
export const NOTICE_KINDS = ["room", "reminder", "task", "digest", "test"] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** What a person can do in the notification itself. */
export const NOTICE_ACTIONS = ["reply", "read", "done"] as const;
export type NoticeAction = (typeof NOTICE_ACTIONS)[number];

/** Why a person was told. */
export const TOLD_RULES = [
  "mention",
  "direct",
  "decision",
  "keyword",
  "level",
  "due",
  "digest",
  "test",
] as const;
/** Why a person was not told, strongest first. */
export const UNTOLD_RULES = [
  "read",
  "gone",
  "hidden",
  "muted",
  "nothing",
  "doNotDisturb",
  "quietHours",
  "onlyMentions",
  "active",
  "noChannel",
  "cancelled",
] as const;
export type ToldRule = (typeof TOLD_RULES)[number];
export type UntoldRule = (typeof UNTOLD_RULES)[number];

/**
 * How telling on a channel ended. `told`: it was accepted. `open`: the app is open on this device and tells by itself. `gone`: the address does
 * not exist any more, and was removed. `refused`: it was not accepted, and is not tried again. `failed`: it did not arrive, and was tried again.
 */
export const CHANNEL_OUTCOMES = ["told", "open", "gone", "refused", "failed"] as const;
export type ChannelOutcome = (typeof CHANNEL_OUTCOMES)[number];

export const CHAT_KINDS = ["slack", "teams", "discord"] as const;
export type ChatKind = (typeof CHAT_KINDS)[number];

/** A place that a person is told in. */
export type NoticeChannel = "push" | "mail" | `chat:${string}`;

export interface ChannelResult {
  /** `push:<device>`, `mail` or `chat:<id>`. */
  channel: string;
  /** The name of the device or of the chat, where it has one. */
  name: string;
  outcome: ChannelOutcome;
  /** HTTP status of a refusal, or a word for it. */
  detail?: string | undefined;
  at: number;
}

/** One line of "Why was I told?". */
export interface DecidedNotice {
  key: string;
  kind: NoticeKind;
  room: RoomId | null;
  /** The room's name, or the notice's title. */
  title: string;
  seq: Seq | null;
  rule: ToldRule | UntoldRule;
  told: boolean;
  at: number;
  channels: ChannelResult[];
}

/** Minutes after midnight in the person's zone. `from` after `to` spans midnight; equal means the whole day. */
export interface QuietHours {
  from: number;
  to: number;
}

export const MAX_KEYWORDS = 30;
/** Characters. */
export const MAX_KEYWORD = 60;

export const DIGEST_HOURS = [0, 1, 4, 24] as const;
export type DigestHours = (typeof DIGEST_HOURS)[number];

export interface NoticeSettings {
  /** IANA name, such as `Europe/Berlin`. */
  zone: string;
  /** The language of what is sent. */
  language: "en" | "de";
  quietHours: QuietHours | null;
  /** Words that tell like a mention, in rooms that are not muted. */
  keywords: string[];
  /** A mail at once for mentions and direct messages while no device is active. */
  mailMentions: boolean;
  /** A mail with what is unread, so many hours after the first of it. 0: none. */
  digest: DigestHours;
}

export const DEFAULT_SETTINGS: NoticeSettings = {
  zone: "UTC",
  language: "en",
  quietHours: null,
  keywords: [],
  mailMentions: true,
  digest: 4,
};

/** A chat of another service. Its address is a secret and is never shown again. */
export interface ChatChannel {
  id: string;
  kind: ChatKind;
  name: string;
  createdAt: number;
  /** Why nothing is sent to it any more; null while it works. */
  off: "gone" | null;
}

export interface NewChatChannel {
  kind: ChatKind;
  name: string;
  address: string;
}

/** What a browser gives of its subscription, and how the device shows it. */
export interface NewPushDevice {
  endpoint: string;
  keys: { p256dh: string; auth: string };
}

/** `GET /api/account/push`: whether this session is told by push, and the key that browsers subscribe with; empty if the server has none. */
export interface PushState {
  publicKey: string;
  on: boolean;
}

/** A notice that the queue has given up on. */
export interface DeadNotice {
  id: string;
  /** Whose it is. */
  person: { user: string; name: string };
  kind: NoticeKind | "unknown";
  failedAt: number;
  reason: string;
  sentAgainAt: number | null;
}

/**
 * `GET …/notices/settings` → NoticeSettings, `PATCH` with some of them.
 * `GET …/notices/channels` → ChatChannel[], `POST` NewChatChannel, `DELETE …/:channel`.
 * `POST …/notices/test` sends a notice to every channel.
 * `GET …/notices/decided` → DecidedNotice[], newest first.
 * `POST …/notices/answer` NoticeAnswer & {key}: what was chosen in a notification. A reply is sent like every other message.
 * `GET …/notices/dead` → DeadNotice[] (owners and admins). `POST …/notices/dead/:dead` sends it again.
 */
export const noticePaths = {
  push: "/api/account/push",
  settings: (organization: OrganizationId) => `/api/organizations/${organization}/notices/settings`,
  channels: (organization: OrganizationId) => `/api/organizations/${organization}/notices/channels`,
  channel: (organization: OrganizationId, channel: string) =>
    `/api/organizations/${organization}/notices/channels/${channel}`,
  test: (organization: OrganizationId) => `/api/organizations/${organization}/notices/test`,
  decided: (organization: OrganizationId) => `/api/organizations/${organization}/notices/decided`,
  answer: (organization: OrganizationId) => `/api/organizations/${organization}/notices/answer`,
  dead: (organization: OrganizationId) => `/api/organizations/${organization}/notices/dead`,
  deadOne: (organization: OrganizationId, dead: string) =>
    `/api/organizations/${organization}/notices/dead/${dead}`,
} as const;

/** What a person has chosen in a notification. `seq`: the newest message that was shown. `thread`: only this thread was read. */
export interface NoticeAnswer {
  action: "read" | "done";
  seq?: Seq;
  thread?: Seq;
}

/** What a push carries, encrypted for the device. A text of at most some hundred characters: 3,900 bytes in all. */
export type PushPayload =
  | {
      type: "notice";
      /** Notifications with the same tag replace each other. */
      tag: string;
      title: string;
      body: string;
      /** Path in the app. */
      url: string;
      organization: OrganizationId;
      /** Whose it is: somebody else may be signed in meanwhile. */
      user: UserId;
      key: string;
      room?: RoomId;
      seq?: Seq;
      /** The thread of the message, where a reply goes; missing if it stands in the room. */
      thread?: Seq;
      /** The same again is shown without a sound. */
      version: number;
      actions: { action: NoticeAction; title: string; placeholder?: string }[];
      /** What is said if an answer could not be sent. */
      failed: string;
    }
  | { type: "close"; tag: string; version: number };

/** Whether the time is within the person's quiet hours. */
export function isQuietAt(
  { quietHours, zone }: Pick<NoticeSettings, "quietHours" | "zone">,
  now: number,
): boolean {
  if (quietHours === null) return false;
  const { from, to } = quietHours;
  const minute = minuteOfDay(zone, now);
  if (from === to) return true;
  return from < to ? minute >= from && minute < to : minute >= from || minute < to;
}

/** Minutes after midnight at this time in this zone. An unknown zone counts as UTC. */
export function minuteOfDay(zone: string, now: number): number {
  const format = (timeZone: string) =>
    new Intl.DateTimeFormat("en", { timeZone, hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
  let clock: Intl.DateTimeFormat;
  try {
    clock = format(zone);
  } catch {
    clock = format("UTC");
  }
  const parts = clock.formatToParts(now);
  const number = (type: "hour" | "minute") => Number(parts.find((part) => part.type === type)?.value ?? 0);
  return number("hour") * 60 + number("minute");
}

/** The first of these words that the text has as a whole word, whatever its case; null if it has none. */
export function keywordIn(keywords: readonly string[], text: string): string | null {
  const folded = fold(text);
  return keywords.find((keyword) => hasWord(folded, fold(keyword))) ?? null;
}

const fold = (text: string): string => text.normalize("NFKC").toLowerCase();
const WORD = /[\p{L}\p{N}_]/u;
/** Scripts that are written without spaces: every place in a text is the edge of a word. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}]/u;
const endsWord = (own: string, next: string): boolean =>
  !WORD.test(own) || !WORD.test(next) || UNSPACED.test(own) || UNSPACED.test(next);

/** No regular expression is made from what a person has written. */
function hasWord(text: string, word: string): boolean {
  if (word === "") return false;
  const [first = ""] = word;
  const last = Array.from(word).at(-1) ?? "";
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const before = Array.from(text.slice(Math.max(0, at - 2), at)).at(-1) ?? "";
    const [after = ""] = text.slice(at + word.length, at + word.length + 2);
    if (endsWord(first, before) && endsWord(last, after)) return true;
  }
  return false;
}
