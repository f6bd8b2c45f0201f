import type { UserId } from "../../../shared/ids.ts";
import type { Library } from "../../../shared/knowledge.ts";
import type { Role } from "../../../shared/permissions.ts";

/**
 * What a person is in a library: its maker owns it, owners and admins of the organization are its admins, its readers are viewers.
 * Null for somebody who may not read it. `role` is theirs in the organization, null outside it. `IS_READER` says the same in SQL.
 */
export function roleInLibrary(
  { user, role }: { user: UserId; role: Role | null },
  { createdBy, readers }: Pick<Library, "createdBy" | "readers">,
): Role | null {
  if (role === null) return null;
  if (user === createdBy) return "owner";
  if (role === "owner" || role === "admin") return "admin";
  return readers === "all" || readers.includes(user) ? "viewer" : null;
}
