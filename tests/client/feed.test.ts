import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { RoomEvent } from "../../shared/protocol/events.ts";
import { CATCH_UP_TIMEOUT } from "../../client/sdk/room-feed.ts";
import { takeEvents } from "../../client/sdk/take-events.ts";
import { ada, grace } from "./support/people.ts";
import { makeScene, openAndReady, pass, textsIn, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

let scene: Scene;
beforeEach(() => void (scene = makeScene()));
afterEach(() => scene.end());

const renamed = (seq: number, name: string): RoomEvent => ({
  type: "room.renamed",
  seq,
  at: 0,
  by: ada,
  name,
});

describe("keeping up with a room's log", () => {
  test("CLIENT-1: says hello with what it has on each new socket, and misses nothing", async () => {
    const room = await openAndReady(scene, ada);
    scene.network.goDown();
    scene.server.say(grace, "one");
    scene.server.do(ada, { type: "rename", name: "lair" });
    scene.server.say(grace, "two");
    scene.network.reachable = true;
    await until(() => textsIn(room).length === 2);
    expect(scene.server.ofType("hello").map(({ since, epoch }) => [since, epoch])).toEqual([
      [null, null],
      [4, "epoch-1"],
    ]);
    expect(room.view?.room.name).toBe("lair");
  });

  test("CLIENT-2: an event that comes twice changes nothing", async () => {
    const room = await openAndReady(scene, ada);
    scene.server.say(grace, "one");
    await until(() => textsIn(room).length === 1);
    const before = room.view;
    scene.server.broadcast({ type: "events", events: [renamed(2, "old news"), renamed(5, "old news")] });
    await pass(100);
    expect(room.view).toBe(before);
  });

  test("CLIENT-3: a hole is filled from the last good number, and nothing beyond it is shown before", async () => {
    const room = await openAndReady(scene, ada);
    const shown: string[] = [];
    room.subscribe(() => shown.push(room.view?.room.name ?? ""));
    scene.network.deaf = true;
    scene.server.say(grace, "lost on the way");
    scene.network.deaf = false;
    scene.server.broadcast({ type: "events", events: [renamed(6, "from beyond")] });
    await until(() => textsIn(room).includes("lost on the way"));
    expect(scene.server.ofType("hello").at(-1)?.since).toBe(4);
    expect(shown).not.toContain("from beyond");
    expect(room.connection.type).toBe("open");
  });

  test("CLIENT-3: what continues the log is taken in also while the answer is awaited", () => {
    const seen = takeEvents({ head: 4, room: { name: "den" }, notices: [] } as never, [
      renamed(4, "a"),
      renamed(5, "b"),
      renamed(6, "c"),
      renamed(8, "e"),
    ]);
    expect(seen.events.map(({ seq }) => seq)).toEqual([5, 6]);
    expect(seen).toMatchObject({ hole: true, view: { head: 6, room: { name: "c" } } });
  });

  test("CLIENT-4: a reset replaces everything by the snapshot", async () => {
    const room = await openAndReady(scene, ada);
    scene.server.say(grace, "before");
    await until(() => textsIn(room).length === 1);
    scene.network.goDown();
    scene.server.restore("2");
    scene.server.say(grace, "after");
    scene.network.reachable = true;
    await until(() => room.view?.epoch === "epoch-2");
    expect(textsIn(room)).toEqual(["before", "after"]);
  });

  test("CLIENT-5: a hole that stays is answered by a snapshot in the end", async () => {
    const room = await openAndReady(scene, ada);
    for (let n = 0; n < 3; n++) {
      scene.server.broadcast({ type: "events", events: [renamed(99, "never")] });
      await pass(100);
    }
    expect(scene.server.ofType("hello").map(({ since }) => since)).toEqual([null, 4, 4, null]);
    await until(() => room.connection.type === "open");
  });

  test("CLIENT-6: a room that does not welcome in time is tried on another socket", async () => {
    scene.server.silent = true;
    const room = scene.open(ada);
    await pass(CATCH_UP_TIMEOUT + 1_500);
    expect(scene.network.attempts.length).toBeGreaterThan(1);
    scene.server.silent = false;
    await until(() => room.view !== null);
  });

  test("CLIENT-7: a hello that came too fast is said again when the room allows", async () => {
    scene.server.refusals.push({ type: "hello", code: "rate_limited", retryAfter: 3_000 });
    const room = scene.open(ada);
    await pass(2_500);
    expect(room.view).toBeNull();
    await until(() => room.view !== null, 1_000);
    expect(scene.network.attempts).toHaveLength(1);
  });

  test("CLIENT-8: someone's typing ends by itself when no more is heard of it", async () => {
    const room = await openAndReady(scene, ada);
    scene.server.broadcast({ type: "typing", user: grace, on: true });
    await until(() => Object.keys(room.view?.typing ?? {}).length === 1);
    await pass(5_900);
    expect(Object.keys(room.view?.typing ?? {})).toEqual([grace]);
    await pass(200);
    expect(room.view?.typing).toEqual({});
  });

  test("CLIENT-9: frames of a kind that it does not know are skipped", async () => {
    const room = await openAndReady(scene, ada);
    scene.server.broadcast({ type: "fireworks" } as never);
    scene.server.say(grace, "still here");
    await until(() => textsIn(room).length === 1);
  });
});
