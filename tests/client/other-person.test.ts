import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import {
  addressForMe,
  call,
  callFor,
  calledFor,
  callForAnybody,
  forWhom,
  whenStranger,
} from "../../client/parts/lib/http.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { ada, den, grace } from "./support/people.ts";
import { makeScene, openAndReady, pass, until } from "./support/scene.ts";
import { entryOf } from "./support/storage-contract.ts";
import { makeId } from "../../shared/ids.ts";
import type { Scene } from "./support/scene.ts";

let scene: Scene;
beforeEach(() => void (scene = makeScene()));
afterEach(() => scene.end());

/** The person to whom the browser's cookie belongs. It changes when somebody signs in in another tab. */
function aBrowser() {
  const browser = { signedIn: ada, storage: makeMemoryStorage() };
  const socketUrl = async () => `ws://parley.test/room?user=${browser.signedIn}`;
  return { browser, options: { socketUrl, storage: browser.storage } };
}

describe("somebody else signs in in the same browser", () => {
  test("CLIENT-30: each address says for whom the socket is", async () => {
    await openAndReady(scene, ada);
    await openAndReady(scene, grace, {
      socketUrl: async () => `ws://parley.test/room?user=${grace}&ticket=a`,
    });
    expect(scene.network.attempts).toEqual([
      `ws://parley.test/room?user=${ada}&for=${ada}`,
      `ws://parley.test/room?user=${grace}&ticket=a&for=${grace}`,
    ]);
  });

  test.each([true, false])(
    "CLIENT-31: what one person wrote is never sent as the other, and waits (the server asks for whom: %s)",
    async (asksForWhom) => {
      const { browser, options } = aBrowser();
      scene.server.asksForWhom = asksForWhom;
      const room = await openAndReady(scene, ada, options);
      scene.network.reachable = false;
      scene.network.cut();
      await room.send({ text: "what Ada wrote" });
      browser.signedIn = grace;
      scene.network.reachable = true;
      const said = scene.server.frames.length;
      await until(() => room.connection.type === "stopped");
      expect(room.connection).toEqual({ type: "stopped", code: CLOSE.otherPerson });
      await pass(120_000);
      expect(scene.server.frames.slice(said).map(({ type }) => type)).toEqual(asksForWhom ? [] : ["hello"]);
      expect((await browser.storage.list(den)).map(({ text }) => text)).toEqual(["what Ada wrote"]);
      await expect(room.rename("x")).rejects.toMatchObject({ code: "other_person" });
      browser.signedIn = ada;
      const again = await openAndReady(scene, ada, options);
      await until(() => again.view?.messages.at(-1)?.text === "what Ada wrote");
      expect(again.view?.messages.at(-1)?.author).toBe(ada);
    },
  );

  test("CLIENT-31: one socket that is somebody else's ends all sockets of the client, and no further one opens", async () => {
    const { browser, options } = aBrowser();
    const client = scene.client(ada, options);
    const room = client.room(den);
    await until(() => room.connection.type === "open");
    browser.signedIn = grace;
    const inbox = client.inbox();
    await until(() => inbox.connection.type === "stopped");
    const stopped = { type: "stopped", code: CLOSE.otherPerson };
    expect([inbox.connection, room.connection]).toEqual([stopped, stopped]);
    const attempts = scene.network.attempts.length;
    expect(client.room(makeId("room", (bytes) => bytes.fill(3))).connection).toEqual(stopped);
    await pass(60_000);
    expect(scene.network.attempts).toHaveLength(attempts);
    expect(scene.network.openSockets).toBe(0);
  });

  test("OUTBOX-13: a message is sent by nobody but its author, also if two people share a storage", async () => {
    const storage = makeMemoryStorage();
    scene.network.reachable = false;
    const hers = scene.open(ada, { storage });
    await hers.send({ text: "what Ada wrote" });
    hers.close();
    scene.network.reachable = true;
    const other = await openAndReady(scene, grace, { storage });
    expect(other.outbox).toEqual([]);
    await other.send({ text: "what Grace wrote" });
    await until(() => other.view?.messages.at(-1)?.text === "what Grace wrote");
    expect(other.view?.messages.map(({ author, text }) => [author, text])).toEqual([
      [grace, "what Grace wrote"],
    ]);
    expect(await storage.rooms()).toEqual([den]);
    const again = await openAndReady(scene, ada, { storage });
    await until(() => again.view?.messages.at(-1)?.text === "what Ada wrote");
    expect(again.view?.messages.at(-1)?.author).toBe(ada);
  });

  test("OUTBOX-13: a message that an older version stored is sent by whoever opens its storage", async () => {
    const storage = makeMemoryStorage();
    await storage.put(entryOf(1));
    const room = await openAndReady(scene, ada, { storage });
    await until(() => room.view?.messages.at(-1)?.text === "message 1");
  });

  test("CLIENT-31: an inbox that is somebody else's is taken for nothing", async () => {
    let peer: { send(text: string): void } | undefined;
    scene.network.accept = (opened) => void (peer = opened);
    const inbox = scene.client(ada).inbox();
    await until(() => peer !== undefined);
    peer?.send(JSON.stringify({ type: "inbox", complete: true, you: grace, rooms: [], gone: [] }));
    await until(() => inbox.connection.type === "stopped");
    expect(inbox.connection).toEqual({ type: "stopped", code: CLOSE.otherPerson });
    expect(inbox.entries).toBeNull();
  });
});

describe("calls of the app", () => {
  const seen: (string | null)[] = [];
  beforeEach(() => {
    seen.length = 0;
    vi.stubGlobal("fetch", async (_: string, init: RequestInit) => {
      seen.push(new Headers(init.headers).get("x-parley-for"));
      return Response.json({ ok: true, data: null });
    });
  });
  afterEach(() => {
    callFor(null);
    vi.unstubAllGlobals();
  });

  test("CLIENT-32: say for whom they are, except the one that asks who is signed in", async () => {
    await call("POST", "/api/one", {});
    callFor(ada);
    await call("POST", "/api/two", {});
    await callForAnybody("GET", "/api/me");
    callFor(null);
    await call("GET", "/api/four");
    expect(seen).toEqual([null, ada, null, null]);
    expect(forWhom()).toEqual({});
  });

  test("CLIENT-32: an address that the browser opens itself says for whom it is", () => {
    expect(addressForMe("/api/picture")).toBe("/api/picture");
    callFor(ada);
    expect(addressForMe("/api/picture")).toBe(`/api/picture?for=${ada}`);
    expect(addressForMe("/api/list?ids=1")).toBe(`/api/list?ids=1&for=${ada}`);
  });

  test("CLIENT-32: what was begun for one person is sent for that one, whoever is signed in by then", () => {
    callFor(ada);
    const by = calledFor();
    callFor(null);
    expect(forWhom(by)).toEqual({ "x-parley-for": ada });
    callFor(grace);
    expect(forWhom(by)).toEqual({ "x-parley-for": ada });
  });

  test.each(["other_person", "unauthenticated"] as const)(
    "CLIENT-34: an answer that says %s is noted, once and only while the page is somebody's",
    async (code) => {
      let noted = 0;
      whenStranger(() => (noted += 1));
      vi.stubGlobal("fetch", async () => Response.json({ ok: false, error: { code, message: "No." } }));
      await expect(call("GET", "/api/one")).rejects.toMatchObject({ code });
      expect(noted).toBe(0);
      callFor(ada);
      await expect(call("GET", "/api/two")).rejects.toMatchObject({ code });
      expect(noted).toBe(1);
      await expect(callForAnybody("GET", "/api/me")).rejects.toMatchObject({ code });
      expect(noted).toBe(1);
      vi.stubGlobal("fetch", async () =>
        Response.json({ ok: false, error: { code: "forbidden", message: "No." } }),
      );
      await expect(call("GET", "/api/three")).rejects.toMatchObject({ code: "forbidden" });
      expect(noted).toBe(1);
    },
  );
});
