/** Messages of the AI SDK, and what of them is new to the room. */
import type { ChatMessage } from "../../../shared/api-chat.ts";
import { isAgentId, type MessageId } from "../../../shared/ids.ts";
import type { Message } from "../../../shared/protocol/events.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { Problem } from "../../problems/problem.ts";
import { messageIdFor } from "../derived-ids.ts";
import { answered, httpCaller, type InRoom } from "../in-room.ts";
import type { UiChat, UiMessage } from "../schemas/chat.ts";
import { type AskedAnswer, askInChat } from "./ask-in-chat.ts";

const textOf = ({ parts }: UiMessage): string =>
  parts.flatMap(({ type, text }) => (type === "text" && text !== undefined ? [text] : [])).join("\n\n");

/** The question of the request: the last message of the person. Earlier ones are in the room already. */
export function questionIn({ messages }: UiChat): { id: string; text: string } {
  const last = messages.findLast(({ role }) => role === "user");
  if (last === undefined) throw new Problem("bad_type", "There is no message of a user.");
  return { id: last.id, text: textOf(last) };
}

/** The same message of the same chat has the same id, so a repeated request sends nothing twice. */
const idOf = (room: string, message: string): Promise<MessageId> => messageIdFor(`chat ${room} ${message}`);

/**
 * Sends the question, or asks once more what was asked before: after `regenerate`, and after the person has changed the message, which edits
 * it in the room.
 */
export async function askUi(call: InRoom, chat: UiChat): Promise<AskedAnswer> {
  const { id, text } = questionIn(chat);
  const model = chat.model === undefined ? {} : { model: chat.model };
  const sending = { type: "send" as const, id: await idOf(call.room.id, id), text, ...model };
  const asksAgain = chat.trigger === "regenerate-message" || typeof chat.messageId === "string";
  if (!asksAgain) return askInChat(call, sending);
  const known = await findSent(call, sending.id);
  if (known === null) return askInChat(call, sending);
  const object = roomStub(call.env, call.room.id);
  const caller = await httpCaller(call);
  if (known.text !== text)
    answered(await object.command(caller, { type: "edit", target: known.seq, version: known.version, text }));
  return askInChat(call, { type: "ask", target: known.seq, ...model });
}

/** Of the newest messages, because a person asks again what they have just asked. */
const LOOKED_AT = 100;

async function findSent(call: InRoom, id: MessageId): Promise<Message | null> {
  const object = roomStub(call.env, call.room.id);
  const { items } = answered(await object.messages(await httpCaller(call), null, LOOKED_AT));
  return items.find((message) => message.id === id) ?? null;
}

/** Deleted and hidden messages are left out, and so are answers in place of which another one is shown. */
export function toUiMessages(messages: readonly Message[]): ChatMessage[] {
  return messages.flatMap(({ id, seq, author, at, text, deletedAt, answer }) => {
    if (deletedAt !== undefined || text === "") return [];
    if (answer?.chosen !== undefined && answer.chosen !== seq) return [];
    return [
      {
        id,
        role: isAgentId(author) ? ("assistant" as const) : ("user" as const),
        parts: [{ type: "text" as const, text }],
        metadata: { seq, author, at, ...(answer?.citations && { sources: answer.citations }) },
      },
    ];
  });
}
