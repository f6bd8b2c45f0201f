import * as z from "zod";
import type { LibraryId, UserId } from "../../../shared/ids.ts";
import type { MessageHit, MessageSearchReport } from "../../../shared/message-search.ts";
import { MAX_READERS_SEARCHED, MAX_TOOL_MESSAGES } from "../../../shared/limits.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { openDirectory } from "../../directory/directory.ts";
import { findRoomNames } from "../../directory/rooms.ts";
import { searchMessages as search } from "../../search/search-messages.ts";
import { unreadableForAny } from "../../knowledge/libraries/unreadable-libraries.ts";
import { defineTool, type ToolCall } from "../contract/tool.ts";
import { encodeBlock, plainName } from "../prompt/transcript.ts";
import { ifJoined } from "./joined.ts";

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
    const readers = [...call.people()];
    const { hits, unknown } = await find(query, readers, call);
    if (unknown.length > 0) return { ok: false, result: `This means nothing here: ${unknown.join(" ")}` };
    if (hits.length === 0) return { ok: true, result: "No message has all of these words." };
    const names = await findRoomNames(
      openDirectory(call.env.DB),
      call.organization,
      hits.map(({ room }) => room),
    );
    call.builtOn(await librariesBehind(hits, call));
    return (
      ifJoined(readers, call.people) ?? {
        ok: true,
        result: hits.map((hit) => lineOf(hit, names.get(hit.room) ?? "")).join("\n"),
      }
    );
  },
});

/**
 * Only rooms of which everyone is a member who reads the result, and no answer that is built on a library that one of them may not read.
 * In a large room only that room is searched.
 */
async function find(
  q: string,
  readers: UserId[],
  { env, organization, room, asker, turn, now }: ToolCall,
): Promise<MessageSearchReport> {
  const isLarge = readers.length > MAX_READERS_SEARCHED;
  const unreadable = await unreadableForAny(env.DB, { organization, users: readers });
  return search(
    env,
    { organization, user: asker },
    {
      ...{ q, order: "newest", cursor: null, limit: MAX_TOOL_MESSAGES, clock: { now: now(), offset: 0 } },
      ...(isLarge && room !== null ? { room: room.id } : {}),
      model: { turn },
      readers: { members: isLarge ? [] : readers, unreadable },
    },
  );
}

/** Those of which an answer among the messages has something. */
async function librariesBehind(hits: readonly MessageHit[], { env }: ToolCall): Promise<LibraryId[]> {
  const byRoom = Map.groupBy(hits, ({ room }) => room);
  const found = await Promise.all(
    Array.from(byRoom, ([room, some]) => roomStub(env, room).librariesOf(some.map(({ seq }) => seq))),
  );
  return [...new Set(found.flat())];
}

function lineOf({ seq, name, at, text }: MessageHit, room: string): string {
  const where = room === "" ? "" : ` in ${plainName(room)}`;
  return encodeBlock(
    `${new Date(at).toISOString().slice(0, 16)}${where}, message ${seq}, ${plainName(name)}`,
    text,
  );
}
