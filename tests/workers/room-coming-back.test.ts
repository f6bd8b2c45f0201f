import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { encodeKnownHead, KNOWN_HEAD_HEADER } from "../../server/sockets/known-head.ts";
import { scopeBits } from "../../server/sockets/scope-bits.ts";
import { encodePrincipal, PRINCIPAL_HEADER } from "../../server/sockets/socket-principal.ts";
import type { UserId } from "../../shared/ids.ts";
import { ALL_SCOPES } from "../../shared/permissions.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import { inboxOf, openInbox } from "./support/inbox.ts";
import {
  ada,
  type Device,
  grace,
  join,
  knockAt,
  linus,
  makeRoom,
  newMessageId,
  newUser,
  type RoomStub,
} from "./support/room.ts";
import { measured } from "./support/measured.ts";
import { eventually } from "../support/eventually.ts";

const newRoom = () =>
  makeRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);

const DEVICE = "dev_00000000000000000000000000";

describe("coming back", () => {
  test("RESUME-1: a device that was away gets what it missed", async () => {
    const room = await newRoom();
    const [a, g] = [await join(room, ada), await join(room, grace)];
    await a.write("one");
    const { epoch } = await g.hello();
    g.close();
    await a.write("two");
    await a.write("three");
    const back = await knockAt(room, grace);
    const welcome = await back.hello(4, epoch);
    expect(welcome.reset).toBeNull();
    await back.until(() => (back.events.length === 2 ? true : undefined));
    expect(back.events.map((event) => event.seq)).toEqual([5, 6]);
  });

  test("FAULT-3: a room opens though the turns that its last life left behind cannot be swept", async () => {
    const room = await newRoom();
    const a = await join(room, ada);
    const { seq } = await a.write("what a turn would have answered");
    await runInDurableObject(room, (_, { storage: { sql } }) => {
      sql.exec(
        `INSERT INTO turns (id, agent, asker, prompts, state, place, attempt, lease, takeovers, answer)
         VALUES ('turn_lost', 'agent_lost', ?, '[]', 'running', 1, 1, 0, 0, ?)`,
        ada,
        seq,
      );
      sql.exec("CREATE TRIGGER poison BEFORE UPDATE ON turns BEGIN SELECT raise(ABORT, 'poison'); END");
    });
    await evictDurableObject(room);
    const g = await join(room, grace);
    expect(await g.write("still here")).toMatchObject({ seq: seq + 1 });
    await runInDurableObject(room, (_, { storage: { sql } }) => void sql.exec("DROP TRIGGER poison"));
    const restarted = () => g.events.find((event) => event.type === "turn.restarted");
    expect(await g.until(restarted)).toMatchObject({ turn: "turn_lost", attempt: 2 });
  });

  test("RESUME-3: a device that says which head it knows is welcomed before any event, also while commands wait", async () => {
    const room = await newRoom();
    const a = await join(room, ada);
    const { epoch } = await (await join(room, grace)).hello();
    for (let i = 0; i < 10; i++) {
      const back = await knockAt(room, grace);
      // The first is handled at once; the others wait for the end of the join window.
      for (let n = 0; n < 3; n++) a.tell({ type: "send", id: newMessageId(), text: `${i} ${n}` });
      await back.hello(3, epoch);
      const first = back.frames.find(({ type }) => type === "welcome" || type === "events");
      expect(first?.type).toBe("welcome");
    }
  });

  test("RESUME-3: joining while a hundred messages flow has no hole and no double", async () => {
    const room = await newRoom();
    const a = await join(room, ada);
    const joined: Device[] = [];
    for (let i = 0; i < 50; i++) {
      a.tell({ type: "send", id: newMessageId(), text: `${i}` });
      if (i % 10 === 5) joined.push(await join(room, grace));
    }
    for (const device of joined) {
      const welcome = device.frames.find((frame) => frame.type === "welcome");
      const head = welcome?.type === "welcome" ? welcome.head : Number.NaN;
      await device.until(() => (device.events.at(-1)?.seq === 53 ? true : undefined));
      const expected = Array.from({ length: 53 - head }, (_, i) => head + 1 + i);
      expect(device.events.map((event) => event.seq)).toEqual(expected);
    }
  });

  test("RESUME-8: an evicted room goes on with its sockets, and knows who they are", async () => {
    const room = await newRoom();
    const [a, g] = [await join(room, ada), await join(room, grace)];
    await a.write("before");
    expect(await runInDurableObject(room, (_, state) => state.getWebSockets().length)).toBe(2);
    await evictDurableObject(room);
    await a.write("after");
    await g.until(() => (g.events.length === 2 ? true : undefined));
    expect(g.events.map((event) => event.by)).toEqual([ada, ada]);
    g.tell({ type: "send", id: newMessageId(), text: "still grace" });
    await a.until(() => a.events.find((event) => event.by === grace));
  });

  test("RESUME-6: catching up reads the missed rows, opening reads a page, in a room of 100,000", async () => {
    const room = await newRoom();
    await fill(room, 100_000);
    const device = await knockAt(room, ada);
    const { epoch } = await measured(room, () => device.hello(), 100);
    const arrived = async () => {
      await device.hello(99_003, epoch);
      return device.until(() => (device.events.length >= 1_000 ? device.events.length : undefined));
    };
    expect(await measured(room, arrived, 1_100)).toBe(1_000);
  });
});

describe("a long room", () => {
  test("EDIT-4, DELETE-2: changing a message reads its own mentions, not everyone's", async () => {
    const room = await newRoom();
    const a = await join(room, ada);
    const { seq: target } = await a.write("hello");
    await runInDurableObject(room, (_, state) => {
      state.storage.sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 5000)
         INSERT INTO mentions (user, seq) SELECT ?, 1000 + i FROM n`,
        linus,
      );
    });
    await tasksDone(room);
    const edit = { type: "edit", target, version: 1, text: "hello, grace", mentions: [grace] };
    await measured(room, () => a.ask(edit), 500);
    await measured(room, () => a.ask({ type: "delete", target }), 500);
    const left = await runInDurableObject(
      room,
      (_, state) => [...state.storage.sql.exec("SELECT user FROM mentions WHERE seq = ?", target)].length,
    );
    expect(left).toBe(0);
  });
});

/** Waits until a new room has reported everything; only the check of its sockets remains scheduled. */
async function tasksDone(room: DurableObjectStub): Promise<void> {
  await eventually(async () => {
    const tasks = await runInDurableObject(room, (_, state) =>
      [...state.storage.sql.exec("SELECT task FROM schedule")].map(({ task }) => task),
    );
    expect(tasks).toEqual(["presence"]);
  });
}

/** Inserts messages directly into the table, as sending would have stored them. */
async function fill(room: DurableObjectStub, count: number): Promise<void> {
  await runInDurableObject(room, (_, state) => {
    state.storage.transactionSync(() => {
      state.storage.sql.exec(
        `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)
         INSERT INTO messages (seq, id, author, at, text) SELECT 3 + i, 'msg_' || i, ?, i, 'message ' || i FROM n`,
        count,
        grace,
      );
      state.storage.sql.exec("UPDATE room SET head = head + ?", count);
    });
  });
}

describe("a room that has lost its end", () => {
  /** Takes the newest events away, as a restored copy or a power failure does. Its sockets are gone too. */
  async function loseTheEnd(room: RoomStub, devices: Device[]): Promise<void> {
    for (const device of devices) device.close();
    await runInDurableObject(room, (_, { storage: { sql } }) => {
      sql.exec("DELETE FROM messages WHERE seq > 4");
      sql.exec("UPDATE room SET head = 4");
    });
    await evictDurableObject(room);
  }

  async function untilTold(user: UserId, head: number): Promise<void> {
    await eventually(async () => {
      const told = await runInDurableObject(
        inboxOf(user),
        (_, { storage: { sql } }) => sql.exec("SELECT head FROM entries").toArray()[0]?.["head"],
      );
      expect(told).toBe(head);
    });
  }

  test("RESUME-9: a device that knows more is a witness: everyone starts over", async () => {
    const people = [newUser(), newUser()] as const;
    const room = await makeRoom([
      [people[0], "owner"],
      [people[1], "member"],
    ]);
    const [a, g] = [await join(room, people[0]), await join(room, people[1])];
    const { epoch } = await g.hello();
    for (const text of ["one", "two", "three"]) await a.write(text);
    // The inboxes are restored too, so that only the device knows. What the room has still to tell would make them know again.
    for (const user of people) await untilTold(user, 6);
    await tasksDone(room);
    for (const user of people) {
      await runInDurableObject(
        inboxOf(user),
        (_, { storage: { sql } }) => void sql.exec("DELETE FROM entries"),
      );
    }
    await loseTheEnd(room, [a, g]);

    const current = await knockAt(room, people[0]);
    expect((await current.hello(4, epoch)).epoch).toBe(epoch);
    const ahead = await knockAt(room, people[1]);
    ahead.say({ type: "hello", version: PROTOCOL_VERSION, device: DEVICE, since: 6, epoch });
    await ahead.until(() => (ahead.closed === null ? undefined : true));
    await current.until(() => (current.closed === null ? undefined : true));
    expect([ahead.closed?.code, current.closed?.code]).toEqual([1013, 1013]);
    const back = await knockAt(room, people[1]);
    const welcome = await back.hello(6, epoch);
    expect(welcome.epoch).not.toBe(epoch);
    expect(welcome.reset?.timeline.messages.map(({ text }) => text)).toEqual(["one"]);
  });

  test("RESUME-9: an inbox that knows more is a witness, and its badge is counted anew", async () => {
    const people = [newUser(), newUser()] as const;
    const room = await makeRoom([
      [people[0], "owner"],
      [people[1], "member"],
    ]);
    const a = await join(room, people[0]);
    const { epoch } = await a.hello();
    for (const text of ["one", "two", "three"]) await a.write(text);
    await untilTold(people[1], 6);
    const inbox = await openInbox(people[1]);
    const unread = () => [...inbox.rooms.values()][0]?.unread;
    await eventually(() => expect(unread()).toBe(3));
    await loseTheEnd(room, [a]);

    // A new device, which knows nothing itself.
    const g = await join(room, people[1]);
    await g.until(() => (g.closed === null ? undefined : true));
    expect(g.closed?.code).toBe(1013);
    const again = await knockAt(room, people[1]);
    expect((await again.hello()).epoch).not.toBe(epoch);
    await eventually(() => expect(unread()).toBe(1));
  });

  test("RESUME-9: the directory's head is a witness", async () => {
    const room = await newRoom();
    const a = await join(room, ada);
    const { epoch } = await a.hello();
    const response = await room.fetch("https://parley.internal/", {
      headers: {
        upgrade: "websocket",
        [PRINCIPAL_HEADER]: encodePrincipal({ user: grace, scopes: scopeBits(ALL_SCOPES), grant: "ses_x" }),
        [KNOWN_HEAD_HEADER]: encodeKnownHead({ epoch, head: 9 }),
      },
    });
    response.webSocket?.accept();
    await a.until(() => (a.closed === null ? undefined : true));
    expect(a.closed?.code).toBe(1013);
    const back = await knockAt(room, ada);
    expect((await back.hello(3, epoch)).epoch).not.toBe(epoch);
  });
});
