import * as z from "zod";
import { MAX_TOOL_RESULT } from "../../../shared/limits.ts";
import { inboxStub, roomStub } from "../../bindings/object-stubs.ts";
import { defineTool, type ToolCall } from "../contract/tool.ts";
import { plainName } from "../prompt/transcript.ts";
import { taskLine } from "./task-line.ts";

export const listTasks = defineTool({
  name: "list_tasks",
  description:
    "Returns the open tasks of this room with their numbers, due times and who has them. Use it when somebody asks what is to be done.",
  schema: z.object({}),
  repeat: "safe",
  needs: "read",
  touches: "tasks",
  isOffered: ({ room }) => room?.kind !== "support",
  readsRoom: true,
  run: async (_, call) => {
    const lines = await (call.room === null ? ownTasks(call) : tasksOfRoom(call));
    if (lines.length === 0) return { ok: true, result: "There are no open tasks." };
    return { ok: true, result: fitting(lines) };
  },
});

/** Everyone in the room sees its tasks, so the result shows nothing new to anybody. What is kept from models stays with people. */
async function tasksOfRoom({ env, room, asker, scopes }: ToolCall): Promise<string[]> {
  if (room === null) return [];
  const object = roomStub(env, room.id);
  const page = await object.tasks({ user: asker, scopes, unreadable: [] }, "open", null);
  if (page === null || "refused" in page) return [];
  const shown = page.messages.filter(({ ai }) => ai !== "never");
  const names = new Map<string, string>();
  for (const { task } of shown) {
    const user = task?.assignee;
    if (user === undefined || names.has(user)) continue;
    const found = await object.member(asker, user);
    names.set(
      user,
      found === null || "refused" in found || found.member === null ? "somebody" : found.member.name,
    );
  }
  return shown.flatMap(({ seq, text, task }) =>
    task === undefined ? [] : taskLine(String(seq), text, task, nameOf(task.assignee, names)),
  );
}

function nameOf(user: string | undefined, names: ReadonlyMap<string, string>): string | null {
  return user === undefined ? null : plainName(names.get(user) ?? "somebody");
}

/** Outside of rooms only the caller reads the result. */
async function ownTasks({ env, organization, asker }: ToolCall): Promise<string[]> {
  const asked = { type: "task.list", ref: 0, list: "open", zone: "UTC", after: null } as const;
  const reply = await inboxStub(env, organization, asker).askTasks(asked);
  return reply.type === "tasks.page"
    ? reply.tasks.map(({ id, title, task }) => taskLine(id, title, task, null))
    : [];
}

/** The first lines that fit into a result. */
function fitting(lines: readonly string[]): string {
  const kept: string[] = [];
  let left = MAX_TOOL_RESULT - MORE.length - 1;
  for (const line of lines) {
    left -= line.length + 1;
    if (left < 0) return [...kept, MORE].join("\n");
    kept.push(line);
  }
  return kept.join("\n");
}

const MORE = "[Further tasks are left out]";
