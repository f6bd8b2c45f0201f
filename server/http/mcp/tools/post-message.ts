import * as z from "zod";
import { messageIdFor } from "../../derived-ids.ts";
import { refused, runCommand } from "../../in-room.ts";
import { refuse } from "../../../rules/room/errors.ts";
import { roomId, seq } from "../../schemas/fields.ts";
import { enterRoom } from "../enter-room.ts";
import { defineMcpTool } from "../mcp-tool.ts";
import { onlyOnce, requestId } from "../once.ts";

export const postMessage = defineMcpTool({
  name: "post_message",
  title: "Post a message",
  description:
    "Sends a message to a room, where its members see it at once. Name a member with @name. It does not wait for an answer of an agent; ask does.",
  schema: z.object({
    room: roomId.describe("From list_rooms."),
    text: z.string().min(1).describe("At most 16,000 bytes. Markdown."),
    reply_to: seq.optional().describe("The number of the message that this one replies to."),
    request_id: requestId,
  }),
  needs: "write",
  writes: true,
  run: async (args, call) => {
    const { text, reply_to: replyTo } = args;
    const room = await enterRoom(call, args.room, "write");
    return onlyOnce(call, "post_message", args, async (digest) => {
      const id = await messageIdFor(digest);
      const taken = await runCommand(room, {
        ...{ type: "send", id, text },
        ...(replyTo !== undefined && { replyTo }),
      });
      if (taken.message === null) throw refused(refuse.noSuchMessage());
      const answers = taken.turns.map(({ agent, state }) => ({ agent, state }));
      return { room: args.room, message: taken.message.seq, answers };
    });
  },
});
