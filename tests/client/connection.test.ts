import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { backoff } from "../../client/sdk/backoff.ts";
import { ParleyError } from "../../client/sdk/index.ts";
import { PING_INTERVAL, RECONNECT } from "../../shared/limits.ts";
import { REFUSED_PAUSE } from "../../client/sdk/connection.ts";
import { CLOSE, REFUSED_CLOSE_CODES, TERMINAL_CLOSE_CODES } from "../../shared/protocol/codes.ts";
import { ada, den } from "./support/people.ts";
import { makeScene, openAndReady, pass, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

let scene: Scene;
beforeEach(() => void (scene = makeScene()));
afterEach(() => scene.end());

describe("a connection that comes back", () => {
  test("CLIENT-10: waits 0.2-1 s first, half as long again each time, and never more than 10 s", () => {
    expect(backoff(1, () => 0)).toBe(RECONNECT.min);
    expect(backoff(1, () => 0.999_999)).toBeCloseTo(RECONNECT.max, 0);
    expect(backoff(3, () => 0)).toBeCloseTo(RECONNECT.min * 1.5 ** 2);
    expect(backoff(50, () => 0)).toBe(RECONNECT.cap);
  });

  test("CLIENT-10: shows when it will try again, and tries then", async () => {
    const room = await openAndReady(scene, ada);
    await pass(2_000);
    scene.network.goDown();
    const lostAt = Date.now();
    await pass(0);
    const before = scene.network.attempts.length;
    expect(room.connection).toEqual({
      type: "waiting",
      attempt: 1,
      offline: false,
      code: 1006,
      retryAt: lostAt + 600,
    });
    await pass(590);
    expect(scene.network.attempts).toHaveLength(before);
    await pass(20);
    expect(scene.network.attempts).toHaveLength(before + 1);
    await until(() => room.connection.type === "waiting" && room.connection.attempt === 4);
  });

  test("CLIENT-10: a server that takes the socket and drops it again is not hammered", async () => {
    scene.network.accept = (peer) => peer.close(1011);
    scene.open(ada);
    await pass(60_000);
    expect(scene.network.attempts.length).toBeLessThan(15);
  });

  test("CLIENT-11: tries at once when the network is back", async () => {
    const room = await openAndReady(scene, ada);
    const client = scene.client(ada);
    const other = client.room(den);
    await until(() => other.connection.type === "open");
    client.setOnline(false);
    await pass(10);
    expect(other.connection).toMatchObject({ type: "waiting", offline: true });
    expect(room.connection.type).toBe("open");
    client.setOnline(true);
    await until(() => other.connection.type === "open", 50);
  });

  test("CLIENT-37: whoever listens to a room hears of a lost connection when the room is not current any more", async () => {
    const client = scene.client(ada);
    const room = client.room(den);
    await until(() => room.isCurrent);
    const heard: [string, boolean][] = [];
    room.subscribe(() => heard.push([room.connection.type, room.isCurrent]));
    client.setOnline(false);
    expect(heard.at(-1)).toEqual(["waiting", false]);
  });

  test("CLIENT-11: a long wait is cut short too", async () => {
    scene.network.reachable = false;
    const client = scene.client(ada);
    const room = client.room(den);
    await until(() => room.connection.type === "waiting" && room.connection.attempt === 8, 120_000);
    scene.network.reachable = true;
    client.setOnline(true);
    await until(() => room.connection.type === "open", 50);
  });

  test("CLIENT-11: goes on trying while offline, for a server that needs no network", async () => {
    const client = scene.client(ada);
    const room = client.room(den);
    await until(() => room.connection.type === "open");
    client.setOnline(false);
    await until(() => room.connection.type === "open", RECONNECT.cap + 100);
  });

  test("CLIENT-12: every terminal close code stops it for good", async () => {
    for (const code of TERMINAL_CLOSE_CODES) {
      const room = await openAndReady(scene, ada);
      scene.server.closeAll(code);
      await until(() => room.connection.type === "stopped");
      expect(room.connection).toEqual({ type: "stopped", code });
      const before = scene.network.attempts.length;
      await pass(30_000);
      expect(scene.network.attempts).toHaveLength(before);
    }
  });

  test("CLIENT-33: a socket that ended because of a refused frame says so, and comes back after a pause", async () => {
    for (const code of REFUSED_CLOSE_CODES) {
      const room = await openAndReady(scene, ada);
      const retryAt = Date.now() + REFUSED_PAUSE;
      scene.server.closeAll(code);
      await until(() => room.connection.type === "waiting");
      expect(room.connection).toMatchObject({ code, retryAt });
      const before = scene.network.attempts.length;
      await pass(REFUSED_PAUSE - 1_000);
      expect(scene.network.attempts).toHaveLength(before);
      await until(() => room.connection.type === "open", 2_000);
      await room.rename(`after ${code}`);
      room.close();
    }
  });

  test("CLIENT-12: too fast and too slow are no reason to stop", async () => {
    for (const code of [CLOSE.tooFast, CLOSE.tooSlow, 1012]) {
      const room = await openAndReady(scene, ada);
      scene.server.closeAll(code);
      await until(() => room.connection.type === "waiting");
      await until(() => room.connection.type === "open");
    }
  });

  test("CLIENT-26: every mark is acknowledged at once, and is no frame of the room's", async () => {
    const room = await openAndReady(scene, ada);
    const before = room.view;
    scene.server.broadcast({ type: "mark", mark: 7 });
    scene.server.broadcast({ type: "mark", mark: 4_294_967_295 });
    await pass(10);
    expect(scene.server.ofType("ack").map(({ mark }) => mark)).toEqual([7, 4_294_967_295]);
    expect(room.view).toBe(before);
  });

  test("CLIENT-26: whoever is too slow again and again comes back less and less often", async () => {
    const room = await openAndReady(scene, ada);
    for (let attempt = 1; attempt <= 3; attempt++) {
      await pass(5_000);
      scene.server.closeAll(CLOSE.tooSlow);
      await until(() => room.connection.type === "waiting");
      expect(room.connection).toMatchObject({ attempt });
      await until(() => room.connection.type === "open");
    }
    await pass(31_000);
    scene.server.closeAll(CLOSE.tooSlow);
    await until(() => room.connection.type === "waiting");
    expect(room.connection).toMatchObject({ attempt: 1 });
  });

  test("CLIENT-13: asks for a fresh address for each attempt", async () => {
    let tickets = 0;
    const socketUrl = async () => `ws://parley.test/room?user=${ada}&ticket=${(tickets += 1)}`;
    await openAndReady(scene, ada, { socketUrl });
    scene.network.cut();
    await until(() => scene.network.openSockets === 1 && tickets === 2);
    expect(new Set(scene.network.attempts).size).toBe(2);
  });

  test("CLIENT-13: tries again when there is no address to be had for now", async () => {
    let refusals = 2;
    const room = scene.open(ada, {
      socketUrl: async () => {
        if (refusals-- > 0) throw new ParleyError("unavailable", "Not now.");
        return `ws://parley.test/room?user=${ada}`;
      },
    });
    await until(() => room.connection.type === "open");
  });

  test("CLIENT-13: an address that never comes is asked for again", async () => {
    let asked = 0;
    const socketUrl = async () =>
      (asked += 1) === 1 ? new Promise<string>(() => {}) : `ws://parley.test/room?user=${ada}`;
    const room = scene.open(ada, { socketUrl });
    await until(() => room.connection.type === "open");
  });

  test("CLIENT-12: an address that is refused for good stops it", async () => {
    const room = scene.open(ada, {
      socketUrl: async () => {
        throw new ParleyError("unauthenticated", "Sign in again.");
      },
    });
    await until(() => room.connection.type === "stopped");
    expect(room.connection).toEqual({ type: "stopped", code: CLOSE.unauthenticated });
    await expect(room.rename("x")).rejects.toMatchObject({ code: "unauthenticated" });
  });

  test("CLIENT-12: a ticket that has expired on its way is asked for once more", async () => {
    const { accept } = scene.network;
    scene.network.accept = (peer) => {
      scene.network.accept = accept;
      peer.close(CLOSE.unauthenticated);
    };
    const room = scene.open(ada);
    await until(() => room.connection.type === "open");
    expect(scene.network.attempts).toHaveLength(2);
  });

  test("CLIENT-12: a session that has ended is refused twice, and no third time", async () => {
    scene.network.accept = (peer) => peer.close(CLOSE.unauthenticated);
    const room = scene.open(ada);
    await until(() => room.connection.type === "stopped");
    await pass(30_000);
    expect(scene.network.attempts).toHaveLength(2);
  });

  test("CLIENT-14: pings, and takes two intervals of silence for a dead socket", async () => {
    const room = await openAndReady(scene, ada);
    await pass(5 * PING_INTERVAL);
    expect(room.connection.type).toBe("open");
    expect(scene.network.attempts).toHaveLength(1);
    scene.network.deaf = true;
    await until(() => room.connection.type === "waiting", 3 * PING_INTERVAL);
  });

  test("CLIENT-14: asks at once whether a socket still lives when the device wakes up", async () => {
    const client = scene.client(ada);
    const room = client.room(den);
    await until(() => room.connection.type === "open");
    scene.network.deaf = true;
    client.setOnline(true);
    await until(() => room.connection.type === "waiting", 5_000);
  });

  test("does nothing any more once it is closed", async () => {
    const room = await openAndReady(scene, ada);
    room.close();
    await pass(30_000);
    expect(scene.network.openSockets).toBe(0);
    expect(scene.network.attempts).toHaveLength(1);
  });
});
