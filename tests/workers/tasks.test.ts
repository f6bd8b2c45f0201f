import { abortAllDurableObjects } from "cloudflare:test";
import { expect, test } from "vitest";
import { makeId, type PersonalTaskId, type RoomId, type UserId } from "../../shared/ids.ts";
import type { ListedTask, TasksFrame } from "../../shared/protocol/task-frames.ts";
import { roomTaskId, type TaskId } from "../../shared/task-id.ts";
import type { TaskList } from "../../shared/tasks.ts";
import { type InboxDevice, openInbox } from "./support/inbox.ts";
import { type Device, join, makeRoom, newMessageId, newUser } from "./support/room.ts";
import { eventually } from "../support/eventually.ts";

const newId = (): PersonalTaskId => makeId("task", (bytes) => crypto.getRandomValues(bytes));
const told = ({ frames }: InboxDevice): TasksFrame[] => frames.filter((frame) => frame.type === "tasks");

async function listOf(device: InboxDevice, list: TaskList): Promise<ListedTask[]> {
  const page = await device.ask({ type: "task.list", list, zone: "UTC", after: null });
  if (page.type !== "tasks.page") throw new Error(JSON.stringify(page));
  return page.tasks;
}
const titles = async (device: InboxDevice, list: TaskList = "undated"): Promise<string[]> =>
  (await listOf(device, list)).map(({ title }) => title);
const stand = (device: InboxDevice, wanted: string[], list?: TaskList) =>
  eventually(async () => expect(await titles(device, list)).toEqual(wanted));

async function makeTask(device: Device, text: string, task: object = {}): Promise<number> {
  const id = newMessageId();
  device.tell({ type: "send", id, text, task });
  const sent = await device.until(() =>
    device.events.find((event) => event.type === "message.sent" && event.message.id === id),
  );
  return sent.seq;
}

async function shed(): Promise<{ ada: UserId; grace: UserId; a: Device; g: Device; room: RoomId }> {
  const [ada, grace] = [newUser(), newUser()];
  const stub = await makeRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);
  const a = await join(stub, ada);
  const g = await join(stub, grace);
  const welcome = a.frames.find((frame) => frame.type === "welcome");
  const room = welcome?.reset?.room.id;
  if (room === undefined) throw new Error("no snapshot");
  return { ada, grace, a, g, room };
}

test("TASK-10: a personal task reaches all devices of the person, and nobody else", async () => {
  const [ada, grace] = [newUser(), newUser()];
  const [desk, phone, other] = [await openInbox(ada), await openInbox(ada), await openInbox(grace)];
  const id = newId();
  expect(await desk.ask({ type: "task.add", id, title: "Water the plants", task: {} })).toMatchObject({
    type: "ok",
  });
  await eventually(() => expect(told(phone)[0]?.changed[0]?.title).toBe("Water the plants"));
  expect(await other.ask({ type: "task.open", id })).toMatchObject({ code: "not_found" });
  expect(await other.ask({ type: "task.state", id, state: "done" })).toMatchObject({ code: "not_found" });
  expect(told(other)).toEqual([]);
  await abortAllDurableObjects();
  expect(await titles(await openInbox(ada))).toEqual(["Water the plants"]);
});

test("TASK-12: a task of a room is in the list of its assignee, else of its maker, and moves when that changes", async () => {
  const { ada, grace, a, g } = await shed();
  const [mine, hers] = [await openInbox(ada), await openInbox(grace)];
  const target = await makeTask(a, "Water the plants");
  await stand(mine, ["Water the plants"]);
  expect(await titles(hers)).toEqual([]);
  await g.ask({ type: "task.change", target, assignee: grace });
  await stand(hers, ["Water the plants"]);
  await stand(mine, []);
  await a.ask({ type: "edit", target, version: 1, text: "Water the cactus" });
  await stand(hers, ["Water the cactus"]);
  await a.ask({ type: "delete", target });
  await stand(hers, []);
});

test("TASK-13: changed from the list it changes in the room, by the rules of the room", async () => {
  const { grace, a, room } = await shed();
  const hers = await openInbox(grace);
  const target = await makeTask(a, "Water the plants", { assignee: grace });
  const id: TaskId = roomTaskId(room, target);
  await stand(hers, ["Water the plants"]);
  expect(await hers.ask({ type: "task.state", id, state: "done" })).toMatchObject({ type: "ok" });
  const done = await a.until(() => a.events.find((event) => event.type === "task.changed"));
  expect(done).toMatchObject({ by: grace, target, task: { state: "done" } });
  await stand(hers, ["Water the plants"], "ended");
  const stranger = await openInbox(newUser());
  for (const request of [
    { type: "task.state", id, state: "open" },
    { type: "task.change", id, due: null },
    { type: "task.remove", id },
    { type: "task.open", id },
  ] as const)
    expect(await stranger.ask(request), request.type).toMatchObject({ code: "not_found" });
  await a.ask({ type: "remove", user: grace });
  await stand(hers, [], "ended");
});

test("TASK-12: who leaves a room loses its tasks, whoever made them has them then", async () => {
  const { ada, grace, a } = await shed();
  const [mine, hers] = [await openInbox(ada), await openInbox(grace)];
  await makeTask(a, "Water the plants", { assignee: grace });
  await stand(hers, ["Water the plants"]);
  await a.ask({ type: "remove", user: grace });
  await stand(hers, []);
  await stand(mine, ["Water the plants"]);
});

test("TASK-12: what was not told when everything stopped is told after the start", async () => {
  const { grace, a } = await shed();
  await makeTask(a, "Water the plants", { assignee: grace });
  await abortAllDurableObjects();
  await stand(await openInbox(grace), ["Water the plants"]);
});
