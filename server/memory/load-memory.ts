import { sql } from "drizzle-orm";
import {
  isOrganizationId,
  isRoomId,
  isUserId,
  type MemoryId,
  type OrganizationId,
  type UserId,
} from "../../shared/ids.ts";
import type { Memory } from "../../shared/memory.ts";
import { openDirectory } from "../directory/directory.ts";
import { memoryColumns, type MemoryRow, toMemory } from "./memory-row.ts";
import { type MemoryPlace, ofOrganization, ofPerson, ofRoom } from "./place.ts";

export interface PlacedMemory {
  memory: Memory;
  place: MemoryPlace;
}

/** Null if the organization has no such fact. The caller checks whether the reader may see the place. */
export async function loadMemory(
  db: D1Database,
  organization: OrganizationId,
  id: MemoryId,
  reader: UserId,
): Promise<PlacedMemory | null> {
  const [row] = await openDirectory(db).all<MemoryRow>(
    sql`SELECT ${memoryColumns(reader)} FROM memories AS m WHERE m.id = ${id} AND m.organization = ${organization}`,
  );
  return row === undefined ? null : { memory: toMemory(row), place: placeOf(organization, row) };
}

function placeOf(organization: OrganizationId, { scope, owner }: MemoryRow): MemoryPlace {
  if (scope === "person" && isUserId(owner)) return ofPerson(organization, owner);
  if (scope === "room" && isRoomId(owner)) return ofRoom(organization, owner);
  if (scope === "organization" && isOrganizationId(owner)) return ofOrganization(organization);
  throw new Error(`a fact of the scope ${scope} has the owner ${owner}`);
}
