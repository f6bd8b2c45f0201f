import { abortAllDurableObjects, runDurableObjectAlarm } from "cloudflare:test";
import { expect, test } from "vitest";
import { makeId, type ReminderId, type UserId } from "../../shared/ids.ts";
import type { Reminder, ReminderAbout, RemindersFrame } from "../../shared/protocol/reminder-frames.ts";
import { type InboxDevice, inboxOf, openInbox } from "./support/inbox.ts";
import { join, makeRoom, newRoomId, newUser } from "./support/room.ts";
import { eventually } from "../support/eventually.ts";

const newId = (): ReminderId => makeId("rem", (bytes) => crypto.getRandomValues(bytes));
const told = ({ frames }: InboxDevice): RemindersFrame[] =>
  frames.filter((frame) => frame.type === "reminders");
const stateOf = (device: InboxDevice, id: ReminderId): Reminder | undefined =>
  told(device)
    .flatMap(({ changed }) => changed)
    .findLast((one) => one.id === id);

async function remind(
  device: InboxDevice,
  due: number,
  about: ReminderAbout = { type: "none" },
  text = "Call Jean-Luc O'Neil (ops)",
): Promise<ReminderId> {
  const id = newId();
  expect(await device.ask({ type: "reminder.add", id, about, text, due })).toMatchObject({ type: "ok" });
  return id;
}

async function ring(person: UserId): Promise<void> {
  await runDurableObjectAlarm(await inboxOf(person));
}

test("REMIND-1, REMIND-2: reaches all devices of the person at its time, and nobody else", async () => {
  const [ada, grace] = [newUser(), newUser()];
  const [desk, phone, other] = [await openInbox(ada), await openInbox(ada), await openInbox(grace)];
  const due = Date.now() + 400;
  const id = await remind(desk, due);
  await eventually(() => expect(stateOf(phone, id)?.state).toBe("due"));
  expect(Date.now()).toBeGreaterThanOrEqual(due);
  expect(told(phone).map(({ due: count, changed }) => [changed[0]?.state, count])).toEqual([
    ["waiting", 0],
    ["due", 1],
  ]);
  expect(told(other)).toEqual([]);
  expect((await openInbox(ada)).frames[0]).toMatchObject({ remindersDue: 1 });
  await phone.ask({ type: "reminder.change", id, change: { done: true } });
  await eventually(() => expect(stateOf(desk, id)?.state).toBe("done"));
  expect((await openInbox(ada)).frames[0]).not.toHaveProperty("remindersDue");
});

test("REMIND-2: is due once after a restart across its time, however often the alarm runs", async () => {
  const ada = newUser();
  const id = await remind(await openInbox(ada), Date.now() + 300);
  await abortAllDurableObjects();
  await new Promise((done) => setTimeout(done, 300));
  const after = await openInbox(ada);
  await ring(ada);
  await ring(ada);
  await eventually(async () =>
    expect(await after.ask({ type: "reminder.list", done: false, after: null })).toMatchObject({
      reminders: [{ id, state: "due" }],
    }),
  );
  expect(told(after).filter(({ changed }) => changed.some((one) => one.state === "due")).length).toBeLessThan(
    2,
  );
});

test("REMIND-6: the text is the message's as it is then, and none of a deleted one", async () => {
  const [ada, grace] = [newUser(), newUser()];
  const room = await makeRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);
  const a = await join(room, ada);
  const { seq: edited } = await a.write("The offer is due on Monday");
  const { seq: deleted } = await a.write("my password is hunter2");
  const device = await openInbox(grace);
  await eventually(() => expect(device.rooms.size).toBe(1));
  const [id] = device.rooms.keys();
  if (id === undefined) throw new Error("no room");
  const due = Date.now() + 500;
  const first = await remind(device, due, { type: "message", room: id, seq: edited }, "The offer is due");
  const second = await remind(
    device,
    due,
    { type: "message", room: id, seq: deleted },
    "my password is hunter2",
  );
  await a.ask({ type: "edit", target: edited, version: 1, text: "The offer is due on Tuesday" });
  await a.ask({ type: "delete", target: deleted });
  await eventually(() => {
    expect(stateOf(device, first)).toMatchObject({ state: "due", text: "The offer is due on Tuesday" });
    expect(stateOf(device, second)).toMatchObject({ state: "due", text: "" });
  });
  await a.ask({ type: "remove", user: grace });
  await eventually(() => expect(told(device).at(-1)).toMatchObject({ removed: expect.any(Array), due: 0 }));
  expect(told(device).at(-1)?.removed.toSorted()).toEqual([first, second].toSorted());
});

test("REMIND-7: of a room that one is not in there is none", async () => {
  const stranger = await openInbox(newUser());
  const about: ReminderAbout = { type: "room", room: newRoomId() };
  expect(
    await stranger.ask({ type: "reminder.add", id: newId(), about, text: "", due: Date.now() }),
  ).toMatchObject({ type: "error", code: "not_found" });
});
