import { evictDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { expect, test } from "vitest";
import type { FollowedThread, SentMessage, ThreadList } from "../../shared/api-rooms.ts";
import { draftKey } from "../../shared/draft-key.ts";
import type { InboxEntry, OwnThread, ThreadsFrame } from "../../shared/protocol/frames.ts";
import type { Message, Seq } from "../../shared/protocol/events.ts";
import { messageSearchPath, type MessageSearchReport } from "../../shared/message-search.ts";
import { eventually } from "../support/eventually.ts";
import { roomPath } from "./support/api-request.ts";
import { inboxOf, openInbox, type InboxDevice } from "./support/inbox.ts";
import { team } from "./support/person.ts";
import { type Device, join, makeRoom, newMessageId, newUser } from "./support/room.ts";

async function reply(device: Device, thread: Seq, text: string, more: object = {}): Promise<Seq> {
  const id = newMessageId();
  device.tell({ type: "send", id, text, thread, ...more });
  const sent = await device.until(() =>
    device.events.find((event) => event.type === "message.sent" && event.message.id === id),
  );
  return sent.seq;
}

const threadsTold = ({ frames }: Device): ThreadsFrame[] =>
  frames.filter((frame): frame is ThreadsFrame => frame.type === "threads");
const newestOf = (device: Device, root: Seq): OwnThread | undefined =>
  threadsTold(device)
    .flatMap(({ threads }) => threads)
    .findLast((thread) => thread.root === root);
const entryIn = ({ rooms }: InboxDevice): InboxEntry | undefined => [...rooms.values()][0];

async function talk() {
  const [ada, grace, linus] = [newUser(), newUser(), newUser()];
  const room = await makeRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "member"],
  ]);
  const [a, g, l] = [await join(room, ada), await join(room, grace), await join(room, linus)];
  const { seq: root } = await a.write("What do we plant?");
  return { ada, grace, linus, room, a, g, l, root };
}

test("THREAD-9: each reply is told to who follows the thread, on all of their devices and to nobody else", async () => {
  const { ada, room, a, g, l, root } = await talk();
  const phone = await join(room, ada);
  await reply(g, root, "peas");
  for (const device of [a, phone])
    await eventually(() => expect(newestOf(device, root)).toMatchObject({ follows: true, unread: 1 }));
  await l.settled();
  expect(threadsTold(l)).toEqual([]);
  expect(newestOf(g, root)).toMatchObject({ unread: 0 });
});

test("THREAD-6, THREAD-9: reading on one device clears the thread on all, in the inbox too", async () => {
  const { ada, room, a, g, root } = await talk();
  const phone = await join(room, ada);
  const list = await openInbox(ada);
  const seq = await reply(g, root, "peas");
  await eventually(() => expect(entryIn(list)?.threads).toMatchObject({ unread: 1 }));
  expect(await phone.ask({ type: "thread.read", target: root, seq })).toMatchObject({ type: "ok" });
  await eventually(() => expect(newestOf(a, root)).toMatchObject({ unread: 0, read: seq }));
  await eventually(() => expect(entryIn(list)?.threads).toMatchObject({ unread: 0 }));
});

test("THREAD-7: one room is marked as read in the list, with its threads, also one that is out of sight", async () => {
  const { ada, a, g, root } = await talk();
  const list = await openInbox(ada);
  await reply(g, root, "peas");
  await g.write("Lunch?");
  await eventually(() => expect(entryIn(list)).toMatchObject({ unread: 1, threads: { unread: 1 } }));
  const { room, head = 0 } = entryIn(list) ?? {};
  if (room === undefined) throw new Error("no room");
  await list.ask({ type: "set", room, change: { done: head } });
  await list.ask({ type: "read.all", room });
  await eventually(() => expect(entryIn(list)).toMatchObject({ unread: 0, threads: { unread: 0 } }));
  await eventually(() =>
    expect(threadsTold(a).at(-1)).toEqual({ type: "threads", complete: true, threads: [] }),
  );
});

test("THREAD-9: an entry that comes late does not bring back what was read in a thread", async () => {
  const { ada, a, g, root } = await talk();
  const list = await openInbox(ada);
  const seq = await reply(g, root, "peas");
  await eventually(() => expect(entryIn(list)?.threads).toMatchObject({ unread: 1 }));
  const late = entryIn(list);
  if (late === undefined) throw new Error("no entry");
  await a.ask({ type: "thread.read", target: root, seq });
  await eventually(() => expect(entryIn(list)?.threads).toMatchObject({ unread: 0 }));
  await inboxOf(ada).putEntry(late);
  const [kept] = await inboxOf(ada).entriesOf([late.room]);
  expect(kept?.threads).toMatchObject({ unread: 0 });
});

test("THREAD-9, RESUME-8: a device that comes back, and one whose room was evicted, has what is unread", async () => {
  const { ada, room, a, g, root } = await talk();
  await reply(g, root, "peas");
  await evictDurableObject(room);
  await reply(g, root, "beans");
  await eventually(() => expect(newestOf(a, root)).toMatchObject({ unread: 2 }));
  const welcome = await (await join(room, ada)).hello();
  expect(welcome.threads).toMatchObject([{ root, unread: 2 }]);
});

test("THREAD-16: who types in a thread is said to type there", async () => {
  const { ada, a, g, root } = await talk();
  a.say({ type: "typing", on: true, thread: root });
  await g.until(() => g.frames.find((frame) => frame.type === "typing"));
  expect(g.frames.filter(({ type }) => type === "typing")).toEqual([
    { type: "typing", user: ada, on: true, thread: root },
  ]);
});

test("THREAD-17, DRAFT-1, DRAFT-5: each thread has a draft of its own, which goes with the membership", async () => {
  const { ada, grace, a, g, root } = await talk();
  const list = await openInbox(grace);
  await eventually(() => expect(entryIn(list)).toBeDefined());
  const { room } = entryIn(list) ?? {};
  if (room === undefined) throw new Error("no room");
  expect(await list.ask({ type: "draft.open", room, thread: root, epoch: 0, vector: "AA==" })).toMatchObject({
    type: "ok",
  });
  expect(list.frames.findLast(({ type }) => type === "draft")).toMatchObject({ room, thread: root });
  expect(draftKey({ room, thread: root })).toBe(`${room}#${root}`);
  const stored = { type: "draft.update", room, thread: root, epoch: 0, update: HELLO } as const;
  expect(await list.ask(stored)).toMatchObject({ type: "ok" });
  await list.ask({ type: "draft.open", room, epoch: 0, vector: "AA==" });
  expect(list.frames.findLast(({ type }) => type === "draft")).toMatchObject({ room, update: NOTHING });
  const other = await openInbox(grace);
  expect(other.frames[0]).toMatchObject({ drafts: [{ room, thread: root, excerpt: "Hello" }] });
  await a.ask({ type: "remove", user: grace });
  await eventually(() => expect(other.rooms.size).toBe(0));
  expect(
    other.frames.flatMap((frame) => (frame.type === "inbox" ? (frame.drafts ?? []) : [])).at(-1),
  ).toEqual({
    room,
    thread: root,
    excerpt: "",
  });
  expect([ada, g.closed?.code]).toEqual([ada, 4403]);
});

test("THREAD-18, SEARCH-1: a search says in which thread a hit stands, and can be limited to one", async () => {
  const { ada, grace, organization } = await team();
  const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [grace.id] });
  const device = await join(env.ROOM.getByName(room), grace.id);
  const [one, two] = [await device.write("beans in spring"), await device.write("beans in autumn")];
  const first = await reply(device, one.seq, "runner beans");
  const second = await reply(device, two.seq, "broad beans");
  const both = await reply(device, two.seq, "beans for all", { alsoRoom: true });
  const search = async (thread?: Seq) => {
    const path = messageSearchPath(organization.id, {
      q: "beans",
      room,
      ...(thread !== undefined && { thread }),
    });
    const { hits, total } = await ada.must(ada.get<MessageSearchReport>(path));
    return { found: hits.map((hit) => [hit.seq, hit.thread]), total };
  };
  await eventually(async () => expect((await search()).total).toBe(5));
  expect((await search()).found).toEqual([
    [both, undefined],
    [second, two.seq],
    [first, one.seq],
    [two.seq, undefined],
    [one.seq, undefined],
  ]);
  expect(await search(one.seq)).toEqual({
    found: [
      [first, one.seq],
      [one.seq, undefined],
    ],
    total: 2,
  });
  expect((await search(two.seq)).found.map(([seq]) => seq)).toEqual([both, second, two.seq]);
});

test("THREAD-1, THREAD-4, THREAD-5, API-4: programs write in threads, read them, and list what they follow", async () => {
  const { ada, grace, organization } = await team();
  const room = await ada.makeRoom(organization.id, { kind: "group", name: "garden", members: [grace.id] });
  const path = (rest: string) => roomPath(room, rest);
  const send = (who: typeof ada, body: object) =>
    who.must(who.post<SentMessage>(path("/messages"), body)).then(({ message }) => message);
  const root = await send(ada, { text: "What do we plant?" });
  const first = await send(grace, { text: "peas", thread: root.seq });
  const second = await send(grace, { text: "beans", thread: root.seq, alsoRoom: true });
  expect(first).toMatchObject({ thread: root.seq });
  expect(first).not.toHaveProperty("alsoRoom");
  const list = (query: string) =>
    ada
      .must(ada.get<{ items: Message[] }>(path(`/messages?${query}`)))
      .then(({ items }) => items.map(({ seq }) => seq));
  expect(await list(`thread=${root.seq}`)).toEqual([second.seq, first.seq, root.seq]);
  expect(await list("limit=5")).toEqual([second.seq, root.seq]);
  expect((await ada.get(path(`/messages?thread=${first.seq}`))).status).toBe(409);
  const threads = (query = "") => ada.must(ada.get<ThreadList>(path(`/threads${query}`)));
  const [followed]: FollowedThread[] = (await threads("?unread=true")).items;
  expect(followed).toMatchObject({
    root: root.seq,
    follows: true,
    unread: 1,
    message: { replies: { count: 2 } },
  });
  const change = (body: object) => ada.must(ada.send<OwnThread>("PATCH", path(`/threads/${root.seq}`), body));
  expect(await change({ read: second.seq })).toMatchObject({ follows: true, unread: 0, read: second.seq });
  expect((await threads("?unread=true")).items).toEqual([]);
  expect(await change({ follows: false })).toMatchObject({ follows: false });
  expect((await threads()).items).toEqual([]);
});

/** Updates of a Yjs document: the text "Hello", and nothing. */
const HELLO = "AQEBAAQBBHRleHQFSGVsbG8A";
const NOTHING = "AAA=";
