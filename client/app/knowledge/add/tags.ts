import { MAX_TAGS } from "../../../../shared/limits.ts";

/** "travel, money" → two tags, each once. */
export function readTags(text: string): string[] {
  return [...new Set(text.split(",").map((tag) => tag.trim()))].filter(Boolean).slice(0, MAX_TAGS);
}
