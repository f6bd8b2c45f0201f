import { MAX_TAGS } from "../../../../shared/limits.ts";

/** Splits a list at commas: "travel, money" gives two tags. Duplicates are removed. */
export function readTags(text: string): string[] {
  return [...new Set(text.split(",").map((tag) => tag.trim()))].filter(Boolean).slice(0, MAX_TAGS);
}
