import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mergeInbox } from "../../client/sdk/inbox.ts";
import { CATCH_UP_TIMEOUT } from "../../client/sdk/room-feed.ts";
import { makeId } from "../../shared/ids.ts";
import type { RoomId } from "../../shared/ids.ts";
import type { InboxEntry, InboxFrame } from "../../shared/protocol/frames.ts";
import type { Peer } from "./support/fake-network.ts";
import { ada, den } from "./support/people.ts";
import { makeScene, pass, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

const attic: RoomId = makeId("room", (bytes) => bytes.fill(8));

const entry = (room: RoomId, at: number, unread = 0): InboxEntry => ({
  room,
  kind: "group",
  name: room === den ? "den" : "attic",
  head: at,
  epoch: "one",
  last: { seq: at, author: ada, name: "Ada", excerpt: "", at },
  unread,
  mentions: 0,
  read: 0,
});
const list = (complete: boolean, rooms: InboxEntry[], gone: RoomId[] = []): InboxFrame => ({
  type: "inbox",
  complete,
  rooms,
  gone,
});

let scene: Scene;
let peers: Peer[];
beforeEach(() => {
  scene = makeScene();
  peers = [];
  scene.network.accept = (peer) => void peers.push(peer);
});
afterEach(() => scene.end());

const tell = (frame: InboxFrame): void => peers.at(-1)?.send(JSON.stringify(frame));

describe("the inbox", () => {
  test("CLIENT-21: begins with the whole list on each socket, and takes in what changes", async () => {
    const inbox = scene.client(ada).inbox();
    await until(() => peers.length === 1);
    expect(inbox.entries).toBeNull();
    tell(list(true, [entry(den, 1), entry(attic, 2)]));
    tell(list(false, [entry(den, 3, 1)]));
    await pass(10);
    expect(inbox.entries?.map(({ name, unread }) => [name, unread])).toEqual([
      ["den", 1],
      ["attic", 0],
    ]);
    scene.network.cut();
    await until(() => peers.length === 2);
    tell(list(true, [entry(attic, 2)]));
    await pass(10);
    expect(inbox.entries?.map(({ name }) => name)).toEqual(["attic"]);
  });

  test("CLIENT-21: an inbox that does not send its list is tried on another socket", async () => {
    scene.client(ada).inbox();
    await pass(CATCH_UP_TIMEOUT + 2_000);
    expect(peers.length).toBeGreaterThan(1);
  });

  test("what did not change keeps its identity, and what is gone goes", () => {
    const [one, two] = [entry(den, 1), entry(attic, 2)];
    const before = mergeInbox([], list(true, [one, two]));
    const after = mergeInbox(before, list(false, [entry(den, 3)]));
    expect(after.find(({ room }) => room === attic)).toBe(two);
    expect(mergeInbox(after, list(false, [], [den])).map(({ name }) => name)).toEqual(["attic"]);
  });
});
