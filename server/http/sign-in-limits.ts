/** Limits of guessing passwords. Whoever has signed in on a device before is not slowed down by others (AUTH-3). */
import { createMiddleware } from "hono/factory";
import { countAttempt, forgetAttempts, type Allowance } from "../directory/sign-in-attempts.ts";
import { takeAttempt, uncountAttempt, type Waiting } from "../directory/rising-waits.ts";
import type { GrantId } from "../../shared/ids.ts";
import type { Env } from "../bindings/env.ts";
import { openDirectory } from "../directory/directory.ts";
import { sessionOfGrant } from "../directory/grants.ts";
import { deviceCookie, findDevice } from "../principals/accounts/known-device.ts";
import { readSession } from "../principals/accounts/read-session.ts";
import { addressOf } from "./address.ts";
import type { Edge, EdgeContext } from "./context.ts";
import { durationInWords } from "../problems/duration.ts";
import { Problem } from "../problems/problem.ts";

const MINUTE = 60_000;
/** In 15 minutes: enough for whoever looks into the wrong folder first, and no nuisance. */
const MAILS_PER_RECIPIENT = 3;
/** The longest wait of one guesser. */
const LONGEST_WAIT = 15 * MINUTE;
/** The longest wait of an account for strangers. It is short, because its owner may use a new device. */
const LONGEST_WAIT_OF_ACCOUNT = MINUTE;

/** Counts an attempt before the password is checked, so that parallel attempts cannot exceed the limit. */
export const limitSignIns = createMiddleware<Edge>(async (c, next) => {
  const directory = openDirectory(c.env.DB);
  const email = await emailOf(c);
  const device = await findDevice(c.env, c.req.raw.headers, email);
  const { own, shared } = waitingsOf(c, email, device);
  const wait = await takeAttempt(directory, [...own, ...shared], Date.now());
  if (wait > 0) throw tooManyAttempts(wait);
  await next();
  if (!c.res.ok) return;
  await forgetAttempts(
    directory,
    own.map(({ subject }) => subject),
  );
  for (const { subject } of shared) await uncountAttempt(directory, subject);
  // With a second factor, the password alone is no sign-in.
  if (await isFirstStep(c.res)) return;
  c.header("set-cookie", await deviceCookie(c.env, c.req.raw.headers, email), { append: true });
});

/** Makes the device known after a sign-up. */
export const knowDevice = createMiddleware<Edge>(async (c, next) => {
  const email = await emailOf(c);
  await next();
  if (c.res.ok) c.header("set-cookie", await deviceCookie(c.env, c.req.raw.headers, email), { append: true });
});

/** The same after the second step of a sign-in. */
export const knowDeviceOfSecondStep = createMiddleware<Edge>(async (c, next) => {
  await next();
  const email = c.res.ok ? emailIn(await jsonOf(c.res)) : null;
  if (email !== null)
    c.header("set-cookie", await deviceCookie(c.env, c.req.raw.headers, email), { append: true });
});

async function isFirstStep(response: Response): Promise<boolean> {
  const body = await jsonOf(response);
  return typeof body === "object" && body !== null && "twoFactorRedirect" in body;
}

function emailIn(body: unknown): string | null {
  const user: unknown = typeof body === "object" && body !== null && "user" in body ? body.user : null;
  return typeof user === "object" && user !== null && "email" in user && typeof user.email === "string"
    ? user.email
    : null;
}

const jsonOf = (response: Response): Promise<unknown> =>
  response
    .clone()
    .json()
    .catch(() => null);

/** `own` belongs to the account, and a success forgets it. `shared` belongs to all accounts of an address. */
function waitingsOf(
  c: EdgeContext,
  email: string,
  device: string | null,
): { own: Waiting[]; shared: Waiting[] } {
  const { signInsPerPair, signInsPerAccount, signInsPerAddress } = c.env.LIMITS;
  const longest = LONGEST_WAIT;
  if (device !== null)
    return { own: [{ subject: `sign-in on ${device}`, free: signInsPerPair, longest }], shared: [] };
  const address = addressOf(c.req.raw.headers);
  return {
    own: [
      { subject: `sign-in of ${email} from ${address}`, free: signInsPerPair, longest },
      { subject: `sign-in of ${email}`, free: signInsPerAccount, longest: LONGEST_WAIT_OF_ACCOUNT },
    ],
    shared: [{ subject: `sign-in from ${address}`, free: signInsPerAddress, longest }],
  };
}

/** Counted for each address, because nothing else is known of somebody who has no account yet. */
export const limitSignUps = createMiddleware<Edge>(async (c, next) => {
  const subject = `sign-up from ${addressOf(c.req.raw.headers)}`;
  await count(c, { subject, limit: c.env.LIMITS.signUpsPerAddress });
  await next();
});

/**
 * Limits password guesses by somebody who has stolen a session. Counted for each session, so that the owner, who signs in anew, and other
 * people at the same address can change theirs.
 */
export const limitPasswordChanges = createMiddleware<Edge>(async (c, next) => {
  const signedIn = await readSession(c.env, c.req.raw.headers);
  const subject = `password change in ${signedIn?.session ?? "no session"}`;
  if (signedIn !== null) await count(c, { subject, limit: c.env.LIMITS.signInsPerPair });
  await next();
});

/** The same for the routes of this server that ask for the password. */
export async function countPasswordAttempt(env: Env, grant: GrantId): Promise<void> {
  const subject = `password change in ${sessionOfGrant(grant) ?? grant}`;
  const wait = await countAttempt(
    openDirectory(env.DB),
    [{ subject, limit: env.LIMITS.signInsPerPair }],
    Date.now(),
  );
  if (wait > 0) throw tooManyAttempts(wait);
}

/** Mails that anybody may ask for: for each address that they go to, and for each network address that asks. */
export async function countMailRequest(env: Env, headers: Headers, email: string): Promise<void> {
  const wait = await countAttempt(
    openDirectory(env.DB),
    [
      { subject: `mail to ${email}`, limit: MAILS_PER_RECIPIENT },
      { subject: `mail asked from ${addressOf(headers)}`, limit: env.LIMITS.signUpsPerAddress },
    ],
    Date.now(),
  );
  if (wait > 0) throw tooManyAttempts(wait);
}

/** Uses of links, which are guesses if they fail. */
export async function countLinkUse(env: Env, headers: Headers): Promise<void> {
  const subject = `link from ${addressOf(headers)}`;
  const limit = env.LIMITS.signInsPerAddress;
  const wait = await countAttempt(openDirectory(env.DB), [{ subject, limit }], Date.now());
  if (wait > 0) throw tooManyAttempts(wait);
}

async function count(c: EdgeContext, allowance: Allowance): Promise<void> {
  const wait = await countAttempt(openDirectory(c.env.DB), [allowance], Date.now());
  if (wait > 0) throw tooManyAttempts(wait);
}

function tooManyAttempts(wait: number): Problem {
  return new Problem("rate_limited", `Too many attempts. Try again in ${durationInWords(wait)}.`, wait);
}

/** The account's email in lower case, because better-auth looks it up like this. */
async function emailOf(c: EdgeContext): Promise<string> {
  const body: unknown = await c.req.raw
    .clone()
    .json()
    .catch(() => null);
  const email = typeof body === "object" && body !== null && "email" in body ? body.email : null;
  return typeof email === "string" ? email.toLowerCase() : "";
}
