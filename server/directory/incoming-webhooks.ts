/** Incoming webhooks: addresses with a secret by which programs write into one room. Only a hash of the secret is stored. */
import { and, asc, eq, isNull, lt, or } from "drizzle-orm";
import type { OrganizationId, RoomId, UserId, WebhookId } from "../../shared/ids.ts";
import type { IncomingWebhook } from "../../shared/incoming-webhooks.ts";
import type { Directory } from "./directory.ts";
import { isNotReplaced } from "./replaced-secrets.ts";
import { hashToken, isToken } from "./secrets.ts";
import { incomingWebhooks, members, rooms, users } from "./schema.ts";

/** A use is noted at most once a minute, milliseconds. */
const NOTED_EVERY = 60_000;

interface IncomingSpec {
  id: WebhookId;
  organization: OrganizationId;
  room: RoomId;
  user: UserId;
  token: string;
  by: UserId;
  requestKey: string | null;
}

/** A repeated request gets what the first one made. */
export async function createIncoming(
  directory: Directory,
  { token, by: createdBy, requestKey, ...spec }: IncomingSpec,
  now: number,
): Promise<IncomingWebhook | null> {
  const row = { ...spec, tokenHash: await hashToken(token), createdBy, createdAt: now, requestKey };
  await directory.insert(incomingWebhooks).values(row).onConflictDoNothing();
  const key =
    requestKey === null ? eq(incomingWebhooks.id, spec.id) : eq(incomingWebhooks.requestKey, requestKey);
  const [made] = await select(directory).where(key);
  return made ?? null;
}

/** Oldest first. */
export async function listIncoming(
  directory: Directory,
  organization: OrganizationId,
): Promise<IncomingWebhook[]> {
  return select(directory)
    .where(eq(incomingWebhooks.organization, organization))
    .orderBy(asc(incomingWebhooks.createdAt), asc(incomingWebhooks.id));
}

export async function findIncoming(
  directory: Directory,
  organization: OrganizationId,
  id: WebhookId,
): Promise<IncomingWebhook | null> {
  const [row] = await select(directory).where(
    and(eq(incomingWebhooks.organization, organization), eq(incomingWebhooks.id, id)),
  );
  return row ?? null;
}

/** What an address stands for; null if it never was one, or is none any more. */
export async function findByToken(
  directory: Directory,
  token: string,
): Promise<Pick<IncomingSpec, "id" | "organization" | "room" | "user"> | null> {
  if (!isToken(token)) return null;
  const { id, organization, room, user } = incomingWebhooks;
  const [row] = await directory
    .select({ id, organization, room, user })
    .from(incomingWebhooks)
    .innerJoin(members, and(eq(members.user, user), eq(members.organization, organization)))
    .where(eq(incomingWebhooks.tokenHash, await hashToken(token)));
  return row ?? null;
}

/** The address before ends at once. False if the webhook is gone, or had this address before the one that it has now. */
export async function replaceToken(directory: Directory, id: WebhookId, token: string): Promise<boolean> {
  const tokenHash = await hashToken(token);
  const replaced = await directory
    .update(incomingWebhooks)
    .set({ tokenHash })
    .where(and(eq(incomingWebhooks.id, id), isNotReplaced(tokenHash)))
    .returning({ id: incomingWebhooks.id });
  return replaced.length > 0;
}

export async function noteUse(directory: Directory, id: WebhookId, now: number): Promise<void> {
  const isLongAgo = or(isNull(incomingWebhooks.usedAt), lt(incomingWebhooks.usedAt, now - NOTED_EVERY));
  await directory
    .update(incomingWebhooks)
    .set({ usedAt: now })
    .where(and(eq(incomingWebhooks.id, id), isLongAgo));
}

export const deleteIncomingOf = (directory: Directory, organization: OrganizationId) =>
  directory.delete(incomingWebhooks).where(eq(incomingWebhooks.organization, organization));

function select(directory: Directory) {
  return directory
    .select({
      id: incomingWebhooks.id,
      name: users.name,
      user: incomingWebhooks.user,
      room: incomingWebhooks.room,
      roomName: rooms.name,
      createdBy: incomingWebhooks.createdBy,
      createdAt: incomingWebhooks.createdAt,
      usedAt: incomingWebhooks.usedAt,
    })
    .from(incomingWebhooks)
    .innerJoin(users, eq(users.id, incomingWebhooks.user))
    .innerJoin(rooms, eq(rooms.id, incomingWebhooks.room))
    .$dynamic();
}
