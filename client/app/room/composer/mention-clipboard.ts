import { isMemberId } from "../../../../shared/ids.ts";
import { endOf, type MentionRange, rangesFit } from "../../../../shared/mentions/mention-range.ts";

/** The type of mentions that a copied text carries beside its plain form. Other programs do not read it. */
const TYPE = "application/x-parley-mentions";

/** Text that was copied with its mentions. */
interface Copied {
  text: string;
  mentions: MentionRange[];
}

/** Copies the selected text with its mentions. Returns whether there were any; otherwise the browser copies as always. */
export function copyMentions(
  clipboard: DataTransfer,
  { value, selectionStart: start, selectionEnd: end }: HTMLTextAreaElement,
  mentions: readonly MentionRange[],
): boolean {
  const selected = mentions.filter((range) => start <= range.start && endOf(range) <= end);
  if (selected.length === 0) return false;
  const text = value.slice(start, end);
  const copied: Copied = {
    text,
    mentions: selected.map((range) => ({ ...range, start: range.start - start })),
  };
  clipboard.setData("text/plain", text);
  clipboard.setData(TYPE, JSON.stringify(copied));
  return true;
}

/** The text of a paste with its mentions; null if it has none, or if it is not what Parley wrote. */
export function pastedMentions(clipboard: DataTransfer): Copied | null {
  try {
    const copied: unknown = JSON.parse(clipboard.getData(TYPE) || "null");
    return isCopied(copied) && rangesFit(copied.text, copied.mentions) ? copied : null;
  } catch {
    return null;
  }
}

function isCopied(value: unknown): value is Copied {
  if (typeof value !== "object" || value === null) return false;
  const { text, mentions }: Partial<Record<string, unknown>> = { ...value };
  return typeof text === "string" && Array.isArray(mentions) && mentions.every(isRange);
}

function isRange(value: unknown): value is MentionRange {
  if (typeof value !== "object" || value === null) return false;
  const { start, length, user }: Partial<Record<string, unknown>> = { ...value };
  return Number.isSafeInteger(start) && Number.isSafeInteger(length) && isMemberId(user);
}
