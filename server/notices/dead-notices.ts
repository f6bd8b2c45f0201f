/** Notices that the queue has given up on: they are kept, owners see them, and can send them again. */
import { and, desc, eq, lte } from "drizzle-orm";
import type { OrganizationId } from "../../shared/ids.ts";
import type { DeadNotice } from "../../shared/notices.ts";
import type { Env } from "../bindings/env.ts";
import { ownerOf } from "../bindings/inbox-name.ts";
import type { NoticeEvent } from "../bindings/notice-event.ts";
import { inboxStub } from "../bindings/object-stubs.ts";
import { type Directory, openDirectory } from "../directory/directory.ts";
import { deadNotices, users } from "../directory/schema.ts";
import { eventId } from "./event-id.ts";

const KEPT = 30 * 24 * 60 * 60_000;
const MOST_LISTED = 100;

export async function keepDead(env: Env, event: NoticeEvent): Promise<"done"> {
  const { organization, user } = ownerOf(event.inbox);
  const failed = await inboxStub(env, organization, user).noticeDead(event.key, event.version);
  const reasons = new Set(
    failed.map(({ channel, detail }) => `${channel.split(":")[0]} ${detail ?? ""}`.trim()),
  );
  const row = { failedAt: Date.now(), reason: [...reasons].join(", ") || "unknown", sentAgainAt: null };
  await openDirectory(env.DB)
    .insert(deadNotices)
    .values({ id: await eventId(event), organization, user, key: event.key, version: event.version, ...row })
    .onConflictDoUpdate({ target: deadNotices.id, set: row });
  return "done";
}

/** Newest first. */
export async function listDead(directory: Directory, organization: OrganizationId): Promise<DeadNotice[]> {
  const rows = await directory
    .select({ dead: deadNotices, name: users.name })
    .from(deadNotices)
    .innerJoin(users, eq(users.id, deadNotices.user))
    .where(eq(deadNotices.organization, organization))
    .orderBy(desc(deadNotices.failedAt))
    .limit(MOST_LISTED);
  return rows.map(({ dead: { id, user, key, failedAt, reason, sentAgainAt }, name }) => ({
    ...{ id, person: { user, name }, kind: kindOf(key), failedAt, reason, sentAgainAt },
  }));
}

/** `missing`: there is no such notice. `over`: it means nothing any more, because it was read or replaced. */
export async function sendAgain(
  env: Env,
  organization: OrganizationId,
  id: string,
): Promise<"sent" | "missing" | "over"> {
  const directory = openDirectory(env.DB);
  const [row] = await directory
    .select()
    .from(deadNotices)
    .where(and(eq(deadNotices.id, id), eq(deadNotices.organization, organization)));
  if (row === undefined) return "missing";
  const isSent = await inboxStub(env, organization, row.user).reviveNotice(row.key, row.version);
  if (!isSent) {
    await directory.delete(deadNotices).where(eq(deadNotices.id, id));
    return "over";
  }
  await directory.update(deadNotices).set({ sentAgainAt: Date.now() }).where(eq(deadNotices.id, id));
  return "sent";
}

export async function deleteOldDead(directory: Directory, now: number): Promise<void> {
  await directory.delete(deadNotices).where(lte(deadNotices.failedAt, now - KEPT));
}

const kindOf = (key: string): DeadNotice["kind"] => {
  const [kind = ""] = key.split(/[_:]/);
  return kind === "room" || kind === "reminder" || kind === "task" || kind === "digest" || kind === "test"
    ? kind
    : "unknown";
};
