import * as z from "zod";
import {
  type Document,
  type DocumentNotice,
  type DocumentText,
  type NoteText,
  SAME_NAME,
} from "../../../shared/knowledge.ts";
import { MAX_NOTE_LENGTH, MAX_TAG, MAX_TAGS } from "../../../shared/limits.ts";
import { normalizeText } from "../../../shared/text.ts";
import { cleanTitle } from "../../knowledge/records/clean-title.ts";
import * as fields from "./fields.ts";

/** Maximum length of a URL, in UTF-16 units. Browsers and servers generally support this length. */
const MAX_ADDRESS = 2_000;
/** Maximum length of the text in one answer, UTF-16 units. */
const MAX_TEXT_PAGE = 200_000;
const TEXT_PAGE = 20_000;

export const title = z.string().transform((value, context) => {
  const cleaned = cleanTitle(value);
  if (cleaned !== null) return cleaned;
  context.addIssue({ code: "custom", message: "no title" });
  return z.NEVER;
});

const tag = fields.name.refine((value) => value.length <= MAX_TAG);
export const tags = z
  .array(tag)
  .max(MAX_TAGS)
  .transform((all) => [...new Set(all)]);

const noteFields = {
  title,
  text: z.string().max(MAX_NOTE_LENGTH).transform(normalizeText),
  tags: tags.exactOptional(),
};

export const note: z.ZodType<NoteText> = z.object(noteFields).meta({ id: "Note" });

/** A URL. If the scheme is missing, as in many pasted addresses, it is https. */
export const address = z
  .string()
  .trim()
  .min(1)
  .max(MAX_ADDRESS)
  .transform((value) => (/^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`))
  .refine((value) => URL.canParse(value));

export const addressFields = { address, tags: tags.exactOptional() };

export const newDocument = z
  .union([z.object(addressFields), note])
  .meta({ id: "NewDocument", description: "The page at an address, or a note." });

export const documentKind = z
  .enum([
    "markdown",
    "text",
    "html",
    "csv",
    "json",
    "pdf",
    "docx",
    "odt",
    "spreadsheet",
    "presentation",
    "book",
    "rtf",
    "email",
    "notebook",
    "feed",
    "code",
    "note",
  ])
  .meta({ id: "DocumentKind" });

const notice: z.ZodType<DocumentNotice> = z
  .discriminatedUnion("type", [
    z.strictObject({
      type: z.literal("pages_without_text"),
      pages: z.array(z.tuple([fields.count, fields.count])),
    }),
    z.strictObject({ type: z.literal("hidden_text_left_out") }),
    z.strictObject({ type: z.literal("lines_not_read"), count: fields.count, first: fields.count }),
    z.strictObject({ type: z.literal("attachments_not_read"), count: fields.count }),
  ])
  .meta({ id: "DocumentNotice", description: "What was not read of a document." });

export const documentState = z.enum([
  "stored",
  "reading",
  "cutting",
  "embedding",
  "indexing",
  "ready",
  "failed",
]);

export const document: z.ZodType<Document> = z
  .strictObject({
    id: fields.documentId,
    library: fields.libraryId,
    title: z.string(),
    kind: documentKind,
    source: z.enum(["upload", "note", "address", "sample"]),
    address: z.string().exactOptional(),
    language: z.string().exactOptional(),
    textLanguage: z.string().exactOptional(),
    tags: z.array(z.string()),
    state: documentState,
    progress: z.number().min(0).max(1),
    failure: z
      .enum([
        "too_large",
        "too_many_pages",
        "too_long",
        "wrong_type",
        "old_office",
        "outlook_message",
        "picture",
        "archive",
        "encrypted",
        "not_readable",
        "no_text",
        "scan",
        "not_fetched",
        "embedding_failed",
        "internal",
      ])
      .exactOptional(),
    notices: z.array(notice),
    bytes: fields.count,
    pages: fields.count.exactOptional(),
    chunks: fields.count.exactOptional(),
    cited: fields.count,
    version: fields.version,
    readyVersion: fields.version.nullable(),
    createdBy: fields.userId,
    createdAt: fields.time,
    updatedAt: fields.time,
    mayManage: z.boolean(),
  })
  .meta({ id: "Document" });

export const sameNameQuery = z.object({ sameName: z.enum(SAME_NAME).default("keep") });

/** Ids separated by commas. A client requests all sources that a room shows at once. */
export const documentIds = z.object({
  ids: z
    .string()
    .transform((ids) => ids.split(","))
    .pipe(z.array(fields.documentId).min(1).max(50)),
});

/** A number in a query. A value above `most` is replaced by `most`. */
const numberOf = (fallback: number, most: number) =>
  z
    .string()
    .regex(/^[0-9]{1,15}$/)
    .default(String(fallback))
    .transform((digits) => Math.min(Number(digits), most))
    .pipe(z.int().min(0).max(most));

/** Offsets in UTF-16 units. With `marks=1` the answer also contains the marks of the whole text. */
export const textRange = z.object({
  from: numberOf(0, Number.MAX_SAFE_INTEGER),
  length: numberOf(TEXT_PAGE, MAX_TEXT_PAGE),
  marks: z
    .string()
    .default("")
    .transform((value) => value === "1")
    .meta({ description: "With 1, the answer also has the marks of the whole text." }),
});

export const documentText: z.ZodType<DocumentText> = z
  .strictObject({
    document: fields.documentId,
    version: fields.version,
    from: fields.count,
    text: z.string(),
    total: fields.count,
    marks: z
      .array(
        z.strictObject({
          offset: fields.count,
          kind: z.enum(["page", "heading", "function"]),
          label: z.string(),
          level: fields.count.exactOptional(),
        }),
      )
      .exactOptional(),
  })
  .meta({ id: "DocumentText" });
