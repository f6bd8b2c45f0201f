/** From bytes of a stranger to a frame that an inbox can trust in shape. Never throws. */
import * as z from "zod/mini";
import { isRoomId, type RoomId } from "../ids.ts";
import type { InboxClientFrame } from "./inbox-client-frames.ts";
import { hello, parseWith, ref, type Parsed } from "./parse.ts";

const room = z.custom<RoomId>(isRoomId);
const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/));

const inboxFrame = z.discriminatedUnion("type", [
  hello,
  z.object({ type: z.literal("draft.open"), ref, room, vector: base64 }),
  z.object({ type: z.literal("draft.update"), ref, room, update: base64 }),
]);

export function parseInboxFrame(data: string | ArrayBuffer | ArrayBufferView): Parsed<InboxClientFrame> {
  return parseWith(inboxFrame, data);
}
