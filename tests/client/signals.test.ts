import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DELIVERED_INTERVAL } from "../../client/sdk/signals/delivered-signal.ts";
import { TYPING_INTERVAL, TYPING_SILENCE } from "../../shared/limits.ts";
import { ada, grace } from "./support/people.ts";
import { makeScene, openAndReady, pass, textsIn, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

let scene: Scene;
beforeEach(() => void (scene = makeScene()));
afterEach(() => scene.end());

describe("typing", () => {
  test("CLIENT-17: is said at most every 4 s, and ended after 3 s of silence", async () => {
    const room = await openAndReady(scene, ada);
    for (let typed = 0; typed < 2 * TYPING_INTERVAL; typed += 100) {
      room.typing();
      await pass(100);
    }
    expect(scene.server.ofType("typing").map(({ on }) => on)).toEqual([true, true]);
    await pass(TYPING_SILENCE);
    expect(scene.server.ofType("typing").map(({ on }) => on)).toEqual([true, true, false]);
  });

  test("CLIENT-17: is ended by the message, and begins anew after it", async () => {
    const room = await openAndReady(scene, ada);
    room.typing();
    await room.send({ text: "done" });
    await pass(10);
    room.typing();
    await pass(10);
    expect(scene.server.ofType("typing").map(({ on }) => on)).toEqual([true, true]);
  });
});

describe("delivered", () => {
  test("CLIENT-18: is said once a second at most, for the newest", async () => {
    const room = await openAndReady(scene, ada);
    await pass(DELIVERED_INTERVAL);
    for (let n = 0; n < 50; n++) {
      scene.server.say(grace, `${n}`);
      await pass(20);
    }
    await pass(DELIVERED_INTERVAL);
    const said = scene.server.ofType("delivered").map(({ seq }) => seq);
    expect(said.length).toBeLessThanOrEqual(3);
    expect(said.at(-1)).toBe(room.view?.messages.at(-1)?.seq);
    expect(said).toEqual(said.toSorted((a, b) => a - b));
  });

  test("CLIENT-18: what was said to a broken socket is said again", async () => {
    const room = await openAndReady(scene, ada);
    scene.server.say(grace, "one");
    await until(() => scene.server.ofType("delivered").length === 1);
    scene.network.cut();
    await until(() => scene.server.ofType("delivered").length === 2);
    expect(room.view?.cursors[ada]?.delivered).toBe(room.view?.head);
  });

  test("CLIENT-18: one's own messages are no delivery", async () => {
    const room = await openAndReady(scene, ada);
    await room.send({ text: "mine" });
    await until(() => textsIn(room).length === 1 && room.outbox.length === 0);
    await pass(3_000);
    expect(scene.server.ofType("delivered")).toEqual([]);
  });
});

describe("read", () => {
  test("CLIENT-19: moves forward only, and scrolling is joined", async () => {
    const room = await openAndReady(scene, ada);
    const seqs = Array.from({ length: 20 }, (_, n) => scene.server.say(grace, `${n}`));
    await until(() => textsIn(room).length === 20);
    for (const seq of seqs) room.markRead(seq);
    room.markRead(1);
    await pass(2_000);
    const marks = scene.server.ofType("read").map(({ seq }) => seq);
    expect(marks.length).toBeLessThanOrEqual(2);
    expect(marks.at(-1)).toBe(seqs.at(-1));
    expect(room.view?.cursors[ada]?.read).toBe(seqs.at(-1));
  });

  test("CLIENT-19: never goes beyond what this device has", async () => {
    const room = await openAndReady(scene, ada);
    const seq = scene.server.say(grace, "one");
    await until(() => room.view?.head === seq);
    room.markRead(1_000_000);
    await until(() => room.view?.cursors[ada]?.read === seq);
    expect(scene.server.ofType("read").map((frame) => frame.seq)).toEqual([seq]);
  });

  test("CLIENT-19: reaches the room also when the socket broke meanwhile", async () => {
    const room = await openAndReady(scene, ada);
    const seq = scene.server.say(grace, "one");
    await until(() => room.view?.head === seq);
    scene.network.goDown();
    room.markRead(seq);
    scene.network.reachable = true;
    await until(() => room.view?.cursors[ada]?.read === seq);
  });
});

test("CLIENT-20: what the person does is said when it changes, and again on each new socket", async () => {
  const room = await openAndReady(scene, ada);
  room.setActivity("idle");
  room.setActivity("idle");
  await until(() => scene.server.ofType("presence").length === 1);
  scene.network.cut();
  await until(() => scene.server.ofType("presence").length === 2);
  expect(scene.server.ofType("presence").map(({ state }) => state)).toEqual(["idle", "idle"]);
});
