import * as z from "zod";
import type { SearchAnswer, SearchHit, SearchReport } from "../../../shared/knowledge.ts";
import { MAX_LIBRARIES, MAX_MESSAGE_HITS, MAX_QUERY_LENGTH, MAX_TAGS } from "../../../shared/limits.ts";
import type { MessageHit, MessageHitContext, MessageSearchReport } from "../../../shared/message-search.ts";
import { citation, place } from "./citations.ts";
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

const kinds = z.array(documentKind).min(1);
const searchedTags = z.array(z.string().min(1)).max(MAX_TAGS);
/** ISO 639-1. A language that no document is in finds nothing. */
const textLanguages = z
  .array(z.string().regex(/^[a-z]{2}$/))
  .min(1)
  .max(20);
/** A list in an address. */
const listIn = <Item extends z.ZodType<unknown, string[]>>(items: Item) =>
  z
    .string()
    .transform((text) => text.split(",").filter(Boolean))
    .pipe(items)
    .exactOptional();
/** Which documents are looked through. */
const filterIn = { kinds: listIn(kinds), tags: listIn(searchedTags), languages: listIn(textLanguages) };

export const searchQuery = z.object({
  ...filterIn,
  q,
  limit: z.string().default(String(MAX_HITS)).transform(Number).pipe(z.int().min(1).max(MAX_HITS)),
  libraries: libraryList,
});
export const SEARCH_HINT = `Ask with q (1 to ${MAX_QUERY_LENGTH} characters), limit (1 to ${MAX_HITS}), and kinds, tags and languages (such as de) of documents.`;

export const messageQuery = z.object({
  q,
  room: fields.roomId.exactOptional(),
  thread: fields.numberIn(fields.seq).exactOptional(),
  order: z.enum(["newest", "oldest"]).default("newest"),
  cursor: z
    .string()
    .regex(/^\d{1,16}$/)
    .transform(Number)
    .pipe(z.int().min(0))
    .nullable()
    .default(null),
  limit: fields.numberOr(MAX_MESSAGE_HITS, z.int().min(1).max(MAX_MESSAGE_HITS)),
  /** Minutes. */
  offset: fields.numberOr(
    0,
    z
      .int()
      .min(-14 * 60)
      .max(14 * 60),
  ),
});
export const MESSAGE_HINT = `Ask with q (1 to ${MAX_QUERY_LENGTH} characters), and room, order (newest, oldest), cursor, limit (1 to ${MAX_MESSAGE_HITS}) and offset (minutes ahead of UTC).`;

const hitContext: z.ZodType<MessageHitContext> = z
  .strictObject({
    seq: fields.count,
    author: fields.memberId,
    name: z.string(),
    excerpt: z.string(),
  })
  .meta({ id: "MessageHitContext", description: "The message before or after a hit." });

const messageHit: z.ZodType<MessageHit> = z
  .strictObject({
    room: fields.roomId,
    seq: fields.count,
    author: fields.memberId,
    name: z.string(),
    at: fields.time,
    text: z.string(),
    cut: z.strictObject({ before: z.boolean(), after: z.boolean() }),
    marks: z.array(z.tuple([fields.count, fields.count])),
    attachments: z.array(attachment),
    thread: fields.seq.exactOptional(),
    before: hitContext.nullable(),
    after: hitContext.nullable(),
  })
  .meta({ id: "MessageHit" });

export const messageReport: z.ZodType<MessageSearchReport> = z
  .strictObject({
    hits: z.array(messageHit),
    total: fields.count.nullable(),
    cursor: z.string().nullable(),
    unknown: z.array(z.string()),
  })
  .meta({ id: "MessageSearchReport" });

/** Like `question`, in the query of an address. */
export const questionQuery = z.object({ q, libraries: libraryList, ...filterIn });
export const QUESTION_HINT = `Ask with q (1 to ${MAX_QUERY_LENGTH} characters), and kinds, tags and languages (such as de) of documents.`;

export const question = z.object({
  q,
  libraries: libraryIds.exactOptional(),
  kinds: kinds.exactOptional(),
  tags: searchedTags.exactOptional(),
  languages: textLanguages.exactOptional(),
});

/** A share from 0 to 1. */
const share = z.number().min(0).max(1);

const hit: z.ZodType<SearchHit> = z
  .strictObject({
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
  })
  .meta({ id: "SearchHit" });

export const searchReport: z.ZodType<SearchReport> = z
  .strictObject({
    hits: z.array(hit),
    libraries: fields.count,
  })
  .meta({ id: "SearchReport" });

export const searchAnswer: z.ZodType<SearchAnswer> = z
  .strictObject({
    answer: z.string(),
    citations: z.array(citation),
    hits: z.array(hit),
    confidence: share,
    followUps: z.array(z.string()),
  })
  .meta({ id: "SearchAnswer" });
