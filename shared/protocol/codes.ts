/** The closed sets: why a command is refused, and why a socket is closed. */

export type ErrorCode =
  /** The frame is no JSON. */
  | "bad_json"
  /** The frame or body has another shape than it should, or an unknown type. */
  | "bad_type"
  /** A seq that this room cannot have given. */
  | "bad_cursor"
  /** Not signed in, or the ticket or session is spent. */
  | "unauthenticated"
  /** Known, seen, and not allowed. */
  | "forbidden"
  /** It does not exist, or not for you. */
  | "not_found"
  /** The same id was used for something else, or someone changed it first. */
  | "conflict"
  /** Moderation found it unsafe; nothing was stored. */
  | "blocked"
  /** Over a limit of size. */
  | "too_large"
  /** Over a limit of number. */
  | "too_many"
  /** Over a limit of rate: `retryAfter` says when to come again. */
  | "rate_limited"
  /** This client is too old (or too new) for this server. */
  | "upgrade_required"
  /** The method or upgrade does not fit the path. */
  | "method_not_allowed"
  /** For the moment; the same again may pass. */
  | "unavailable"
  /** A bug of ours. The trace id finds it. */
  | "internal";

/** The same command may be sent again after a while; any other code is final for it. */
export function isTransient(code: ErrorCode): boolean {
  return code === "rate_limited" || code === "unavailable" || code === "internal";
}

export const CLOSE = {
  /** Our fault, and it may pass (1013 of the WebSocket registry). */
  tryAgain: 1013,
  malformed: 4400,
  unauthenticated: 4401,
  forbidden: 4403,
  notFound: 4404,
  tooSlow: 4408,
  conflict: 4409,
  tooLarge: 4413,
  upgradeRequired: 4426,
  tooFast: 4429,
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** After these a client must not come again by itself: the answer would be the same. */
export const TERMINAL_CLOSE_CODES: readonly number[] = [
  CLOSE.malformed,
  CLOSE.unauthenticated,
  CLOSE.forbidden,
  CLOSE.notFound,
  CLOSE.conflict,
  CLOSE.tooLarge,
  CLOSE.upgradeRequired,
];
