import * as z from "zod";
import { ownRooms } from "../../own-rooms.ts";
import { roomId } from "../../schemas/fields.ts";
import { isoTime } from "../iso-time.ts";
import { defineMcpTool } from "../mcp-tool.ts";

export const listRooms = defineMcpTool({
  name: "list_rooms",
  title: "List rooms",
  description:
    "Lists the rooms that you are a member of, with their ids and how much in them you have not read.",
  schema: z.object({
    cursor: roomId.optional().describe("The `next` of the page before."),
    limit: z.int().min(1).max(100).default(50),
  }),
  needs: "read",
  writes: false,
  run: async ({ cursor = null, limit }, { env, principal: { user }, organization }) => {
    const page = await ownRooms(env, { organization: organization.id, user }, { after: cursor, limit });
    return {
      rooms: page.items.map(({ id, kind, name, peer, role, unread, mentions, lastMessageAt }) => ({
        ...{ id, kind, name: peer?.name ?? name, role, unread, mentions },
        lastMessageAt: lastMessageAt === null ? null : isoTime(lastMessageAt),
      })),
      next: page.next,
    };
  },
});
