import type { ErrorCode } from "../../shared/protocol/codes.ts";

/** A refusal with one of the closed set of codes, from a frame or an HTTP answer. */
export class ParleyError extends Error {
  readonly code: ErrorCode;
  /** Milliseconds to wait, if the server named it. */
  readonly retryAfter: number | undefined;

  constructor(code: ErrorCode, message: string, retryAfter?: number) {
    super(message);
    this.name = "ParleyError";
    this.code = code;
    this.retryAfter = retryAfter;
  }
}
