import { inArray, lte, sql } from "drizzle-orm";
import type { Directory } from "./directory.ts";
import { attempts } from "./schema.ts";
import { hashToken } from "./secrets.ts";

/** Long enough that a guesser gives up, short enough that a forgetful person does not. */
export const ATTEMPT_WINDOW = 15 * 60_000;

export interface Allowance {
  /** What is counted, such as `sign-in account:ada@example.com`. Kept hashed: addresses are nobody's business. */
  subject: string;
  limit: number;
}

/** Counts one attempt against each allowance. Returns 0, or the milliseconds to wait when one of them is used up. */
export async function countAttempt(
  directory: Directory,
  allowances: Allowance[],
  now: number,
): Promise<number> {
  const resetAt = now + ATTEMPT_WINDOW;
  const counted = await Promise.all(
    allowances.map(async ({ subject, limit }) => {
      const [row] = await directory
        .insert(attempts)
        .values({ key: await hashToken(subject), count: 1, resetAt })
        .onConflictDoUpdate({
          target: attempts.key,
          set: {
            count: sql`CASE WHEN ${attempts.resetAt} <= ${now} THEN 1 ELSE ${attempts.count} + 1 END`,
            resetAt: sql`CASE WHEN ${attempts.resetAt} <= ${now} THEN ${resetAt} ELSE ${attempts.resetAt} END`,
          },
        })
        .returning();
      return row !== undefined && row.count > limit ? row.resetAt - now : 0;
    }),
  );
  return Math.max(0, ...counted);
}

/** The right person came in: their earlier slips are forgotten. */
export async function forgetAttempts(directory: Directory, subjects: string[]): Promise<void> {
  await directory.delete(attempts).where(inArray(attempts.key, await Promise.all(subjects.map(hashToken))));
}

export async function deleteOldAttempts(directory: Directory, now: number): Promise<void> {
  await directory.delete(attempts).where(lte(attempts.resetAt, now));
}
