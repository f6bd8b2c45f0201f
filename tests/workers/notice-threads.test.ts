import { expect, test } from "vitest";
import { roomOf } from "./support/hooked.ts";
import { noticePaths } from "../../shared/notices.ts";
import { confirmAddress, decideNow, inboxAt, inState, turnOnPush } from "./support/notices.ts";
import { mailsTo } from "./support/outbox.ts";
import { team } from "./support/person.ts";
import { type Device, join, newMessageId } from "./support/room.ts";
import { eventually } from "../support/eventually.ts";

/** Grace has begun a thread, and has the room nowhere open. */
async function kitchen() {
  const { ada, grace, organization } = await team();
  const room = await ada.makeRoom(organization.id, { kind: "group", name: "kitchen", members: [grace.id] });
  const at = await join(roomOf(room), ada.id);
  const graces = await join(roomOf(room), grace.id);
  const { seq: root } = await graces.write("Lunch?");
  const reply = (device: Device, text: string, more: object = {}) =>
    device.tell({ type: "send", id: newMessageId(), text, thread: root, ...more });
  const inbox = { organization: organization.id, user: grace.id };
  /** Once Grace's list of rooms has this of the room. */
  const heard = (expected: object) =>
    eventually(async () => {
      const [entry] = await inboxAt(organization.id, grace.id).entriesOf([room]);
      expect(entry).toMatchObject(expected);
    });
  return { grace, room, root, at, graces, reply, inbox, heard };
}

test("THREAD-19, NOTIFY-12, NOTIFY-14: a reply in a followed thread is told with its thread, and closed when it is read there", async () => {
  const { grace, room, root, at, graces, reply, inbox, heard } = await kitchen();
  const phone = await turnOnPush(grace);
  reply(at, "Noodles");
  await decideNow(inbox, room);
  const [push] = await phone.until(1);
  expect(push).toMatchObject({
    body: "ada: Noodles",
    room,
    thread: root,
    url: expect.stringContaining("#m"),
  });
  await inState(inbox, room, "told");

  // What happens elsewhere in the room, and reading it, leaves the reply unread.
  const { seq } = await at.write("Not about lunch");
  await graces.ask({ type: "read", seq });
  await heard({ read: seq, threads: { unread: 1 } });
  await inState(inbox, room, "told");
  await graces.ask({ type: "thread.read", target: root, seq });
  expect((await phone.until(2))[1]).toMatchObject({ type: "close" });
  await inState(inbox, room, null);

  // Who does not follow it any more is told of nothing.
  await graces.ask({ type: "thread.follow", target: root, on: false });
  reply(at, "Soup then");
  const { head } = await at.hello();
  await heard({ head, unread: 0, threads: { unread: 0 } });
  await inState(inbox, room, null);
  expect(await phone.told()).toHaveLength(2);
});

test("THREAD-19, NOTIFY-17: who answers a notification of a thread has read that thread, and nothing else of the room", async () => {
  const { grace, room, root, at, graces, reply, inbox, heard } = await kitchen();
  const phone = await turnOnPush(grace);
  const { seq: other } = await graces.write("Who has the key?");
  await at.write("Not about lunch");
  reply(at, "Noodles");
  at.tell({ type: "send", id: newMessageId(), text: "Not me", thread: other });
  await heard({ unread: 1, threads: { unread: 2 } });
  await decideNow(inbox, room);
  await phone.until(1);
  await inState(inbox, room, "told");

  const { head } = await at.hello();
  const answer = (thread: number | string) =>
    grace.post(noticePaths.answer(inbox.organization), { key: room, action: "read", seq: head, thread });
  expect((await answer("first")).status).toBe(400);
  // A message that is none changes nothing.
  expect((await answer(head + 100)).status).toBe(200);
  await heard({ unread: 1, threads: { unread: 2 } });
  expect((await answer(root)).status).toBe(200);
  await heard({ unread: 1, threads: { unread: 1 } });
  // What the devices show is about the reply.
  expect((await phone.until(2))[1]).toMatchObject({ type: "close" });
});

test("THREAD-19, NOTIFY-25: the digest counts replies in threads, and names them once", async () => {
  const { grace, room, at, reply, inbox } = await kitchen();
  await confirmAddress(grace);
  reply(at, "Noodles");
  reply(at, "Or soup");
  await inState(inbox, "digest", "waiting");
  await decideNow(inbox, "digest");
  const text = () =>
    eventually(async () => {
      const mail = (await mailsTo(grace.email)).find(({ subject }) => subject === "Unread in Parley");
      if (mail === undefined) throw new Error("no mail");
      return mail.text ?? "";
    });
  expect(await text()).toMatch(/kitchen, [12] unread/);
  await inState(inbox, room, null);
});
