import { and, asc, eq, gt, inArray, isNull, lte, sql } from "drizzle-orm";
import { isUserId, type OrganizationId, type RoomId, type UserId } from "../../shared/ids.ts";
import type { Role } from "../../shared/permissions.ts";
import type { RoomSpec } from "../rules/room/room-spec.ts";
import { inJsonArray } from "./in-json-array.ts";
import { openDirectory, type Directory } from "./directory.ts";
import { conversations, roomMembers, rooms } from "./schema.ts";

export type RoomRow = typeof rooms.$inferSelect;

/** Name and members of the room at `head` of `epoch`. */
export interface Projection {
  room: RoomId;
  epoch: string;
  head: number;
  name: string;
  topic: string;
  isPublic: boolean;
  members: { user: UserId; role: Role }[];
}

/** Writes the room's name and members for listings and revocations. Idempotent; an older head of the same epoch is ignored. */
export async function projectRoom(
  db: D1Database,
  { room, epoch, head, name, topic, isPublic, members }: Projection,
): Promise<void> {
  const directory = openDirectory(db);
  const json = JSON.stringify(members);
  // The row is updated last, so that the condition is the same for all three statements. A batch is one transaction.
  const isNews = sql`EXISTS (
    SELECT 1 FROM rooms WHERE id = ${room} AND (projected_epoch IS NOT ${epoch} OR projected_head < ${head}))`;
  await directory.batch([
    directory.delete(roomMembers).where(and(eq(roomMembers.room, room), isNews)),
    directory
      .insert(roomMembers)
      .select(
        sql`SELECT ${room}, value ->> 'user', value ->> 'role' FROM json_each(${json}) WHERE ${isNews}`,
      ),
    directory
      .update(rooms)
      .set({ name, topic, isPublic, projectedHead: head, projectedEpoch: epoch })
      .where(and(eq(rooms.id, room), isNews)),
  ]);
}

/** Finds the room if it belongs to the organization; else null. */
export async function findRoom(
  directory: Directory,
  organization: OrganizationId,
  room: RoomId,
): Promise<RoomRow | null> {
  const [row] = await directory
    .select()
    .from(rooms)
    .where(and(eq(rooms.id, room), eq(rooms.organization, organization)));
  return row ?? null;
}

/** The room with this id, of whatever organization. The caller must check that the person is in it. */
export async function findRoomOfAny(directory: Directory, room: RoomId): Promise<RoomRow | null> {
  const [row] = await directory.select().from(rooms).where(eq(rooms.id, room));
  return row ?? null;
}

export interface OwnRoom extends Pick<RoomRow, "id" | "kind" | "name" | "projectedHead"> {
  role: Role;
}

/** The rooms of a person after this one, in the order of their ids, as the rooms last said. */
export async function listRoomsOf(
  directory: Directory,
  organization: OrganizationId,
  user: UserId,
  { after, limit }: { after: RoomId | null; limit: number },
): Promise<OwnRoom[]> {
  const { id, kind, name, projectedHead } = rooms;
  return directory
    .select({ id, kind, name, projectedHead, role: roomMembers.role })
    .from(roomMembers)
    .innerJoin(rooms, eq(rooms.id, roomMembers.room))
    .where(
      and(
        eq(roomMembers.user, user),
        eq(rooms.organization, organization),
        after === null ? undefined : gt(rooms.id, after),
      ),
    )
    .orderBy(asc(rooms.id))
    .limit(limit);
}

/** The rooms of `ids` that belong to the organization. */
export async function findRoomNames(
  directory: Directory,
  organization: OrganizationId,
  ids: RoomId[],
): Promise<Map<RoomId, string>> {
  const found = await directory
    .select({ id: rooms.id, name: rooms.name })
    .from(rooms)
    .where(and(eq(rooms.organization, organization), inArray(rooms.id, inJsonArray(ids))));
  return new Map(found.map(({ id, name }) => [id, name]));
}

export async function isProjectedMember(directory: Directory, room: RoomId, user: UserId): Promise<boolean> {
  const found = await directory
    .select({ room: roomMembers.room })
    .from(roomMembers)
    .where(and(eq(roomMembers.room, room), eq(roomMembers.user, user)));
  return found.length > 0;
}

/** The people of a room who have an inbox. */
export async function listProjectedPeople(directory: Directory, room: RoomId): Promise<UserId[]> {
  const found = await directory
    .select({ user: roomMembers.user })
    .from(roomMembers)
    .where(eq(roomMembers.room, room));
  return found.map(({ user }) => user).filter(isUserId);
}

export async function findRoomByKey(directory: Directory, uniqueKey: string): Promise<RoomRow | null> {
  const [row] = await directory.select().from(rooms).where(eq(rooms.uniqueKey, uniqueKey));
  return row ?? null;
}

/** Whether a room with this key exists. */
export async function isMade(directory: Directory, uniqueKey: string): Promise<boolean> {
  const found = await directory.select({ id: rooms.id }).from(rooms).where(eq(rooms.uniqueKey, uniqueKey));
  return found.length > 0;
}

/**
 * Creates the row of a room, or returns the existing row with the same key. Two simultaneous requests get the same row; then
 * `spec.id` may not be the row's id.
 */
export async function createRoom(
  directory: Directory,
  spec: RoomSpec,
  uniqueKey: string | null,
  now: number,
): Promise<RoomRow> {
  const found = directory.select().from(rooms).where(isRoomOf(spec, uniqueKey));
  const [, , [row]] = await directory.batch([...insertRoom(directory, spec, uniqueKey, now), found]);
  if (row === undefined) throw new Error(`Room ${spec.id} was neither made nor found.`);
  return row;
}

/**
 * The same for a conversation with a visitor, and its row with the room's: all in one transaction. A repeated request gets the conversation of the
 * first one.
 */
export async function createConversation(
  directory: Directory,
  spec: RoomSpec,
  uniqueKey: string | null,
  { widget, visitor, session }: Pick<typeof conversations.$inferInsert, "widget" | "visitor" | "session">,
  now: number,
): Promise<RoomRow> {
  const isMade = isRoomOf(spec, uniqueKey);
  const begun = sql`SELECT id, organization, ${widget}, ${visitor}, ${session}, ${now} FROM rooms WHERE ${isMade}`;
  const [, , , [row]] = await directory.batch([
    ...insertRoom(directory, spec, uniqueKey, now),
    directory.insert(conversations).select(begun).onConflictDoNothing(),
    directory.select().from(rooms).where(isMade),
  ]);
  if (row === undefined) throw new Error(`Room ${spec.id} was neither made nor found.`);
  return row;
}

const isRoomOf = ({ id }: RoomSpec, uniqueKey: string | null) =>
  uniqueKey === null ? eq(rooms.id, id) : eq(rooms.uniqueKey, uniqueKey);

/** Statements that insert a room's rows, for a batch. They do nothing if the key is taken. */
export function insertRoom(directory: Directory, spec: RoomSpec, uniqueKey: string | null, now: number) {
  return [
    directory
      .insert(rooms)
      .values({
        id: spec.id,
        organization: spec.organization,
        kind: spec.kind,
        name: spec.name,
        spec,
        uniqueKey,
        createdAt: now,
      })
      .onConflictDoNothing({ target: rooms.uniqueKey }),
    directory.insert(roomMembers).select(
      sql`SELECT rooms.id, value ->> 'user', value ->> 'role' FROM rooms, json_each(rooms.spec, '$.members')
          WHERE rooms.id = ${spec.id}`,
    ),
  ] as const;
}

export async function markReady(directory: Directory, room: RoomId, now: number): Promise<void> {
  await directory
    .update(rooms)
    .set({ readyAt: now })
    .where(and(eq(rooms.id, room), isNull(rooms.readyAt)));
}

/** Rooms whose creation started before `before` and was not finished. */
export async function listUnready(directory: Directory, before: number): Promise<RoomRow[]> {
  return directory
    .select()
    .from(rooms)
    .where(and(isNull(rooms.readyAt), lte(rooms.createdAt, before)))
    .limit(50);
}

/** Rooms of the organization after this one, in the order of their ids. */
export async function listRoomsAfter(
  directory: Directory,
  organization: OrganizationId,
  after: RoomId | null,
  limit: number,
): Promise<Pick<RoomRow, "id" | "kind">[]> {
  return directory
    .select({ id: rooms.id, kind: rooms.kind })
    .from(rooms)
    .where(and(eq(rooms.organization, organization), after === null ? undefined : gt(rooms.id, after)))
    .orderBy(asc(rooms.id))
    .limit(limit);
}
