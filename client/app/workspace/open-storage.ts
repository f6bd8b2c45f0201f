import type { OrganizationId, UserId } from "../../../shared/ids.ts";
import { openIndexedDbStorage } from "../../sdk/storage/indexed-db.ts";
import { makeMemoryStorage } from "../../sdk/storage/memory.ts";
import type { DraftStorage } from "../../sdk/drafts/types.ts";

/** One database per person and organization. A browser that forbids IndexedDB keeps unsent messages in this tab only. */
export async function openStorage(organization: OrganizationId, user: UserId): Promise<DraftStorage> {
  try {
    return await openIndexedDbStorage(`parley:${organization}:${user}`);
  } catch {
    return makeMemoryStorage();
  }
}
