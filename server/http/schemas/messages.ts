/** Messages of rooms, as they are sent and as they are stored. */
import * as z from "zod";
import type {
  AskForAnswer,
  EditMessage,
  MarkForAi,
  MessageList,
  MessageVersion,
  RoomTurn,
  SendMessage,
  SentMessage,
} from "../../../shared/api-rooms.ts";
import type { MentionRange } from "../../../shared/mentions/mention-range.ts";
import {
  MAX_ATTACHMENTS,
  MAX_MENTIONS,
  MAX_MODEL_LENGTH,
  MAX_NAME_LENGTH,
  MAX_PAGE_SIZE,
  PAGE_SIZE,
} from "../../../shared/limits.ts";
import type { Message, Quote, Replies } from "../../../shared/protocol/events.ts";
import type { StepSummary, ToolState } from "../../../shared/protocol/steps.ts";
import {
  type Answer,
  type EndState,
  type Moderation,
  PROMPT_POLICIES,
  type TurnReason,
  type TurnState,
  type Usage,
} from "../../../shared/protocol/turns.ts";
import { citation } from "./citations.ts";
import * as fields from "./fields.ts";
import { newTask, task } from "./tasks.ts";
import { attachment } from "./rooms.ts";

// ---- what is sent

const mentionRange: z.ZodType<MentionRange> = z
  .object({
    start: z.int().min(0),
    length: z
      .int()
      .min(2)
      .max(1 + MAX_NAME_LENGTH),
    user: fields.memberId,
  })
  .meta({ id: "MentionRange" });

const mentions = {
  mentions: z.array(fields.memberId).max(MAX_MENTIONS).exactOptional(),
  mentionRanges: z.array(mentionRange).max(MAX_MENTIONS).exactOptional(),
};

const model = z.string().max(MAX_MODEL_LENGTH).exactOptional();
const never = z.literal("never");

export const sendMessage: z.ZodType<SendMessage> = z
  .object({
    text: z.string(),
    ...mentions,
    replyTo: fields.seq.exactOptional(),
    forkOf: fields.seq.exactOptional(),
    thread: fields.seq.exactOptional(),
    alsoRoom: z.literal(true).exactOptional(),
    ai: never.exactOptional(),
    attachments: z.array(fields.attachmentId).max(MAX_ATTACHMENTS).exactOptional(),
    model,
    promptPolicy: z.enum(PROMPT_POLICIES).exactOptional(),
    task: newTask.exactOptional(),
  })
  .meta({ id: "SendMessage" });

export const editMessage: z.ZodType<EditMessage> = z
  .object({
    version: fields.version,
    text: z.string(),
    ...mentions,
  })
  .meta({ id: "EditMessage" });

export const markForAi: z.ZodType<MarkForAi> = z
  .object({ ai: z.enum(["never", "allowed"]) })
  .meta({ id: "MarkForAi" });

export const askForAnswer: z.ZodType<AskForAnswer> = z
  .object({
    agent: fields.agentId.exactOptional(),
    continue: z.literal(true).exactOptional(),
    model,
  })
  .meta({ id: "AskForAnswer" });

export const messagesBefore = z.object({
  before: fields.numberIn(fields.seq).exactOptional(),
  limit: fields.numberOr(PAGE_SIZE, z.int().min(1).max(MAX_PAGE_SIZE)),
});
export const messagesOfBranch = messagesBefore.extend({
  branch: fields.numberIn(fields.branch).exactOptional(),
  through: fields.numberIn(fields.seq).exactOptional(),
  thread: fields.numberIn(fields.seq).exactOptional(),
});
export const BRANCH_HINT = `Ask with before (a seq), limit (1 to ${MAX_PAGE_SIZE}), and branch, through or thread (a seq).`;
export const MESSAGES_HINT = `Ask with before (a seq) and limit (1 to ${MAX_PAGE_SIZE}).`;

// ---- what is answered

/** Each name once; one that is forgotten is a type error. */
const namesOf = <Name extends string>(names: Record<Name, true>) =>
  z.enum(Object.keys(names) as [Name, ...Name[]]);

const ends: Record<EndState, true> = {
  completed: true,
  stopped: true,
  failed: true,
  refused: true,
  interrupted: true,
};
export const endState: z.ZodType<EndState> = namesOf<EndState>(ends);

const state: z.ZodType<TurnState> = namesOf<TurnState>({
  queued: true,
  running: true,
  waiting: true,
  ...ends,
}).meta({ id: "TurnState" });

export const turnReason: z.ZodType<TurnReason> = namesOf<TurnReason>({
  provider_busy: true,
  provider_failed: true,
  denied: true,
  no_credit: true,
  no_model: true,
  wrong_address: true,
  unreachable: true,
  loading: true,
  prompt_too_long: true,
  filtered: true,
  empty_answer: true,
  stalled: true,
  length: true,
  only_reasoning: true,
  too_long: true,
  budget: true,
  visitor_budget: true,
  moderation: true,
  unchecked: true,
  crashed: true,
  expired: true,
  no_agent: true,
  internal: true,
}).meta({ id: "TurnReason" });

export const usage: z.ZodType<Usage> = z
  .strictObject({
    model: z.string(),
    tokensIn: fields.count,
    tokensOut: fields.count,
    cost: z.number().min(0),
    budgetShare: z.number().exactOptional(),
  })
  .meta({ id: "TurnUsage" });

export const toolState: z.ZodType<ToolState> = namesOf<ToolState>({
  called: true,
  waiting: true,
  unknown: true,
  allowed: true,
  outside: true,
  done: true,
}).meta({ id: "ToolState" });

/** The answer took in this message, which steers it. */
export const steerStep = z
  .strictObject({
    type: z.literal("steer"),
    number: fields.count,
    message: fields.seq,
  })
  .meta({ id: "SteerStep" });

const step: z.ZodType<StepSummary> = z
  .discriminatedUnion("type", [
    z.strictObject({ type: z.literal("reasoning"), number: fields.count }),
    steerStep,
    z.strictObject({
      type: z.literal("tool"),
      number: fields.count,
      tool: z.string(),
      state: toolState,
      ok: z.boolean().exactOptional(),
    }),
  ])
  .meta({ id: "StepSummary" });

const answer: z.ZodType<Answer> = z
  .strictObject({
    turn: fields.turnId,
    asker: fields.memberId,
    prompts: z.array(fields.seq),
    state: namesOf<Answer["state"]>({ running: true, waiting: true, ...ends }),
    attempt: fields.count,
    reason: turnReason.exactOptional(),
    stoppedBy: fields.memberId.exactOptional(),
    endedAt: fields.time.exactOptional(),
    hash: z.string().exactOptional(),
    length: fields.count.exactOptional(),
    usage: usage.exactOptional(),
    citations: z.array(citation).exactOptional(),
    restricted: z.literal(true).exactOptional(),
    steps: z.array(step).exactOptional(),
    siblings: z.array(fields.seq).exactOptional(),
    chosen: fields.seq.exactOptional(),
    read: z.strictObject({ documents: fields.count, messages: fields.count }).exactOptional(),
    votes: z.strictObject({ good: z.array(fields.memberId), bad: z.array(fields.memberId) }).exactOptional(),
    followUps: z.array(z.string()).exactOptional(),
  })
  .meta({ id: "Answer" });

const moderation: z.ZodType<Moderation> = z
  .strictObject({
    state: z.enum(["flagged", "held", "retracted", "unchecked"]),
    categories: z.array(z.string()),
  })
  .meta({ id: "Moderation" });

const quote: z.ZodType<Quote> = z
  .strictObject({ author: fields.memberId, excerpt: z.string() })
  .meta({ id: "Quote" });

export const messageVersions: z.ZodType<MessageVersion[]> = z.array(
  z.strictObject({ version: z.int(), text: z.string(), at: fields.time }).meta({ id: "MessageVersion" }),
);
const replies: z.ZodType<Replies> = z
  .strictObject({ count: fields.count, last: fields.time, people: z.array(fields.memberId) })
  .meta({ id: "Replies" });

export const message: z.ZodType<Message> = z
  .strictObject({
    seq: fields.seq,
    id: fields.messageId,
    author: fields.memberId,
    at: fields.time,
    waited: fields.time.exactOptional(),
    text: z.string(),
    attachments: z.array(attachment).exactOptional(),
    mentions: z.array(fields.memberId),
    mentionRanges: z.array(mentionRange).exactOptional(),
    replyTo: fields.seq.exactOptional(),
    quote: quote.nullable().exactOptional(),
    version: fields.version,
    editedAt: fields.time.exactOptional(),
    deletedAt: fields.time.exactOptional(),
    writers: z.array(fields.memberId).exactOptional(),
    ai: never.exactOptional(),
    via: z.enum(["mail", "otherMail"]).exactOptional(),
    steers: fields.seq.exactOptional(),
    answer: answer.exactOptional(),
    moderation: moderation.exactOptional(),
    branch: fields.seq.exactOptional(),
    forks: z.array(fields.seq).exactOptional(),
    task: task.exactOptional(),
    thread: fields.seq.exactOptional(),
    alsoRoom: z.literal(true).exactOptional(),
    replies: replies.exactOptional(),
    reactions: z.record(z.string(), z.array(fields.memberId)),
  })
  .meta({ id: "Message" });

export const messages: z.ZodType<Message[]> = z.array(message);

export const messageList: z.ZodType<MessageList> = z
  .strictObject({
    items: z.array(message),
    next: fields.seq.nullable(),
  })
  .meta({ id: "MessageList" });

export const turn: z.ZodType<RoomTurn> = z
  .strictObject({
    turn: fields.turnId,
    agent: fields.agentId,
    asker: fields.memberId,
    prompts: z.array(fields.seq),
    state,
    reason: turnReason.exactOptional(),
    answer: fields.seq.nullable(),
  })
  .meta({ id: "RoomTurn" });

export const sentMessage: z.ZodType<SentMessage> = z
  .strictObject({ message, turns: z.array(turn) })
  .meta({ id: "SentMessage" });
