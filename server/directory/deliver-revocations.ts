import { isAgentId } from "../../shared/ids.ts";
import { deskStub, inboxStub, roomStub } from "../bindings/object-stubs.ts";
import type { Env } from "../bindings/env.ts";
import { isDeleted } from "./delete-account.ts";
import { openDirectory, type Directory } from "./directory.ts";
import { findMembership } from "./organizations.ts";
import {
  findHolders,
  listOpenRevocations,
  markDelivered,
  REVOCATION_BATCH,
  type Revocation,
} from "./revocations.ts";

/**
 * Delivers a batch of open revocations to the objects concerned. If an object cannot be reached, the row stays open for the
 * sweeper. Returns whether to continue: more may be open, and at least one delivery succeeded.
 */
export async function deliverRevocations(env: Env, now: number): Promise<boolean> {
  const open = await listOpenRevocations(openDirectory(env.DB), now);
  const delivered = await Promise.all(open.map((revocation) => deliver(env, revocation, now)));
  return open.length === REVOCATION_BATCH && delivered.includes(true);
}

/** Returns whether all objects were reached. */
async function deliver(env: Env, revocation: Revocation, now: number): Promise<boolean> {
  const directory = openDirectory(env.DB);
  if (await isOvertaken(directory, revocation)) {
    await markDelivered(directory, revocation, now);
    return true;
  }
  const holders = await findHolders(directory, revocation);
  const isGone =
    revocation.type === "person" &&
    !isAgentId(revocation.user) &&
    (await isDeleted(directory, revocation.user));
  const results = await Promise.allSettled([
    ...holders.rooms.map(async (room) => {
      const object = roomStub(env, room);
      await (revocation.type === "grant"
        ? object.endGrant(revocation.grant)
        : isGone
          ? object.forgetPerson(revocation.user)
          : object.removePerson(revocation.user));
    }),
    ...holders.inboxes.map(async (organization) => {
      const object = inboxStub(env, organization, revocation.user);
      await (revocation.type === "grant" ? object.endGrant(revocation.grant) : object.removePerson());
    }),
    ...holders.inboxes.map(async (organization) => {
      const object = deskStub(env, organization);
      await (revocation.type === "grant"
        ? object.endGrant(revocation.grant)
        : object.dismiss(revocation.user));
    }),
  ]);
  const failures = results.filter((result) => result.status === "rejected");
  if (failures.length === 0) {
    await markDelivered(directory, revocation, now);
    return true;
  }
  console.error("revocation not delivered", {
    revocation: revocation.id,
    reasons: failures.map((f) => f.reason),
  });
  return false;
}

/** The second delivery must not remove a person who was invited again after the first. */
async function isOvertaken(directory: Directory, revocation: Revocation): Promise<boolean> {
  if (revocation.type !== "person" || !revocation.repeated) return false;
  return (await findMembership(directory, revocation.organization, revocation.user)) !== null;
}
