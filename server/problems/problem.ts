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
export const notFound = () => new Problem("not_found", "Not found, or you do not have access to it.");
