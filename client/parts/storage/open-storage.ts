import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { openIndexedDbStorage } from "../../sdk/storage/indexed-db.ts";
import { countEntries, forgetStoredDrafts } from "../../sdk/storage/existing-database.ts";
import { openIndexedDbViews } from "../../sdk/storage/indexed-db-views.ts";
import { noViewCache, type ViewCache } from "../../sdk/view-cache.ts";
import type { DraftStorage } from "../../sdk/drafts/types.ts";

/** Increase this number when the shape of `RoomView` or `InboxEntry` changes. */
const SHAPE = 2;

const storageName = (organization: OrganizationId, user: UserId): string => `parley:${organization}:${user}`;
const viewsName = (organization: OrganizationId, user: UserId): string =>
  `parley:views:${organization}:${user}`;

/** Opens the store of views that were shown here, used without a network. If the browser forbids storage, each start begins empty. */
export async function openViews(organization: OrganizationId, user: UserId): Promise<ViewCache> {
  try {
    return await openIndexedDbViews(viewsName(organization, user), SHAPE);
  } catch {
    return noViewCache;
  }
}

/**
 * Deletes a person's conversations from this device. What is stored nowhere else stays: waiting messages, and drafts that the inbox does
 * not have. `isAll`: they are deleted too, as the person has asked for.
 */
export async function forgetOnDevice(
  organizations: readonly OrganizationId[],
  user: UserId,
  isAll: boolean,
): Promise<void> {
  for (const organization of organizations) {
    const storage = storageName(organization, user);
    try {
      indexedDB.deleteDatabase(viewsName(organization, user));
      if (isAll) indexedDB.deleteDatabase(storage);
      else await forgetStoredDrafts(storage);
    } catch {
      // The browser forbids storage, or nothing was stored. Then there is nothing to delete.
    }
  }
}

/** Messages of this person that wait on this device, in all of these organizations. */
export async function countWaiting(organizations: readonly OrganizationId[], user: UserId): Promise<number> {
  const counts = await Promise.all(
    organizations.map((organization) => countEntries(storageName(organization, user)).catch(() => 0)),
  );
  return counts.reduce((sum, count) => sum + count, 0);
}

/** Opens one database per person and organization. If the browser forbids IndexedDB, unsent messages are kept in this tab only. */
export async function openStorage(organization: OrganizationId, user: UserId): Promise<DraftStorage> {
  try {
    return await openIndexedDbStorage(storageName(organization, user));
  } catch {
    return (await import("../../sdk/storage/memory.ts")).makeMemoryStorage();
  }
}
