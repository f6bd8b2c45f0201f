import {
  abortAllDurableObjects,
  evictDurableObject,
  runDurableObjectAlarm,
  runInDurableObject,
} from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { scopeBits } from "../../server/sockets/scope-bits.ts";
import type { RoomId, UserId } from "../../shared/ids.ts";
import {
  PROTOCOL_VERSION,
  type InboxEntry,
  type InboxFrame,
  type InboxServerFrame,
} from "../../shared/protocol/frames.ts";
import { encodePrincipal, PRINCIPAL_HEADER } from "../../server/sockets/socket-principal.ts";
import type { InboxCalls } from "../../server/bindings/inbox-calls.ts";
import type { InboxServer } from "../../server/objects/inbox/inbox-server.ts";
import { join, makeRoom, newMessageId, newRoomId, newUser, organization } from "./support/room.ts";
import { eventually } from "../support/eventually.ts";

type InboxStub = DurableObjectStub<InboxCalls>;

const inboxOf = (user: UserId): InboxStub => env.INBOX.getByName(`${organization}:${user}`);

/** One device's list, as a client keeps it. */
class List {
  readonly rooms = new Map<RoomId, InboxEntry>();
  readonly frames: InboxFrame[] = [];
  closed: number | null = null;

  constructor(socket: WebSocket) {
    socket.addEventListener("message", ({ data }) => this.#take(JSON.parse(String(data))));
    socket.addEventListener("close", ({ code }) => (this.closed = code));
    socket.accept();
    socket.send(
      JSON.stringify({
        type: "hello",
        version: PROTOCOL_VERSION,
        device: "dev_00000000000000000000000000",
        since: null,
        epoch: null,
      }),
    );
  }

  #take(frame: InboxServerFrame): void {
    if (frame.type !== "inbox") return;
    this.frames.push(frame);
    if (frame.complete) this.rooms.clear();
    for (const entry of frame.rooms) this.rooms.set(entry.room, entry);
    for (const room of frame.gone) this.rooms.delete(room);
  }

  async shows(expected: object[]): Promise<void> {
    await eventually(() => expect([...this.rooms.values()]).toMatchObject(expected));
  }
}

async function open(user: UserId, session = "session"): Promise<List> {
  const inbox = await inboxOf(user);
  const principal = encodePrincipal({ user, scopes: scopeBits(ALL_SCOPES), grant: `ses_${session}` });
  const response = await inbox.fetch("https://parley.internal/", {
    headers: { upgrade: "websocket", [PRINCIPAL_HEADER]: principal },
  });
  if (response.webSocket === null) throw new Error("no socket");
  return new List(response.webSocket);
}

async function pair() {
  const [ada, grace] = [newUser(), newUser()];
  const room = await makeRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);
  return { ada, grace, room };
}

describe("the inbox", () => {
  test("INBOX-1, INBOX-2: shows a new room, then each of its messages", async () => {
    const { ada, grace, room } = await pair();
    const list = await open(grace);
    await list.shows([{ name: "garden", unread: 0, last: null }]);
    const a = await join(room, ada);
    await a.write("hello");
    await list.shows([{ unread: 1, last: { excerpt: "hello", author: ada } }]);
    expect(list.frames[0]?.complete).toBe(true);
    expect(list.frames.slice(1).every((frame) => !frame.complete)).toBe(true);
  });

  test("INBOX-2: many messages of a quarter second are few frames", async () => {
    const { ada, grace, room } = await pair();
    const list = await open(grace);
    await list.shows([{ unread: 0 }]);
    const a = await join(room, ada);
    for (let i = 0; i < 50; i++) a.tell({ type: "send", id: newMessageId(), text: `${i}` });
    await list.shows([{ unread: 50, last: { excerpt: "49" } }]);
    expect(list.frames.length).toBeLessThan(10);
  });

  test("INBOX-6: reading on one device clears the count on the others", async () => {
    const { ada, grace, room } = await pair();
    const [phone, laptop] = [await open(grace), await open(grace)];
    const a = await join(room, ada);
    const { seq } = await a.write("hello");
    await phone.shows([{ unread: 1 }]);
    await laptop.shows([{ unread: 1 }]);
    const g = await join(room, grace);
    await g.ask({ type: "read", seq });
    await phone.shows([{ unread: 0, read: seq }]);
    await laptop.shows([{ unread: 0, read: seq }]);
  });

  test("INBOX-3: what is older, or the same, changes nothing", async () => {
    const user = newUser();
    const inbox = await inboxOf(user);
    const list = await open(user);
    const entry: InboxEntry = {
      room: newRoomId(),
      kind: "group",
      name: "garden",
      head: 10,
      epoch: "one",
      last: null,
      unread: 3,
      mentions: 0,
      read: 5,
    };
    await inbox.putEntry(entry);
    await inbox.putEntry({ ...entry, head: 9, unread: 2 });
    await inbox.putEntry({ ...entry, read: 4, unread: 9 });
    await inbox.putEntry(entry);
    await inbox.putEntry({ ...entry, read: 10, unread: 0 });
    await list.shows([{ unread: 0 }]);
    expect(list.frames.flatMap((frame) => frame.rooms).map(({ unread }) => unread)).toEqual([3, 0]);

    // A restored room counts from an earlier head.
    await inbox.putEntry({ ...entry, epoch: "two", head: 6, read: 5, unread: 1 });
    await list.shows([{ head: 6, unread: 1 }]);
  });

  test("INBOX-4: a room that someone was removed from goes, and nothing late brings it back", async () => {
    const { ada, grace, room } = await pair();
    const list = await open(grace);
    await list.shows([{ name: "garden" }]);
    const late = [...list.rooms.values()];
    const a = await join(room, ada);
    await a.ask({ type: "remove", user: grace });
    await list.shows([]);
    await eventually(() => expect(list.rooms.size).toBe(0));
    for (const entry of late) await (await inboxOf(grace)).putEntry(entry);
    expect((await open(grace)).rooms.size).toBe(0);
  });

  test("INBOX-5: what was to be told when the process died is told afterwards", async () => {
    const { ada, grace, room } = await pair();
    const list = await open(grace);
    await list.shows([{ unread: 0 }]);
    const a = await join(room, ada);
    await a.write("said just before the end");
    await abortAllDurableObjects();
    const after = await open(grace);
    // The next alarm (the check of open sockets) starts the room again. A stub from before the abort no longer works, so a new one is
    // used.
    expect(await runDurableObjectAlarm(env.ROOM.get(room.id))).toBe(true);
    await after.shows([{ unread: 1 }]);
  });

  test("INBOX-2: an inbox that fails keeps the news from nobody else", async () => {
    const people = Array.from({ length: 40 }, newUser).sort();
    const [broken, ...others] = people;
    const last = others.at(-1);
    if (broken === undefined || last === undefined) throw new Error("nobody");
    await runInDurableObject(await inboxOf(broken), (inbox: InboxServer) => {
      inbox.putEntry = () => {
        throw new Error("no inbox today");
      };
    });
    const list = await open(last);
    const room = await makeRoom(people.map((user, i) => [user, i === 0 ? "owner" : "member"]));
    await list.shows([{ room: room.name }]);
  });

  test("INBOX-1: an evicted inbox goes on with its sockets", async () => {
    const { ada, grace, room } = await pair();
    const list = await open(grace);
    await list.shows([{ unread: 0 }]);
    await evictDurableObject(await inboxOf(grace));
    const a = await join(room, ada);
    await a.write("hello");
    await list.shows([{ unread: 1 }]);
  });

  test("INBOX-4: leaving the organization empties it and closes every socket; a revoked session closes its own", async () => {
    const { grace } = await pair();
    const [phone, laptop] = [await open(grace, "phone"), await open(grace, "laptop")];
    await laptop.shows([{ name: "garden" }]);
    const inbox = await inboxOf(grace);
    await inbox.endGrant("ses_phone");
    await eventually(() => expect(phone.closed).toBe(4401));
    expect(laptop.closed).toBeNull();
    await inbox.removePerson();
    await eventually(() => expect(laptop.closed).toBe(4403));
    expect((await open(grace)).rooms.size).toBe(0);
  });
});
