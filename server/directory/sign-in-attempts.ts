import { inArray, lte, sql } from "drizzle-orm";
import type { Directory } from "./directory.ts";
import { attempts } from "./schema.ts";
import { hashToken } from "./secrets.ts";

/** Long enough to stop guessing, short enough for a person who forgot a password. Milliseconds. */
export const ATTEMPT_WINDOW = 15 * 60_000;

export interface Allowance {
  /** What is counted, such as `sign-in account:ada@example.com`. Only a hash is stored, because addresses are private. */
  subject: string;
  limit: number;
}

/** Counts one attempt within `window` milliseconds against each limit. Returns 0, or the milliseconds to wait if a limit is reached. */
export async function countAttempt(
  directory: Directory,
  allowances: Allowance[],
  now: number,
  window: number = ATTEMPT_WINDOW,
): Promise<number> {
  const keyed = await Promise.all(
    allowances.map(async ({ subject, limit }) => [await hashToken(subject), limit] as const),
  );
  const limits = new Map(keyed);
  // One statement for all, because a new room may have a thousand members.
  const counted = await directory.all<Counted>(sql`
    INSERT INTO attempts (key, count, reset_at)
    SELECT value, 1, ${now + window} FROM json_each(${JSON.stringify([...limits.keys()])}) WHERE true
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN reset_at <= ${now} THEN 1 ELSE count + 1 END,
      reset_at = CASE WHEN reset_at <= ${now} THEN ${now + window} ELSE reset_at END
    RETURNING key, count, reset_at AS resetAt`);
  return longestWait(counted, limits, now);
}

/**
 * Counts against one limit after the other, in one statement: what one refuses does not count against those after it. Returns 0, or the
 * milliseconds to wait.
 */
export async function countInOrder(
  directory: Directory,
  allowances: readonly Allowance[],
  now: number,
  window: number = ATTEMPT_WINDOW,
): Promise<number> {
  const asked = await Promise.all(
    allowances.map(async ({ subject, limit }) => ({ key: await hashToken(subject), limit })),
  );
  const limits = new Map(asked.map(({ key, limit }) => [key, limit]));
  const counted = await directory.all<Counted>(sql`
    WITH asked AS (
      SELECT key AS place, value ->> 'key' AS subject, value ->> 'limit' AS most FROM json_each(${JSON.stringify(asked)}))
    INSERT INTO attempts (key, count, reset_at)
    SELECT subject, 1, ${now + window} FROM asked
    WHERE NOT EXISTS (
      SELECT 1 FROM asked AS before JOIN attempts AS used ON used.key = before.subject
      WHERE before.place < asked.place AND used.reset_at > ${now} AND used.count >= before.most)
    ON CONFLICT (key) DO UPDATE SET
      count = CASE WHEN reset_at <= ${now} THEN 1 ELSE count + 1 END,
      reset_at = CASE WHEN reset_at <= ${now} THEN ${now + window} ELSE reset_at END
    RETURNING key, count, reset_at AS resetAt`);
  return longestWait(counted, limits, now);
}

interface Counted {
  key: string;
  count: number;
  resetAt: number;
}

function longestWait(counted: readonly Counted[], limits: ReadonlyMap<string, number>, now: number): number {
  const waits = counted.map(({ key, count, resetAt }) =>
    count > (limits.get(key) ?? 0) ? resetAt - now : 0,
  );
  return Math.max(0, ...waits);
}

/** After a successful sign-in, earlier failures no longer count. */
export async function forgetAttempts(directory: Directory, subjects: string[]): Promise<void> {
  await directory.delete(attempts).where(inArray(attempts.key, await Promise.all(subjects.map(hashToken))));
}

export async function deleteOldAttempts(directory: Directory, now: number): Promise<void> {
  await directory.delete(attempts).where(lte(attempts.resetAt, now));
}
