import { afterEach, beforeEach, expect, test } from "vitest";
import type { Room } from "../../client/sdk/index.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { RoomView } from "../../shared/room-view.ts";
import { ada, grace, linus, phone } from "./support/people.ts";
import { makeScene, openAndReady, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

let scene: Scene;
beforeEach(() => void (scene = makeScene("session")));
afterEach(() => scene.end());

/** What people have written, in the order of the view. */
const said = (view: RoomView | null): string[] =>
  (view?.messages ?? []).filter(({ answer }) => answer === undefined).map(({ text }) => text);
const seqOf = (room: Room, text: string): Seq => {
  const view = room.peeked ?? room.view;
  const found = view?.messages.find((message) => message.text === text);
  if (found === undefined) throw new Error(`no message "${text}"`);
  return found.seq;
};

/** Ada asks, and asks in another way; Grace has the room open. */
async function forked(): Promise<{ graces: Room; first: Seq; second: Seq }> {
  const graces = await openAndReady(scene, grace);
  scene.server.say(ada, "one");
  await until(() => said(graces.view).length === 1);
  const first = seqOf(graces, "one");
  scene.server.say(linus, "more");
  scene.server.say(ada, "two", { forkOf: first });
  await until(() => said(graces.view).join() === "two");
  return { graces, first, second: seqOf(graces, "two") };
}

test("FORK-4, FORK-9: a peek shows another branch on this device alone, and goes on with what happens there", async () => {
  const { graces, first, second } = await forked();
  await graces.peek(first);
  expect(said(graces.peeked)).toEqual(["one", "more"]);
  expect(said(graces.view)).toEqual(["two"]);
  expect(graces.peeked?.messages[0]?.forks).toEqual([first, second]);
  expect(scene.server.ofType("show")).toEqual([]);

  scene.server.do(linus, { type: "react", target: first, emoji: "👍", on: true });
  scene.server.say(ada, "three", { forkOf: first });
  await until(() => graces.peeked?.messages[0]?.forks?.length === 3);
  expect(graces.peeked?.messages[0]?.reactions).toEqual({ "👍": [linus] });
  expect(said(graces.peeked)).toEqual(["one", "more"]);
  expect(said(graces.view)).toEqual(["three"]);
  const view = graces.peeked;
  expect(graces.peeked).toBe(view);

  graces.endPeek();
  expect(graces.peeked).toBeNull();
});

test("FORK-3, FORK-4: what is peeked at can be shown to everyone, and a peek ends when everyone sees it", async () => {
  const { graces, first } = await forked();
  const adas = await openAndReady(scene, ada, { device: phone });
  await graces.peek(first);
  await graces.show(0);
  await until(() => said(adas.view).join() === "one,more" && graces.peeked === null);
  expect(said(graces.view)).toEqual(["one", "more"]);
  const seen = new Set<RoomView | null>();
  graces.subscribe(() => void seen.add(graces.peeked));
  await graces.peek(first);
  expect(graces.peeked).toBeNull();
  expect([...seen].filter((peeked) => peeked !== null)).toEqual([]);
  await expect(graces.show(12_345)).rejects.toMatchObject({ code: "not_found" });
  await expect(graces.peek(12_345)).rejects.toMatchObject({ code: "not_found" });
});

test("FORK-4: older messages of the peeked branch are loaded page by page", async () => {
  const graces = await openAndReady(scene, grace);
  scene.server.say(ada, "one");
  await until(() => said(graces.view).length === 1);
  const first = seqOf(graces, "one");
  scene.server.do(ada, { type: "takeover", on: true });
  const more = Array.from({ length: 120 }, (_, n) => `message ${n}`);
  for (const text of more) scene.server.say(linus, text);
  scene.server.do(ada, { type: "takeover", on: false });
  scene.server.say(ada, "two", { forkOf: first });
  await until(() => said(graces.view).join() === "two");
  await graces.peek(first);
  while (await graces.loadOlder());
  expect(said(graces.peeked)).toEqual(["one", ...more]);
  expect(said(graces.view)).toEqual(["two"]);
});

test("FORK-9: after a lost connection the peek is as it is in the room", async () => {
  const { graces, first, second } = await forked();
  await graces.peek(first);
  scene.network.cut();
  await until(() => graces.connection.type !== "open");
  scene.server.do(linus, { type: "edit", target: first + 3, version: 1, text: "more, please" });
  scene.server.say(ada, "three", { forkOf: first });
  await until(() => said(graces.view).join() === "three");
  await until(() => said(graces.peeked).join() === "one,more, please");
  expect(graces.peeked?.messages[0]?.forks?.slice(0, 2)).toEqual([first, second]);
});

test("FORK-4: the text so far of an answer that runs in the peeked branch is asked for", async () => {
  const { graces, first } = await forked();
  const asked: Seq[] = [];
  scene.server.onParts = ({ target }) => void asked.push(target);
  await graces.peek(first);
  const answer = graces.peeked?.messages.find((message) => message.answer !== undefined);
  await until(() => asked.length > 0);
  expect(asked[0]).toBe(answer?.seq);
  const part = { type: "part", m: answer?.seq ?? 0, a: 1, n: 0, d: "It is" } as const;
  scene.server.broadcast(part);
  await until(() => graces.peeked?.messages.some(({ text }) => text === "It is") === true);
});

test("FORK-1, SEND-2: a fork that was written without a connection is sent later, once", async () => {
  const { graces, first: target } = await forked();
  const adas = await openAndReady(scene, ada, { device: phone });
  scene.network.cut();
  await until(() => adas.connection.type !== "open");
  await adas.send({ text: "three", forkOf: target });
  expect(adas.outbox.map(({ forkOf }) => forkOf)).toEqual([target]);
  await until(() => said(graces.view).join() === "three" && adas.outbox.length === 0);
  expect(graces.view?.messages[0]?.forks).toHaveLength(3);
});
