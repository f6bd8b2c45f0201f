/** Remembers which request an idempotency key was sent with, so that the key cannot stand for another one. */
import { and, eq, lte } from "drizzle-orm";
import { REMEMBERED_FOR } from "../../shared/limits.ts";
import type { Directory } from "./directory.ts";
import { idempotentRequests } from "./schema.ts";

export interface IdempotentRequest {
  /** SHA-256 of the person, the address and the key, hex. */
  key: string;
  /** SHA-256 of the request, hex. */
  request: string;
}

/** `new`: the key was not used before. `repeated`: it was used with this request. `other`: it was used with another one. */
export type Claim = "new" | "repeated" | "other";

export async function claimKey(
  directory: Directory,
  claimed: IdempotentRequest,
  now: number,
): Promise<Claim> {
  const inserted = await directory
    .insert(idempotentRequests)
    .values({ ...claimed, at: now })
    .onConflictDoNothing()
    .returning({ key: idempotentRequests.key });
  if (inserted.length > 0) return "new";
  const [first] = await directory
    .select({ request: idempotentRequests.request })
    .from(idempotentRequests)
    .where(eq(idempotentRequests.key, claimed.key));
  // Null if the first request was refused in between. Then the key is free again.
  if (first === undefined) return claimKey(directory, claimed, now);
  return first.request === claimed.request ? "repeated" : "other";
}

/** For a request that was refused: a corrected one may use the same key. */
export async function releaseKey(directory: Directory, { key, request }: IdempotentRequest): Promise<void> {
  await directory
    .delete(idempotentRequests)
    .where(and(eq(idempotentRequests.key, key), eq(idempotentRequests.request, request)));
}

export async function deleteOldRequests(directory: Directory, now: number): Promise<void> {
  await directory.delete(idempotentRequests).where(lte(idempotentRequests.at, now - REMEMBERED_FOR));
}
