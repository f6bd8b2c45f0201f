import * as z from "zod";
import { readTaskId } from "../../../shared/task-id.ts";
import { inboxStub, roomStub } from "../../bindings/object-stubs.ts";
import { defineTool, type ToolAnswer, type ToolCall } from "../contract/tool.ts";
import { dueLine } from "./task-line.ts";

export const completeTask = defineTool({
  name: "complete_task",
  description:
    "Completes a task of this room, by the number that list_tasks or create_task has returned. Use it only when a person says that it is done.",
  schema: z.object({ task: z.string().max(60).describe("The number of the task, like 42.") }),
  // A task that repeats moves on each time, so the call says which of its times is meant: the one at the time of the call.
  repeat: "never",
  needs: "write",
  touches: "tasks",
  isOffered: ({ room }) => room?.kind !== "support",
  asks: (_, { room }) => room !== null,
  run: ({ task }, call) => (call.room === null ? completeOwn(task, call) : completeInRoom(task, call)),
});

const NONE: ToolAnswer = { ok: false, result: "There is no such task." };

async function completeInRoom(task: string, { env, room, asker, scopes }: ToolCall): Promise<ToolAnswer> {
  const target = /^#?[1-9][0-9]{0,14}$/.test(task) ? Number(task.replace("#", "")) : null;
  if (room === null || target === null) return NONE;
  const caller = { user: asker, scopes, unreadable: [] };
  const taken = await roomStub(env, room.id).command(caller, { type: "task.state", target, state: "done" });
  if (taken === null) return NONE;
  if ("refused" in taken) return { ok: false, result: taken.message };
  const now = taken.message?.task;
  if (now?.state === "open" && now.due !== undefined)
    return { ok: true, result: `Task ${target} is done for this time. It is due again ${dueLine(now.due)}.` };
  return { ok: true, result: `Task ${target} is done.` };
}

/** Only personal tasks: outside of rooms, nobody could be asked about a task of a room. */
async function completeOwn(task: string, { env, organization, asker }: ToolCall): Promise<ToolAnswer> {
  const found = readTaskId(task);
  if (found?.type !== "personal") return NONE;
  const request = { type: "task.state", ref: 0, id: found.id, state: "done" } as const;
  const reply = await inboxStub(env, organization, asker).askTasks(request);
  return reply.type === "error"
    ? { ok: false, result: reply.message }
    : { ok: true, result: `Task ${task} is done.` };
}
