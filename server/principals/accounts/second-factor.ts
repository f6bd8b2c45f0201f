/** The second factor: codes of an authenticator app, and recovery codes. better-auth checks them; this is what it leaves open. */
import { APIError } from "better-auth/api";
import type { Env } from "../../bindings/env.ts";
import { openDirectory } from "../../directory/directory.ts";
import { countAttempt } from "../../directory/sign-in-attempts.ts";

/** Milliseconds in which better-auth takes a code: its own half minute, and the one before and after. */
const CODE_LIFETIME = 3 * 30_000;

/** Without letters and digits that look alike. 10 of these 32 have 50 bits. */
const LETTERS = "abcdefghijkmnpqrstuvwxyz23456789";
const CODES = 10;
const CODE_LENGTH = 10;

/** A request to better-auth that shows a code. */
interface ShownCode {
  path: string;
  body: unknown;
  /** The person that the session or the first step of the sign-in names; null if there is neither. */
  user: () => Promise<string | null>;
}

/** better-auth adds these to the fields of the caller, so the fields that must not be there are named. */
const ALONE = { trustDevice: false, disableSession: false } as const;
type CheckedCode = typeof ALONE & { code: string };

/**
 * The body that better-auth gets: the code as it was made, however it was typed, and nothing else. "Trust this device" would outlive a change
 * of the password. Null for other requests. Throws an APIError for a code of an app that was shown before (RFC 6238, 5.2).
 */
export async function takeCode(env: Env, { path, body, user }: ShownCode): Promise<CheckedCode | null> {
  const isApp = path === "/two-factor/verify-totp";
  if (!isApp && path !== "/two-factor/verify-backup-code") return null;
  const written: unknown = typeof body === "object" && body !== null && "code" in body ? body.code : null;
  const typed = typeof written === "string" ? written.slice(0, 100) : "";
  if (!isApp) return { ...ALONE, code: recoveryCodeOf(typed) };
  const code = typed.replace(/[\s-]/g, "");
  const person = await user();
  // One statement counts and tells, so that of two simultaneous requests with the same code one gets through.
  const shown = { subject: `code ${code} of ${person}`, limit: 1 };
  const before = await countAttempt(openDirectory(env.DB), [shown], Date.now(), CODE_LIFETIME);
  if (person !== null && before > 0)
    throw new APIError("UNAUTHORIZED", {
      code: "INVALID_CODE",
      message: "That code is wrong, or was used already. Wait for the next one.",
    });
  return { ...ALONE, code };
}

export function makeRecoveryCodes(): string[] {
  return Array.from({ length: CODES }, () => {
    // 256 is a multiple of 32, so every letter is equally likely.
    const random = crypto.getRandomValues(new Uint8Array(CODE_LENGTH));
    return recoveryCodeOf(Array.from(random, (byte) => LETTERS[byte % LETTERS.length]).join(""));
  });
}

/** `ABCDE FGHJK`, `abcdefghjk` and `abcde-fghjk` are one code. */
function recoveryCodeOf(typed: string): string {
  const letters = typed.toLowerCase().replace(/[^a-z0-9]/g, "");
  return `${letters.slice(0, CODE_LENGTH / 2)}-${letters.slice(CODE_LENGTH / 2)}`;
}
