/** Deletes an organization in parts. Each part is bounded, and what is done has no row any more: so it goes on after a crash. */
import type { LibraryId, OrganizationId, RoomId, UserId } from "../../../shared/ids.ts";
import type { Env } from "../../bindings/env.ts";
import { deskStub, inboxStub, roomStub, searchStub, webhooksStub } from "../../bindings/object-stubs.ts";
import {
  deleteFormerMember,
  deleteOrganizationRows,
  deleteRoomRows,
  findDeletedAt,
  listFormerMembers,
  listLibrariesOf,
  listRoomsOf,
  markLibrariesDeleted,
} from "../../directory/delete-organization.ts";
import { openDirectory } from "../../directory/directory.ts";
import { sweepLibrary } from "../../knowledge/ingest/sweep-knowledge.ts";

/** Rooms, and inboxes, of one part. */
const PART = 50;
/** Libraries of one part: each has an index and many files. */
const LIBRARIES = 5;
/** A request that was under way may still create a room after the deletion. Milliseconds. */
const GRACE = 60_000;
/** A library is empty only when no work on its documents can be under way. It is looked at again after this time, ms. */
const LOOK_AGAIN = 60_000;

/** Returns when the next part is due (server clock, milliseconds); null when nothing is left. Throws if it must be tried again. */
export async function deletePart(
  env: Env,
  organization: OrganizationId,
  now: number,
): Promise<number | null> {
  const directory = openDirectory(env.DB);
  const deletedAt = await findDeletedAt(directory, organization);
  if (deletedAt === null) return null;
  await markLibrariesDeleted(directory, organization, now);
  const [rooms, people, libraries] = await Promise.all([
    listRoomsOf(directory, organization, PART),
    listFormerMembers(directory, organization, PART),
    listLibrariesOf(directory, organization, LIBRARIES),
  ]);
  await all([
    ...people.map((user) => deleteInbox(env, organization, user)),
    ...rooms.map((room) => deleteRoom(env, organization, room)),
    ...libraries.map((library) => deleteLibrary(env, organization, library, now)),
  ]);
  if (rooms.length === PART || people.length === PART) return now;
  if (now < deletedAt + GRACE) return deletedAt + GRACE;
  if (libraries.length > 0) return now + LOOK_AGAIN;
  // After the rooms, so that none of them tells it anything more.
  await searchStub(env, organization).erase();
  await deskStub(env, organization).erase();
  await webhooksStub(env, organization).erase();
  await deleteFiles(env.FILES, `${organization}/`);
  await deleteOrganizationRows(directory, organization);
  return null;
}

async function deleteInbox(env: Env, organization: OrganizationId, user: UserId): Promise<void> {
  await inboxStub(env, organization, user).erase();
  await deleteFormerMember(openDirectory(env.DB), organization, user);
}

async function deleteRoom(env: Env, organization: OrganizationId, room: RoomId): Promise<void> {
  await roomStub(env, room).erase();
  await deleteFiles(env.FILES, `${organization}/${room}/`);
  await deleteRoomRows(openDirectory(env.DB), room);
}

async function deleteLibrary(
  env: Env,
  organization: OrganizationId,
  library: LibraryId,
  now: number,
): Promise<void> {
  await sweepLibrary(env, { organization, library }, now);
}

async function deleteFiles(files: R2Bucket, prefix: string): Promise<void> {
  let isMore = true;
  while (isMore) {
    const { objects, truncated } = await files.list({ prefix });
    if (objects.length > 0) await files.delete(objects.map(({ key }) => key));
    isMore = truncated;
  }
}

/** All are done before a failure is reported, so that one object that cannot be reached does not stop the others. */
async function all(works: Promise<void>[]): Promise<void> {
  const results = await Promise.allSettled(works);
  const failure = results.find((result) => result.status === "rejected");
  if (failure !== undefined) throw failure.reason;
}
