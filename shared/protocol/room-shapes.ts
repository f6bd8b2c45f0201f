/**
 * Client -> room: the frames that change the log or a cursor. Each shape is written once; the types and the parser come from here.
 * What the room does with a command is in `server/rules/room/commands/`, one file for each.
 *
 * The app and the SDK import only types from here, so that no parser is part of what a browser loads.
 */
import * as z from "zod/mini";
import { isAgentId, isAttachmentId, isMemberId, isMessageId, isTurnId } from "../ids.ts";
import type { AgentId, AttachmentId, MessageId, TurnId, UserId } from "../ids.ts";
import { MAX_ATTACHMENTS, MAX_MENTIONS, MAX_CONSUMED_RANGE } from "../limits.ts";
import { ROLES } from "../permissions.ts";
import { base64, draftEpoch, ref } from "./shapes.ts";

/** Whether a seq can be one of this room is the room's to say (`bad_cursor`); here it is any number that JSON can hold. */
export const seq = z.number();
export const messageId = z.custom<MessageId>(isMessageId);
const userId = z.custom<UserId>(isMemberId);
const agentId = z.custom<AgentId>(isAgentId);
const turn = z.custom<TurnId>(isTurnId);
const attachmentId = z.custom<AttachmentId>(isAttachmentId);
const role = z.enum(ROLES);
export const mentions = z.exactOptional(z.array(userId).check(z.maxLength(MAX_MENTIONS)));

/** A frame with a `ref`: it is always answered, by `ok` or `error`, or by the event of the message that it sent. */
const command = <const Type extends string, Fields extends z.core.$ZodShape>(type: Type, fields: Fields) =>
  z.object({ type: z.literal(type), ref, ...fields });

export const commandShapes = [
  command("send", {
    id: messageId,
    text: z.string(),
    mentions,
    replyTo: z.exactOptional(seq),
    /** Milliseconds that the message waited on the device, by its own stopwatch. */
    waited: z.exactOptional(z.number()),
    /** Keeps it from every model; it asks nobody. */
    ai: z.exactOptional(z.literal("never")),
    /** What it took from its author's draft (`ConsumedRange`). */
    draft: z.exactOptional(
      z.object({ epoch: draftEpoch, update: base64.check(z.maxLength(MAX_CONSUMED_RANGE)) }),
    ),
    /** Files that its author has uploaded here, and that no other message has. With them the text may be empty. */
    attachments: z.exactOptional(z.array(attachmentId).check(z.maxLength(MAX_ATTACHMENTS))),
  }),
  /** `version` is the version that was edited; another one in the room is a conflict. */
  command("edit", { target: seq, version: z.int(), text: z.string(), mentions }),
  command("delete", { target: seq }),
  command("react", { target: seq, emoji: z.string(), on: z.boolean() }),
  command("read", {
    seq,
    /** Others are not to see it. Missing where the device does not know: then it is as at the last time. */
    private: z.exactOptional(z.boolean()),
  }),
  command("invite", { user: userId, role }),
  command("remove", { user: userId }),
  command("leave", {}),
  command("role", { user: userId, role }),
  command("rename", { name: z.string() }),
  /** Excludes a message from every model, or allows it again. By its author, or with `manage`. */
  command("ai", { target: seq, ai: z.enum(["never", "allowed"]) }),
  /**
   * Asks for an answer to an existing message: a further answer (a sibling of the existing one, also after an edit or a failure),
   * an answer by `agent`, or a first answer if no agent was asked. The author's own message needs `write`, another's needs `steer`.
   */
  command("ask", { target: seq, agent: z.exactOptional(agentId) }),
  /** Stops a running turn, or removes a queued one. By the person who asked, or with `steer`. For a turn that has ended: `ok`. */
  command("stop", { turn }),
  /** Moves a queued turn before another one of the same agent; null moves it to the end. With `steer`. */
  command("move", { turn, before: z.nullable(turn) }),
  /** Answers the prompts of a queued turn together with those of another one of the same agent. With `steer`. */
  command("merge", { turn, into: turn }),
  /** Selects which of several sibling answers is shown. With `write`. */
  command("choose", { target: seq }),
  /** Takes over from the agents (all turns end, none begins), or gives control back. With `takeOver`. */
  command("takeover", { on: z.boolean() }),
  /** Releases a held message, or retracts a flagged one. With `manage`. */
  command("moderate", { target: seq, decision: z.enum(["release", "retract"]) }),
] as const;

/** Everything up to `seq` is stored on this device. A signal: it has no `ref` and is not answered. */
export const delivered = z.object({ type: z.literal("delivered"), seq });

type AnyCommand = z.infer<(typeof commandShapes)[number]>;

/** A command as it comes over the wire; with a type, that command alone. */
export type CommandFrame<Type extends AnyCommand["type"] = AnyCommand["type"]> = Extract<
  AnyCommand,
  { type: Type }
>;
export type MarkDelivered = z.infer<typeof delivered>;
