import { abortAllDurableObjects, runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { describe, expect, test } from "vitest";
import { ada, grace, join, knockAt, makeRoom, newMessageId } from "./support/room.ts";

const newRoom = () =>
  makeRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);

describe("talking", () => {
  test("ORDER-2: everyone gets every event, in order, once", async () => {
    const room = await newRoom();
    const [a, g] = [await join(room, ada), await join(room, grace)];
    const ids = Array.from({ length: 30 }, () => newMessageId());
    ids.forEach((id, i) => (i % 2 ? a : g).tell({ type: "send", id, text: `${i}` }));
    for (const device of [a, g]) {
      const events = await device.until(() => (device.events.length >= 30 ? device.events : undefined));
      expect(events.map((event) => event.seq)).toEqual(ids.map((_, i) => i + 4));
    }
    expect(a.events).toEqual(g.events);
  });

  test("SEND-7: the event acknowledges what is new, ok what was there", async () => {
    const room = await newRoom();
    const a = await join(room, ada);
    const send = { type: "send", id: newMessageId(), text: "once" };
    a.tell(send);
    await a.until(() => a.events[0]);
    const answer = await a.ask(send);
    expect(answer).toMatchObject({ type: "ok", seq: 4 });
    expect(a.frames.filter((frame) => frame.type === "ok")).toHaveLength(1);
    expect(a.events).toHaveLength(1);
  });

  test("ORDER-4: what anyone was shown is there after the process died at that moment", async () => {
    const room = await newRoom();
    const [a, g] = [await join(room, ada), await join(room, grace)];
    for (let i = 0; i < 10; i++) a.tell({ type: "send", id: newMessageId(), text: `${i}` });
    await g.until(() => g.events[0]);
    await abortAllDurableObjects();
    const shown = [...g.events, ...a.events].map((event) => event.seq);
    const after = await knockAt(env.ROOM.get(room.id), grace);
    const { head } = await after.hello();
    expect(Math.max(...shown)).toBeLessThanOrEqual(head);
  });

  test("ORDER-5: what comes in one window is one frame and one write, a lone message waits for nothing", async () => {
    const room = await newRoom();
    const [a, g] = [await join(room, ada), await join(room, grace)];
    await a.write("alone");
    for (let i = 0; i < 40; i++) a.tell({ type: "send", id: newMessageId(), text: `${i}` });
    await g.until(() => (g.events.length === 41 ? true : undefined));
    const frames = g.frames.filter((frame) => frame.type === "events");
    expect(frames[0]?.events).toHaveLength(1);
    expect(frames.length).toBeLessThan(10);
  });

  test("ORDER-6: in a window with a command that breaks, the others are kept", async () => {
    const room = await newRoom();
    const a = await join(room, ada);
    await runInDurableObject(room, (_, state) => {
      state.storage.sql.exec(
        "CREATE TRIGGER poison BEFORE INSERT ON messages WHEN new.text = 'poison' BEGIN SELECT raise(ABORT, 'poison'); END",
      );
    });
    await a.write("first");
    const ids = ["before", "poison", "after"].map((text) =>
      a.tell({ type: "send", id: newMessageId(), text }),
    );
    const broken = await a.until(() => a.frames.find((frame) => frame.type === "error"));
    expect(broken).toMatchObject({ ref: ids[1], code: "internal" });
    expect(JSON.stringify(broken)).not.toMatch(/sql|abort|poison/i);
    await a.until(() => (a.events.length === 3 ? true : undefined));
    expect(a.events.map((event) => event.seq)).toEqual([4, 5, 6]);
  });

  test("TYPING-1: others see it, the writer's own devices do not, and nothing is stored", async () => {
    const room = await newRoom();
    const [a, a2, g] = [await join(room, ada), await join(room, ada), await join(room, grace)];
    const rowsBefore = await storedBytes(room);
    a.say({ type: "typing", on: true });
    expect(await g.until(() => g.frames.find((frame) => frame.type === "typing"))).toEqual({
      type: "typing",
      user: ada,
      on: true,
    });
    await a2.settled();
    expect(a2.frames.some((frame) => frame.type === "typing")).toBe(false);
    expect(await storedBytes(room)).toBe(rowsBefore);
  });
});

async function storedBytes(room: DurableObjectStub): Promise<number> {
  return runInDurableObject(room, (_, state) => [...state.storage.sql.exec("SELECT * FROM events")].length);
}
