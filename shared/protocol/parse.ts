/** From bytes of a stranger to a frame that the room can trust in shape. Never throws. */
import * as z from "zod/mini";
import { isAgentId, isAttachmentId, isDeviceId, isMemberId, isMessageId, isTurnId } from "../ids.ts";
import type { AgentId, AttachmentId, DeviceId, MessageId, TurnId, UserId } from "../ids.ts";
import { MAX_ATTACHMENTS, MAX_MENTIONS, MAX_PAGE_SIZE, MAX_SPENT_DRAFT } from "../limits.ts";
import { ROLES } from "../permissions.ts";
import type { ErrorCode } from "./codes.ts";
import type { ClientFrame, Ref } from "./frames.ts";

export type Parsed<Frame = ClientFrame> =
  { ok: true; frame: Frame } | { ok: false; code: Extract<ErrorCode, "bad_json" | "bad_type">; ref?: Ref };

// Content-Security-Policy forbids building code from strings, in Workers and in browsers.
z.config({ jitless: true });

export const ref = z.int().check(z.nonnegative());
/** Whether a seq can be one of this room is the room's to say (`bad_cursor`); here it is any number that JSON can hold. */
const seq = z.number();
const userId = z.custom<UserId>(isMemberId);
const agentId = z.custom<AgentId>(isAgentId);
const turn = z.custom<TurnId>(isTurnId);
const messageId = z.custom<MessageId>(isMessageId);
const deviceId = z.custom<DeviceId>(isDeviceId);
const attachmentId = z.custom<AttachmentId>(isAttachmentId);
const role = z.enum(ROLES);
const mentions = z.exactOptional(z.array(userId).check(z.maxLength(MAX_MENTIONS)));

export const draftEpoch = z.int().check(z.nonnegative());
export const base64 = z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/));
/** One relative position or two; what they mean is for the devices. */
const caret = z.string().check(z.regex(/^[A-Za-z0-9+/]{1,40}={0,2}( [A-Za-z0-9+/]{1,40}={0,2})?$/));

export const hello = z.object({
  type: z.literal("hello"),
  version: z.number(),
  device: deviceId,
  since: z.nullable(seq),
  epoch: z.nullable(z.string()),
});

export const ack = z.object({ type: z.literal("ack"), mark: z.number() });

const clientFrame = z.discriminatedUnion("type", [
  hello,
  ack,
  z.object({
    type: z.literal("send"),
    ref,
    id: messageId,
    text: z.string(),
    mentions,
    replyTo: z.exactOptional(seq),
    waited: z.exactOptional(z.number()),
    ai: z.exactOptional(z.literal("never")),
    draft: z.exactOptional(
      z.object({ epoch: draftEpoch, update: base64.check(z.maxLength(MAX_SPENT_DRAFT)) }),
    ),
    attachments: z.exactOptional(z.array(attachmentId).check(z.maxLength(MAX_ATTACHMENTS))),
  }),
  z.object({ type: z.literal("edit"), ref, target: seq, version: z.int(), text: z.string(), mentions }),
  z.object({ type: z.literal("delete"), ref, target: seq }),
  z.object({ type: z.literal("react"), ref, target: seq, emoji: z.string(), on: z.boolean() }),
  z.object({ type: z.literal("read"), ref, seq, private: z.exactOptional(z.boolean()) }),
  z.object({ type: z.literal("delivered"), seq }),
  z.object({ type: z.literal("invite"), ref, user: userId, role }),
  z.object({ type: z.literal("remove"), ref, user: userId }),
  z.object({ type: z.literal("leave"), ref }),
  z.object({ type: z.literal("role"), ref, user: userId, role }),
  z.object({ type: z.literal("rename"), ref, name: z.string() }),
  z.object({
    type: z.literal("history"),
    ref,
    before: seq,
    limit: z.exactOptional(z.int().check(z.minimum(1), z.maximum(MAX_PAGE_SIZE))),
  }),
  z.object({ type: z.literal("ai"), ref, target: seq, ai: z.enum(["never", "allowed"]) }),
  z.object({ type: z.literal("ask"), ref, target: seq, agent: z.exactOptional(agentId) }),
  z.object({ type: z.literal("stop"), ref, turn }),
  z.object({ type: z.literal("move"), ref, turn, before: z.nullable(turn) }),
  z.object({ type: z.literal("merge"), ref, turn, into: turn }),
  z.object({ type: z.literal("choose"), ref, target: seq }),
  z.object({ type: z.literal("takeover"), ref, on: z.boolean() }),
  z.object({ type: z.literal("moderate"), ref, target: seq, decision: z.enum(["release", "retract"]) }),
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
    mentions,
    replyTo: z.exactOptional(seq),
  }),
  z.object({ type: z.literal("compose.close"), ref }),
  z.object({ type: z.literal("parts"), target: seq, attempt: z.number(), from: z.number() }),
  z.object({ type: z.literal("typing"), on: z.boolean() }),
  z.object({ type: z.literal("presence"), state: z.enum(["active", "idle"]) }),
]);

export function parseFrame(data: string | ArrayBuffer | ArrayBufferView): Parsed {
  return parseWith(clientFrame, data);
}

/** The same for another set of frames. */
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

/** The ref of a frame whose shape is wrong elsewhere, so that its sender learns which one it was. */
function refOf(value: unknown): { ref?: Ref } {
  if (typeof value !== "object" || value === null || !("ref" in value)) return {};
  const result = ref.safeParse(value.ref);
  return result.success ? { ref: result.data } : {};
}
