/**
 * Devices on which a person has signed in before: a signed cookie, as in OWASP's "Slow Down Online Guessing Attacks with Device Cookies".
 * Attempts on such a device are counted for this device alone, so that nobody else can lock its owner out. The cookie gives no access.
 */
import { parseSigned, serializeSigned } from "hono/utils/cookie";
import { hashToken } from "../../directory/secrets.ts";
import { newRowId } from "../../directory/random-ids.ts";
import type { Env } from "../../bindings/env.ts";

/** Seconds. Browsers keep no cookie for longer than 400 days. */
const LIFETIME = 400 * 24 * 60 * 60;

/** The id of the device if this account has been used on it; null on any other device. */
export async function findDevice(env: Env, headers: Headers, email: string): Promise<string | null> {
  const name = await cookieName(email);
  const cookie = headers.get("cookie") ?? "";
  if (!cookie.includes(name)) return null;
  const value = (await parseSigned(cookie, env.BETTER_AUTH_SECRET, name))[name];
  const [device, account] = typeof value === "string" ? value.split(".") : [];
  return device !== undefined && account === (await accountOf(email)) ? device : null;
}

/** The `set-cookie` line that makes the device known for the account. The same device keeps its id. */
export async function deviceCookie(env: Env, headers: Headers, email: string): Promise<string> {
  const device = (await findDevice(env, headers, email)) ?? newRowId("device");
  return serializeSigned(
    await cookieName(email),
    `${device}.${await accountOf(email)}`,
    env.BETTER_AUTH_SECRET,
    {
      path: "/api",
      httpOnly: true,
      sameSite: "Lax",
      secure: env.ALLOWED_ORIGINS.startsWith("https:"),
      maxAge: LIFETIME,
    },
  );
}

/** One cookie for each account, because several people may use one browser. It does not show the address. */
const cookieName = async (email: string): Promise<string> =>
  `parley.device_${(await accountOf(email)).slice(0, 16)}`;

/** better-auth looks accounts up by the address in lower case. */
const accountOf = (email: string): Promise<string> => hashToken(`device:${email.toLowerCase()}`);
