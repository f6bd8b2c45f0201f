/** The closed sets of error codes and of close codes. */

export type ErrorCode =
  /** The frame is not JSON. */
  | "bad_json"
  /** The frame or body has a wrong shape or an unknown type. */
  | "bad_type"
  /** A seq that this room has never used. */
  | "bad_cursor"
  /** Not signed in, or the ticket or session is invalid. */
  | "unauthenticated"
  /** The object exists and is visible, but the action is not allowed. */
  | "forbidden"
  /** It does not exist, or the person may not see it. */
  | "not_found"
  /** The same id was used for something else, or another person changed the object first. */
  | "conflict"
  /** The address names a person, and another person is signed in. */
  | "other_person"
  /** Moderation found it unsafe; nothing was stored. */
  | "blocked"
  /** A size limit was exceeded. */
  | "too_large"
  /** A maximum number was exceeded. */
  | "too_many"
  /** A rate limit was exceeded. `retryAfter` says how long to wait. */
  | "rate_limited"
  /** This client is too old (or too new) for this server. */
  | "upgrade_required"
  /** The path does not support this method or upgrade. */
  | "method_not_allowed"
  /** The server's disk is full: nothing is stored until there is room. `retryAfter` says when to try again. */
  | "storage_full"
  /** The server's disk cannot be written: nothing is stored until it can. */
  | "storage_read_only"
  /** The page that asks is none of the widget's. */
  | "origin_not_allowed"
  /** The token that names a visitor is not valid: its signature, audience, time or shape. */
  | "identity_refused"
  /** The widget takes messages only of visitors whom the company names. */
  | "identity_required"
  /** The widget asks for a challenge, and the answer is missing or wrong. */
  | "challenge_failed"
  /** The data of this object is damaged. Somebody has to restore it. */
  | "damaged"
  /** Temporary failure: the same request may succeed later. */
  | "unavailable"
  /** An internal error. The trace id finds it in the log. */
  | "internal";

/** Whether the same command may be sent again later. Any other code is final. */
export function isTransient(code: ErrorCode): boolean {
  return code === "rate_limited" || code === "unavailable" || code === "internal" || isDiskFault(code);
}

/** Whether the content itself was refused: the same content is refused each time, so sending it again cannot help. */
export function isOfContent(code: ErrorCode): boolean {
  return code === "too_large" || code === "blocked" || code === "bad_type" || code === "bad_json";
}

/** Whether the server stores nothing now. It may last for hours, so a person is told. */
export function isDiskFault(code: ErrorCode): boolean {
  return code === "storage_full" || code === "storage_read_only";
}

export const CLOSE = {
  /** A temporary failure of the server (1013 of the WebSocket registry). */
  tryAgain: 1013,
  malformed: 4400,
  unauthenticated: 4401,
  forbidden: 4403,
  notFound: 4404,
  tooSlow: 4408,
  conflict: 4409,
  /** The address names a person, and the cookie or ticket belongs to another person. */
  otherPerson: 4410,
  tooLarge: 4413,
  upgradeRequired: 4426,
  tooFast: 4429,
  /** The data of this object is damaged. */
  damaged: 4500,
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** Close codes after which a client must not reconnect by itself, because the result would be the same. */
export const TERMINAL_CLOSE_CODES: readonly number[] = [
  CLOSE.unauthenticated,
  CLOSE.forbidden,
  CLOSE.notFound,
  CLOSE.otherPerson,
  CLOSE.upgradeRequired,
  CLOSE.damaged,
];

/**
 * Close codes after frames that the server does not take. The next socket may never send such a frame, so a client reconnects, but
 * after a long pause, because the same device may do the same again.
 */
export const REFUSED_CLOSE_CODES: readonly number[] = [CLOSE.malformed, CLOSE.conflict, CLOSE.tooLarge];
