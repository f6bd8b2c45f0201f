import type { ErrorCode } from "../../shared/protocol/codes.ts";

/** A refusal with one of the closed set of codes, from a frame or an HTTP answer. */
export class ParleyError extends Error {
  readonly code: ErrorCode;
  /** Milliseconds to wait, if the server named it. */
  readonly retryAfter: number | undefined;
  /** Finds the request in the server's log, if it was one of the HTTP API. */
  readonly traceId: string | undefined;

  constructor(code: ErrorCode, message: string, retryAfter?: number, traceId?: string) {
    super(message);
    this.name = "ParleyError";
    this.code = code;
    this.retryAfter = retryAfter;
    this.traceId = traceId;
  }
}
