/** Tells a person's rooms the name that the directory has. What could not be told stays open for the sweeper. */
import { and, eq, isNull, lte, or, sql } from "drizzle-orm";
import type { RoomId, UserId } from "../../shared/ids.ts";
import { roomStub } from "../bindings/object-stubs.ts";
import type { Env } from "../bindings/env.ts";
import { openDirectory, type Directory } from "./directory.ts";
import { renames } from "./schema.ts";

/** Rooms that are told in one go. One request may make 1,000 calls to other objects. */
const ROOMS_AT_ONCE = 200;
/** All rooms are told a second time after this, ms: the list of rooms is a projection and lags by about a second. */
const REPEAT_AFTER = 60_000;

/** Tells the next rooms of this person. Returns whether to go on at once. */
export async function deliverRename(env: Env, user: UserId, now: number): Promise<boolean> {
  const directory = openDirectory(env.DB);
  const [open] = await directory
    .select()
    .from(renames)
    .where(and(eq(renames.user, user), isDue(now)));
  if (open === undefined) return false;
  const next = await nextRooms(directory, user, open.after);
  const told = await Promise.allSettled(
    next.map(async (room) => {
      const object = roomStub(env, room);
      await object.renameMember(user, open.name);
    }),
  );
  const failures = told.filter((result) => result.status === "rejected");
  if (failures.length > 0) {
    console.error("a name was not delivered", { reasons: failures.map(({ reason }) => reason) });
    return false;
  }
  // The person may have changed the name again meanwhile.
  const same = and(eq(renames.user, user), eq(renames.name, open.name), eq(renames.after, open.after));
  const last = next.at(-1);
  if (next.length === ROOMS_AT_ONCE && last !== undefined) {
    await directory.update(renames).set({ after: last }).where(same);
    return true;
  }
  await (open.deliveredAt === null
    ? directory.update(renames).set({ after: "", deliveredAt: now }).where(same)
    : directory.delete(renames).where(same));
  return false;
}

/** In the order of their ids. Everyone is a member of `#welcome`, even before the projection lists them. */
async function nextRooms(directory: Directory, user: UserId, after: string): Promise<RoomId[]> {
  const rows = await directory.all<{ room: RoomId }>(sql`
    SELECT room FROM (
      SELECT room FROM room_members WHERE user = ${user}
      UNION
      SELECT o.welcome_room FROM members AS m JOIN organizations AS o ON o.id = m.organization WHERE m.user = ${user}
    ) WHERE room > ${after} ORDER BY room LIMIT ${ROOMS_AT_ONCE}`);
  return rows.map(({ room }) => room);
}

export async function listRenames(env: Env, now: number): Promise<UserId[]> {
  const rows = await openDirectory(env.DB)
    .select({ user: renames.user })
    .from(renames)
    .where(isDue(now))
    .limit(20);
  return rows.map(({ user }) => user);
}

function isDue(now: number) {
  return or(isNull(renames.deliveredAt), lte(renames.deliveredAt, now - REPEAT_AFTER));
}
