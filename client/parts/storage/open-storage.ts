import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { forgetStoredDrafts, openIndexedDbStorage } from "../../sdk/storage/indexed-db.ts";
import { openIndexedDbViews } from "../../sdk/storage/indexed-db-views.ts";
import { makeMemoryStorage } from "../../sdk/storage/memory.ts";
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
 * Deletes a person's data from this device after signing out. No conversation stays. Of the drafts, only those stay that are stored
 * nowhere else.
 */
export async function forgetOnDevice(organizations: readonly OrganizationId[], user: UserId): Promise<void> {
  for (const organization of organizations) {
    indexedDB.deleteDatabase(viewsName(organization, user));
    await forgetStoredDrafts(storageName(organization, user)).catch(() => undefined);
  }
}

/** Opens one database per person and organization. If the browser forbids IndexedDB, unsent messages are kept in this tab only. */
export async function openStorage(organization: OrganizationId, user: UserId): Promise<DraftStorage> {
  try {
    return await openIndexedDbStorage(storageName(organization, user));
  } catch {
    return makeMemoryStorage();
  }
}
