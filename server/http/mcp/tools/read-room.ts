import * as z from "zod";
import type { UserId } from "../../../../shared/ids.ts";
import { roomStub } from "../../../bindings/object-stubs.ts";
import { refuse } from "../../../rules/room/errors.ts";
import { answered, httpCaller, type InRoom, refused } from "../../in-room.ts";
import { roomId, seq } from "../../schemas/fields.ts";
import { enterRoom } from "../enter-room.ts";
import { defineMcpTool } from "../mcp-tool.ts";
import { shownMessage } from "../shown-message.ts";

/** Maximum text of each message of a list, and of one that is asked for alone. UTF-16 units. */
const LISTED_TEXT = 4_000;
const WHOLE_TEXT = 60_000;
/** Members whose names are told. */
const NAMED = 200;

export const readRoom = defineMcpTool({
  name: "read_room",
  title: "Read a room",
  description:
    "Returns messages of a room, the newest at the end, or one message. Answers of agents have their sources. Marks nothing as read.",
  schema: z.object({
    room: roomId.describe("From list_rooms."),
    before: seq.optional().describe("The `next` of the page before: older messages."),
    message: seq.optional().describe("Only this message, with more of its text."),
    limit: z.int().min(1).max(50).default(20),
  }),
  needs: "read",
  writes: false,
  run: async ({ room: id, before = null, message: one, limit }, call) => {
    const room = await enterRoom(call, id, "read");
    const object = roomStub(room.env, room.room.id);
    const caller = await httpCaller(room);
    const names = await namesIn(room);
    if (one !== undefined) {
      const { message } = answered(await object.message(caller, one));
      if (message === null) throw refused(refuse.noSuchMessage());
      return { room: id, messages: [shownMessage(message, names, WHOLE_TEXT)] };
    }
    const { items, next } = answered(await object.messages(caller, before, limit));
    const messages = items.toReversed().map((message) => shownMessage(message, names, LISTED_TEXT));
    return { room: id, messages, next };
  },
});

async function namesIn({ env, principal, room }: InRoom): Promise<Map<UserId, string>> {
  const { items } = answered(await roomStub(env, room.id).members(principal.user, null, NAMED));
  return new Map(items.map(({ user, name }) => [user, name]));
}
