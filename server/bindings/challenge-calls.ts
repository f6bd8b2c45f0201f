/** Whoever checks the answer to a challenge. */
export interface ChallengeCalls {
  verify(asked: {
    secret: string;
    response: string;
    address: string;
  }): Promise<"passed" | "failed" | "unreachable">;
}
