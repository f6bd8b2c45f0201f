/** The answer of a challenge (Cloudflare Turnstile), checked by its server. */
import type { Env } from "../../bindings/env.ts";
import { unseal } from "../../directory/secrets.ts";
import type { WidgetRow } from "../../directory/widgets.ts";
import { askTurnstile } from "../../outside/turnstile.ts";
import { Problem } from "../../problems/problem.ts";
import { addressOf } from "../address.ts";

/** What the secret of a widget's challenge is sealed for. */
export const sealedFor = (organization: string): string => `turnstile:${organization}`;

/** True if the widget asks for a challenge and this answer solves it. Throws if it does not solve it. */
export async function solveChallenge(
  env: Env,
  headers: Headers,
  { organization, settings, turnstileSecret }: WidgetRow,
  answer: string | undefined,
): Promise<boolean> {
  if (settings.turnstile === null || answer === undefined) return false;
  const secret =
    turnstileSecret === null
      ? null
      : await unseal(env.BETTER_AUTH_SECRET, sealedFor(organization), turnstileSecret);
  const asked = { secret: secret ?? "", response: answer, address: addressOf(headers) };
  const verdict = await (env.CHALLENGE === undefined ? askTurnstile(asked) : env.CHALLENGE.verify(asked));
  if (verdict === "passed") return true;
  if (verdict === "unreachable")
    throw new Problem("unavailable", "The check could not be made. Try again in a moment.", 5_000);
  throw new Problem("challenge_failed", "The check was not passed. Try it again.");
}
