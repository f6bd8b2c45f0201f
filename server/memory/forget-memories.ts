import { and, eq, lte } from "drizzle-orm";
import type { MemoryId, RoomId } from "../../shared/ids.ts";
import { REMEMBERED_FOR } from "../../shared/limits.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import { type Directory, openDirectory } from "../directory/directory.ts";
import { memories, memoryRequests } from "../directory/schema.ts";
import { type MemoryPlace, placeKey } from "./place.ts";

/** False if the place has no such fact. */
export async function forgetMemory(db: D1Database, place: MemoryPlace, id: MemoryId): Promise<boolean> {
  const gone = await openDirectory(db)
    .delete(memories)
    .where(and(eq(memories.id, id), eq(memories.place, placeKey(place))))
    .returning({ id: memories.id });
  return gone.length > 0;
}

/** Returns how many facts there were. */
export async function forgetAll(db: D1Database, place: MemoryPlace): Promise<number> {
  const gone = await openDirectory(db)
    .delete(memories)
    .where(eq(memories.place, placeKey(place)))
    .returning({ id: memories.id });
  return gone.length;
}

/** Everything that was said in this message, whoever remembers it. */
export async function forgetSaidIn(db: D1Database, room: RoomId, message: Seq): Promise<void> {
  await openDirectory(db)
    .delete(memories)
    .where(and(eq(memories.sourceRoom, room), eq(memories.sourceSeq, message)));
}

export async function deleteOldMemoryRequests(directory: Directory, now: number): Promise<void> {
  await directory.delete(memoryRequests).where(lte(memoryRequests.at, now - REMEMBERED_FOR));
}
