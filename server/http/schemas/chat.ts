import * as z from "zod";
import type { ChatAnswer, ChatHistory } from "../../../shared/api-chat.ts";
import { MAX_MODEL_LENGTH } from "../../../shared/limits.ts";
import { citation } from "./citations.ts";
import * as fields from "./fields.ts";
import { endState, turnReason, usage } from "./messages.ts";

/** A client sends the whole conversation each time. */
export const MAX_CHAT_BODY = 4 * 1024 * 1024;
const MAX_CHAT_MESSAGES = 2_000;

const session = z.string().min(1).max(200);
const model = z.string().max(MAX_MODEL_LENGTH).optional();
const agent = fields.agentId.optional();

const askChat = z
  .object({
    message: z.string().min(1),
    session: session.optional(),
    agent,
    model,
    stream: z.boolean().optional(),
  })
  .meta({ id: "AskChat" });

const uiMessage = z.object({
  id: z.string().max(200),
  role: z.enum(["system", "user", "assistant"]),
  parts: z.array(z.object({ type: z.string(), text: z.string().optional() })),
});
export type UiMessage = z.infer<typeof uiMessage>;

/** What `useChat` with the default transport of the AI SDK sends. */
const uiChat = z
  .object({
    id: session,
    messages: z.array(uiMessage).min(1).max(MAX_CHAT_MESSAGES),
    trigger: z.enum(["submit-message", "regenerate-message"]).default("submit-message"),
    messageId: z.string().max(200).nullish(),
    agent,
    model,
  })
  .meta({ id: "UiChat" });
export type UiChat = z.infer<typeof uiChat>;

export const chatBody = z.union([askChat, uiChat]);

export const chatAnswer: z.ZodType<ChatAnswer> = z
  .strictObject({
    session: fields.roomId,
    message: fields.seq,
    turn: fields.turnId,
    answer: z.string(),
    sources: z.array(citation),
    state: z.union([endState, z.literal("waiting")]),
    reason: turnReason.optional(),
    usage: usage.optional(),
  })
  .meta({ id: "ChatAnswer" });

export const chatHistory: z.ZodType<ChatHistory> = z
  .strictObject({
    session: fields.roomId,
    messages: z.array(
      z.strictObject({
        id: z.string(),
        role: z.enum(["user", "assistant"]),
        parts: z.array(z.strictObject({ type: z.literal("text"), text: z.string() })),
        metadata: z.strictObject({
          seq: fields.seq,
          author: fields.memberId,
          at: fields.time,
          sources: z.array(citation).optional(),
        }),
      }),
    ),
    next: fields.seq.nullable(),
  })
  .meta({ id: "ChatHistory" });
