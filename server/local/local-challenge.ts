/** Stands in for the server of Turnstile, whose dummy keys need the internet. Its rules are those of the dummy keys: the secret decides. */
import { WorkerEntrypoint } from "cloudflare:workers";
import type { ChallengeCalls } from "../bindings/challenge-calls.ts";

/** The dummy secrets of Turnstile: always passes, always fails. https://developers.cloudflare.com/turnstile/troubleshooting/testing/ */
export const PASSES = "1x0000000000000000000000000000000AA";
export const FAILS = "2x0000000000000000000000000000000AA";
/** What the stand-in of the challenge answers in the panel. */
export const DUMMY_ANSWER = "XXXX.DUMMY.TOKEN.XXXX";

export class LocalChallenge extends WorkerEntrypoint implements ChallengeCalls {
  async verify({ secret, response }: { secret: string; response: string }): Promise<"passed" | "failed"> {
    return secret === PASSES && response === DUMMY_ANSWER ? "passed" : "failed";
  }
}
