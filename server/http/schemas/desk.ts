import * as z from "zod";
import {
  type DeskConversation,
  type DeskDetail,
  type DeskNote,
  type DeskSettings,
  type DeskSummary,
  type DraftedReply,
  MAX_NOTE_LENGTH,
  MAX_TAG_LENGTH,
  MAX_TAGS,
  PRIORITIES,
} from "../../../shared/desk.ts";
import { type DeskSearchReport, type FoundText, MAX_DESK_HITS } from "../../../shared/desk-search.ts";
import { isRoomId } from "../../../shared/ids.ts";
import { MAX_QUERY_LENGTH } from "../../../shared/limits.ts";
import type { DeskCursor } from "../../search/search-desk.ts";
import { METRICS_DAYS, type MetricsPeriod, type MetricsReport } from "../../../shared/desk-metrics.ts";
import { RATING_STEPS } from "../../../shared/rating.ts";
import type { Rating } from "../../../shared/support.ts";
import * as fields from "./fields.ts";

const state = z.enum(["ai", "waiting", "person", "closed"]);

const rating: z.ZodType<Rating> = z.strictObject({
  step: z.literal(RATING_STEPS).nullable(),
  comment: z.string().exactOptional(),
  at: fields.time,
  of: fields.memberId,
  isChanged: z.literal(true).exactOptional(),
});

export const conversation: z.ZodType<DeskConversation> = z.strictObject({
  room: fields.roomId,
  visitor: z.strictObject({ id: fields.memberId, name: z.string() }).nullable(),
  title: z.string(),
  state,
  requestedAt: fields.time.nullable(),
  closedAt: fields.time.nullable(),
  takeover: fields.memberId.nullable(),
  last: z
    .strictObject({
      text: z.string(),
      at: fields.time,
      by: z.enum(["visitor", "person", "agent"]),
      user: fields.memberId,
    })
    .nullable(),
  dueSince: fields.time.nullable(),
  dueAt: fields.time.nullable(),
  lateAt: fields.time.nullable(),
  createdAt: fields.time,
  assignee: fields.userId.nullable(),
  priority: z.enum(PRIORITIES),
  tags: z.array(z.string()),
  snoozedUntil: fields.time.nullable(),
  place: fields.count.nullable(),
  notes: fields.count,
  rating: rating.nullable(),
});

export const conversations = z.array(conversation);

const note: z.ZodType<DeskNote> = z.strictObject({
  id: z.string(),
  author: z.strictObject({ id: fields.userId, name: z.string() }),
  at: fields.time,
  after: fields.count,
  text: z.string(),
});
export { note };

const attributes = z.record(z.string(), z.string());

export const detail: z.ZodType<DeskDetail> = z.strictObject({
  conversation,
  notes: z.array(note),
  isMember: z.boolean(),
  visitor: z
    .strictObject({
      id: fields.memberId,
      name: z.string().nullable(),
      email: z.string().nullable(),
      isVerified: z.boolean(),
      emailIsVerified: z.boolean(),
      page: z.strictObject({ url: z.string(), title: z.string(), at: fields.time }),
      firstPage: z.strictObject({ url: z.string(), title: z.string(), referrer: z.string() }),
      pages: z.array(z.strictObject({ url: z.string(), title: z.string(), at: fields.time })),
      browser: z.string(),
      language: z.string(),
      timeZone: z.string(),
      signed: attributes,
      typed: attributes,
      seenAt: fields.time,
      past: z.array(z.strictObject({ room: fields.roomId, title: z.string(), at: fields.time, state })),
    })
    .nullable(),
});

const tag = z
  .string()
  .transform((text) => text.trim())
  .pipe(z.string().min(1).max(MAX_TAG_LENGTH));

/** A snooze ends within a year. */
export const change = z.object({
  assignee: fields.userId.nullable().optional(),
  priority: z.enum(PRIORITIES).optional(),
  tags: z.array(tag).max(MAX_TAGS).optional(),
  snoozedUntil: fields.time.nullable().optional(),
});

export const newNote = z.object({
  /** Made by the client: the same id adds one note. */
  id: z.uuid(),
  text: z
    .string()
    .max(MAX_NOTE_LENGTH)
    .refine((text) => text.trim() !== ""),
  after: fields.count.nullable().optional(),
});

export const closedPage = z.object({ before: z.coerce.number().int().min(0).optional() });
export const CLOSED_HINT = "before is a time in milliseconds.";
export const lookQuery = z.object({ before: z.coerce.number().int().min(0).optional() });
export const LOOK_HINT = "before is a seq.";

/** As the room's own frames have it; the client reads it with the reducer of rooms. */
export const look = z.unknown();

/** As `cursorText` writes it. */
const cursor = z
  .string()
  .regex(/^(?:m\d{0,16}|c\d{1,16}\..*)$/)
  .transform((text, { addIssue }): DeskCursor => {
    const rest = text.slice(1);
    if (text.startsWith("m")) return { after: "message", key: rest === "" ? null : Number(rest) };
    const [createdAt = "", room = ""] = rest.split(".");
    if (isRoomId(room)) return { after: "conversation", createdAt: Number(createdAt), room };
    addIssue("no room");
    return z.NEVER;
  });

export const searchQuery = z.object({
  q: z.string().trim().min(1).max(MAX_QUERY_LENGTH),
  cursor: cursor.nullable().default(null),
  limit: z.coerce.number().int().min(1).max(MAX_DESK_HITS).default(MAX_DESK_HITS),
  /** Minutes. */
  offset: z.coerce
    .number()
    .int()
    .min(-14 * 60)
    .max(14 * 60)
    .default(0),
});
export const SEARCH_HINT = `Ask with q (1 to ${MAX_QUERY_LENGTH} characters), and cursor, limit (1 to ${MAX_DESK_HITS}) and offset (minutes ahead of UTC).`;

const foundText: z.ZodType<FoundText> = z.strictObject({
  in: z.enum(["name", "address", "tag", "note", "message"]),
  by: z.string(),
  text: z.string(),
  cut: z.strictObject({ before: z.boolean(), after: z.boolean() }),
  marks: z.array(z.tuple([fields.count, fields.count])),
});

export const searchReport: z.ZodType<DeskSearchReport> = z.strictObject({
  hits: z.array(z.strictObject({ conversation, found: z.array(foundText) })),
  cursor: z.string().nullable(),
  unknown: z.array(z.string()),
});

/** Whether there is anything to answer. */
export const presence: z.ZodType<DeskSummary> = z.strictObject({
  widgets: z.boolean(),
  waiting: fields.count,
});

export const settings: z.ZodType<DeskSettings> = z.strictObject({ byTurns: z.boolean() });

export const drafted: z.ZodType<DraftedReply> = z.strictObject({
  text: z.string(),
  sources: z.array(z.strictObject({ n: fields.count, title: z.string() })),
});

export const metricsQuery = z.object({
  days: z.coerce.number().pipe(z.literal(METRICS_DAYS)),
  widget: fields.widgetId.optional(),
});
export const METRICS_HINT = "days is 7, 30 or 90; widget is a widget's id.";

const duration = z.number().nonnegative().nullable();
const firstAnswers = z.strictObject({ count: fields.count, median: duration, nineOfTen: duration });
const resolvedBy = z.strictObject({ ai: fields.count, person: fields.count });
const outcomes = z.strictObject({ alone: fields.count, back: fields.count, person: fields.count });
const steps = z.array(fields.count).length(RATING_STEPS.length);
const mean = z.number().min(1).max(RATING_STEPS.length).nullable();

const period: z.ZodType<MetricsPeriod> = z.strictObject({
  firstAnswer: firstAnswers,
  unanswered: fields.count,
  resolved: resolvedBy,
  resolvedIn: duration,
  outcomes,
  ratings: z.strictObject({ count: fields.count, mean, people: steps, ai: steps }),
});

export const metrics: z.ZodType<MetricsReport> = z.strictObject({
  timeZone: z.string(),
  widget: fields.widgetId.nullable(),
  widgets: z.array(z.strictObject({ id: fields.widgetId, name: z.string() })),
  now: period,
  before: period,
  days: z.array(
    z.strictObject({
      day: z.iso.date(),
      firstAnswer: firstAnswers,
      resolved: resolvedBy,
      outcomes,
      ratings: z.strictObject({ count: fields.count, mean }),
    }),
  ),
  people: z.array(
    z.strictObject({
      user: fields.memberId,
      name: z.string().nullable(),
      conversations: fields.count,
      firstAnswer: duration,
      resolved: fields.count,
      resolvedIn: duration,
      handedBack: fields.count.nullable(),
      ratings: fields.count,
      rating: mean,
    }),
  ),
});
