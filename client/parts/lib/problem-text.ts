import { waitForWords } from "../../words/catalogue.ts";
import { language } from "../../words/language.ts";
import { t } from "../../words/problems.ts";

let byCode: ((code: string) => string | undefined) | undefined;
let wait: ((retryAfter: number) => string) | undefined;

// An English page shows what the server writes, and needs no words for its codes.
if (language !== "en")
  waitForWords(
    import("./code-text.ts").then(
      (texts) => void ({ byCode, wait } = texts),
      () => undefined,
    ),
  );

/**
 * The text of a refusal in the language of the page: what the server writes, which is English, or what its code says. `otherwise`: where
 * the page has no words for the code. `retryAfter`: milliseconds.
 */
export function problemText(
  refusal: { code: string; message: string; retryAfter?: number | undefined },
  otherwise = t("wentWrong"),
): string {
  if (byCode === undefined) return refusal.message;
  const text = byCode(refusal.code);
  if (text === undefined) return otherwise;
  if (refusal.retryAfter === undefined) return text;
  return `${text} ${wait?.(refusal.retryAfter)}`;
}
