import type { UserId } from "../../../../shared/ids.ts";
import { allowed, type Role, type Scopes } from "../../../../shared/permissions.ts";
import type { Member } from "../../../../shared/protocol/events.ts";
import type { Seq } from "../../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../../storage/sql.ts";
import { kindOf } from "./room-row.ts";

export type MemberRow = {
  user: UserId;
  name: string;
  role: Role | null;
  delivered: Seq;
  read: Seq;
  /** The read cursor that others see. */
  shown_read: Seq;
  /** The seq at which the person's current membership began. */
  joined: Seq;
  /** Up to here, all threads are read. */
  threads_read: Seq;
  /** How often this person has changed what they follow or have read of threads. */
  thread_moves: number;
};

type CurrentMember = Pick<MemberRow, "user" | "name"> & { role: Role };

export function findMember(store: SqlStore, user: UserId): MemberRow | null {
  return store.first<MemberRow>("SELECT * FROM members WHERE user = ?", user);
}

/** The person's current role; null if they are not a member. */
export function roleOf(store: SqlStore, user: UserId): Role | null {
  return findMember(store, user)?.role ?? null;
}

export function mayWrite(store: SqlStore, { user, scopes }: { user: UserId; scopes: Scopes }): boolean {
  const role = roleOf(store, user);
  return role !== null && allowed({ role, scopes }, "write", kindOf(store));
}

/** Current and former members. */
export function allPeople(store: SqlStore): Member[] {
  return store.all<Pick<MemberRow, "user" | "name" | "role">>(
    "SELECT user, name, role FROM members ORDER BY user",
  );
}

export function currentMembers(store: SqlStore): MemberRow[] {
  return store.all<MemberRow>("SELECT * FROM members WHERE role IS NOT NULL ORDER BY user");
}

/** The members after this one, in the order of their ids. */
export function membersAfter(store: SqlStore, after: UserId | null, limit: number): CurrentMember[] {
  return store.all<CurrentMember>(
    "SELECT user, name, role FROM members WHERE role IS NOT NULL AND user > ? ORDER BY user LIMIT ?",
    after ?? "",
    limit,
  );
}

export function countMembers(store: SqlStore): number {
  const row = store.first<{ count: number }>("SELECT count(*) AS count FROM members WHERE role IS NOT NULL");
  return row?.count ?? 0;
}

/** Reads at most `limit` + 1 rows, whatever the size of the room. */
export function hasMoreMembersThan(store: SqlStore, limit: number): boolean {
  const row = store.first<{ count: number }>(
    "SELECT count(*) AS count FROM (SELECT 1 FROM members WHERE role IS NOT NULL LIMIT ?)",
    limit + 1,
  );
  return (row?.count ?? 0) > limit;
}

export function countOwners(store: SqlStore): number {
  const row = store.first<{ count: number }>("SELECT count(*) AS count FROM members WHERE role = 'owner'");
  return row?.count ?? 0;
}
