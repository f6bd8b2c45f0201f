/** Parses untrusted text into a frame with a valid shape for the room. Never throws. */
import * as z from "zod/mini";
import { MAX_PAGE_SIZE } from "../limits.ts";
import type { ErrorCode } from "./codes.ts";
import type { ClientFrame, Ref } from "./frames.ts";
import { commandShapes, delivered, mentions, messageId, seq } from "./room-shapes.ts";
import { ack, base64, draftEpoch, hello, ref } from "./shapes.ts";

export type Parsed<Frame = ClientFrame> =
  { ok: true; frame: Frame } | { ok: false; code: Extract<ErrorCode, "bad_json" | "bad_type">; ref?: Ref };

/** One or two Yjs relative positions. The server does not interpret them. */
const caret = z.string().check(z.regex(/^[A-Za-z0-9+/]{1,40}={0,2}( [A-Za-z0-9+/]{1,40}={0,2})?$/));

const clientFrame = z.discriminatedUnion("type", [
  hello,
  ack,
  ...commandShapes,
  delivered,
  z.object({
    type: z.literal("history"),
    ref,
    before: seq,
    limit: z.exactOptional(z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE))),
    branch: z.exactOptional(seq),
    through: z.exactOptional(seq),
    thread: z.exactOptional(seq),
  }),
  z.object({ type: z.literal("heldMessage"), ref, target: seq }),
  z.object({ type: z.literal("contextReceipt"), ref, target: seq }),
  z.object({ type: z.literal("readReceipts"), ref, target: seq }),
  z.object({ type: z.literal("steps"), ref, target: seq }),
  z.object({ type: z.literal("compose.open"), ref, epoch: draftEpoch, vector: base64 }),
  z.object({
    type: z.literal("compose.update"),
    ref,
    epoch: draftEpoch,
    update: base64,
    caret: z.exactOptional(caret),
  }),
  z.object({ type: z.literal("compose.caret"), caret: z.nullable(caret) }),
  z.object({
    type: z.literal("compose.ready"),
    ref,
    on: z.boolean(),
    hash: z.exactOptional(z.string()),
  }),
  z.object({ type: z.literal("compose.signoff"), ref, on: z.boolean() }),
  z.object({
    type: z.literal("compose.send"),
    ref,
    id: messageId,
    mentions: mentions.mentions,
    replyTo: z.exactOptional(seq),
  }),
  z.object({ type: z.literal("compose.close"), ref }),
  z.object({ type: z.literal("parts"), target: seq, attempt: z.number(), from: z.number() }),
  z.object({ type: z.literal("typing"), on: z.boolean(), thread: z.exactOptional(seq) }),
  z.object({ type: z.literal("presence"), state: z.enum(["active", "idle"]) }),
]);

export function parseFrame(data: string | ArrayBuffer | ArrayBufferView): Parsed {
  return parseWith(clientFrame, data);
}

/** Like `parseFrame`, for another set of frames. */
export function parseWith<Frame>(
  shape: z.ZodMiniType<Frame>,
  data: string | ArrayBuffer | ArrayBufferView,
): Parsed<Frame> {
  if (typeof data !== "string") return { ok: false, code: "bad_type" };
  let value: unknown;
  try {
    value = JSON.parse(data);
  } catch {
    return { ok: false, code: data === "" ? "bad_type" : "bad_json" };
  }
  const result = shape.safeParse(value);
  if (result.success) return { ok: true, frame: result.data };
  return { ok: false, code: "bad_type", ...refOf(value) };
}

/** The `ref` of a frame with an invalid shape, so that the sender can see which frame was invalid. */
function refOf(value: unknown): { ref?: Ref } {
  if (typeof value !== "object" || value === null || !("ref" in value)) return {};
  const result = ref.safeParse(value.ref);
  return result.success ? { ref: result.data } : {};
}
