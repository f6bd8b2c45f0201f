/** Clients of OpenAI's protocol have no sessions: they send the whole conversation each time. A hash of it finds the session it is in. */
import { eq, lte } from "drizzle-orm";
import type { RoomId } from "../../shared/ids.ts";
import type { Directory } from "./directory.ts";
import { chatHistories } from "./schema.ts";

/** A conversation that was not continued for this long begins a new session, milliseconds. */
const KEPT = 30 * 24 * 60 * 60_000;

/**
 * The session that this conversation is in. Only one request continues it: what was said there is known no more afterwards, and another
 * request with the same conversation, perhaps of another person behind the same account, must not read what the first one adds.
 */
export async function takeHistory(directory: Directory, hash: string): Promise<RoomId | null> {
  const [found] = await directory
    .delete(chatHistories)
    .where(eq(chatHistories.hash, hash))
    .returning({ room: chatHistories.room });
  return found?.room ?? null;
}

/** Where two sessions have the same conversation, the newer one is known. */
export async function noteHistory(
  directory: Directory,
  { hash, room }: { hash: string; room: RoomId },
  now: number,
): Promise<void> {
  await directory
    .insert(chatHistories)
    .values({ hash, room, at: now })
    .onConflictDoUpdate({ target: chatHistories.hash, set: { room, at: now } });
}

export async function deleteOldHistories(directory: Directory, now: number): Promise<void> {
  await directory.delete(chatHistories).where(lte(chatHistories.at, now - KEPT));
}
