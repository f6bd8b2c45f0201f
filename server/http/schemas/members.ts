/** A room as its members see it: how it stands, who is in it, and how far they are. */
import * as z from "zod";
import type {
  AddMember,
  ChangeMember,
  MarkRead,
  Page,
  ReadState,
  ChangeRoom,
  RoomDetails,
  ShowBranch,
  RoomMember,
  RoomSummary,
} from "../../../shared/api-rooms.ts";
import type { RoomId, UserId } from "../../../shared/ids.ts";
import { MAX_PAGE_SIZE, PAGE_SIZE } from "../../../shared/limits.ts";
import { CAPABILITIES, POSTINGS, ROLES, ROOM_KINDS } from "../../../shared/permissions.ts";
import * as fields from "./fields.ts";

const role = z.enum(ROLES).meta({ id: "Role" });
const kind = z.enum(ROOM_KINDS).meta({ id: "RoomKind" });
const posting = z.enum(POSTINGS).meta({ id: "Posting" });
const capabilities = z.array(z.enum(CAPABILITIES)).meta({ id: "Capabilities" });
const limit = fields.numberOr(PAGE_SIZE, z.int().min(1).max(MAX_PAGE_SIZE));

export const roomsAfter = z.object({ after: fields.roomId.exactOptional(), limit });
export const membersAfter = z.object({ after: fields.memberId.exactOptional(), limit });
export const PAGE_HINT = `Ask with after (the \`next\` of the page before) and limit (1 to ${MAX_PAGE_SIZE}).`;

const readFields = {
  read: fields.count,
  unread: fields.count,
  mentions: fields.count,
  inThreads: fields.count,
};

export const readState: z.ZodType<ReadState> = z.strictObject(readFields).meta({ id: "ReadState" });

export const roomList: z.ZodType<Page<RoomSummary, RoomId>> = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: fields.roomId,
        kind,
        name: z.string(),
        peer: z.strictObject({ user: fields.memberId, name: z.string() }).exactOptional(),
        role,
        head: fields.count,
        lastMessageAt: fields.time.nullable(),
        ...readFields,
      }),
    ),
    next: fields.roomId.nullable(),
  })
  .meta({ id: "RoomList" });

export const roomDetails: z.ZodType<RoomDetails> = z
  .strictObject({
    id: fields.roomId,
    kind,
    name: z.string(),
    role,
    capabilities,
    head: fields.count,
    epoch: z.string(),
    members: fields.count,
    takeover: fields.memberId.nullable(),
    branch: fields.branch,
    topic: z.string(),
    posting,
    isPublic: z.boolean(),
    ...readFields,
  })
  .meta({ id: "RoomDetails" });

export const changeRoom: z.ZodType<ChangeRoom> = z
  .object({
    name: z.string().exactOptional(),
    topic: z.string().exactOptional(),
    posting: posting.exactOptional(),
    isPublic: z.boolean().exactOptional(),
  })
  .meta({ id: "ChangeRoom" });

export const showBranch: z.ZodType<ShowBranch> = z
  .object({ branch: fields.branch })
  .meta({ id: "ShowBranch" });

export const member: z.ZodType<RoomMember> = z
  .strictObject({
    user: fields.memberId,
    name: z.string(),
    kind: z.enum(["person", "agent", "visitor"]),
    role,
  })
  .meta({ id: "RoomMember" });

export const memberList: z.ZodType<Page<RoomMember, UserId>> = z
  .strictObject({
    items: z.array(member),
    next: fields.memberId.nullable(),
  })
  .meta({ id: "MemberList" });

/** Nobody is made a visitor: a visitor comes through a widget. */
const given = z.enum(["owner", "admin", "member", "viewer"]).meta({ id: "GivenRole" });

export const addMember: z.ZodType<AddMember> = z
  .object({
    user: fields.memberId,
    role: given.exactOptional(),
  })
  .meta({ id: "AddMember" });
export const changeMember: z.ZodType<ChangeMember> = z.object({ role: given }).meta({ id: "ChangeMember" });
export const markRead: z.ZodType<MarkRead> = z
  .object({
    seq: fields.count,
    private: z.boolean().exactOptional(),
    threads: z.literal(true).exactOptional(),
  })
  .meta({ id: "MarkRead" });
