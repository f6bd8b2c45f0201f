import { ParleyError } from "../../sdk/parley-error.ts";
import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import { MAX_TEXT_BYTES } from "../../../shared/limits.ts";
import { t } from "../../words/widget.ts";

/** What went wrong, in words. A code is never shown. */
export function problemOf(error: unknown): string {
  return error instanceof ParleyError ? problemOfCode(error.code, error.retryAfter) : t("failed");
}

export function problemOfCode(code: ErrorCode, retryAfter = 0): string {
  switch (code) {
    case "rate_limited":
    case "too_many":
      return t("tooMany", { count: Math.max(1, Math.ceil(retryAfter / 1_000)) });
    case "too_large":
      return t("tooLong", { n: MAX_TEXT_BYTES });
    case "unauthenticated":
      return t("sessionEnded");
    case "identity_required":
    case "identity_refused":
      return t("mayNotWrite");
    case "origin_not_allowed":
      return t("notForThisPage");
    case "unavailable":
      return t("noServer");
    default:
      return t("failed");
  }
}
