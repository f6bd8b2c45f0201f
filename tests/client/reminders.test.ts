import { afterEach, beforeEach, expect, test } from "vitest";
import { createReminders } from "../../client/sdk/reminders/index.ts";
import type { Reminders } from "../../client/sdk/reminders/index.ts";
import { makeId } from "../../shared/ids.ts";
import type { InboxServerFrame } from "../../shared/protocol/frames.ts";
import type { Reminder } from "../../shared/protocol/reminder-frames.ts";
import type { Peer } from "./support/fake-network.ts";
import { ada } from "./support/people.ts";
import { makeScene, pass, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

let scene: Scene;
let peers: Peer[];
let reminders: Reminders;
beforeEach(() => {
  scene = makeScene();
  peers = [];
  scene.network.accept = (peer) => void peers.push(peer);
  reminders = createReminders(scene.client(ada).inbox());
});
afterEach(() => {
  reminders.close();
  scene.end();
});

const tell = (frame: InboxServerFrame): void => peers.at(-1)?.send(JSON.stringify(frame));
const said = (type: string) =>
  (peers.at(-1)?.heard ?? [])
    .filter((text) => text !== "ping")
    .map((text) => JSON.parse(text))
    .filter((frame) => frame.type === type);
const reminder = (n: number, more: Partial<Reminder> = {}): Reminder => ({
  ...{ id: makeId("rem", (bytes) => bytes.fill(n)), about: { type: "none" }, text: `Number ${n}` },
  ...{ due: n * 1_000, state: "waiting", madeAt: 0 },
  ...more,
});
const texts = () => reminders.open.map(({ text }) => text);

async function begin(due = 0): Promise<void> {
  await until(() => said("hello").length === 1);
  const list: InboxServerFrame = { type: "inbox", complete: true, rooms: [], gone: [] };
  tell(due === 0 ? list : { ...list, remindersDue: due });
  await until(() => said("saved.list").length === 1);
  tell({ type: "saved.page", ref: said("saved.list")[0].ref, saved: [], next: null });
  await pass(10);
}

test("REMIND-8: nothing is loaded while nothing is due and nobody has asked", async () => {
  await begin();
  expect(said("reminder.list")).toEqual([]);
  tell({ type: "reminders", changed: [reminder(1)], removed: [], due: 0 });
  await until(() => reminders.open.length === 1);
  expect(reminders.isWhole).toBe(false);
});

test("REMIND-8: all pages are loaded when one is due, and what changes meanwhile stays", async () => {
  await begin(1);
  await until(() => said("reminder.list").length === 1);
  expect(reminders.due).toBe(1);
  tell({ type: "reminders", changed: [reminder(1, { state: "due", text: "Newer" })], removed: [], due: 1 });
  const after = { at: 1_000, id: reminder(1).id };
  tell({ type: "reminders.page", ref: said("reminder.list")[0].ref, reminders: [reminder(1)], next: after });
  await until(() => said("reminder.list").length === 2);
  expect(said("reminder.list")[1]).toMatchObject({ done: false, after });
  tell({ type: "reminders.page", ref: said("reminder.list")[1].ref, reminders: [reminder(2)], next: null });
  await until(() => reminders.isWhole);
  expect(texts()).toEqual(["Newer", "Number 2"]);
  tell({ type: "reminders", changed: [reminder(2, { state: "done" })], removed: [reminder(1).id], due: 0 });
  await until(() => texts().length === 0);
  expect(reminders.due).toBe(0);
});

test("REMIND-8: after a lost connection the list is what the inbox has then", async () => {
  reminders.load();
  await begin();
  await until(() => said("reminder.list").length === 1);
  const both = [reminder(1), reminder(2)];
  tell({ type: "reminders.page", ref: said("reminder.list")[0].ref, reminders: both, next: null });
  await until(() => reminders.isWhole);
  scene.network.cut();
  await until(() => peers.length === 2);
  await begin();
  await until(() => said("reminder.list").length === 1);
  expect(texts()).toEqual(["Number 1", "Number 2"]);
  tell({ type: "reminders.page", ref: said("reminder.list")[0].ref, reminders: [reminder(2)], next: null });
  await until(() => reminders.isWhole);
  expect(texts()).toEqual(["Number 2"]);
});

test("REMIND-1: what was not answered is sent again on the next connection, with the same id", async () => {
  await begin();
  const added = reminders.add({ type: "none" }, "Water the plants", 5_000);
  await until(() => said("reminder.add").length === 1);
  const [first] = said("reminder.add");
  scene.network.cut();
  await until(() => peers.length === 2);
  await begin();
  await until(() => said("reminder.add").length === 1);
  const [second] = said("reminder.add");
  expect(second.id).toBe(first.id);
  tell({ type: "ok", ref: second.ref });
  expect(await added).toBe(first.id);
});

test("REMIND-3: a refusal is told to whoever asked", async () => {
  await begin();
  const snoozed = reminders.snooze(reminder(1).id, 9_000);
  await until(() => said("reminder.change").length === 1);
  const { ref } = said("reminder.change")[0];
  tell({ type: "error", ref, code: "not_found", message: "This reminder is gone." });
  await expect(snoozed).rejects.toMatchObject({ code: "not_found" });
});
