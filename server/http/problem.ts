import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ErrorCode } from "../../shared/protocol/codes.ts";

/** A refusal on its way to the one `onError`. The message is read by people: it names nothing of ours. */
export class Problem extends Error {
  readonly code: ErrorCode;
  /** Milliseconds. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, retryAfter?: number) {
    super(message);
    this.name = "Problem";
    this.code = code;
    this.retryAfter = retryAfter;
  }
}

/** Missing and foreign are one answer, to the letter. */
export const notFound = () => new Problem("not_found", "There is nothing here, or it is not for you.");

export const statusOf: Record<ErrorCode, ContentfulStatusCode> = {
  bad_json: 400,
  bad_type: 400,
  bad_cursor: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  blocked: 422,
  too_large: 413,
  too_many: 409,
  upgrade_required: 426,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};
