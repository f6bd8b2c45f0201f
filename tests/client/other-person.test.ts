import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { makeMemoryStorage } from "../../client/sdk/storage/memory.ts";
import { call, callFor, callForAnybody, forWhom } from "../../client/parts/lib/http.ts";
import { CLOSE } from "../../shared/protocol/codes.ts";
import { ada, den, grace } from "./support/people.ts";
import { makeScene, openAndReady, pass, until } from "./support/scene.ts";
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
});
