/** A fact as it is read from the directory. */
import { sql, type SQL } from "drizzle-orm";
import { isRoomId, type MemoryId, type OrganizationId, type RoomId, type UserId } from "../../shared/ids.ts";
import type { Memory, MemoryScope } from "../../shared/memory.ts";

export interface MemoryRow {
  number: number;
  id: MemoryId;
  scope: MemoryScope;
  owner: UserId | RoomId | OrganizationId;
  text: string;
  subject: string | null;
  source_room: RoomId | null;
  source_seq: number | null;
  said_by: UserId;
  said_name: string | null;
  stored_by: UserId;
  stored_name: string | null;
  created_at: number;
  updated_at: number;
  used_at: number | null;
  uses: number;
  version: number;
}

const nameOf = (id: SQL): SQL =>
  sql`coalesce((SELECT name FROM users WHERE id = ${id}), (SELECT name FROM agents WHERE id = ${id}))`;

/** The source is shown to whoever is in its room, as far as the directory knows. */
const seenBy = (reader: UserId, column: SQL): SQL =>
  sql`CASE WHEN m.scope = 'room' OR EXISTS
    (SELECT 1 FROM room_members AS r WHERE r.room = m.source_room AND r.user = ${reader}) THEN ${column} END`;

/** Columns of `memories AS m` for this reader. */
export const memoryColumns = (reader: UserId): SQL => sql`m.number, m.id, m.scope, m.owner, m.text, m.subject,
  ${seenBy(reader, sql`m.source_room`)} AS source_room, ${seenBy(reader, sql`m.source_seq`)} AS source_seq,
  m.said_by, ${nameOf(sql`m.said_by`)} AS said_name, m.stored_by, ${nameOf(sql`m.stored_by`)} AS stored_name,
  m.created_at, m.updated_at, m.used_at, m.uses, m.version`;

export function toMemory(row: MemoryRow): Memory {
  const { id, scope, owner, text, subject, uses, version } = row;
  const { source_room: room, source_seq: message } = row;
  return {
    id,
    scope,
    ...(scope === "room" && isRoomId(owner) && { room: owner }),
    text,
    subject,
    source: room === null || message === null ? null : { room, message },
    saidBy: { id: row.said_by, name: row.said_name },
    storedBy: { id: row.stored_by, name: row.stored_name },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    usedAt: row.used_at,
    uses,
    version,
  };
}
