/** Parses untrusted text into a frame with a valid shape for the desk. Never throws. */
import * as z from "zod/mini";
import type { DeskSignal } from "../desk.ts";
import { isRoomId, type RoomId } from "../ids.ts";
import type { Ack, Hello } from "./frames.ts";
import { parseWith, type Parsed } from "./parse.ts";
import { ack, hello } from "./shapes.ts";

const deskFrame = z.discriminatedUnion("type", [
  hello,
  ack,
  z.object({ type: z.literal("answering"), room: z.custom<RoomId>(isRoomId), on: z.boolean() }),
  z.object({ type: z.literal("away"), on: z.boolean() }),
]);

export function parseDeskFrame(
  data: string | ArrayBuffer | ArrayBufferView,
): Parsed<DeskSignal | Hello | Ack> {
  return parseWith(deskFrame, data);
}
