import * as z from "zod";
import {
  CHANNEL_OUTCOMES,
  CHAT_KINDS,
  type ChatChannel,
  type DeadNotice,
  type DecidedNotice,
  DIGEST_HOURS,
  MAX_KEYWORD,
  MAX_KEYWORDS,
  NOTICE_KINDS,
  type NoticeSettings,
  type PushState,
  TOLD_RULES,
  UNTOLD_RULES,
} from "../../../shared/notices.ts";
import { isValidTimeZone } from "../../../shared/time-zone.ts";
import * as fields from "./fields.ts";

const minute = z.number().int().min(0).max(1_439);
const zone = z.string().max(60).refine(isValidTimeZone, "That is no time zone.");
const keyword = z
  .string()
  .trim()
  .min(1)
  .max(MAX_KEYWORD)
  .refine((word) => word.isWellFormed() && !/\p{Cc}/u.test(word), "That is no word.");

const settings = {
  zone,
  language: z.enum(["en", "de"]),
  quietHours: z.strictObject({ from: minute, to: minute }).nullable(),
  keywords: z.array(keyword).max(MAX_KEYWORDS),
  mailMentions: z.boolean(),
  digest: z.union(DIGEST_HOURS.map((hours) => z.literal(hours))),
};

export const noticeSettings: z.ZodType<NoticeSettings> = z.strictObject(settings);
export const noticeSettingsChange = z.object(settings).partial();

export const pushState: z.ZodType<PushState> = z.strictObject({ publicKey: z.string(), on: z.boolean() });
export const newPushDevice = z.object({
  endpoint: z.string().max(2_000),
  keys: z.object({ p256dh: z.string().max(120), auth: z.string().max(40) }),
  zone: zone.optional(),
  language: z.enum(["en", "de"]).optional(),
});

export const chat: z.ZodType<ChatChannel> = z.strictObject({
  id: z.string(),
  kind: z.enum(CHAT_KINDS),
  name: z.string(),
  createdAt: fields.time,
  off: z.literal("gone").nullable(),
});
export const newChat = z.object({
  kind: z.enum(CHAT_KINDS),
  name: fields.name,
  address: z.string().max(2_000),
});

const outcome = z.strictObject({
  channel: z.string(),
  name: z.string(),
  outcome: z.enum(CHANNEL_OUTCOMES),
  detail: z.string().optional(),
  at: fields.time,
});
export const decided: z.ZodType<DecidedNotice> = z.strictObject({
  key: z.string(),
  kind: z.enum(NOTICE_KINDS),
  room: fields.roomId.nullable(),
  title: z.string(),
  seq: z.number().nullable(),
  rule: z.enum([...TOLD_RULES, ...UNTOLD_RULES]),
  told: z.boolean(),
  at: fields.time,
  channels: z.array(outcome),
});

export const answer = z.object({
  key: z.string().max(200),
  /** A reply is sent like every other message. */
  action: z.enum(["read", "done"]),
  /** The newest message that was shown. */
  seq: z.number().int().min(0).optional(),
  /** Only this thread was read, because the person has replied in it. */
  thread: z.number().int().min(1).optional(),
});

export const dead: z.ZodType<DeadNotice> = z.strictObject({
  id: z.string(),
  person: z.strictObject({ user: z.string(), name: z.string() }),
  kind: z.enum([...NOTICE_KINDS, "unknown"]),
  failedAt: fields.time,
  reason: z.string(),
  sentAgainAt: fields.time.nullable(),
});
