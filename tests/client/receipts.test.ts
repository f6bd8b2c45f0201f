import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Inbox, Room } from "../../client/sdk/index.ts";
import type { InboxFrame, Preferences } from "../../shared/protocol/frames.ts";
import type { Peer } from "./support/fake-network.ts";
import { ada, den, grace, linus } from "./support/people.ts";
import { makeScene, openAndReady, pass, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

let scene: Scene;
beforeEach(() => void (scene = makeScene()));
afterEach(() => scene.end());

describe("receipts", () => {
  test("READ-6: come back as the room tells them", async () => {
    const room = await openAndReady(scene, ada);
    const seq = scene.server.say(ada, "hello");
    scene.server.do(grace, { type: "read", seq });
    const answer = room.receipts(seq);
    await pass(50);
    const now = { deliveredAt: expect.any(Number), readAt: expect.any(Number) };
    expect(await answer).toEqual({
      type: "named",
      people: [
        { user: grace, state: "read", ...now },
        { user: linus, state: "sent" },
      ],
    });
  });

  test("READ-6: are refused with the room's own code", async () => {
    const room = await openAndReady(scene, ada);
    const refused = expect(room.receipts(99)).rejects.toMatchObject({
      name: "ParleyError",
      code: "not_found",
    });
    await pass(50);
    await refused;
  });
});

describe("reading privately", () => {
  let inboxes: Peer[];
  let room: Room;
  let inbox: Inbox;

  /** Opens a device's inbox socket. The inbox has not sent anything yet. */
  beforeEach(async () => {
    const sit = scene.network.accept;
    inboxes = [];
    scene.network.accept = (peer) =>
      new URL(peer.url).pathname === "/inbox" ? void inboxes.push(peer) : sit(peer);
    const client = scene.client(ada, {
      socketUrl: async ({ type }) => `ws://parley.test/${type === "inbox" ? "inbox" : `room?user=${ada}`}`,
    });
    inbox = client.inbox();
    room = client.room(den);
    await until(() => room.view !== null && inboxes.length === 1);
  });

  const tell = (complete: boolean, preferences?: Preferences): void => {
    const frame: InboxFrame = { type: "inbox", complete, rooms: [], gone: [] };
    inboxes.at(-1)?.send(JSON.stringify({ ...frame, ...(preferences && { preferences }) }));
  };
  const marked = () => scene.server.ofType("read").map(({ private: isPrivate }) => isPrivate);
  async function read(): Promise<void> {
    const seq = scene.server.say(grace, "news");
    await until(() => room.view?.head === seq);
    room.markRead(seq);
    await pass(1_000);
  }

  test("CLIENT-29: nothing is marked before the inbox has said how, and all of it is then", async () => {
    await read();
    expect(marked()).toEqual([]);
    expect(inbox.preferences).toBeNull();
    tell(true, { privateReading: true });
    await pass(1_000);
    expect(marked()).toEqual([true]);
    expect(inbox.preferences).toEqual({ privateReading: true });
    expect(room.view?.cursors[ada]?.read).toBe(room.view?.head);
  });

  test("CLIENT-29: what another device sets holds from the next message on", async () => {
    tell(true, {});
    await read();
    tell(false, { privateReading: true });
    await read();
    tell(false, {});
    await read();
    expect(marked()).toEqual([false, true, false]);
  });

  test("CLIENT-29: a device that lost its inbox waits until that has said it again", async () => {
    tell(true, {});
    await pass(10);
    inboxes.at(-1)?.close(1013);
    await pass(10);
    await read();
    expect(marked()).toEqual([]);
    await until(() => inboxes.length === 2);
    tell(true, { privateReading: true });
    await pass(1_000);
    expect(marked()).toEqual([true]);
  });

  test("CLIENT-29: without an inbox nothing is said of it", async () => {
    const other = await openAndReady(scene, linus);
    const seq = scene.server.say(grace, "news");
    await until(() => other.view?.head === seq);
    other.markRead(seq);
    await until(() => other.view?.cursors[linus]?.read === seq);
    expect(marked()).toEqual([undefined]);
  });

  test("INBOX-15: `prefer` goes out with the socket and resolves when it is taken", async () => {
    tell(true, {});
    await pass(10);
    const taken = inbox.prefer({ privateReading: true });
    await pass(10);
    const frame = inboxes
      .at(-1)
      ?.heard.map((text) => (text === "ping" ? null : JSON.parse(text)))
      .find((each) => each?.type === "prefer");
    expect(frame).toMatchObject({ preferences: { privateReading: true } });
    tell(false, { privateReading: true });
    inboxes.at(-1)?.send(JSON.stringify({ type: "ok", ref: frame.ref }));
    await pass(10);
    await taken;
    expect(inbox.preferences).toEqual({ privateReading: true });
  });
});
