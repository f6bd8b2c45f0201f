/** The way from a task's id to the task: through the caller's own inbox, or a room in which the caller is. */
import type { InboxServerFrame } from "../../../shared/protocol/inbox-frames.ts";
import type { ListedTask, TaskRequest } from "../../../shared/protocol/task-frames.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import { readTaskId } from "../../../shared/task-id.ts";
import type { PersonalTaskId } from "../../../shared/ids.ts";
import { inboxStub } from "../../bindings/object-stubs.ts";
import type { Env } from "../../bindings/env.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { type Entered, findMyRoom } from "../access.ts";
import type { InRoom } from "../in-room.ts";

export type TaskCall = Entered["organization"] & { env: Env };

export type Reached = { type: "personal"; id: PersonalTaskId } | { type: "room"; call: InRoom; target: Seq };

/** 404 for what is no id, and for a room in which the caller is not. */
export async function reachTask(call: TaskCall, id: string): Promise<Reached> {
  const place = readTaskId(id);
  if (place === null) throw notFound();
  if (place.type === "personal") return place;
  return { type: "room", call: await roomOf(call, place.room), target: place.seq };
}

/** `id` is unchecked input. */
export async function roomOf(call: TaskCall, id: string): Promise<InRoom> {
  const { env, principal, organization } = call;
  const found = await findMyRoom(env, organization.id, principal.user, id);
  if (found === null) throw notFound();
  return { env, principal, organization, ...found };
}

type WithoutRef<Frame> = Frame extends unknown ? Omit<Frame, "ref"> : never;
type Taken = Exclude<InboxServerFrame, { type: "error" }>;

/** Asks the caller's inbox, as a device of theirs would. */
export async function askInbox(call: TaskCall, request: WithoutRef<TaskRequest>): Promise<Taken> {
  const { env, organization, principal } = call;
  const asked: TaskRequest = { ...request, ref: 0 };
  const reply: InboxServerFrame = await inboxStub(env, organization.id, principal.user).askTasks(asked);
  if (reply.type === "error") throw new Problem(reply.code, reply.message, reply.retryAfter);
  return reply;
}

export async function personalTask(call: TaskCall, id: PersonalTaskId): Promise<ListedTask> {
  const reply = await askInbox(call, { type: "task.open", id });
  if (reply.type !== "task") throw new Error("an inbox answers with a task");
  return reply.task;
}
