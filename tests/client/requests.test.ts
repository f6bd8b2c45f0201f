import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { REQUEST_TIMEOUT } from "../../client/sdk/requests.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { ada, grace } from "./support/people.ts";
import { parley, receipt, turn } from "./support/receipt.ts";
import { makeScene, openAndReady, pass, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

let scene: Scene;
beforeEach(() => void (scene = makeScene()));
afterEach(() => scene.end());

test("what the AI is told to do goes out as it is, and what it is asked comes back", async () => {
  const room = await openAndReady(scene, ada);
  scene.server.silent = true;
  const said = [
    room.ask(4, { agent: parley }),
    room.stop(turn),
    room.move(turn, null),
    room.merge(turn, turn),
    room.choose(5),
    room.takeOver(true),
    room.setAi(4, "never"),
    room.moderate(4, "release"),
  ];
  for (const promise of said) promise.catch(() => undefined);
  await until(() => scene.server.frames.length > said.length);
  expect(scene.server.frames.slice(-said.length)).toMatchObject([
    { type: "ask", target: 4, agent: parley },
    { type: "stop", turn },
    { type: "move", turn, before: null },
    { type: "merge", turn, into: turn },
    { type: "choose", target: 5 },
    { type: "takeover", on: true },
    { type: "ai", target: 4, ai: "never" },
    { type: "moderate", target: 4, decision: "release" },
  ]);
  scene.server.silent = false;
  const answers = Promise.all([room.heldText(4), room.receipt(5)]);
  await pass(50);
  expect(await answers).toEqual(["what it said", receipt]);
});

/** The state of a promise, readable while the fake clock stands still. */
function fateOf(promise: Promise<unknown>): { is: unknown } {
  const fate: { is: unknown } = { is: "open" };
  promise.then(
    () => (fate.is = "done"),
    (error: { code: unknown }) => (fate.is = error.code),
  );
  return fate;
}

describe("a command", () => {
  test("resolves when the room has done it", async () => {
    const room = await openAndReady(scene, ada);
    const fate = fateOf(room.rename("lair"));
    await until(() => fate.is === "done");
    expect(room.view?.room.name).toBe("lair");
  });

  test("is refused with the room's own code", async () => {
    const room = await openAndReady(scene, grace);
    await Promise.all([
      expect(room.rename("mine")).rejects.toMatchObject({ name: "ParleyError", code: "forbidden" }),
      expect(room.delete(99)).rejects.toMatchObject({ code: "not_found" }),
      pass(100),
    ]);
  });

  test("CLIENT-15: that a broken socket left unanswered is sent again on the next, with one effect", async () => {
    const room = await openAndReady(scene, ada);
    scene.network.deaf = true;
    const fate = fateOf(room.rename("lair"));
    await until(() => scene.server.ofType("rename").length === 1);
    scene.network.deaf = false;
    scene.network.cut();
    await until(() => fate.is === "done");
    expect(scene.server.ofType("rename")).toHaveLength(2);
    expect(room.view?.notices.filter(({ type }) => type === "room.renamed")).toHaveLength(1);
  });

  test("CLIENT-15: asked for while there is no socket, is sent when there is one", async () => {
    const room = await openAndReady(scene, ada);
    scene.network.goDown();
    const fate = fateOf(room.rename("lair"));
    await pass(5_000);
    expect(fate.is).toBe("open");
    scene.network.reachable = true;
    await until(() => fate.is === "done");
  });

  test("CLIENT-15: is given up after a bound", async () => {
    const room = await openAndReady(scene, ada);
    scene.network.goDown();
    const fate = fateOf(room.rename("lair"));
    await pass(REQUEST_TIMEOUT);
    expect(fate.is).toBe("unavailable");
  });

  test("CLIENT-15: `ask`, which may have been taken, is not sent a second time", async () => {
    const room = await openAndReady(scene, ada);
    scene.server.silent = true;
    const fate = fateOf(room.ask(4));
    await until(() => scene.server.ofType("ask").length === 1);
    scene.server.silent = false;
    scene.network.cut();
    await until(() => fate.is === "unavailable");
    await until(() => room.connection.type === "open");
    await pass(1_000);
    expect(scene.server.ofType("ask")).toHaveLength(1);
  });

  test("CLIENT-16: over the rate limit waits as it is told and is sent again", async () => {
    const room = await openAndReady(scene, ada);
    scene.server.refusals.push({ type: "rename", code: "rate_limited", retryAfter: 2_000 });
    const fate = fateOf(room.rename("lair"));
    await pass(1_900);
    expect(fate.is).toBe("open");
    await until(() => fate.is === "done", 200);
  });

  test("CLIENT-12: is refused when the connection has ended, then and later", async () => {
    const room = await openAndReady(scene, ada);
    scene.server.silent = true;
    const fate = fateOf(room.rename("lair"));
    await pass(100);
    scene.server.closeAll(CLOSE.forbidden);
    await until(() => fate.is === "forbidden");
    await expect(room.loadOlder().then(() => room.rename("x"))).rejects.toMatchObject({ code: "forbidden" });
  });
});
