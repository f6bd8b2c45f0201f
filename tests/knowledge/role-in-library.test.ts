import { describe, expect, test } from "vitest";
import { mayManageLibrary } from "../../server/knowledge/libraries/libraries.ts";
import { roleInLibrary } from "../../server/knowledge/libraries/role-in-library.ts";
import { mayManageOwn } from "../../server/knowledge/records/documents.ts";
import { ALL_SCOPES, CAPABILITIES, type Role, ROLES, type Scopes } from "../../shared/permissions.ts";
import { ada, grace, linus, organization } from "../support/people.ts";

const handbook = { createdBy: ada, readers: [grace], owner: null };
const reader = (user: typeof ada, scopes: Scopes = ALL_SCOPES) => ({ organization, user, scopes });
const without = (scope: string): Scopes => new Set(CAPABILITIES.filter((each) => each !== scope));

describe("the role in a library", () => {
  test("LIBRARY-2: creators own a library, owners and admins of the organization manage it, readers read it, others have no role", () => {
    const table = ROLES.map((role) => [
      role,
      ...[ada, grace, linus].map((user) => roleInLibrary({ user, role }, handbook)),
    ]);
    expect(table).toEqual([
      ["owner", "owner", "admin", "admin"],
      ["admin", "owner", "admin", "admin"],
      ["member", "owner", "viewer", null],
      ["viewer", "owner", "viewer", null],
      ["visitor", "owner", "viewer", null],
    ]);
    expect(
      roleInLibrary({ user: linus, role: "member" }, { createdBy: ada, readers: "all", owner: null }),
    ).toBe("viewer");
    expect(roleInLibrary({ user: ada, role: null }, handbook)).toBeNull();
  });

  test("NOTE-1: notes are their owner's alone, whatever the role of others is, and nobody's outside of the organization", () => {
    const notes = { createdBy: ada, readers: [], owner: ada };
    for (const role of ROLES) {
      expect(roleInLibrary({ user: ada, role }, notes)).toBe("owner");
      expect(roleInLibrary({ user: grace, role }, notes)).toBeNull();
      // Neither the readers nor the person who made it count.
      expect(roleInLibrary({ user: grace, role }, { ...notes, createdBy: grace, readers: "all" })).toBeNull();
    }
    expect(roleInLibrary({ user: ada, role: null }, notes)).toBeNull();
  });

  test("LIBRARY-3, SCOPE-1: changing a library needs the role and scope manage; changing an own document needs the scope write", () => {
    const may = (user: typeof ada, role: Role, scopes?: Scopes) =>
      mayManageLibrary(reader(user, scopes), role, handbook);
    expect([may(ada, "member"), may(linus, "admin"), may(grace, "member"), may(linus, "member")]).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(may(ada, "owner", without("manage"))).toBe(false);
    expect(mayManageOwn(reader(grace), { createdBy: grace })).toBe(true);
    expect(mayManageOwn(reader(grace, without("write")), { createdBy: grace })).toBe(false);
    expect(mayManageOwn(reader(grace), { createdBy: ada })).toBe(false);
  });
});
