import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { type PresenceFrame, PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import { MAX_SOCKETS_PER_PERSON } from "../../shared/limits.ts";
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
} from "./support/room.ts";
import { eventually } from "../support/eventually.ts";

const newRoom = () =>
  makeRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);

describe("membership", () => {
  test("ROLE-5: after the removal is acknowledged not one byte reaches the one who was removed", async () => {
    const room = await makeRoom([
      [ada, "owner"],
      [grace, "member"],
      [linus, "member"],
    ]);
    const [a, g] = [await join(room, ada), await join(room, grace)];
    const devices = [await join(room, linus), await join(room, linus)];
    for (let i = 0; i < 20; i++) g.tell({ type: "send", id: newMessageId(), text: `before ${i}` });
    const answer = await a.ask({ type: "remove", user: linus });
    expect(answer).toMatchObject({ type: "ok" });
    const removal = answer.type === "ok" ? (answer.seq ?? 0) : 0;
    for (let i = 0; i < 20; i++) g.tell({ type: "send", id: newMessageId(), text: `after ${i}` });
    await g.until(() => (g.events.length >= 41 ? true : undefined));
    for (const device of devices) {
      expect(await device.closeCode()).toBe(4403);
      expect(device.events.every((event) => event.seq < removal)).toBe(true);
      expect(device.raw.join("")).not.toContain("after");
    }
    expect(await (await knockAt(room, linus)).closeCode()).toBe(4404);
  });

  test("ROLE-5: sockets that slept through an eviction are closed by a removal too", async () => {
    const room = await newRoom();
    const [a, g] = [await join(room, ada), await join(room, grace)];
    await evictDurableObject(room);
    await a.ask({ type: "remove", user: grace });
    expect(await g.closeCode()).toBe(4403);
  });

  test("RESUME-4: who is removed in the window in which they read leaves no cursor behind", async () => {
    const room = await newRoom();
    const [a, g] = [await join(room, ada), await join(room, grace)];
    const { seq } = await a.write("hello");
    // A window is open now: both commands wait for its end and share a transaction.
    g.tell({ type: "read", seq });
    a.tell({ type: "send", id: newMessageId(), text: "and bye" });
    await a.ask({ type: "remove", user: grace });
    await a.settled();
    const removal = a.frames.findIndex(
      (frame) => frame.type === "events" && frame.events.some(({ type }) => type === "member.removed"),
    );
    const after = a.frames.slice(removal).flatMap((frame) => (frame.type === "cursors" ? frame.cursors : []));
    expect(after.map(({ user }) => user)).not.toContain(grace);
  });

  test("ROLE-1: a change of role holds for the next frame of an open socket", async () => {
    const room = await newRoom();
    const [a, g] = [await join(room, ada), await join(room, grace)];
    await g.write("may I?");
    await a.ask({ type: "role", user: grace, role: "viewer" });
    expect(await g.ask({ type: "send", id: newMessageId(), text: "and now?" })).toMatchObject({
      code: "forbidden",
    });
  });

  test("ROLE-8: nobody is invited whom the organization does not know", async () => {
    const room = await newRoom();
    const a = await join(room, ada);
    const answer = await a.ask({ type: "invite", user: newUser(), role: "member" });
    expect(answer).toMatchObject({ type: "error", code: "not_found" });
    expect(a.events).toEqual([]);
  });

  test("ROLE-5: a revoked session's sockets close, others stay", async () => {
    const room = await newRoom();
    const [phone, laptop] = [await join(room, ada, "phone"), await join(room, ada, "laptop")];
    await room.endGrant("ses_phone");
    expect(await phone.closeCode()).toBe(4401);
    await laptop.write("still here");
  });
});

describe("presence", () => {
  test("PRESENCE-1: the room says who is here, whatever a client claims", async () => {
    const room = await newRoom();
    const a = await join(room, ada);
    const g = await knockAt(room, grace);
    g.say({
      type: "hello",
      version: PROTOCOL_VERSION,
      device: "dev_0000000000000000000000000z",
      since: null,
      epoch: null,
      user: ada,
    });
    const news = await a.until(() =>
      a.frames.find(
        (frame): frame is PresenceFrame =>
          frame.type === "presence" && frame.people.some(({ user }) => user === grace),
      ),
    );
    expect(news.people.map(({ user }) => user).sort()).toEqual([ada, grace].sort());
  });

  test("PRESENCE-3: a device that is silent for longer than its lease is closed", async () => {
    const room = await newRoom();
    const ghost = await join(room, ada);
    await tasksDone(room);
    await runInDurableObject(room, (_, state) => {
      for (const socket of state.getWebSockets()) {
        const state = socket.deserializeAttachment();
        socket.serializeAttachment({ ...state, connectedAt: state.connectedAt - 120_000 });
      }
      state.storage.sql.exec("UPDATE schedule SET due = 1 WHERE task = 'presence'");
    });
    await evictDurableObject(room);
    await runDurableObjectAlarm(room);
    expect(await ghost.closeCode()).toBe(4408);
  });

  test("PRESENCE-4: after an eviction the next telling lists everyone", async () => {
    const room = await newRoom();
    const [a] = [await join(room, ada), await join(room, grace)];
    await tasksDone(room);
    await evictDurableObject(room);
    await runInDurableObject(room, (_, state) => {
      state.storage.sql.exec("UPDATE schedule SET due = 1 WHERE task = 'presence'");
    });
    const before = a.frames.length;
    await runDurableObjectAlarm(room);
    const news = await a.until(() =>
      a.frames.slice(before).find((frame): frame is PresenceFrame => frame.type === "presence"),
    );
    expect(news).toMatchObject({ complete: true });
    expect(news.people.map(({ user }) => user).sort()).toEqual([ada, grace].sort());
  });

  test("FRAME-7: one socket too many closes the oldest", async () => {
    const room = await newRoom();
    const devices: Device[] = [];
    for (let i = 0; i <= MAX_SOCKETS_PER_PERSON; i++) devices.push(await join(room, ada));
    expect(await devices[0]?.closeCode()).toBe(4429);
    await devices.at(-1)?.write("the others stay");
    expect(devices.slice(1).every((device) => device.closed === null)).toBe(true);
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
