import { afterEach, beforeEach, expect, test } from "vitest";
import type { Room } from "../../client/sdk/index.ts";
import { followThread, openThread, threadOf } from "../../client/sdk/thread.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import { ada, den, grace, linus, phone } from "./support/people.ts";
import { makeScene, openAndReady, pass, textsIn, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";

let scene: Scene;
beforeEach(() => void (scene = makeScene()));
afterEach(() => scene.end());

const said = ({ view }: Room): string[] => (view?.messages ?? []).map(({ text }) => text);

/** Ada asks "Lunch?", and Grace has the room and the thread of it open. */
async function lunch() {
  const root = scene.server.say(ada, "Lunch?");
  const room = await openAndReady(scene, grace);
  const thread = openThread(room, root);
  await Promise.all([thread.loaded, pass(10)]);
  return { root, room, thread };
}

test("THREAD-1, THREAD-3: replies stand in the thread alone, or in both places, and the first message has their number", async () => {
  const { root, room, thread } = await lunch();
  await thread.send({ text: "Noodles" });
  await until(() => said(thread).length === 2 && thread.outbox.length === 0);
  scene.server.say(linus, "Soup", { thread: root, alsoRoom: true });
  scene.server.say(linus, "Not about lunch");
  await until(() => said(room).length === 3);
  expect(said(room)).toEqual(["Lunch?", "Soup", "Not about lunch"]);
  expect(said(thread)).toEqual(["Lunch?", "Noodles", "Soup"]);
  const replies = { count: 2, people: [linus, grace] };
  expect(room.view?.messages[0]?.replies).toMatchObject(replies);
  expect(thread.view?.messages[0]?.replies).toMatchObject(replies);
  // An unchanged view keeps its identity.
  expect(thread.view).toBe(thread.view);
});

test("THREAD-1, OUTBOX-2: a reply that is written without a connection is kept with its thread, over a restart, and sent once", async () => {
  const root = scene.server.say(ada, "Lunch?");
  const storage = makeMemoryStorage();
  const before = await openAndReady(scene, grace, { storage });
  const thread = openThread(before, root);
  await Promise.all([thread.loaded, pass(10)]);
  scene.network.goDown();
  await thread.send({ text: "Noodles", alsoRoom: true });
  await before.send({ text: "In the room" });
  expect((await storage.list(den)).map((entry) => [entry.text, entry.thread, entry.alsoRoom])).toEqual([
    ["Noodles", root, true],
    ["In the room", undefined, undefined],
  ]);
  thread.close();
  before.close();

  scene.network.reachable = true;
  const after = await openAndReady(scene, grace, { storage });
  await until(() => textsIn(after).length === 3 && after.outbox.length === 0);
  expect(after.view?.messages.map((message) => [message.text, message.thread])).toEqual([
    ["Lunch?", undefined],
    ["Noodles", root],
    ["In the room", undefined],
  ]);
  expect(new Set(scene.server.ofType("send").map(({ id }) => id)).size).toBe(2);
});

test("THREAD-2: a reply to a thread that cannot be is given back, with the reason", async () => {
  const { root, room } = await lunch();
  const reply = scene.server.say(ada, "At noon", { thread: root });
  await room.send({ text: "Deeper", thread: reply });
  await until(() => room.outbox[0]?.failure !== undefined);
  expect(room.outbox[0]).toMatchObject({ thread: reply, failure: { code: "conflict" } });
  for (const nowhere of [reply, 12_345]) {
    await expect(Promise.all([openThread(room, nowhere).loaded, pass(10)])).rejects.toMatchObject({
      code: nowhere === reply ? "conflict" : "not_found",
    });
  }
});

test("THREAD-4: older replies come page by page, and the first message stands before the first of them", async () => {
  const root = scene.server.say(ada, "Lunch?");
  const replies = Array.from({ length: 120 }, (_, n) => `reply ${n}`);
  for (const text of replies) scene.server.say(linus, text, { thread: root });
  const room = await openAndReady(scene, grace);
  const thread = openThread(room, root);
  await Promise.all([thread.loaded, pass(10)]);
  expect(said(thread).at(-1)).toBe("reply 119");
  expect(thread.view?.more).toBe(true);
  while (thread.view?.more === true) await Promise.all([thread.loadOlder(), pass(10)]);
  expect(said(thread)).toEqual(["Lunch?", ...replies]);
  expect(said(room)).toEqual(["Lunch?"]);
});

test("THREAD-4, RESUME-4: after a lost connection, and after a restored backup, the thread is as it is in the room", async () => {
  const { root, room, thread } = await lunch();
  scene.network.cut();
  await until(() => room.connection.type !== "open");
  const reply = scene.server.say(ada, "At noon", { thread: root });
  scene.server.do(ada, { type: "edit", target: reply, version: 1, text: "At one" });
  scene.server.do(linus, { type: "react", target: reply, emoji: "👍", on: true });
  await until(() => said(thread).join() === "Lunch?,At one");
  expect(thread.view?.messages[1]?.reactions).toEqual({ "👍": [linus] });

  scene.network.cut();
  await until(() => room.connection.type !== "open");
  scene.server.say(linus, "Soup", { thread: root });
  scene.server.restore("2");
  await until(() => said(thread).join() === "Lunch?,At one,Soup");
  expect(said(room)).toEqual(["Lunch?"]);
});

test("THREAD-6: reading a thread moves its own cursor, never beyond the log and never back", async () => {
  const { root, room, thread } = await lunch();
  const reply = scene.server.say(ada, "At noon", { thread: root });
  await until(() => said(thread).length === 2);
  thread.markRead(reply + 1_000);
  thread.markRead(root);
  await until(() => scene.server.ofType("thread.read").length > 0);
  await pass(5_000);
  expect(scene.server.ofType("thread.read")).toMatchObject([{ target: root, seq: reply }]);
  expect(scene.server.ofType("read")).toEqual([]);
  expect(room.view?.cursors[grace]?.read).toBeLessThan(reply);
});

test("THREAD-5, THREAD-4: a page says how one stands to the thread, and a message in which thread it stands", async () => {
  const { root, room, thread } = await lunch();
  expect(room.view?.threads?.[root]?.follows).toBe(false);
  await Promise.all([followThread(room, root, true), pass(10)]);
  const reply = scene.server.say(ada, "At noon", { thread: root });
  const both = scene.server.say(ada, "For all", { thread: root, alsoRoom: true });
  await until(() => said(thread).length === 3);
  const found: (Seq | null)[] = [];
  for (const seq of [reply, both, root]) {
    const [place] = await Promise.all([threadOf(room, seq), pass(10)]);
    found.push(place);
  }
  expect(found).toEqual([root, null, null]);
  const second = openThread(room, root);
  await Promise.all([second.loaded, pass(10)]);
  expect(room.view?.threads?.[root]).toMatchObject({ follows: true, unread: 1 });
});

test("THREAD-16: typing says in which thread, and begins anew in another place", async () => {
  const { root, room, thread } = await lunch();
  thread.typing();
  thread.typing();
  room.typing();
  await until(() => scene.server.ofType("typing").length === 2);
  expect(scene.server.ofType("typing").map((frame) => frame.thread)).toEqual([root, undefined]);
});

test("THREAD-4: a closed thread asks for nothing more, and the room goes on", async () => {
  const { root, room, thread } = await lunch();
  const other = await openAndReady(scene, ada, { device: phone });
  thread.close();
  const asked = scene.server.ofType("history").length;
  scene.server.say(linus, "Soup", { thread: root });
  scene.server.restore("2");
  scene.network.cut();
  await until(() => room.connection.type === "open" && other.connection.type === "open");
  await pass(1_000);
  expect(scene.server.ofType("history")).toHaveLength(asked);
  expect(room.view?.messages[0]?.replies?.count).toBe(1);
});
