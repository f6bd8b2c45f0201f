import { createMiddleware } from "hono/factory";
import { countAttempt, forgetAttempts } from "../directory/sign-in-attempts.ts";
import { openDirectory } from "../directory/directory.ts";
import type { AttemptLimits } from "../bindings/env.ts";
import { addressOf } from "./address.ts";
import type { Edge } from "./context.ts";
import { Problem } from "../problems/problem.ts";

/** Counts an attempt before the password is checked, so that parallel attempts cannot exceed the limit. */
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

/** Limits `what` by address: sign-ups, and password guesses by somebody who has stolen a session. */
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

/** The account's email in lower case, because better-auth looks it up like this. */
function accountOf(body: unknown): string {
  const email = typeof body === "object" && body !== null && "email" in body ? body.email : null;
  return typeof email === "string" ? email.toLowerCase() : "";
}
