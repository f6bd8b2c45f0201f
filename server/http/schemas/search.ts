import * as z from "zod";
import type { Citation, Location, SearchAnswer, SearchHit, SearchReport } from "../../../shared/knowledge.ts";
import { MAX_LIBRARIES, MAX_MESSAGE_HITS, MAX_QUERY_LENGTH } from "../../../shared/limits.ts";
import type { MessageHit, MessageHitContext, MessageSearchReport } from "../../../shared/message-search.ts";
import { documentKind } from "./documents.ts";
import * as fields from "./fields.ts";
import { attachment } from "./rooms.ts";

const MAX_HITS = 20;

const q = z.string().trim().min(1).max(MAX_QUERY_LENGTH);
const libraryIds = z.array(fields.libraryId).max(MAX_LIBRARIES);
const libraryList = z
  .string()
  .transform((ids) => ids.split(",").filter(Boolean))
  .pipe(libraryIds)
  .exactOptional();

export const searchQuery = z.object({
  q,
  limit: z.string().default(String(MAX_HITS)).transform(Number).pipe(z.int().min(1).max(MAX_HITS)),
  libraries: libraryList,
});
export const SEARCH_HINT = `Ask with q (1 to ${MAX_QUERY_LENGTH} characters) and limit (1 to ${MAX_HITS}).`;

/** A number in an address. */
const numberIn = (text: string, number: z.ZodInt) =>
  z
    .string()
    .regex(/^-?\d{1,16}$/)
    .default(text)
    .transform(Number)
    .pipe(number);

export const messageQuery = z.object({
  q,
  room: fields.roomId.exactOptional(),
  order: z.enum(["newest", "oldest"]).default("newest"),
  cursor: z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(z.int().min(0))
    .nullable()
    .default(null),
  limit: numberIn(String(MAX_MESSAGE_HITS), z.int().min(1).max(MAX_MESSAGE_HITS)),
  /** Minutes. */
  offset: numberIn(
    "0",
    z
      .int()
      .min(-14 * 60)
      .max(14 * 60),
  ),
});
export const MESSAGE_HINT = `Ask with q (1 to ${MAX_QUERY_LENGTH} characters), and room, order (newest, oldest), cursor, limit (1 to ${MAX_MESSAGE_HITS}) and offset (minutes ahead of UTC).`;

const hitContext: z.ZodType<MessageHitContext> = z.strictObject({
  seq: fields.count,
  author: fields.memberId,
  name: z.string(),
  excerpt: z.string(),
});

const messageHit: z.ZodType<MessageHit> = z.strictObject({
  room: fields.roomId,
  seq: fields.count,
  author: fields.memberId,
  name: z.string(),
  at: fields.time,
  text: z.string(),
  cut: z.strictObject({ before: z.boolean(), after: z.boolean() }),
  marks: z.array(z.tuple([fields.count, fields.count])),
  attachments: z.array(attachment),
  before: hitContext.nullable(),
  after: hitContext.nullable(),
});

export const messageReport: z.ZodType<MessageSearchReport> = z.strictObject({
  hits: z.array(messageHit),
  total: fields.count.nullable(),
  cursor: z.string().nullable(),
  unknown: z.array(z.string()),
});

/** Like `question`, in the query of an address. */
export const questionQuery = z.object({ q, libraries: libraryList });
export const QUESTION_HINT = `Ask with q (1 to ${MAX_QUERY_LENGTH} characters).`;

export const question = z.object({ q, libraries: libraryIds.exactOptional() });

const place: z.ZodType<Location> = z.strictObject({
  from: fields.count,
  to: fields.count,
  page: fields.count.exactOptional(),
  headings: z.array(z.string()).exactOptional(),
  line: fields.count.exactOptional(),
});

/** A share from 0 to 1. */
const share = z.number().min(0).max(1);

const hit: z.ZodType<SearchHit> = z.strictObject({
  document: fields.documentId,
  library: fields.libraryId,
  version: fields.version,
  title: z.string(),
  kind: documentKind,
  place,
  text: z.string(),
  differs: z.array(z.string()).exactOptional(),
  score: share,
  marks: z.array(z.tuple([z.number().int().min(0), z.number().int().min(0)])),
});

const citation: z.ZodType<Citation> = z.strictObject({
  n: fields.count,
  document: fields.documentId,
  library: fields.libraryId,
  version: fields.version,
  title: z.string(),
  place,
});

export const searchReport: z.ZodType<SearchReport> = z.strictObject({
  hits: z.array(hit),
  libraries: fields.count,
});

export const searchAnswer: z.ZodType<SearchAnswer> = z.strictObject({
  answer: z.string(),
  citations: z.array(citation),
  hits: z.array(hit),
  confidence: share,
  followUps: z.array(z.string()),
});
