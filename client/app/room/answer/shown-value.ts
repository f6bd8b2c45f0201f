/** Arguments of calls as text in which nothing is hidden: a decision is about exactly them. */
import type { Json, JsonObject } from "../../../../shared/protocol/json.ts";

/** Characters that nobody sees, without the joiners and the selector of emoji and scripts. */
const UNSEEN = /[^\P{Default_Ignorable_Code_Point}\u200c\u200d\ufe0f]|[^\P{Cf}\u200c\u200d]|[^\P{Cc}\n\t]/gu;

/** "max_results" and "maxResults" → "Max results" */
export function labelOf(name: string): string {
  const words = name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, "$1 $2")
    .replace(/[_-]+/g, " ")
    .trim()
    .toLowerCase();
  return withUnseen(words === "" ? name : words.charAt(0).toUpperCase() + words.slice(1));
}

/** A text as it is, everything else as JSON. */
export function shownValue(value: Json): string {
  return withUnseen(typeof value === "string" ? value : JSON.stringify(value, null, 2));
}

export const shownJson = (args: JsonObject): string => withUnseen(JSON.stringify(args, null, 2));

function withUnseen(text: string): string {
  return text.toWellFormed().replace(UNSEEN, (sign) => {
    const code = (sign.codePointAt(0) ?? 0).toString(16);
    return `\\u{${code}}`;
  });
}
