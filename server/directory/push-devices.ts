/** Devices that are told by push, one for each session that wants it. */
import { and, eq, gt } from "drizzle-orm";
import type { UserId } from "../../shared/ids.ts";
import type { NewPushDevice } from "../../shared/notices.ts";
import type { Directory } from "./directory.ts";
import { pushDevices, sessions } from "./schema.ts";

export interface PushDevice extends NewPushDevice {
  session: string;
  /** As the browser says it; empty if it says nothing. */
  userAgent: string;
}

/** The newest registration of a session counts. A browser's address belongs to the session that registered it last. */
export async function keepPushDevice(
  directory: Directory,
  { session, user, device, now }: { session: string; user: UserId; device: NewPushDevice; now: number },
): Promise<void> {
  const { endpoint, keys } = device;
  const row = { user, endpoint, ...keys, createdAt: now };
  await directory.batch([
    directory.delete(pushDevices).where(eq(pushDevices.endpoint, endpoint)),
    directory
      .insert(pushDevices)
      .values({ session, ...row })
      .onConflictDoUpdate({ target: pushDevices.session, set: row }),
  ]);
}

/** Whether the session is told by push. */
export async function hasPushDevice(directory: Directory, session: string): Promise<boolean> {
  return (await directory.$count(pushDevices, eq(pushDevices.session, session))) > 0;
}

export async function removePushDevice(directory: Directory, session: string): Promise<void> {
  await directory.delete(pushDevices).where(eq(pushDevices.session, session));
}

/** The push service has said that this address does not exist. A newer registration of the session stays. */
export async function forgetPushAddress(directory: Directory, endpoint: string): Promise<void> {
  await directory.delete(pushDevices).where(eq(pushDevices.endpoint, endpoint));
}

/** Of sessions that have not ended. */
export async function listPushDevices(
  directory: Directory,
  user: UserId,
  now: number,
): Promise<PushDevice[]> {
  const rows = await directory
    .select({ device: pushDevices, userAgent: sessions.userAgent })
    .from(pushDevices)
    .innerJoin(sessions, eq(sessions.id, pushDevices.session))
    .where(and(eq(pushDevices.user, user), eq(sessions.userId, user), gt(sessions.expiresAt, new Date(now))));
  return rows.map(({ device: { session, endpoint, p256dh, auth }, userAgent }) => ({
    ...{ session, endpoint, keys: { p256dh, auth } },
    userAgent: userAgent ?? "",
  }));
}
