import { abortAllDurableObjects, runDurableObjectAlarm } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { MAX_SCHEDULED, MAX_SNOOZE } from "../../shared/limits.ts";
import type { ScheduledFrame, ScheduledMessage } from "../../shared/protocol/scheduled-frames.ts";
import { type InboxDevice, inboxOf, openInbox } from "./support/inbox.ts";
import { type Device, join, makeRoom, newMessageId, newRoomId, newUser } from "./support/room.ts";
import { eventually } from "../support/eventually.ts";

async function pair() {
  const [ada, grace] = [newUser(), newUser()];
  const room = await makeRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);
  const [desk, phone] = [await openInbox(grace), await openInbox(grace)];
  await eventually(() => expect(phone.rooms.size).toBe(1));
  const [id] = phone.rooms.keys();
  if (id === undefined) throw new Error("no room");
  return { ada, grace, room, desk, phone, id };
}

const put = (
  device: InboxDevice,
  room: RoomId,
  due: number,
  more: Partial<Pick<ScheduledMessage, "id" | "text" | "thread">> = {},
) => {
  const message = { id: newMessageId(), room, text: "Guten Morgen 早上好", due, ...more };
  return device.ask({ type: "scheduled.put", message }).then((answer) => ({ answer, id: message.id }));
};
/** The texts that a device has of the room: those that it found, and those that arrived. */
const texts = ({ frames, events }: Device): string[] => [
  ...frames.flatMap((frame) =>
    frame.type === "welcome" ? (frame.reset?.timeline.messages ?? []).map(({ text }) => text) : [],
  ),
  ...events.flatMap((event) => (event.type === "message.sent" ? [event.message.text] : [])),
];
const told = ({ frames }: InboxDevice): ScheduledFrame[] =>
  frames.filter((frame) => frame.type === "scheduled");
const all = async (device: InboxDevice): Promise<ScheduledMessage[]> => {
  const answer = await device.ask({ type: "scheduled.list" });
  if (answer.type !== "scheduled.all") throw new Error(answer.type);
  return answer.messages;
};

test("SCHEDULE-1, SCHEDULE-2: is sent as the person at its time, once, and leaves the list on all devices", async () => {
  const { ada, room, desk, phone, id: at } = await pair();
  const a = await join(room, ada);
  const due = Date.now() + 400;
  const { answer, id } = await put(desk, at, due);
  expect(answer.type).toBe("ok");
  await eventually(() =>
    expect(told(phone)).toMatchObject([{ changed: [{ id, text: "Guten Morgen 早上好", due }] }]),
  );
  await eventually(() =>
    expect(told(phone).at(-1)).toEqual({ type: "scheduled", changed: [], removed: [id] }),
  );
  expect(Date.now()).toBeGreaterThanOrEqual(due);
  await eventually(() => expect(texts(a)).toEqual(["Guten Morgen 早上好"]));
  expect(await all(desk)).toEqual([]);
});

test("THREAD-20: a reply is sent in its thread at its time, and one whose thread cannot be stays with the reason", async () => {
  const { ada, room, desk, id: at } = await pair();
  const a = await join(room, ada);
  const { seq: root } = await a.write("Lunch?");
  await put(desk, at, Date.now(), { text: "Noodles", thread: root });
  await eventually(() => expect(texts(a)).toEqual(["Lunch?", "Noodles"]));
  const reply = a.events.find((event) => event.type === "message.sent" && event.message.thread === root);
  expect(reply).toMatchObject({ message: { text: "Noodles" } });
  await put(desk, at, Date.now(), { text: "Deeper", thread: reply?.seq ?? 0 });
  await eventually(async () =>
    expect(await all(desk)).toMatchObject([{ thread: reply?.seq, failed: { code: "conflict" } }]),
  );
});

test("SCHEDULE-2: is sent once after a restart across its time, however often the alarm runs", async () => {
  const { ada, grace, desk, id: at } = await pair();
  const { id } = await put(desk, at, Date.now() + 300);
  await abortAllDurableObjects();
  await new Promise((done) => setTimeout(done, 300));
  const again = await openInbox(grace);
  await runDurableObjectAlarm(await inboxOf(grace));
  await runDurableObjectAlarm(await inboxOf(grace));
  await eventually(async () => expect(await all(again)).toEqual([]));
  // A device that repeats its frame after the message was sent sends it no second time.
  await put(again, at, Date.now(), { id });
  await eventually(async () => expect(await all(again)).toEqual([]));
  const a = await join(env.ROOM.getByName(at), ada);
  await eventually(() => expect(texts(a)).toEqual(["Guten Morgen 早上好"]));
});

test("SCHEDULE-1, SCHEDULE-3: it is replaced, and what the room refuses stays with the reason", async () => {
  const { ada, room, desk, phone, grace, id: at } = await pair();
  const a = await join(room, ada);
  const { id } = await put(desk, at, Date.now() + 60_000);
  await put(phone, at, Date.now() + 300, { id, text: "Later" });
  await a.ask({ type: "role", user: grace, role: "viewer" });
  await eventually(async () =>
    expect(await all(desk)).toMatchObject([{ id, text: "Later", failed: { code: "forbidden" } }]),
  );
  expect(texts(a)).toEqual([]);
  await a.ask({ type: "role", user: grace, role: "member" });
  await put(desk, at, Date.now(), { id, text: "Later" });
  await eventually(() => expect(texts(a)).toEqual(["Later"]));
});

test("SCHEDULE-4: what could not be a message is refused at once", async () => {
  const { desk, id: at } = await pair();
  const code = async (due: number, more = {}, room = at) => (await put(desk, room, due, more)).answer;
  const later = Date.now() + 60_000;
  expect(await code(later, { text: " \u200b" })).toMatchObject({ code: "bad_type" });
  expect(await code(later, { text: "x".repeat(16_001) })).toMatchObject({ code: "too_large" });
  expect(await code(later, {}, newRoomId())).toMatchObject({ code: "not_found" });
  expect(await code(Date.now() + MAX_SNOOZE + 60_000)).toMatchObject({ code: "bad_type" });
  for (let n = 0; n < MAX_SCHEDULED; n++) {
    // The limit of commands is not what is tested.
    await eventually(async () => expect((await code(later)).type).toBe("ok"));
  }
  await eventually(async () => expect(await code(later)).toMatchObject({ code: "too_many" }));
});
