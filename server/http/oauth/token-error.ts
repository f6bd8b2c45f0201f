/** A refusal at the addresses of OAuth (RFC 6749, 5.2). */
export class TokenError extends Error {
  readonly error: "invalid_request" | "invalid_grant" | "unsupported_grant_type" | "invalid_target";

  constructor(error: TokenError["error"], description: string) {
    super(description);
    this.error = error;
  }
}
