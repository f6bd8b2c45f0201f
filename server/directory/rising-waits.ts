/** Waits that rise with each failed attempt: after the first free ones, each failure doubles the time until the next attempt. */
import { and, eq, gt, inArray, sql } from "drizzle-orm";
import type { Directory } from "./directory.ts";
import { attempts } from "./schema.ts";
import { hashToken } from "./secrets.ts";
import { ATTEMPT_WINDOW } from "./sign-in-attempts.ts";

/** The first wait, milliseconds: nothing for a person, and 240 guesses an hour at most. */
export const FIRST_WAIT = 15_000;

export interface Waiting {
  /** What is counted, such as `sign-in of ada@example.com`. Only a hash is stored. */
  subject: string;
  /** Attempts without a wait. */
  free: number;
  /** The longest wait, milliseconds. */
  longest: number;
}

/**
 * Counts one attempt for each subject. Returns 0, or the milliseconds to wait if one of them has to wait; then nothing is counted, so that
 * attempts during a wait do not make it longer.
 */
export async function takeAttempt(directory: Directory, waitings: Waiting[], now: number): Promise<number> {
  const keyed = await Promise.all(
    waitings.map(async (waiting) => ({ ...waiting, key: await hashToken(waiting.subject) })),
  );
  const keys = keyed.map(({ key }) => key);
  const untilNow = await longestWait(directory, keys, now);
  if (untilNow > 0) return untilNow;
  const counted = await Promise.all(
    keyed.map(({ key, free, longest }) => {
      const count = sql`CASE WHEN ${attempts.resetAt} <= ${now} THEN 1 ELSE ${attempts.count} + 1 END`;
      const wait = (n: ReturnType<typeof sql>) =>
        sql`CASE WHEN ${n} < ${free} THEN 0 ELSE min(${longest}, ${FIRST_WAIT} << min(${n} - ${free}, 20)) END`;
      return directory
        .insert(attempts)
        .values({ key, count: 1, notBefore: sql`${now} + ${wait(sql`1`)}`, resetAt: now + ATTEMPT_WINDOW })
        .onConflictDoUpdate({
          target: attempts.key,
          set: {
            count,
            notBefore: sql`${now} + ${wait(sql`(${count})`)}`,
            resetAt: sql`${now + ATTEMPT_WINDOW} + ${wait(sql`(${count})`)}`,
          },
          setWhere: sql`${attempts.notBefore} <= ${now}`,
        })
        .returning({ key: attempts.key });
    }),
  );
  // Another attempt at the same moment was the last one before the wait.
  return counted.every((rows) => rows.length > 0) ? 0 : await longestWait(directory, keys, now);
}

/** For an attempt that succeeded: it no longer counts, and the wait that it began ends. */
export async function uncountAttempt(directory: Directory, subject: string): Promise<void> {
  await directory
    .update(attempts)
    .set({ count: sql`max(0, ${attempts.count} - 1)`, notBefore: 0 })
    .where(eq(attempts.key, await hashToken(subject)));
}

async function longestWait(directory: Directory, keys: string[], now: number): Promise<number> {
  const waiting = await directory
    .select({ notBefore: attempts.notBefore })
    .from(attempts)
    .where(and(inArray(attempts.key, keys), gt(attempts.notBefore, now)));
  return Math.max(0, ...waiting.map(({ notBefore }) => notBefore - now));
}
