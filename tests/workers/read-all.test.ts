import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { expect, test } from "vitest";
import type { InboxServer } from "../../server/objects/inbox/inbox-server.ts";
import type { InboxEntry } from "../../shared/protocol/inbox-frames.ts";
import { eventually } from "../support/eventually.ts";
import { inboxOf, openInbox } from "./support/inbox.ts";
import { replaceDatabase } from "./support/old-database.ts";
import { join, knockAt, makeRoom, newUser, type RoomStub } from "./support/room.ts";

/** Ada has sent a message in this many rooms, and Grace has not read any. */
async function unreadRooms(count: number) {
  const [ada, grace] = [newUser(), newUser()];
  const rooms: RoomStub[] = [];
  for (let n = 0; n < count; n++) {
    const room = await makeRoom([
      [ada, "owner"],
      [grace, "member"],
    ]);
    const device = await join(room, ada);
    await device.write(`news ${n}`);
    rooms.push(room);
  }
  const [desk, phone] = [await openInbox(grace), await openInbox(grace)];
  await eventually(() => expect(unreadOf(phone)).toHaveLength(count));
  return { ada, grace, rooms, desk, phone };
}

const unreadOf = ({ rooms }: { rooms: Map<string, InboxEntry> }) =>
  [...rooms.values()].filter(({ unread }) => unread > 0);

/** Rooms to which the inbox has not reported yet that they are read. */
const waiting = async (grace: Parameters<typeof inboxOf>[0]) =>
  runInDurableObject(await inboxOf(grace), (_: InboxServer, state) => [
    ...state.storage.sql.exec<{ room: string }>("SELECT room FROM reading"),
  ]);

test("INBOX-16: one request reads all rooms, more than are told at once, on all devices", async () => {
  const { grace, rooms, desk, phone } = await unreadRooms(70);
  expect(await desk.ask({ type: "read.all" })).toMatchObject({ type: "ok" });
  await eventually(() => expect(unreadOf(phone)).toEqual([]));
  expect(unreadOf(desk)).toEqual([]);
  await eventually(async () => expect(await waiting(grace)).toEqual([]));
  const [first] = rooms;
  if (first === undefined) throw new Error("no room");
  const welcome = await (await knockAt(first, grace)).hello();
  expect(welcome.cursors).toContainEqual(expect.objectContaining({ user: grace, read: welcome.head }));
});

test("INBOX-16: what is said later stays unread, and asking again reads that too", async () => {
  const { ada, rooms, desk, phone } = await unreadRooms(1);
  await desk.ask({ type: "read.all" });
  await eventually(() => expect(unreadOf(phone)).toEqual([]));
  const [room] = rooms;
  if (room === undefined) throw new Error("no room");
  const a = await join(room, ada);
  await a.write("and one more");
  await eventually(() => expect(unreadOf(phone)).toMatchObject([{ unread: 1 }]));
  await desk.ask({ type: "read.all" });
  await desk.ask({ type: "read.all" });
  await eventually(() => expect(unreadOf(phone)).toEqual([]));
});

test("INBOX-16: marks as unread go, what is out of sight stays as it is", async () => {
  const { ada, grace, rooms, desk, phone } = await unreadRooms(2);
  const [marked, done] = [...phone.rooms.keys()];
  if (marked === undefined || done === undefined) throw new Error("no rooms");
  await desk.ask({ type: "set", room: done, change: { done: phone.rooms.get(done)?.head ?? 0 } });
  await desk.ask({ type: "read.all" });
  await eventually(() => expect(unreadOf(phone)).toMatchObject([{ room: done }]));
  await desk.ask({ type: "set", room: marked, change: { unread: true } });
  await desk.ask({ type: "read.all" });
  await eventually(() => expect(phone.rooms.get(marked)?.settings).toBeUndefined());
  expect(phone.rooms.get(done)).toMatchObject({ unread: 1, settings: { done: expect.any(Number) } });
  expect(await waiting(grace)).toEqual([]);
  // The cursors of other people have not moved.
  for (const room of rooms) {
    const { cursors, head } = await (await knockAt(room, ada)).hello();
    expect(cursors.find(({ user }) => user === ada)?.read).toBeLessThan(head);
  }
});

test("INBOX-16: a room that the person is no longer in is left out, and the others are read", async () => {
  const { ada, grace, rooms, desk, phone } = await unreadRooms(2);
  const [left] = rooms;
  if (left === undefined) throw new Error("no room");
  const device = await join(left, ada);
  await device.ask({ type: "remove", user: grace });
  await eventually(() => expect(phone.rooms.size).toBe(1));
  // Puts the entry back, as if the news of the removal had not arrived yet.
  const entry = [...desk.frames].flatMap((frame) => (frame.type === "inbox" ? frame.rooms : []));
  const stale = entry.find(({ room }) => !phone.rooms.has(room));
  if (stale === undefined) throw new Error("no entry");
  await runInDurableObject(await inboxOf(grace), (inbox: InboxServer) =>
    inbox.putEntry({ ...stale, head: stale.head + 10 }),
  );
  await eventually(() => expect(unreadOf(phone)).toHaveLength(2));
  await desk.ask({ type: "read.all" });
  await eventually(() => expect(unreadOf(phone)).toMatchObject([{ room: stale.room }]));
  await eventually(async () => expect(await waiting(grace)).toEqual([]));
});

test("INBOX-16: who reads privately does so in all of them", async () => {
  const { ada, grace, rooms, desk, phone } = await unreadRooms(1);
  await desk.ask({ type: "prefer", preferences: { privateReading: true } });
  await desk.ask({ type: "read.all" });
  await eventually(() => expect(unreadOf(phone)).toEqual([]));
  const [room] = rooms;
  if (room === undefined) throw new Error("no room");
  const seen = await (await knockAt(room, ada)).hello();
  expect(seen.cursors.find(({ user }) => user === grace)?.read).toBeLessThan(seen.head);
  const own = await (await knockAt(room, grace)).hello();
  expect(own.cursors.find(({ user }) => user === grace)?.read).toBe(own.head);
});

test("INBOX-16: a crash right after the answer loses none of it", async () => {
  const { grace, desk } = await unreadRooms(40);
  await desk.ask({ type: "read.all" });
  await abortAllDurableObjects();
  const after = await openInbox(grace);
  await eventually(async () => {
    await runDurableObjectAlarm(await inboxOf(grace));
    expect(unreadOf(after)).toEqual([]);
  });
});

test("INBOX-16: a room that does not answer is told again later, and not for ever", async () => {
  const { grace, rooms, desk } = await unreadRooms(1);
  const [room] = rooms;
  if (room === undefined) throw new Error("no room");
  // A room whose database cannot be opened.
  await replaceDatabase(room, "CREATE TABLE room (other TEXT)");
  await desk.ask({ type: "read.all" });
  const tasks = () =>
    runInDurableObject(inboxOf(grace), (_: InboxServer, { storage }) =>
      storage.sql.exec<{ attempts: number }>("SELECT attempts FROM schedule WHERE task = 'read'").toArray(),
    );
  await eventually(async () => expect((await tasks())[0]?.attempts).toBeGreaterThan(0));
  expect(await waiting(grace)).toHaveLength(1);
  await runInDurableObject(inboxOf(grace), (_: InboxServer, { storage }) => {
    storage.sql.exec("UPDATE schedule SET attempts = 9, due = 1 WHERE task = 'read'");
  });
  await runDurableObjectAlarm(inboxOf(grace));
  await eventually(async () => expect(await waiting(grace)).toEqual([]));
  await eventually(async () => expect(await tasks()).toEqual([]));
});
