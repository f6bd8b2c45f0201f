import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { ada, grace, linus, phone } from "./support/people.ts";
import { makeScene, openAndReady, textsIn, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

let scene: Scene;
beforeEach(() => void (scene = makeScene()));
afterEach(() => scene.end());

describe("a room on several devices", () => {
  test("shows each what the other says", async () => {
    const [adas, graces] = await Promise.all([openAndReady(scene, ada), openAndReady(scene, grace)]);
    await adas.send({ text: "Hello Grace" });
    await graces.send({ text: "Hello Ada" });
    await until(() => textsIn(adas).length === 2 && textsIn(graces).length === 2);
    expect(textsIn(adas)).toEqual(textsIn(graces));
  });

  test("looks the same by events as it does to someone who opens it now", async () => {
    const adas = await openAndReady(scene, ada);
    const graces = await openAndReady(scene, grace);
    await adas.send({ text: "draft" });
    await until(() => graces.view?.messages.length === 1);
    const seq = adas.view?.head ?? 0;
    await adas.edit(seq, 1, "final");
    await graces.react(seq, "👍", true);
    await graces.send({ text: "fine", replyTo: seq });
    await adas.rename("lair");
    await adas.changeRole(linus, "viewer");
    await until(() => textsIn(adas).length === 2 && adas.view?.head === graces.view?.head);
    const fresh = await openAndReady(scene, ada, { device: phone });
    expect(adas.view).toEqual(fresh.view);
  });

  test("pages back to its beginning without hole or double", async () => {
    const said = Array.from({ length: 120 }, (_, n) => `message ${n}`);
    for (const text of said) scene.server.say(grace, text);
    const room = await openAndReady(scene, ada);
    while (await room.loadOlder());
    expect(textsIn(room)).toEqual(said);
  });

  test("CLIENT-22: loses nothing that happens to a message right after its page was read", async () => {
    const first = scene.server.say(grace, "first");
    for (let n = 0; n < 60; n++) scene.server.say(grace, `message ${n}`);
    const room = await openAndReady(scene, ada);
    scene.server.afterPage = () =>
      scene.server.do(linus, { type: "react", target: first, emoji: "👍", on: true });
    await room.loadOlder();
    await until(() => room.view?.messages[0]?.reactions["👍"]?.length === 1);
  });

  test("drops a page that was asked for by a view which is gone", async () => {
    for (let n = 0; n < 120; n++) scene.server.say(grace, `message ${n}`);
    const room = await openAndReady(scene, ada);
    const older = room.loadOlder();
    scene.server.restore("2");
    scene.network.cut();
    await until(() => room.view?.epoch === "epoch-2");
    await older;
    expect(new Set(textsIn(room)).size).toBe(textsIn(room).length);
  });

  test("tells its listeners of each change, and no more once they have left", async () => {
    const room = await openAndReady(scene, ada);
    let calls = 0;
    const end = room.subscribe(() => (calls += 1));
    scene.server.say(grace, "one");
    await until(() => textsIn(room).length === 1);
    expect(calls).toBeGreaterThan(0);
    end();
    const before = calls;
    scene.server.say(grace, "two");
    await until(() => textsIn(room).length === 2);
    expect(calls).toBe(before);
  });

  test("is opened once, however often it is asked for, until it is closed", () => {
    const client = scene.client(ada);
    const room = scene.open(ada);
    const first = client.room(room.id);
    expect(client.room(room.id)).toBe(first);
    first.close();
    expect(client.room(room.id)).not.toBe(first);
  });

  test("leaving resolves although the room closes the socket before it answers", async () => {
    const room = await openAndReady(scene, grace);
    await room.leave();
    await until(() => room.connection.type === "stopped");
    expect(scene.server.ofType("leave")).toHaveLength(1);
  });
});
