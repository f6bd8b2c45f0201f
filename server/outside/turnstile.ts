/** Asks Turnstile's server whether an answer solves a challenge. https://developers.cloudflare.com/turnstile/get-started/server-side-validation/ */
import { postOutside, type Fetch } from "./fetch.ts";

const ADDRESS = "https://challenges.cloudflare.com/turnstile/v0/siteverify";

export interface AskedChallenge {
  secret: string;
  response: string;
  /** The visitor's address. */
  address: string;
}

export type ChallengeVerdict = "passed" | "failed" | "unreachable";

export async function askTurnstile(
  { secret, response, address }: AskedChallenge,
  ask?: Fetch,
): Promise<ChallengeVerdict> {
  const answer = await postOutside(ADDRESS, { secret, response, remoteip: address }, ask);
  if (answer === null || typeof answer !== "object" || !("success" in answer)) return "unreachable";
  return answer.success === true ? "passed" : "failed";
}
