/**
 * Client -> room: the frames that change the log or a cursor. Each shape is written once; the types and the parser come from here.
 * What the room does with a command is in `server/rules/room/commands/`, one file for each.
 *
 * The app and the SDK import only types from here, so that no parser is part of what a browser loads.
 */
import * as z from "zod/mini";
import { isAgentId, isAttachmentId, isMemberId, isMessageId, isTurnId } from "../ids.ts";
import type { AgentId, AttachmentId, MessageId, TurnId, UserId } from "../ids.ts";
import {
  MAX_ATTACHMENTS,
  MAX_CONSUMED_RANGE,
  MAX_DECISION_REASON,
  MAX_MENTIONS,
  MAX_MODEL_LENGTH,
  MAX_NAME_LENGTH,
  MAX_PROGRAM_DEPTH,
  MAX_TOOL_CALLS,
  MAX_TOOL_NAME,
} from "../limits.ts";
import { POSTINGS, ROLES } from "../permissions.ts";
import { MAX_RATING_COMMENT } from "../rating.ts";
import { TOOL_POLICIES } from "../tool-policy.ts";
import { isJsonObject, type JsonObject } from "./json.ts";
import { program } from "./program.ts";
import { base64, draftEpoch, ref } from "./shapes.ts";
import { type CallId, isCallId } from "./steps.ts";
import { newTask, taskChange, taskState } from "./task-shapes.ts";
import { PROMPT_POLICIES } from "./turns.ts";

/** Any JSON number. The room checks whether it can be one of its seqs (`bad_cursor`). */
export const seq = z.number();
export const messageId = z.custom<MessageId>(isMessageId);
const userId = z.custom<UserId>(isMemberId);
const agentId = z.custom<AgentId>(isAgentId);
const turn = z.custom<TurnId>(isTurnId);
const attachmentId = z.custom<AttachmentId>(isAttachmentId);
const role = z.enum(ROLES);
const model = z.string().check(z.maxLength(MAX_MODEL_LENGTH));
const mentionRange = z.object({
  start: z.int().check(z.nonnegative()),
  length: z.int().check(z.minimum(2), z.maximum(1 + MAX_NAME_LENGTH)),
  user: userId,
});
/**
 * Whom a text mentions: `mentionRanges` says it exactly; `mentions` names members, and the room finds where they stand. Without both, the
 * room finds every member whom the text names (MENTION-4).
 */
export const mentions = {
  mentions: z.exactOptional(z.array(userId).check(z.maxLength(MAX_MENTIONS))),
  mentionRanges: z.exactOptional(z.array(mentionRange).check(z.maxLength(MAX_MENTIONS))),
};

/** A frame with a `ref`. It is always answered: by `ok`, by `error`, or by the event of the message that it sent. */
const command = <const Type extends string, Fields extends z.core.$ZodShape>(type: Type, fields: Fields) =>
  z.object({ type: z.literal(type), ref, ...fields });

export const commandShapes = [
  command("send", {
    id: messageId,
    text: z.string(),
    ...mentions,
    replyTo: z.exactOptional(seq),
    /** An answered prompt of the author, in a session: this is another version of it, and begins a branch in its place (FORK-1). */
    forkOf: z.exactOptional(seq),
    /** The message that it answers in a thread: one that is itself in no thread (THREAD-2). */
    thread: z.exactOptional(seq),
    /** With `thread`: it stands in the room too. */
    alsoRoom: z.exactOptional(z.literal(true)),
    /** Milliseconds that the message waited on the device, measured by the device's own clock. */
    waited: z.exactOptional(z.number()),
    /** Excludes the message from every model. No agent answers it. */
    ai: z.exactOptional(z.literal("never")),
    /** The part of the author's draft that the message consumed (`ConsumedRange`). */
    draft: z.exactOptional(
      z.object({ epoch: draftEpoch, update: base64.check(z.maxLength(MAX_CONSUMED_RANGE)) }),
    ),
    /** Files that the author has uploaded to this room and that no other message has. With files the text may be empty. */
    attachments: z.exactOptional(z.array(attachmentId).check(z.maxLength(MAX_ATTACHMENTS))),
    /** The model that answers it, in place of the agent's own. With `steer`. */
    model: z.exactOptional(model),
    /** Instructions and tools of the program that sends it, for the answers to it. Not by visitors. */
    program: z.exactOptional(program),
    /** What happens to it if its agent is busy, in place of the room's policy. `merge` and `steer` need the capability `steer`. */
    promptPolicy: z.exactOptional(z.enum(PROMPT_POLICIES)),
    /** The message is a task, and its text is the title. No agent answers it. */
    task: z.exactOptional(newTask),
  }),
  /** `version`: the version that the author edited. If the room has another version, the answer is `conflict`. */
  command("edit", { target: seq, version: z.int(), text: z.string(), ...mentions }),
  command("delete", { target: seq }),
  command("react", { target: seq, emoji: z.string(), on: z.boolean() }),
  command("read", {
    seq,
    /** Others must not see this read. If it is missing, the value of the last read applies. */
    private: z.exactOptional(z.boolean()),
    /** Everything in threads up to `seq` is read too (THREAD-7). */
    threads: z.exactOptional(z.literal(true)),
  }),
  /** Marks everything in the thread of `target` up to `seq` as read. Nobody else sees it. */
  command("thread.read", { target: seq, seq }),
  /** Follows the thread of `target`, or no longer follows it. */
  command("thread.follow", { target: seq, on: z.boolean() }),
  command("invite", { user: userId, role }),
  command("remove", { user: userId }),
  command("leave", {}),
  command("role", { user: userId, role }),
  command("rename", { name: z.string() }),
  /** Says what the room is about; empty: nothing. With `manage`. */
  command("topic", { topic: z.string() }),
  /** Says who writes in a group. With `manage`. */
  command("posting", { posting: z.enum(POSTINGS) }),
  /** Says whether everyone of the organization finds and joins a group. With `manage`. */
  command("visibility", { isPublic: z.boolean() }),
  /** Pins a message for everyone, or takes the pin away. Not by visitors. */
  command("pin", { target: seq, on: z.boolean() }),
  /** Moves a pinned message before another one; null moves it to the end. */
  command("pin.move", { target: seq, before: z.nullable(seq) }),
  /** Excludes a message from every model, or allows it again. By its author, or with `manage`. */
  command("ai", { target: seq, ai: z.enum(["never", "allowed"]) }),
  /**
   * Asks for an answer to an existing message: a further answer (a sibling of the existing one, also after an edit or a failure),
   * an answer by `agent`, or a first answer if no agent was asked. The author's own message needs `write`, another's needs `steer`.
   */
  command("ask", {
    target: seq,
    agent: z.exactOptional(agentId),
    /** `target` is an answer that the model's limit has cut (`length`): the new answer begins with its text and continues it. */
    continue: z.exactOptional(z.literal(true)),
    /** The model of this answer, in place of the agent's own. With `steer`. */
    model: z.exactOptional(model),
    /** Instructions and tools of the program that asks, for this answer. Not by visitors. */
    program: z.exactOptional(program),
  }),
  /**
   * What the program's own tools gave for calls of a turn that it asked for. Only by who asked; all results are taken or none. The first
   * result of a call counts: sending it again changes nothing, and another one is a `conflict`.
   */
  command("results", {
    turn,
    results: z
      .array(z.object({ call: z.custom<CallId>(isCallId), ok: z.boolean(), result: z.string() }))
      .check(z.minLength(1), z.maxLength(MAX_TOOL_CALLS)),
  }),
  /**
   * Allows or refuses a call that waits for a person. `digest`: of the call that the person was shown; for another one nothing happens
   * (`conflict`), as for a call that somebody has decided on before. `args`, with `allow`: these arguments in place of the model's, as a
   * call of their own. `reason` is shown to everyone, and given to the model if the call was not allowed. With `approve`.
   */
  command("decide", {
    call: z.custom<CallId>(isCallId),
    decision: z.enum(["allow", "deny"]),
    digest: z.string(),
    reason: z.exactOptional(z.string().check(z.maxLength(MAX_DECISION_REASON))),
    args: z.exactOptional(z.custom<JsonObject>((value) => isJsonObject(value, MAX_PROGRAM_DEPTH))),
  }),
  /** Says who has to allow the calls of a tool in this room. With `approve`, and in rooms of several people with `manage` too. */
  command("policy", { tool: z.string().check(z.maxLength(MAX_TOOL_NAME)), policy: z.enum(TOOL_POLICIES) }),
  /** Says what happens here to prompts whose agent is busy. With `steer`, and in rooms of several people with `manage` too. */
  command("promptPolicy", { policy: z.enum(PROMPT_POLICIES) }),
  /** Stops a running turn, or removes a queued one. By the person who asked, or with `steer`. For a turn that has ended: `ok`. */
  command("stop", { turn }),
  /** Moves a queued turn before another one of the same agent; null moves it to the end. With `steer`. */
  command("move", { turn, before: z.nullable(turn) }),
  /**
   * Answers the prompts of a queued turn together with those of another one of the same agent. If that one is running or waits, its
   * answer takes them in at its next step. With `steer`.
   */
  command("merge", { turn, into: turn }),
  /** Selects which of several sibling answers is shown. With `write`. */
  command("choose", { target: seq }),
  /** Shows another branch to everyone; 0 is the first one. With `write`. */
  command("show", { branch: seq }),
  /** Votes on an ended answer, or takes one's vote back. With `write`. */
  command("vote", { target: seq, vote: z.nullable(z.enum(["good", "bad"])) }),
  /** Takes over from the agents (all turns end, none begins), or gives control back. With `takeOver`. */
  command("takeover", { on: z.boolean() }),
  /** Only by a visitor: asks for a person. `instead`: of the person who has taken over; without it, nothing changes while a person answers. */
  command("support.request", { instead: z.exactOptional(userId) }),
  /** Only by a visitor: no longer waits for a person. */
  command("support.withdraw", {}),
  /** Only by a visitor: ends the takeover, and the AI answers again. */
  command("support.handBack", {}),
  /** Closes a conversation with a visitor. With `write`. */
  command("support.close", {}),
  /** Only by a visitor: rates a closed conversation in which somebody has answered. Null: does not want to. */
  command("support.rate", {
    step: z.nullable(z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)])),
    comment: z.exactOptional(z.string().check(z.maxLength(MAX_RATING_COMMENT))),
  }),
  /**
   * Changes a task; null removes a value. With `notes`, `version` is the version of the task that the person saw: another one is a
   * `conflict`. With `write`.
   */
  command("task.change", { target: seq, version: z.exactOptional(z.int()), ...taskChange }),
  /**
   * Completes, cancels or opens a task. A task that repeats moves to its next due time when it is completed. `due`: the due time that was
   * completed; if the task has another one by now, nothing happens. With `write`.
   */
  command("task.state", { target: seq, state: taskState, due: z.exactOptional(z.int()) }),
  /** Puts a task before another one of the room; null puts it at the end. With `write`. */
  command("task.move", { target: seq, before: z.nullable(seq) }),
  /** Releases a held message, or retracts a flagged one. With `manage`. */
  command("moderate", { target: seq, decision: z.enum(["release", "retract"]) }),
] as const;

/** Everything up to `seq` is stored on this device. A signal: it has no `ref` and is not answered. */
export const delivered = z.object({ type: z.literal("delivered"), seq });

type AnyCommand = z.infer<(typeof commandShapes)[number]>;

/** A command in its wire format. With a type argument, only that command. */
export type CommandFrame<Type extends AnyCommand["type"] = AnyCommand["type"]> = Extract<
  AnyCommand,
  { type: Type }
>;
export type MarkDelivered = z.infer<typeof delivered>;
