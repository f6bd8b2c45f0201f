import * as z from "zod";
import { MAX_MESSAGE_HITS, MAX_QUERY_LENGTH } from "../../../../shared/limits.ts";
import { searchMessages as search } from "../../../search/search-messages.ts";
import { readerOf } from "../../reader-of.ts";
import { roomId } from "../../schemas/fields.ts";
import { isoTime } from "../iso-time.ts";
import { defineMcpTool } from "../mcp-tool.ts";

export const searchMessages = defineMcpTool({
  name: "search_messages",
  title: "Search messages",
  description:
    'Searches the messages of your rooms by their words, the newest first. A query may hold `from:name`, `in:room`, `before:2026-05-01`, `after:2026-05-01`, `has:file` and "exact words".',
  schema: z.object({
    query: z.string().min(1).max(MAX_QUERY_LENGTH),
    room: roomId.optional().describe("Only this room."),
    cursor: z
      .string()
      .regex(/^\d{1,16}$/)
      .optional()
      .describe("The `next` of the page before."),
    limit: z.int().min(1).max(MAX_MESSAGE_HITS).default(MAX_MESSAGE_HITS),
  }),
  needs: "read",
  writes: false,
  run: async ({ query, room, cursor, limit }, call) => {
    const found = await search(call.env, readerOf(call), {
      ...{ q: query, order: "newest", limit, clock: { now: Date.now(), offset: 0 } },
      cursor: cursor === undefined ? null : Number(cursor),
      ...(room !== undefined && { room }),
    });
    return {
      hits: found.hits.map(({ room: id, seq, author, name, at, text }) => ({
        ...{ room: id, message: seq, author: { id: author, name }, at: isoTime(at), text },
      })),
      ...(found.unknown.length > 0 && { unknown: found.unknown }),
      next: found.cursor,
    };
  },
});
