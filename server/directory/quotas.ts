/** Quotas of what people create, within QUOTA_WINDOW. */
import { and, eq, inArray, lte, ne } from "drizzle-orm";
import { isAgentId, type OrganizationId, type UserId } from "../../shared/ids.ts";
import {
  MAX_FORCED_SIGN_OUTS,
  MAX_INVITATIONS_TO_ADDRESS,
  MAX_MAILED_INVITATIONS,
  MAX_NEW_CHATS,
  MAX_NEW_CHATS_OF_ORGANIZATION,
  MAX_NEW_INVITATIONS,
  MAX_NEW_INVITATIONS_OF_ORGANIZATION,
  MAX_NEW_ORGANIZATIONS,
  MAX_NEW_ROOMS,
  MAX_NEW_ROOMS_FOR_STRANGER,
  MAX_NEW_ROOMS_OF_ORGANIZATION,
  QUOTA_WINDOW,
} from "../../shared/limits.ts";
import { durationInWords } from "../problems/duration.ts";
import { Problem } from "../problems/problem.ts";
import type { Directory } from "./directory.ts";
import { inJsonArray } from "./in-json-array.ts";
import { organizations, roomMembers, rooms } from "./schema.ts";
import { countAttempt, type Allowance } from "./sign-in-attempts.ts";

interface Creator {
  organization: OrganizationId;
  user: UserId;
}

export async function countNewRoom(directory: Directory, { organization, user }: Creator): Promise<void> {
  await count(directory, "You have created many rooms", [
    { subject: `rooms of ${user}`, limit: MAX_NEW_ROOMS },
    { subject: `rooms in ${organization}`, limit: MAX_NEW_ROOMS_OF_ORGANIZATION },
  ]);
}

/** Sessions that programs begin by the chat protocols: one for each new conversation. */
export async function countNewChat(directory: Directory, { organization, user }: Creator): Promise<void> {
  await count(directory, "You have begun many chats", [
    { subject: `chats of ${user}`, limit: MAX_NEW_CHATS },
    { subject: `chats in ${organization}`, limit: MAX_NEW_CHATS_OF_ORGANIZATION },
  ]);
}

export async function countNewOrganization(directory: Directory, user: UserId): Promise<void> {
  await count(directory, "You have created many organizations", [
    { subject: `organizations of ${user}`, limit: MAX_NEW_ORGANIZATIONS },
  ]);
}

export async function countNewInvitation(
  directory: Directory,
  { organization, user }: Creator,
): Promise<void> {
  await count(directory, "You have created many invitations", [
    { subject: `invitations of ${user}`, limit: MAX_NEW_INVITATIONS },
    { subject: `invitations in ${organization}`, limit: MAX_NEW_INVITATIONS_OF_ORGANIZATION },
  ]);
}

/** Counts that the person sends an invitation to the address. */
export async function countMailedInvitation(
  directory: Directory,
  user: UserId,
  email: string,
): Promise<void> {
  await count(directory, "You have sent many invitations", [
    { subject: `mailed invitations of ${user}`, limit: MAX_MAILED_INVITATIONS },
  ]);
  await count(directory, "This address has been sent several invitations", [
    { subject: `invitations to ${email.toLowerCase()}`, limit: MAX_INVITATIONS_TO_ADDRESS },
  ]);
}

export async function countForcedSignOut(directory: Directory, user: UserId): Promise<void> {
  await count(directory, "This person has been signed out many times", [
    { subject: `forced sign-outs of ${user}`, limit: MAX_FORCED_SIGN_OUTS },
  ]);
}

/** Counts that the person puts these people into a new room. People with whom an older room is shared are not counted. */
export async function countNewRoomFor(
  directory: Directory,
  { organization, user }: Creator,
  people: readonly UserId[],
): Promise<void> {
  const others = people.filter((id) => id !== user && !isAgentId(id));
  if (others.length === 0) return;
  const known = await listAcquainted(directory, { organization, user }, others, Date.now() - QUOTA_WINDOW);
  const strangers = others.filter((other) => !known.has(other));
  const allowances = strangers.map((other) => ({
    subject: `rooms of ${user} with ${other}`,
    limit: MAX_NEW_ROOMS_FOR_STRANGER,
  }));
  const wait = await countAttempt(directory, allowances, Date.now(), QUOTA_WINDOW);
  if (wait > 0) throw reached("You have put the same person into many new rooms", wait);
}

/** The people of `others` who share a room with the person that was created before `before`. `#welcome`, in which everyone is, does not count. */
async function listAcquainted(
  directory: Directory,
  { organization, user }: Creator,
  others: readonly UserId[],
  before: number,
): Promise<Set<UserId>> {
  const mine = directory
    .select({ room: roomMembers.room })
    .from(roomMembers)
    .innerJoin(rooms, eq(rooms.id, roomMembers.room))
    .innerJoin(organizations, eq(organizations.id, rooms.organization))
    .where(
      and(
        eq(roomMembers.user, user),
        eq(rooms.organization, organization),
        lte(rooms.createdAt, before),
        ne(rooms.id, organizations.welcomeRoom),
      ),
    );
  const rows = await directory
    .selectDistinct({ user: roomMembers.user })
    .from(roomMembers)
    .where(and(inArray(roomMembers.room, mine), inArray(roomMembers.user, inJsonArray([...others]))));
  return new Set(rows.map((row) => row.user));
}

/** Throws if a limit is reached. The person's own comes first: what it refuses does not count for the organization. */
async function count(directory: Directory, what: string, allowances: Allowance[]): Promise<void> {
  for (const allowance of allowances) {
    const wait = await countAttempt(directory, [allowance], Date.now(), QUOTA_WINDOW);
    if (wait > 0) throw reached(what, wait);
  }
}

const reached = (what: string, wait: number): Problem =>
  new Problem("rate_limited", `${what}. Try again in ${durationInWords(wait)}.`, wait);
