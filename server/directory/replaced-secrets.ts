/** Secrets that others have replaced. A request that made one and comes again late must not make it valid again. */
import { eq, sql } from "drizzle-orm";
import type { Directory } from "./directory.ts";
import { replacedSecrets } from "./schema.ts";

/** A condition: the secret was not replaced. */
export const isNotReplaced = (tokenHash: string) =>
  sql`NOT EXISTS (SELECT 1 FROM replaced_secrets AS r WHERE r.token_hash = ${tokenHash})`;

export async function wasReplaced(directory: Directory, tokenHash: string): Promise<boolean> {
  const found = await directory
    .select({ owner: replacedSecrets.owner })
    .from(replacedSecrets)
    .where(eq(replacedSecrets.tokenHash, tokenHash));
  return found.length > 0;
}
