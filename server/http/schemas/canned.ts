import * as z from "zod";
import {
  type CannedAnswer,
  type CannedList,
  MAX_CANNED_SHORTCUT,
  MAX_CANNED_TEXT,
  MAX_CANNED_TITLE,
} from "../../../shared/canned.ts";
import { normalizeText } from "../../../shared/text.ts";
import * as fields from "./fields.ts";

const line = (most: number) =>
  z
    .string()
    .transform((value) => normalizeText(value).replaceAll(/\s+/gu, " ").trim())
    .pipe(z.string().max(most));

const words = {
  title: line(MAX_CANNED_TITLE).pipe(z.string().min(1)),
  /** Without spaces and `#`, so that it can be typed after `#`. */
  shortcut: line(MAX_CANNED_SHORTCUT).pipe(z.string().regex(/^[^\s#]*$/u)),
  text: z
    .string()
    .transform(normalizeText)
    .pipe(z.string().max(MAX_CANNED_TEXT))
    .refine((text) => text.trim() !== ""),
  language: z
    .string()
    .regex(/^[a-z]{2,3}(?:-[a-z0-9]{2,8})*$/i)
    .nullable(),
};

export const newCanned = z.object({
  /** Made by the client: the same id adds one answer. */
  id: z.uuid(),
  ...words,
  shortcut: words.shortcut.default(""),
  language: words.language.default(null),
});
export const cannedChange = z.object(words).partial().extend({ revision: fields.version });

export const canned: z.ZodType<CannedAnswer> = z.strictObject({
  id: z.string(),
  revision: fields.version,
  title: z.string(),
  shortcut: z.string(),
  text: z.string(),
  language: z.string().nullable(),
  changedBy: z.string(),
  changedAt: fields.time,
});

export const cannedList: z.ZodType<CannedList> = z.strictObject({
  answers: z.array(canned),
  organization: z.string(),
});
