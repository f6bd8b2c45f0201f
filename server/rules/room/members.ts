/** Members of the room, and changes of membership. */
import { DELETED_ACCOUNT } from "../../../shared/account.ts";
import { isAgentId, isUserId, isVisitorId, type ShareId, type UserId } from "../../../shared/ids.ts";
import { outranks, type Role } from "../../../shared/permissions.ts";
import { CLOSE } from "../../../shared/protocol/codes.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { Done, Effect } from "./effects.ts";
import { forgetTimes } from "./read-receipt-times.ts";
import { appendEvent, nextSeq } from "./rows/log.ts";
import { countOwners, currentMembers, findMember, roleOf } from "./rows/member-row.ts";
import { nextBeat } from "../../storage/schedule.ts";
import { schedule } from "./tasks.ts";
import type { SqlStore } from "../../storage/sql.ts";
import { stopAll } from "./turns/stop.ts";
import { forgetWaiting } from "./uploads.ts";

/** A person that the directory knows, with their name from the directory. */
export interface Person {
  user: UserId;
  name: string;
}

/** Adds a member without a permission check: for `invite`, and for people that the organization adds. */
export function addMember(
  store: SqlStore,
  person: Person,
  role: Role,
  by: { user: UserId; now: number },
  share?: { id: ShareId; expiresAt: number },
): Done {
  if (isMember(store, person.user)) {
    // A member who joined by a share link stays until the newest link that they opened ends.
    if (share !== undefined) keepByShare(store, person.user, share);
    return { effects: [] };
  }
  const seq = nextSeq(store);
  putMember(store, person, role, seq, share?.id);
  if (share !== undefined) keepByShare(store, person.user, share);
  const event = appendEvent(store, {
    type: "member.added",
    seq,
    at: by.now,
    by: by.user,
    user: person.user,
    name: person.name,
    role,
  });
  schedule(store, { task: "directory" }, nextBeat(by.now));
  return { seq, effects: [{ type: "publish", event }] };
}

function keepByShare(
  store: SqlStore,
  user: UserId,
  { id, expiresAt }: { id: ShareId; expiresAt: number },
): void {
  store.run("UPDATE members SET share = ? WHERE user = ? AND share IS NOT NULL", id, user);
  schedule(store, { task: "share", share: id }, expiresAt);
}

export function isMember(store: SqlStore, user: UserId): boolean {
  return roleOf(store, user) !== null;
}

/** Adds a member whose read cursor is at the head: earlier messages are not unread for a new member. */
export function putMember(
  store: SqlStore,
  { user, name }: Person,
  role: Role,
  seq: Seq,
  share?: ShareId,
): void {
  store.run(
    `INSERT INTO members (user, name, role, delivered, read, shown_read, share, joined, threads_read) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (user) DO UPDATE SET name = excluded.name, role = excluded.role, delivered = excluded.delivered,
       read = excluded.read, shown_read = excluded.shown_read, share = excluded.share, joined = excluded.joined,
       threads_read = excluded.threads_read`,
    user,
    name,
    role,
    seq,
    seq,
    seq,
    share ?? null,
    seq,
    seq,
  );
}

/** Ends a share link, and the membership of everyone who joined only by it. */
export function endShare(store: SqlStore, share: ShareId, now: number): Done {
  const users = store.all<{ user: UserId }>(
    "SELECT user FROM members WHERE share = ? AND role IS NOT NULL",
    share,
  );
  const effects = users.flatMap(
    ({ user }) => endMembership(store, user, "member.removed", { user, now }).effects,
  );
  return { effects };
}

/** Removes a person who left the organization, whatever their role. If they are the last owner, another member becomes owner. */
export function leaveOrganization(store: SqlStore, user: UserId, now: number): Done {
  const member = findMember(store, user);
  if (member === null || member.role === null) return { effects: [] };
  const by = { user, now };
  const heir = isLastOwner(store, member.role) ? findHeir(store, user) : null;
  const inherited = heir === null ? [] : grantRole(store, heir, "owner", by).effects;
  const left = endMembership(store, user, "member.left", by);
  return { ...left, effects: [...inherited, ...left.effects] };
}

/** The member with the highest rank, except the one who leaves. The choice among equal ranks is deterministic. */
function findHeir(store: SqlStore, leaving: UserId): UserId | null {
  let heir: { user: UserId; role: Role } | null = null;
  for (const { user, role } of currentMembers(store)) {
    if (user === leaving || role === null || !isUserId(user)) continue;
    if (heir === null || outranks(role, heir.role)) heir = { user, role };
  }
  return heir?.user ?? null;
}

/** Removes a member. Their sockets close before the event is sent, so that they receive nothing more. */
export function endMembership(
  store: SqlStore,
  user: UserId,
  type: "member.left" | "member.removed",
  by: { user: UserId; now: number },
): Done {
  const stopped = isAgentId(user) ? stopAll(store, by, ({ agent }) => agent === user) : [];
  store.run("UPDATE members SET role = NULL, share = NULL WHERE user = ?", user);
  forgetWaiting(store, user, by.now);
  store.run("DELETE FROM mentions WHERE user = ?", user);
  store.run("DELETE FROM thread_followers WHERE user = ?", user);
  forgetTimes(store, user);
  const seq = nextSeq(store);
  const event = appendEvent(store, { type, seq, at: by.now, by: by.user, user });
  schedule(store, { task: "directory" }, nextBeat(by.now));
  if (isAgentId(user)) return { seq, effects: [...stopped, { type: "publish", event }] };
  // A visitor has no inbox.
  if (!isVisitorId(user)) schedule(store, { task: "inbox", user }, nextBeat(by.now));
  const reason = type === "member.left" ? "You left this room." : "You were removed from this room.";
  const dismissal: Effect = { type: "dismiss", user, code: CLOSE.forbidden, reason };
  return { seq, effects: [dismissal, { type: "publish", event }] };
}

/** The role of a member that the organization decides. Nothing changes for who is no member, or has it. */
export function setRole(store: SqlStore, user: UserId, role: Role, by: { user: UserId; now: number }): Done {
  const now = roleOf(store, user);
  return now === null || now === role ? { effects: [] } : grantRole(store, user, role, by);
}

/** Gives a current or former member the name that the directory has now. Idempotent. */
export function renameMember(store: SqlStore, user: UserId, name: string, now: number): Done {
  const member = findMember(store, user);
  if (member === null || member.name === name) return { effects: [] };
  store.run("UPDATE members SET name = ? WHERE user = ?", name, user);
  const seq = nextSeq(store);
  const event = appendEvent(store, { type: "member.renamed", seq, at: now, by: user, user, name });
  return { seq, effects: [{ type: "publish", event }] };
}

/** The person has deleted the account: no event of the log keeps a name that they had. Idempotent. */
export function forgetNames(store: SqlStore, user: UserId, now: number): Done {
  const renamed = renameMember(store, user, DELETED_ACCOUNT, now);
  store.run(
    `UPDATE events SET data = json_set(data, '$.name', ?)
     WHERE type IN ('member.added', 'member.renamed') AND json_extract(data, '$.user') = ?`,
    DELETED_ACCOUNT,
    user,
  );
  return renamed;
}

export function grantRole(
  store: SqlStore,
  user: UserId,
  role: Role,
  by: { user: UserId; now: number },
): Done {
  const seq = nextSeq(store);
  store.run("UPDATE members SET role = ?, share = NULL WHERE user = ?", role, user);
  const event = appendEvent(store, { type: "member.role", seq, at: by.now, by: by.user, user, role });
  schedule(store, { task: "directory" }, nextBeat(by.now));
  return { seq, effects: [{ type: "publish", event }] };
}

/** Owners may manage every member; other roles only members of a lower rank. */
export function mayRule(actor: Role, other: Role): boolean {
  return actor === "owner" || outranks(actor, other);
}

export function isLastOwner(store: SqlStore, role: Role): boolean {
  return role === "owner" && countOwners(store) === 1;
}
