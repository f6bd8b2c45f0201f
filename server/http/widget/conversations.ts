/** A visitor's conversations: the rooms that say that this visitor is in them. */
import { isRoomId, type OrganizationId, type VisitorId } from "../../../shared/ids.ts";
import { MAX_LISTED_CONVERSATIONS } from "../../../shared/limits.ts";
import type { Conversation } from "../../../shared/widget.ts";
import { deskStub, inboxStub, roomStub, searchStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import { deleteRoomRows } from "../../directory/delete-organization.ts";
import { openDirectory } from "../../directory/directory.ts";
import { listProjectedPeople, type RoomRow } from "../../directory/rooms.ts";
import { deleteConversation, listConversations, moveConversation } from "../../directory/visitors.ts";
import { NAMELESS } from "../../principals/visitors/visitor-principal.ts";
import type { OpenedSession } from "../../principals/visitors/open-session.ts";
import { notFound } from "../../problems/problem.ts";
import { findMyRoom } from "../access.ts";

/** Newest first. A room that cannot be asked now is left out. */
export async function conversationsOf(env: Env, visitor: VisitorId): Promise<Conversation[]> {
  const rows = await listConversations(openDirectory(env.DB), visitor, MAX_LISTED_CONVERSATIONS);
  const asked = await Promise.allSettled(
    rows.map(async ({ room }) => roomStub(env, room).conversationOf(visitor)),
  );
  const found = asked.flatMap((one) => {
    if (one.status === "rejected") console.error("a conversation is not listed", { reason: one.reason });
    return one.status === "fulfilled" && one.value !== null ? [one.value] : [];
  });
  return found.sort((a, b) => b.updatedAt - a.updatedAt);
}

/** The visitor's own conversation, or as if there were none. */
export async function findConversation(
  env: Env,
  organization: OrganizationId,
  visitor: VisitorId,
  id: string,
): Promise<RoomRow> {
  const found = isRoomId(id) ? await findMyRoom(env, organization, visitor, id) : null;
  if (found?.role !== "visitor" || found.room.kind !== "support") throw notFound();
  return found.room;
}

/**
 * Conversations of an anonymous session follow the visitor whom the company names. In each room the new member comes before the old one
 * leaves, so that it never has no visitor.
 */
export async function moveConversations(
  env: Env,
  { moved, visitor, session }: Pick<OpenedSession, "moved" | "visitor" | "session">,
): Promise<void> {
  const directory = openDirectory(env.DB);
  for (const room of moved?.rooms ?? []) {
    const object = roomStub(env, room);
    await object.addMember({ user: visitor.id, name: visitor.name ?? NAMELESS, role: "visitor" });
    await moveConversation(directory, room, { visitor: visitor.id, session: session.id });
    if (moved !== null) await object.removePerson(moved.from);
  }
}

/** The visitor's name in all their rooms. */
export async function renameInRooms(env: Env, visitor: VisitorId, name: string): Promise<void> {
  const rows = await listConversations(openDirectory(env.DB), visitor, MAX_LISTED_CONVERSATIONS);
  await Promise.all(
    rows.map(async ({ room }) => {
      const object = roomStub(env, room);
      await object.renameMember(visitor, name);
    }),
  );
}

/** Deletes a conversation for both sides. What fails in between can be repeated: the rows of the directory go last. */
export async function eraseConversation(
  env: Env,
  { organization, ...room }: Pick<RoomRow, "id" | "organization" | "projectedEpoch">,
): Promise<void> {
  const directory = openDirectory(env.DB);
  const people = await listProjectedPeople(directory, room.id);
  await roomStub(env, room.id).erase();
  await Promise.all([
    deskStub(env, organization).forget(room.id),
    searchStub(env, organization).forget(room.id),
    deleteFiles(env.FILES, `${organization}/${room.id}/`),
    ...people.map(async (user) => {
      const inbox = inboxStub(env, organization, user);
      await inbox.dropEntry(room.id, room.projectedEpoch ?? "", Number.MAX_SAFE_INTEGER);
    }),
  ]);
  await deleteConversation(directory, room.id);
  await deleteRoomRows(directory, room.id);
}

async function deleteFiles(files: R2Bucket, prefix: string): Promise<void> {
  let isMore = true;
  while (isMore) {
    const { objects, truncated } = await files.list({ prefix });
    if (objects.length > 0) await files.delete(objects.map(({ key }) => key));
    isMore = truncated;
  }
}
