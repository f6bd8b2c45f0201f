import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RoomList } from "../../client/sdk/lists/room-list.ts";
import { undoOf, withChange } from "../../client/sdk/lists/with-change.ts";
import { CATCH_UP_TIMEOUT } from "../../client/sdk/room-feed.ts";
import { makeId } from "../../shared/ids.ts";
import type { RoomId } from "../../shared/ids.ts";
import type { InboxEntry, InboxFrame, InboxServerFrame } from "../../shared/protocol/frames.ts";
import type { Peer } from "./support/fake-network.ts";
import { ada, den } from "./support/people.ts";
import { makeScene, pass, until } from "./support/scene.ts";
import type { Scene } from "./support/scene.ts";

const attic: RoomId = makeId("room", (bytes) => bytes.fill(8));
const cellar: RoomId = makeId("room", (bytes) => bytes.fill(9));

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

const answer = (frame: InboxServerFrame): void => peers.at(-1)?.send(JSON.stringify(frame));
/** Waits for the n-th request of this type on the newest connection. */
async function asked(type: string, n: number): Promise<{ ref: number }> {
  const all = () =>
    (peers.at(-1)?.heard ?? []).map((text) => JSON.parse(text)).filter((q) => q.type === type);
  await until(() => all().length > n);
  return all()[n];
}
const tell = (frame: InboxFrame): void => peers.at(-1)?.send(JSON.stringify(frame));

describe("the inbox", () => {
  test("CLIENT-37: whoever listens hears of a lost connection when the list is not current any more", async () => {
    const client = scene.client(ada);
    const inbox = client.inbox();
    await until(() => peers.length === 1);
    tell(list(true, [entry(den, 1)]));
    await until(() => inbox.isCurrent);
    const heard: [string, boolean][] = [];
    inbox.subscribe(() => heard.push([inbox.connection.type, inbox.isCurrent]));
    client.setOnline(false);
    expect(heard.at(-1)).toEqual(["waiting", false]);
  });

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

  test("CACHE-3: of rooms only those are told to be gone that do not come any more", () => {
    const gone: RoomId[] = [];
    const rooms = new RoomList((room) => gone.push(room));
    rooms.begin([entry(den, 1), entry(attic, 2)]);
    rooms.take(list(true, [entry(den, 1)]));
    expect(gone).toEqual([attic]);
    rooms.take(list(false, [], [den]));
    expect(gone).toEqual([attic, den]);
  });

  test("INBOX-25: a room without messages stands where it was made, and numbers in names count as numbers", () => {
    const rooms = new RoomList(() => undefined);
    const id = (n: number): RoomId => makeId("room", (bytes) => bytes.fill(n));
    const empty = (n: number, name: string, made: number): InboxEntry => {
      return { ...entry(id(n), 1), name, last: null, made };
    };
    const { made: _, ...old } = empty(6, "older than this field", 0);
    rooms.take(
      list(true, [
        ...[empty(1, "Room 10", 20), empty(2, "Room 9", 20), { ...entry(id(3), 30), name: "newest" }],
        ...[empty(4, "just made", 25), { ...entry(id(5), 10), name: "oldest" }, old],
      ]),
    );
    const names = rooms.entries?.map(({ name }) => name);
    expect(names).toEqual(["newest", "just made", "Room 9", "Room 10", "oldest", "older than this field"]);
  });

  test("what did not change keeps its identity, and what is gone goes", () => {
    const [one, two] = [entry(den, 1), entry(attic, 2)];
    const rooms = new RoomList(() => undefined);
    rooms.take(list(true, [one, two]));
    rooms.take(list(false, [entry(den, 3)]));
    expect(rooms.entries?.find(({ room }) => room === attic)).toBe(two);
    rooms.take(list(false, [], [den]));
    expect(rooms.entries?.map(({ name }) => name)).toEqual(["attic"]);
  });
});

describe("a long list", () => {
  test("CLIENT-23: is whole when its pages have come; what an earlier connection had goes then", async () => {
    const inbox = scene.client(ada).inbox();
    await until(() => peers.length === 1);
    tell(list(true, [entry(cellar, 9)]));
    await until(() => inbox.isWhole);
    scene.network.cut();
    await until(() => peers.length === 2);
    tell({
      ...list(true, [entry(den, 5)]),
      more: true,
      totals: { rooms: 2, unread: 7, mentions: 1, threads: 0 },
      now: 0,
    });
    const first = await asked("page", 0);
    expect(first).toMatchObject({ after: null });
    expect(inbox.isWhole).toBe(false);
    expect(inbox.entries?.map(({ room }) => room)).toEqual([cellar, den]);
    expect(inbox.totals).toEqual({ rooms: 2, unread: 7, mentions: 1, threads: 0 });
    const next = { at: 5, room: den };
    answer({ type: "inbox.page", ref: first.ref, rooms: [entry(den, 5)], next });
    const second = await asked("page", 1);
    expect(second).toMatchObject({ after: next });
    // The page arrives together with a later change of the same entry. The later change counts.
    answer({ type: "inbox.page", ref: second.ref, rooms: [entry(attic, 2, 1)], next: null });
    tell(list(false, [entry(attic, 3, 2)]));
    await until(() => inbox.isWhole);
    expect(inbox.entries?.map(({ room, unread }) => [room, unread])).toEqual([
      [den, 0],
      [attic, 2],
    ]);
    expect(inbox.totals).toEqual({ rooms: 2, unread: 1, mentions: 0, threads: 0 });
  });

  test("CLIENT-23: what the server says too fast to is asked again", async () => {
    const inbox = scene.client(ada).inbox();
    await until(() => peers.length === 1);
    tell({ ...list(true, [entry(den, 5)]), more: true });
    const { ref } = await asked("page", 0);
    answer({
      type: "error",
      ref,
      code: "rate_limited",
      message: "Too many requests. Wait a moment.",
      retryAfter: 100,
    });
    const again = await asked("page", 1);
    answer({ type: "inbox.page", ref: again.ref, rooms: [entry(attic, 2)], next: null });
    await until(() => inbox.isWhole);
    expect(inbox.entries?.length).toBe(2);
  });
});

describe("what is set for a room", () => {
  test("CLIENT-24: is seen at once, and taken back when it is refused", async () => {
    const inbox = scene.client(ada).inbox();
    await until(() => peers.length === 1);
    tell(list(true, [entry(den, 5)]));
    await until(() => inbox.isWhole);
    const done = inbox.set(den, { pinned: true });
    expect(inbox.entries?.[0]?.settings).toEqual({ pinned: true });
    const { ref } = await asked("set", 0);
    answer({ type: "error", ref, code: "not_found", message: "It is gone." });
    await expect(done).rejects.toMatchObject({ code: "not_found" });
    expect(inbox.entries?.[0]?.settings).toBeUndefined();
  });

  test("CLIENT-24: what was set while there was no connection goes out with the next", async () => {
    const inbox = scene.client(ada).inbox();
    await until(() => peers.length === 1);
    tell(list(true, [entry(den, 5)]));
    await until(() => inbox.isWhole);
    scene.network.cut();
    const done = inbox.set(den, { muted: true });
    await until(() => peers.length === 2);
    tell(list(true, [entry(den, 5)]));
    const { ref } = await asked("set", 0);
    tell(list(false, [{ ...entry(den, 5), settings: { muted: true } }]));
    answer({ type: "ok", ref });
    await done;
    expect(inbox.entries?.[0]?.settings).toEqual({ muted: true });
  });

  test("INBOX-10: what puts a room away replaces what did so before, and its undoing brings all of it back", () => {
    const marked = { ...entry(den, 5), settings: { pinned: true, unread: true } as const };
    const put = { snoozedUntil: 99 };
    const away = withChange(marked, put);
    expect(away.settings).toEqual({ pinned: true, snoozedUntil: 99 });
    expect(withChange(away, undoOf(marked, put))).toEqual(marked);
    expect(withChange(away, { done: 5 }).settings).toEqual({ pinned: true, done: 5 });
    expect(withChange(entry(den, 5), { level: "none" }).settings).toEqual({ level: "none" });
  });
});

describe("what a badge counts", () => {
  test("INBOX-18: is asked for by room, and again where the answer says so", async () => {
    const inbox = scene.client(ada).inbox();
    await until(() => peers.length === 1);
    tell(list(true, [entry(den, 5, 1)]));
    await until(() => inbox.isWhole);
    const unread = inbox.unreadMessages(den);
    const first = await asked("unreadMessages", 0);
    expect(first).toMatchObject({ room: den });
    answer({ type: "error", ref: first.ref, code: "unavailable", message: "Try again.", retryAfter: 50 });
    const again = await asked("unreadMessages", 1);
    const cause = { seq: 5, author: ada, name: "Ada", at: 5, excerpt: "hello", why: "message" as const };
    answer({ type: "unreadMessages", ref: again.ref, room: den, total: 1, messages: [cause] });
    expect(await unread).toMatchObject({ total: 1, messages: [cause] });
  });
});

describe("saved messages", () => {
  test("CLIENT-25: come after the rooms, and follow what other devices save", async () => {
    const inbox = scene.client(ada).inbox();
    await until(() => peers.length === 1);
    tell(list(true, [entry(den, 5)]));
    const { ref } = await asked("saved.list", 0);
    const one = { room: den, seq: 1, excerpt: "one", savedAt: 1 };
    const two = { room: den, seq: 2, excerpt: "two", savedAt: 2 };
    answer({ type: "saved", added: [two], removed: [] });
    answer({ type: "saved.page", ref, saved: [one], next: null });
    await until(() => inbox.saved.length === 2);
    expect(inbox.saved).toEqual([two, one]);
    answer({ type: "saved", added: [], removed: [{ room: den, seq: 2 }] });
    await until(() => inbox.saved.length === 1);
    expect(inbox.saved).toEqual([one]);
  });
});
