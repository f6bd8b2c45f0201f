import type { ReadState, RoomDetails } from "../../../shared/api-rooms.ts";
import { capabilitiesOf } from "../../../shared/permissions.ts";
import type { Caller } from "./actor.ts";
import { countUnread } from "./cursors.ts";
import { countMembers, findMember, type MemberRow } from "./rows/member-row.ts";
import { readRoom } from "./rows/room-row.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** How the room stands for a member; null for anybody else. */
export function roomDetails(store: SqlStore, { user, scopes }: Caller): RoomDetails | null {
  const member = findMember(store, user);
  if (member === null || member.role === null) return null;
  const {
    id,
    kind,
    name,
    head,
    epoch,
    takeover_by: takeover,
    branch,
    topic,
    posting,
    is_public,
  } = readRoom(store);
  const { role } = member;
  return {
    id,
    kind,
    name,
    role,
    capabilities: capabilitiesOf(role, kind, scopes),
    head,
    epoch,
    members: countMembers(store),
    takeover,
    branch,
    topic,
    posting,
    isPublic: is_public === 1,
    ...readState(store, member),
  };
}

function readState(store: SqlStore, member: MemberRow): ReadState {
  return { read: member.read, ...countUnread(store, member) };
}
