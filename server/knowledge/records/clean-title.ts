import { visibleText } from "../../../shared/visible-text.ts";

/** A document's title in UTF-16 units. */
const MAX_TITLE = 200;

/** As `cleanName` of a person's name, but what is too long is cut in the middle, so that a file keeps its extension. */
export function cleanTitle(raw: string): string | null {
  const cleaned = visibleText(raw.toWellFormed())
    .normalize("NFC")
    .replace(/[^\P{Cf}\u200c\u200d\u{e0020}-\u{e007f}]/gu, "")
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim();
  if (!/[^\p{White_Space}\p{Default_Ignorable_Code_Point}\u2800]/u.test(cleaned)) return null;
  if (cleaned.length <= MAX_TITLE) return cleaned;
  const end = cleaned.slice(-20);
  return `${cleaned.slice(0, MAX_TITLE - end.length - 1)}…${end}`.toWellFormed();
}

/** The last part of whatever path a file's name claims to have. */
export function cleanFileName(raw: string): string | null {
  const parts = raw.split(/[/\\]/).filter((part) => part !== "" && part !== "." && part !== "..");
  return cleanTitle(parts.at(-1) ?? "");
}
