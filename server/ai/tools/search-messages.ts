import * as z from "zod";
import type { MessageHit, MessageSearchReport } from "../../../shared/message-search.ts";
import { MAX_READERS_SEARCHED, MAX_TOOL_MESSAGES } from "../../../shared/limits.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findRoomNames } from "../../directory/rooms.ts";
import { searchMessages as search } from "../../search/search-messages.ts";
import { unreadableForAny } from "../../knowledge/libraries/unreadable-libraries.ts";
import { defineTool, type ToolCall } from "../contract/tool.ts";
import { encodeBlock, plainName } from "../prompt/transcript.ts";

export const searchMessages = defineTool({
  name: "search_messages",
  description:
    "Searches what people wrote in conversations that everyone here may read, and returns the newest messages that have all words of " +
    "the query. Use it when somebody asks what was said, decided or promised.",
  schema: z.object({
    query: z.string().trim().min(1).max(200).describe("One to three words that stand in the message."),
  }),
  repeat: "safe",
  needs: "read",
  touches: "messages",
  // A visitor is in no other conversation, and the agent has this one.
  isOffered: ({ room }) => room?.kind !== "support",
  run: async ({ query }, call) => {
    const { hits, unknown } = await find(query, call);
    if (unknown.length > 0) return { ok: false, result: `This means nothing here: ${unknown.join(" ")}` };
    if (hits.length === 0) return { ok: true, result: "No message has all of these words." };
    const names = await findRoomNames(
      openDirectory(call.env.DB),
      call.organization,
      hits.map(({ room }) => room),
    );
    return { ok: true, result: hits.map((hit) => lineOf(hit, names.get(hit.room) ?? "")).join("\n") };
  },
});

/**
 * Only rooms of which everyone is a member who reads the result, and no answer that is built on a library that one of them may not read.
 * In a large room only that room is searched.
 */
async function find(
  q: string,
  { env, organization, room, asker, people, now }: ToolCall,
): Promise<MessageSearchReport> {
  const readers = [...people()];
  const isLarge = readers.length > MAX_READERS_SEARCHED;
  const unreadable = await unreadableForAny(env.DB, { organization, users: readers });
  return search(
    env,
    { organization, user: asker },
    {
      ...{ q, order: "newest", cursor: null, limit: MAX_TOOL_MESSAGES, clock: { now: now(), offset: 0 } },
      ...(isLarge && room !== null ? { room: room.id } : {}),
      readers: { members: isLarge ? [] : readers, unreadable },
    },
  );
}

function lineOf({ seq, name, at, text }: MessageHit, room: string): string {
  const where = room === "" ? "" : ` in ${plainName(room)}`;
  return encodeBlock(
    `${new Date(at).toISOString().slice(0, 16)}${where}, message ${seq}, ${plainName(name)}`,
    text,
  );
}
