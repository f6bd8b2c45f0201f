import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { ErrorCode } from "../../shared/protocol/codes.ts";

/** The HTTP status of each error code. */
export const statusOf: Record<ErrorCode, ContentfulStatusCode> = {
  bad_json: 400,
  bad_type: 400,
  bad_cursor: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  method_not_allowed: 405,
  conflict: 409,
  other_person: 409,
  blocked: 422,
  too_large: 413,
  too_many: 409,
  upgrade_required: 426,
  rate_limited: 429,
  storage_full: 507,
  storage_read_only: 507,
  origin_not_allowed: 403,
  identity_refused: 403,
  identity_required: 403,
  challenge_failed: 403,
  damaged: 500,
  unavailable: 503,
  internal: 500,
};
