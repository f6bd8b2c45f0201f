import type { UserId } from "../../../shared/ids.ts";
import type { Library } from "../../../shared/knowledge.ts";
import type { Role } from "../../../shared/permissions.ts";

/** What a library says about who may read and change it. `owner`: the person whose notes it holds, if it holds notes. */
export type LibraryRights = Pick<Library, "createdBy" | "readers"> & { owner: UserId | null };

/**
 * What a person is in a library: its maker owns it, owners and admins of the organization are its admins, its readers are viewers.
 * The notes of a person are theirs alone. Null for somebody who may not read it. `role` is theirs in the organization, null outside
 * it. `IS_READER` says the same in SQL.
 */
export function roleInLibrary(
  { user, role }: { user: UserId; role: Role | null },
  { createdBy, readers, owner }: LibraryRights,
): Role | null {
  if (role === null) return null;
  if (owner !== null) return user === owner ? "owner" : null;
  if (user === createdBy) return "owner";
  if (role === "owner" || role === "admin") return "admin";
  return readers === "all" || readers.includes(user) ? "viewer" : null;
}
