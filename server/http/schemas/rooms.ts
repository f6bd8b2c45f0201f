import * as z from "zod";
import type { CatchUp, NewShare, RoomReference, Share } from "../../../shared/api.ts";
import { ATTACHMENT_TYPES, type Attachment, type FilesPage } from "../../../shared/attachments.ts";
import type { Page, PublicRoom } from "../../../shared/api-rooms.ts";
import type { RoomId } from "../../../shared/ids.ts";
import { MAX_MEMBERS, MAX_NAME_LENGTH, MAX_PAGE_SIZE, PAGE_SIZE } from "../../../shared/limits.ts";
import { MAX_SHARE_LIFETIME } from "../../directory/shares.ts";
import * as fields from "./fields.ts";

/** The other members. Two places are reserved: for the creator, and for the default agent if no agent is named. */
const others = z.array(fields.memberId).max(MAX_MEMBERS - 2);

export const newRoom = z
  .discriminatedUnion("kind", [
    z.object({ kind: z.literal("direct"), members: z.array(fields.memberId).length(1) }),
    z.object({ kind: z.literal("group"), name: fields.name, members: others }),
    z.object({ kind: z.literal("session"), name: fields.name.optional(), members: others }),
  ])
  .meta({ id: "NewRoom" });
export type NewRoom = z.infer<typeof newRoom>;

export const room: z.ZodType<RoomReference> = z
  .strictObject({ id: fields.roomId })
  .meta({ id: "RoomReference" });

export const publicRoomsAfter = z.object({
  q: z.string().max(MAX_NAME_LENGTH).exactOptional(),
  after: fields.roomId.exactOptional(),
  limit: fields.numberOr(PAGE_SIZE, z.int().min(1).max(MAX_PAGE_SIZE)),
});

export const publicRooms: z.ZodType<Page<PublicRoom, RoomId>> = z
  .strictObject({
    items: z.array(
      z.strictObject({
        id: fields.roomId,
        name: z.string(),
        topic: z.string(),
        members: fields.count,
        joined: z.boolean(),
      }),
    ),
    next: fields.roomId.nullable(),
  })
  .meta({ id: "PublicRooms" });

const access = z.enum(["view", "join"]);

export const newShare = z.object({ access, lifetime: z.int().min(1).max(MAX_SHARE_LIFETIME) });

const shareFields = {
  id: fields.shareId,
  access,
  createdBy: z.strictObject({ id: fields.userId, name: z.string() }),
  createdAt: fields.time,
  expiresAt: fields.time,
  opened: fields.count,
};

export const share: z.ZodType<Share> = z.strictObject(shareFields).meta({ id: "Share" });

export const shareWithToken: z.ZodType<NewShare> = z
  .strictObject({ ...shareFields, token: z.string() })
  .meta({ id: "NewShare" });

/** `since`: the last seq that the person has read. */
export const catchUpQuestion = z.object({ since: fields.count });

export const catchUp: z.ZodType<CatchUp> = z
  .strictObject({
    points: z.array(z.strictObject({ text: z.string(), seqs: z.array(fields.count) })),
    messages: fields.count,
    more: z.boolean(),
  })
  .meta({ id: "CatchUp" });

export const attachment: z.ZodType<Attachment> = z
  .strictObject({
    id: fields.attachmentId,
    name: z.string(),
    bytes: fields.count,
    type: z.enum(ATTACHMENT_TYPES),
    width: fields.count.exactOptional(),
    height: fields.count.exactOptional(),
  })
  .meta({ id: "Attachment" });

export const filesBefore = z.object({ before: z.coerce.number().int().min(0).optional() });

export const filesPage: z.ZodType<FilesPage> = z
  .strictObject({
    messages: z.array(
      z.strictObject({
        message: fields.count,
        author: fields.userId,
        name: z.string(),
        at: fields.count,
        files: z.array(attachment),
      }),
    ),
    next: fields.count.nullable(),
  })
  .meta({ id: "FilesPage" });
