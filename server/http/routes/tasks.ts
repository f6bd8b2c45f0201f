/** Tasks of the caller, and of rooms in which the caller is. */
import type { ApiTask, ChangeApiTask, WrittenDue } from "../../../shared/api-tasks.ts";
import type { TaskChange } from "../../../shared/tasks.ts";
import { messageText } from "../../../shared/text.ts";
import { writtenDue } from "../../rules/tasks/written-due.ts";
import { roomStub } from "../../bindings/object-stubs.ts";
import type { CalledCommand } from "../../bindings/room-answers.ts";
import { notFound, Problem } from "../../problems/problem.ts";
import { messageIdFor, taskIdFor } from "../derived-ids.ts";
import { answered, httpCaller, runCommand } from "../in-room.ts";
import { jsonAnswer } from "../route-answer.ts";
import { jsonBody, noBody } from "../route-body.ts";
import { query } from "../route-query.ts";
import { route } from "../route.ts";
import { nothing } from "../schemas/fields.ts";
import * as schemas from "../schemas/tasks.ts";
import { apiTaskIn, apiTaskOf } from "../tasks/api-task.ts";
import {
  askInbox,
  personalTask,
  type Reached,
  reachTask,
  roomOf,
  type TaskCall,
} from "../tasks/reach-task.ts";

const oneTask = jsonAnswer(schemas.apiTask);

export const tasks = [
  route({
    method: "GET",
    path: "/tasks",
    in: "organization",
    needs: "read",
    query: query(schemas.tasksAsked, schemas.TASKS_HINT),
    body: noBody,
    answer: jsonAnswer(schemas.apiTaskList),
    v1: "only",
    aliases: ["/tasks"],
    about:
      "Lists your tasks, or those of a room: pending ones by their day or in the order of the room, or ended ones.",
    run: async (call) => {
      const { status, room: id, cursor = null } = call.query;
      if (id !== undefined) {
        const room = await roomOf(call, id);
        const state = status === "pending" ? "open" : "ended";
        const page = answered(await roomStub(call.env, id).tasks(await httpCaller(room), state, cursor));
        return { items: page.messages.flatMap((each) => apiTaskIn(id, each, true) ?? []), next: page.next };
      }
      const list = status === "pending" ? "open" : "ended";
      const page = await askInbox(call, { type: "task.list", list, zone: "UTC", after: cursor });
      if (page.type !== "tasks.page") throw new Error("an inbox answers with a page");
      return { items: page.tasks.map(apiTaskOf), next: page.next };
    },
  }),
  route({
    method: "POST",
    path: "/tasks",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.newApiTask),
    answer: jsonAnswer(schemas.apiTask, 201),
    v1: "only",
    aliases: ["/tasks"],
    refuses: ["blocked"],
    about: "Makes a task, for yourself or in a room.",
    run: async (call) => {
      const { title, room: id, due: written, zone, language, ...rest } = call.body;
      const due = written === undefined ? null : await dueFrom(written, { zone, language });
      const task = { ...rest, ...(due !== null && { due }) };
      if (id === undefined) {
        const made = await taskIdFor(call.idempotencyKey);
        await askInbox(call, { type: "task.add", id: made, title, task });
        return apiTaskOf(await personalTask(call, made));
      }
      const message = await messageIdFor(call.idempotencyKey);
      const taken = await runCommand(await roomOf(call, id), {
        type: "send",
        id: message,
        text: title,
        task,
      });
      return present(apiTaskIn(id, taken.message));
    },
  }),
  route({
    method: "GET",
    path: "/tasks/:task",
    in: "organization",
    needs: "read",
    body: noBody,
    answer: oneTask,
    v1: "only",
    aliases: ["/tasks/:task"],
    about: "Returns a task.",
    run: async (call) => load(call, await reachTask(call, call.params.task)),
  }),
  route({
    method: "PATCH",
    path: "/tasks/:task",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.changeApiTask),
    answer: oneTask,
    v1: "only",
    aliases: ["/tasks/:task"],
    refuses: ["blocked"],
    about: "Changes a task: its title, due time, assignee, repeat, notes or state.",
    run: async (call) => {
      const reached = await reachTask(call, call.params.task);
      await change(call, reached, call.body);
      if (call.body.state !== undefined) await setState(call, reached, { state: call.body.state });
      return load(call, reached);
    },
  }),
  route({
    method: "POST",
    path: "/tasks/:task/complete",
    in: "organization",
    needs: "write",
    body: jsonBody(schemas.completeApiTask),
    answer: oneTask,
    v1: "only",
    aliases: ["/tasks/:task/complete"],
    about: "Completes a task. One that repeats moves to its next due time.",
    run: async (call) => {
      const reached = await reachTask(call, call.params.task);
      await setState(call, reached, { state: "done", ...call.body });
      return load(call, reached);
    },
  }),
  route({
    method: "DELETE",
    path: "/tasks/:task",
    in: "organization",
    needs: "write",
    body: noBody,
    answer: jsonAnswer(nothing),
    v1: "only",
    aliases: ["/tasks/:task"],
    about: "Deletes a task. In a room, its author does that, or somebody who manages the room.",
    run: async (call) => {
      const reached = await reachTask(call, call.params.task);
      // One that is not there is not deleted.
      await load(call, reached);
      if (reached.type === "personal") await askInbox(call, { type: "task.remove", id: reached.id });
      else await runCommand(reached.call, { type: "delete", target: reached.target });
      return null;
    },
  }),
];

async function load(call: TaskCall, reached: Reached): Promise<ApiTask> {
  if (reached.type === "personal") return apiTaskOf(await personalTask(call, reached.id));
  const { call: room, target } = reached;
  const found = answered(await roomStub(call.env, room.room.id).message(await httpCaller(room), target));
  return present(apiTaskIn(room.room.id, found.message));
}

async function change(call: TaskCall, reached: Reached, wanted: ChangeApiTask): Promise<void> {
  const { version, title, state: _, due: written, zone, language, ...rest } = wanted;
  const due =
    written === undefined || written === null ? written : await dueFrom(written, { zone, language });
  const changes: TaskChange = { ...rest, ...(due !== undefined && { due }) };
  const seen = version === undefined ? {} : { version };
  if (reached.type === "personal") {
    const { id } = reached;
    if (title !== undefined || Object.keys(changes).length > 0)
      await askInbox(call, {
        type: "task.change",
        id,
        ...seen,
        ...(title !== undefined && { title }),
        ...changes,
      });
    return;
  }
  const { call: room, target } = reached;
  if (Object.keys(changes).length > 0)
    await runCommand(room, { type: "task.change", target, ...seen, ...changes });
  if (title !== undefined) await rename(call, reached, title);
}

/** The title of a task of a room is its message, which only its author edits. */
async function rename(
  call: TaskCall,
  { call: room, target }: Extract<Reached, { type: "room" }>,
  title: string,
) {
  const found = answered(await roomStub(call.env, room.room.id).message(await httpCaller(room), target));
  if (found.message?.task === undefined) throw notFound();
  if (found.message.text === messageText(title)) return;
  await runCommand(room, { type: "edit", target, version: found.message.version, text: title });
}

async function setState(
  call: TaskCall,
  reached: Reached,
  wanted: Omit<Extract<CalledCommand, { type: "task.state" }>, "type" | "target">,
): Promise<void> {
  if (reached.type === "personal") await askInbox(call, { type: "task.state", id: reached.id, ...wanted });
  else await runCommand(reached.call, { type: "task.state", target: reached.target, ...wanted });
}

function present(task: ApiTask | null): ApiTask {
  if (task === null) throw notFound();
  return task;
}

async function dueFrom(
  written: WrittenDue,
  inZone: { zone: string | undefined; language: string | undefined },
) {
  const due = await writtenDue(written, inZone, Date.now());
  if (due !== null) return due;
  throw new Problem(
    "bad_type",
    'Say when it is due: "2026-12-04", "2026-12-04T09:00" or "next Friday 9:00".',
  );
}
