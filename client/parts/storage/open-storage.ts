import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { forgetStoredDrafts, openIndexedDbStorage } from "../../sdk/storage/indexed-db.ts";
import { openIndexedDbViews } from "../../sdk/storage/indexed-db-views.ts";
import { makeMemoryStorage } from "../../sdk/storage/memory.ts";
import { noViewCache, type ViewCache } from "../../sdk/view-cache.ts";
import type { DraftStorage } from "../../sdk/drafts/types.ts";

/** Rises with the shape of `RoomView` and `InboxEntry`. */
const SHAPE = 2;

const storageName = (organization: OrganizationId, user: UserId): string => `parley:${organization}:${user}`;
const viewsName = (organization: OrganizationId, user: UserId): string =>
  `parley:views:${organization}:${user}`;

/** What was shown here, for when there is no network; a browser that forbids it begins with nothing each time. */
export async function openViews(organization: OrganizationId, user: UserId): Promise<ViewCache> {
  try {
    return await openIndexedDbViews(viewsName(organization, user), SHAPE);
  } catch {
    return noViewCache;
  }
}

/** Whoever signs out leaves no conversation behind on this device, and of unsent words only those that are nowhere else. */
export async function forgetOnDevice(organizations: readonly OrganizationId[], user: UserId): Promise<void> {
  for (const organization of organizations) {
    indexedDB.deleteDatabase(viewsName(organization, user));
    await forgetStoredDrafts(storageName(organization, user)).catch(() => undefined);
  }
}

/** One database per person and organization. A browser that forbids IndexedDB keeps unsent messages in this tab only. */
export async function openStorage(organization: OrganizationId, user: UserId): Promise<DraftStorage> {
  try {
    return await openIndexedDbStorage(storageName(organization, user));
  } catch {
    return makeMemoryStorage();
  }
}
