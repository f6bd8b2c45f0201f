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

/** Counts one attempt against each limit. Returns 0, or the milliseconds to wait if a limit is reached. */
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

/** After a successful sign-in, earlier failures no longer count. */
export async function forgetAttempts(directory: Directory, subjects: string[]): Promise<void> {
  await directory.delete(attempts).where(inArray(attempts.key, await Promise.all(subjects.map(hashToken))));
}

export async function deleteOldAttempts(directory: Directory, now: number): Promise<void> {
  await directory.delete(attempts).where(lte(attempts.resetAt, now));
}
