import * as z from "zod";
import type { Citation, Location, SearchAnswer, SearchHit, SearchReport } from "../../../shared/knowledge.ts";
import { MAX_LIBRARIES, MAX_QUERY_LENGTH } from "../../../shared/limits.ts";
import { documentKind } from "./documents.ts";
import * as fields from "./fields.ts";

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
