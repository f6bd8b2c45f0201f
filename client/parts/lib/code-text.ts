import { t } from "../../words/codes.ts";
import { words } from "../../words/en/codes.ts";

type Code = Exclude<keyof typeof words, "inSeconds" | "inMinutes">;

const isCode = (code: string): code is Code => Object.hasOwn(words, code);

/** The text of a code of the server; undefined if there is none. */
export const byCode = (code: string): string | undefined => (isCode(code) ? t(code) : undefined);

/** When to try again. `retryAfter`: milliseconds. */
export function wait(retryAfter: number): string {
  const seconds = Math.max(1, Math.ceil(retryAfter / 1_000));
  return seconds < 100
    ? t("inSeconds", { count: seconds })
    : t("inMinutes", { count: Math.ceil(seconds / 60) });
}
