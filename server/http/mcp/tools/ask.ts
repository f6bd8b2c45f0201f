import * as z from "zod";
import { isAgentId, type AgentId } from "../../../../shared/ids.ts";
import { roomStub } from "../../../bindings/object-stubs.ts";
import { Problem } from "../../../problems/problem.ts";
import { type AskedAnswer, askInChat } from "../../chat/ask-in-chat.ts";
import { openChat } from "../../chat/chat-session.ts";
import { wholeAnswer } from "../../chat/whole-answer.ts";
import { messageIdFor } from "../../derived-ids.ts";
import { answered, type InRoom } from "../../in-room.ts";
import { agentId, roomId } from "../../schemas/fields.ts";
import { enterRoom } from "../enter-room.ts";
import { defineMcpTool, type McpCall } from "../mcp-tool.ts";
import { onlyOnce, requestId } from "../once.ts";
import { shownSources } from "../shown-message.ts";

/** How long a call waits, seconds. Clients give up after a minute if they hear nothing, and after longer with signs of life. */
const WAIT = 50;
const MAX_WAIT = 240;
/** Milliseconds between two signs of life. */
const SIGN_INTERVAL = 2_000;
/** Members among whom an agent of the room is looked for. */
const LOOKED_AT = 200;

export const ask = defineMcpTool({
  name: "ask",
  title: "Ask an agent",
  description:
    "Asks an AI agent of Parley, which knows the conversation of the room and the documents that everybody in it may read, and waits for its answer with sources. Without a room, it begins a session of its own. Members of the room see question and answer.",
  schema: z.object({
    question: z.string().min(1).describe("At most 16,000 bytes."),
    room: roomId.optional().describe("From list_rooms, or from an earlier answer to go on there."),
    agent: agentId.optional().describe("The room's first agent, or the organization's, if missing."),
    wait: z.int().min(1).max(MAX_WAIT).default(WAIT).describe("Seconds to wait for the answer."),
    request_id: requestId,
  }),
  needs: "write",
  writes: true,
  run: (args, call) =>
    onlyOnce(call, "ask", args, async (digest) => {
      const { question, agent = null } = args;
      const room =
        args.room === undefined
          ? await openChat(call, { id: digest ?? null, agent, about: question })
          : await enterRoom(call, args.room, "write");
      const asked = await askInChat(room, {
        ...{ type: "send", id: await messageIdFor(digest), text: question },
        mentions: await addressed(room, args.room === undefined ? null : agent),
      });
      return answerWithin(args.wait, room, asked, call);
    }),
});

/** In a group, and if one of several agents is wanted, the question names who is asked. */
async function addressed(room: InRoom, wanted: AgentId | null): Promise<AgentId[]> {
  if (wanted === null && room.room.kind !== "group") return [];
  const { items } = answered(
    await roomStub(room.env, room.room.id).members(room.principal.user, null, LOOKED_AT),
  );
  const agents = items.map(({ user }) => user).filter(isAgentId);
  const found = wanted === null ? agents[0] : agents.find((each) => each === wanted);
  if (found === undefined) throw new Problem("not_found", "There is no such agent in this room.");
  return [found];
}

/** An answer that takes longer goes on in the room. */
async function answerWithin(wait: number, room: InRoom, asked: AskedAnswer, call: McpCall): Promise<object> {
  let isLate = false;
  const leave = () => {
    isLate = true;
    asked.close();
  };
  const timer = setTimeout(leave, wait * 1_000);
  const signs = setInterval(
    () => void call.progress("The answer is being written.").catch(leave),
    SIGN_INTERVAL,
  );
  call.signal.addEventListener("abort", leave, { once: true });
  const place = { room: room.room.id, turn: asked.turn };
  try {
    const { message, answer, sources, state, reason } = await wholeAnswer(room, asked);
    return {
      ...{ state, answer, sources: shownSources(sources), ...place, message },
      ...(reason !== undefined && { reason }),
      ...(state === "waiting" && {
        note: "A person in the room has to decide on what the agent wants to do.",
      }),
    };
  } catch (error) {
    if (!isLate) throw error;
    return {
      state: "running",
      ...place,
      note: "The answer is not ready yet. read_room shows it in a while.",
    };
  } finally {
    clearTimeout(timer);
    clearInterval(signs);
    call.signal.removeEventListener("abort", leave);
  }
}
