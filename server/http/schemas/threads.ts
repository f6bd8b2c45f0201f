/** Threads of rooms, as a person who follows them sees them. */
import * as z from "zod";
import type { ChangeThread, ThreadList } from "../../../shared/api-rooms.ts";
import { MAX_PAGE_SIZE } from "../../../shared/limits.ts";
import type { OwnThread } from "../../../shared/protocol/frames.ts";
import * as fields from "./fields.ts";
import { message, messagesBefore } from "./messages.ts";

const own = { root: fields.seq, follows: z.boolean(), read: fields.count, unread: fields.count };

export const ownThread: z.ZodType<OwnThread> = z.strictObject(own).meta({ id: "OwnThread" });

export const threadList: z.ZodType<ThreadList> = z
  .strictObject({
    items: z.array(z.strictObject({ ...own, message }).meta({ id: "FollowedThread" })),
    next: fields.seq.nullable(),
  })
  .meta({ id: "ThreadList" });

export const threadsBefore = messagesBefore.extend({
  unread: z
    .enum(["true", "false"])
    .transform((text) => text === "true")
    .default(false),
});
export const THREADS_HINT = `Ask with before (a seq), limit (1 to ${MAX_PAGE_SIZE}), and unread (true or false).`;

export const changeThread: z.ZodType<ChangeThread> = z
  .object({ read: fields.count.exactOptional(), follows: z.boolean().exactOptional() })
  .meta({ id: "ChangeThread" });
