import * as z from "zod";
import { ALL_SCOPES } from "../../../shared/permissions.ts";
import { isVisitorId } from "../../../shared/ids.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import { defineTool } from "../contract/tool.ts";

export const handOver = defineTool({
  name: "hand_over",
  description:
    "Asks the people of the company to take over this conversation. Use it when the visitor wants a person, or when you cannot help.",
  schema: z.object({}),
  // A conversation that waits for a person cannot wait twice.
  repeat: "keyed",
  needs: "write",
  touches: "conversation",
  isOffered: ({ room, asker }) => room?.kind === "support" && isVisitorId(asker),
  run: async (_, { env, room, asker }) => {
    if (room === null) return { ok: false, result: "This tool is called in a conversation." };
    const caller = { user: asker, scopes: ALL_SCOPES, unreadable: [] };
    const answer = await roomStub(env, room.id).command(caller, { type: "support.request" });
    if (answer === null || "refused" in answer)
      return { ok: false, result: answer?.message ?? "The visitor is no longer here." };
    return {
      ok: true,
      result:
        "The people of the company are asked. They see the conversation and answer here. Tell the visitor.",
    };
  },
});
