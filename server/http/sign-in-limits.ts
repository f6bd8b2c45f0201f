import { createMiddleware } from "hono/factory";
import { countAttempt, forgetAttempts } from "../directory/sign-in-attempts.ts";
import { openDirectory } from "../directory/directory.ts";
import type { AttemptLimits } from "../bindings/env.ts";
import { addressOf } from "./address.ts";
import type { Edge } from "./context.ts";
import { Problem } from "../problems/problem.ts";

/** Counts before the password is looked at, so that a burst cannot all get in before the first is counted. */
export const limitSignIns = createMiddleware<Edge>(async (c, next) => {
  const directory = openDirectory(c.env.DB);
  const address = addressOf(c.req.raw.headers);
  const account = accountOf(
    await c.req.raw
      .clone()
      .json()
      .catch(() => null),
  );
  const pair = `sign-in of ${account} from ${address}`;
  const ofAccount = `sign-in of ${account}`;
  const { signInsPerPair, signInsPerAccount, signInsPerAddress } = c.env.LIMITS;
  const wait = await countAttempt(
    directory,
    [
      { subject: pair, limit: signInsPerPair },
      { subject: ofAccount, limit: signInsPerAccount },
      { subject: `sign-in from ${address}`, limit: signInsPerAddress },
    ],
    Date.now(),
  );
  if (wait > 0) throw tooManyAttempts(wait);
  await next();
  if (c.res.ok) await forgetAttempts(directory, [pair, ofAccount]);
});

/** Counts `what` per address: sign-ups; guesses of a password by someone who got hold of a session. */
export function limitByAddress(what: string, limit: (limits: AttemptLimits) => number) {
  return createMiddleware<Edge>(async (c, next) => {
    const allowance = { subject: `${what} from ${addressOf(c.req.raw.headers)}`, limit: limit(c.env.LIMITS) };
    const wait = await countAttempt(openDirectory(c.env.DB), [allowance], Date.now());
    if (wait > 0) throw tooManyAttempts(wait);
    await next();
  });
}

function tooManyAttempts(wait: number): Problem {
  return new Problem("rate_limited", "Too many attempts. Wait some minutes.", wait);
}

/** As better-auth looks it up: in lower case. */
function accountOf(body: unknown): string {
  const email = typeof body === "object" && body !== null && "email" in body ? body.email : null;
  return typeof email === "string" ? email.toLowerCase() : "";
}
