import type { LibraryId, OrganizationId, RoomId, UserId } from "../../shared/ids.ts";
import type { Role } from "../../shared/permissions.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import { inboxStub, roomStub } from "../bindings/object-stubs.ts";
import type { Env } from "../bindings/env.ts";
import type { MessagesSince } from "../rules/room/messages-since.ts";
import { markAgentWelcomed, type UnwelcomedAgent } from "./agents.ts";
import { openDirectory } from "./directory.ts";
import { markRoleTold, markWelcomed, type UntoldRole } from "./memberships.ts";
import type { Membership } from "./organizations.ts";
import { Problem } from "../problems/problem.ts";
import { DAMAGED_MESSAGE } from "../storage/storage-fault.ts";
import { markReady, type RoomRow } from "./rooms.ts";
import { markEnded, type OpenShare, type RevokedShare } from "./shares.ts";

/** Calls from the directory to rooms and inboxes. Each may be repeated. */

export async function finishRoom(env: Env, room: Pick<RoomRow, "id" | "spec">, now: number): Promise<void> {
  const object = roomStub(env, room.id);
  await object.ensureCreated(room.spec);
  await markReady(openDirectory(env.DB), room.id, now);
}

export async function welcome(
  env: Env,
  { organization }: Membership,
  person: { user: UserId; name: string },
  now: number,
): Promise<void> {
  const object = roomStub(env, organization.welcomeRoom);
  await object.addMember({ ...person, role: organization.role });
  await markWelcomed(openDirectory(env.DB), organization, person.user, now);
}

/** Gives the person the role in `#welcome` that they have in the organization. */
export async function tellRole(env: Env, untold: UntoldRole, by: UserId = untold.user): Promise<void> {
  const object = roomStub(env, untold.welcomeRoom);
  await object.setRole(untold.user, untold.role, by);
  await markRoleTold(openDirectory(env.DB), untold);
}

/** The devices of these people learn that the organization or its people have changed, and ask for the news. */
export async function tellChange(env: Env, organization: OrganizationId, people: UserId[]): Promise<void> {
  const told = await Promise.allSettled(
    people.map(async (user) => inboxStub(env, organization, user).tellOrganization()),
  );
  // Nothing depends on it: a device asks again when it connects.
  const failure = told.find((result) => result.status === "rejected");
  if (failure !== undefined) console.error("devices were not told of a change", { reason: failure.reason });
}

export async function welcomeAgent(env: Env, agent: UnwelcomedAgent, now: number): Promise<void> {
  const { user, name } = agent;
  await addToRoom(env, agent.welcomeRoom, { user, name });
  await markAgentWelcomed(openDirectory(env.DB), agent.organization, now);
}

export async function addToRoom(
  env: Env,
  room: RoomId,
  person: { user: UserId; name: string },
): Promise<void> {
  const object = roomStub(env, room);
  await object.addMember({ ...person, role: "member" });
}

/** The person's role according to the room; null if the person is not a member. */
export async function roleInRoom(env: Env, room: RoomRow, user: UserId, now: number): Promise<Role | null> {
  if (room.readyAt === null) await finishRoom(env, room, now);
  const object = roomStub(env, room.id);
  const role = await object.roleOf(user);
  if (role === null && !(await object.isCreated())) throw new Problem("damaged", DAMAGED_MESSAGE);
  return role;
}

/** For a member of the room. */
export async function messagesSinceInRoom(
  env: Env,
  room: RoomId,
  since: Seq,
  unreadable: LibraryId[],
): Promise<MessagesSince> {
  const object = roomStub(env, room);
  return object.messagesSince(since, unreadable);
}

/** A person who is already a member keeps their role. */
export async function admitByShare(
  env: Env,
  { id, room, access, expiresAt }: OpenShare,
  person: { user: UserId; name: string },
): Promise<void> {
  const object = roomStub(env, room);
  const role = access === "view" ? "viewer" : "member";
  await object.addMember({ ...person, role, share: { id, expiresAt } });
}

export async function endShare(env: Env, share: RevokedShare, now: number): Promise<void> {
  const object = roomStub(env, share.room);
  await object.endShare(share.id);
  await markEnded(openDirectory(env.DB), share, now);
}

/** Everything of a deleted organization is deleted by its meter, part by part. Returns after the first part. */
export async function startDeletion(env: Env, organization: OrganizationId): Promise<void> {
  await env.METER.getByName(organization).deleteOrganization(organization);
}
