/** "Frames and transport" and "Meaning of messages", against the real room. An honest person is connected during each attack. */
import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { COMMAND_RATE, MAX_BAD_FRAMES_PER_MINUTE, MAX_FRAME_BYTES } from "../../../shared/limits.ts";
import { PROTOCOL_VERSION } from "../../../shared/protocol/frames.ts";
import {
  ada,
  type Device,
  grace,
  join,
  knockAt,
  makeRoom,
  mallory,
  newUser,
  newMessageId,
  organization,
  type RoomStub,
} from "../../workers/support/room.ts";

let room: RoomStub;
let honest: Device;
let rude: Device;

beforeEach(async () => {
  room = await makeRoom([
    [ada, "owner"],
    [mallory, "member"],
    [grace, "viewer"],
  ]);
  [honest, rude] = [await join(room, ada), await join(room, mallory)];
});

/** After each attack the room still works for everybody else, and its log has no gap. */
afterEach(async () => {
  await honest.write("still here");
  const { head, count } = await runInDurableObject(room, (_, state) => {
    const sql = state.storage.sql;
    return {
      head: sql.exec("SELECT head FROM room").one()["head"],
      count: sql.exec("SELECT (SELECT count(*) FROM messages) + (SELECT count(*) FROM events) AS n").one()[
        "n"
      ],
    };
  });
  expect(count).toBe(head);
});

const firstError = () => rude.until(() => rude.frames.find((frame) => frame.type === "error"));
const send = (text: string, more: object = {}) => ({ type: "send", id: newMessageId(), text, ...more });

describe("frames", () => {
  test("1, FRAME-1: what is no JSON is bad_json, and the socket stays", async () => {
    rude.sendRaw("not json");
    expect(await firstError()).toMatchObject({ code: "bad_json" });
    await rude.write("sorry");
  });

  test("2, FRAME-1: an unknown type is bad_type, unknown fields are ignored", async () => {
    rude.say({ type: "promote", ref: 7 });
    expect(await firstError()).toMatchObject({ code: "bad_type", ref: 7 });
    rude.tell(send("hello", { by: ada, role: "owner", seq: 1 }));
    expect(await rude.until(() => rude.events[0])).toMatchObject({ by: mallory, seq: 5 });
  });

  test.each(["null", "7", "[]", '""', ""])("3, FRAME-1: %j is bad_type", async (data) => {
    rude.sendRaw(data);
    expect(await firstError()).toMatchObject({ code: "bad_type" });
  });

  test("3, FRAME-1: bytes are bad_type", async () => {
    rude.sendRaw(new ArrayBuffer(0));
    expect(await firstError()).toMatchObject({ code: "bad_type" });
  });

  test("4, FRAME-1: a very deep nest is turned away", async () => {
    rude.sendRaw("[".repeat(60_000));
    expect(await firstError()).toMatchObject({ code: "bad_json" });
  });

  test("5, FRAME-1: hostile keys reach nothing", async () => {
    rude.sendRaw(`{"__proto__":{"type":"leave"},"constructor":{"prototype":{"x":1}},"type":"leave"}`);
    expect(await firstError()).toMatchObject({ code: "bad_type" });
    rude.sendRaw(`{"type":"read","ref":1,"seq":1,"${"k".repeat(50_000)}":1}`);
    await rude.until(() => rude.frames.find((frame) => frame.type === "ok"));
    expect(await runInDurableObject(room, () => Reflect.get({}, "x"))).toBeUndefined();
  });

  test("6, SEND-4: a lone surrogate and U+0000 are mended before anyone sees them", async () => {
    rude.sendRaw(`{"type":"send","ref":1,"id":"${newMessageId()}","text":"a\\ud800b\\u0000c"}`);
    const event = await honest.until(() => honest.events.find((each) => each.by === mallory));
    expect(event).toMatchObject({ message: { text: "a\ufffdbc" } });
  });

  test("8, FRAME-3: a frame over 64 KiB closes the socket", async () => {
    rude.tell(send("x".repeat(MAX_FRAME_BYTES)));
    expect(await rude.closeCode()).toBe(4413);
  });

  test("8, FRAME-3: it is bytes that count, not characters", async () => {
    rude.tell(send("🎈".repeat(MAX_FRAME_BYTES / 4)));
    expect(await rude.closeCode()).toBe(4413);
  });

  test("9, FRAME-3: 31 MiB close the socket before they are looked at", async () => {
    rude.sendRaw("[".repeat(31 * 1024 * 1024));
    expect(await rude.closeCode()).toBe(4413);
    expect(rude.frames.some((frame) => frame.type === "error")).toBe(false);
  });

  test("10, FRAME-3: ten sockets with 31 MiB each are closed one by one", async () => {
    const sockets = await Promise.all(Array.from({ length: 10 }, () => join(room, mallory)));
    const large = "x".repeat(31 * 1024 * 1024);
    for (const socket of sockets) {
      socket.sendRaw(large);
      expect(await socket.closeCode()).toBe(4413);
    }
  });

  test("11, FRAME-4: a socket that says nothing hears nothing and is closed in five seconds", async () => {
    const silent = await knockAt(room, mallory);
    await honest.write("not for the silent");
    expect(await silent.closeCode()).toBe(4408);
    expect(silent.raw).toEqual([]);
  }, 15_000);

  test("11, FRAME-4: what a socket says before hello is heard by nobody until it says hello", async () => {
    const hasty = await knockAt(room, mallory);
    hasty.tell(send("hello?"));
    await honest.write("nobody has spoken");
    expect(honest.events.filter((event) => event.by === mallory)).toEqual([]);
    expect(hasty.raw).toEqual([]);
    await hasty.hello();
    await honest.until(() => honest.events.find((event) => event.by === mallory));
  });

  test("13, FRAME-8: a flood of pings is answered by the platform", async () => {
    for (let i = 0; i < 1_000; i++) rude.sendRaw("ping");
    await rude.until(() => (rude.raw.filter((data) => data === "pong").length === 1_000 ? true : undefined));
    expect(rude.frames.filter((frame) => frame.type === "error")).toEqual([]);
  });

  test("FRAME-2: ten bad frames in a minute close the socket", async () => {
    for (let i = 0; i < MAX_BAD_FRAMES_PER_MINUTE; i++) rude.sendRaw("{");
    expect(await rude.closeCode()).toBe(4400);
  });

  test("FRAME-5: another version of the protocol is told to upgrade", async () => {
    const old = await knockAt(room, mallory);
    old.say({
      type: "hello",
      version: 0,
      device: "dev_00000000000000000000000000",
      since: null,
      epoch: null,
    });
    expect(await old.closeCode()).toBe(4426);
  });

  test("FRAME-6: a flood of commands is slowed with a time to come again, over all devices", async () => {
    const devices = [rude, await join(room, mallory)];
    for (let i = 0; i < COMMAND_RATE.burst; i++) for (const device of devices) device.tell(send(`${i}`));
    for (const device of devices) {
      const slowed = await device.until(() =>
        device.frames.find((frame) => frame.type === "error" && frame.code === "rate_limited"),
      );
      expect(slowed.type === "error" && slowed.retryAfter).toBeGreaterThan(0);
    }
  });

  test("FRAME-6: who never stops is closed", async () => {
    for (let i = 0; i < 500; i++) rude.tell(send(`${i}`));
    expect(await rude.closeCode()).toBe(4429);
  });

  test("57, FRAME-6: a flood of typing is dropped without a word, and relayed once", async () => {
    for (let i = 0; i < 150; i++) rude.say({ type: "typing", on: true });
    await rude.settled();
    await honest.settled();
    expect(rude.frames.filter((frame) => frame.type === "error")).toEqual([]);
    expect(honest.frames.filter((frame) => frame.type === "typing")).toHaveLength(1);
  });
});

const INBOX_HELLO = {
  type: "hello",
  version: PROTOCOL_VERSION,
  device: "dev_00000000000000000000000000",
  since: null,
  epoch: null,
};

describe("an inbox", () => {
  test("INBOX-7: who asks for the whole list again and again is closed", async () => {
    const inbox = env.INBOX.getByName(`${organization}:${mallory}`);
    const device = await knockAt(inbox, mallory);
    for (let i = 0; i < 100; i++) device.say(INBOX_HELLO);
    expect(await device.closeCode()).toBe(4429);
    const lists = device.raw.filter((data) => data.startsWith('{"type":"inbox"'));
    expect(lists.length).toBeLessThan(100);
  });

  test("INBOX-22: a frame that makes no sense is answered, and the list goes on", async () => {
    // Somebody who has not used up the rate of hello.
    const person = newUser();
    const device = await knockAt(env.INBOX.getByName(`${organization}:${person}`), person);
    device.say(INBOX_HELLO);
    device.sendRaw("{");
    await device.until(() =>
      device.frames.find((frame) => frame.type === "error" && frame.code === "bad_json"),
    );
    for (const frame of [
      { type: "watch", people: "nobody" },
      { type: "page" },
      { type: "nothing that is known here" },
    ]) {
      expect(await device.ask(frame)).toMatchObject({ type: "error", code: "bad_type" });
    }
    expect(await device.ask({ type: "page", after: null })).toMatchObject({ type: "inbox.page" });
  });

  test("INBOX-22: ten bad frames in a minute close the socket, and what comes before hello waits for it", async () => {
    const inbox = env.INBOX.getByName(`${organization}:${grace}`);
    const [device, hasty] = [await knockAt(inbox, grace), await knockAt(inbox, grace)];
    hasty.tell({ type: "page", after: null });
    device.say(INBOX_HELLO);
    for (let i = 0; i < MAX_BAD_FRAMES_PER_MINUTE; i++) device.sendRaw("{");
    expect(await device.closeCode()).toBe(4400);
    expect(hasty.raw).toEqual([]);
    hasty.say(INBOX_HELLO);
    const isPage = ({ type }: { type: string }) => type === "inbox.page";
    await hasty.until(() => hasty.frames.find(isPage));
  });
});

describe("meaning", () => {
  test("48, SEND-2: a thousand times the same message is one", async () => {
    const one = send("once");
    for (let i = 0; i < 50; i++) rude.tell(one);
    await rude.settled();
    await honest.settled();
    expect(honest.events).toHaveLength(1);
  });

  test("49, SEND-3: the same id with another body is a conflict, and the first is kept", async () => {
    const id = newMessageId();
    rude.tell({ type: "send", id, text: "first" });
    expect(await rude.ask({ type: "send", id, text: "second" })).toMatchObject({ code: "conflict" });
  });

  test("50, SEND-1: the same id from another person is another message", async () => {
    const id = newMessageId();
    rude.tell({ type: "send", id, text: "mallory's" });
    honest.tell({ type: "send", id, text: "ada's" });
    await honest.until(() => (honest.events.length === 2 ? true : undefined));
  });

  test.each([-1, 2 ** 53, 1e308, 0.5])("52, READ-1: %d is no cursor", async (seq) => {
    expect(await rude.ask({ type: "read", seq })).toMatchObject({ code: "bad_cursor" });
    expect(await rude.ask({ type: "history", before: seq })).toMatchObject({ code: "bad_cursor" });
  });

  test.each(['"1"', "NaN", "null", "{}"])("52, FRAME-1: %s is no number", async (seq) => {
    rude.sendRaw(`{"type":"read","ref":1,"seq":${seq}}`);
    expect(["bad_json", "bad_type"]).toContain((await firstError()).code);
  });

  test("52, 53, RESUME-2: strange positions start over", async () => {
    for (const [since, epoch] of [
      [2 ** 60, "x"],
      [-5, "x"],
      [1, "of another room"],
      [1e300, null],
    ] as const) {
      const welcome = await (await knockAt(room, mallory)).hello(since, epoch);
      expect(welcome.reset).not.toBeNull();
    }
  });

  test("54, ORDER-3: a device's clock changes nothing", async () => {
    rude.tell(send("from the future", { waited: -1e12, at: 4e12 }));
    const event = await rude.until(() => rude.events[0]);
    expect(Math.abs(event.at - Date.now())).toBeLessThan(60_000);
    expect(event).not.toHaveProperty("message.waited");
  });

  test("45, 55, EDIT-1: other people's messages cannot be edited or deleted, nor those that never were", async () => {
    const { seq } = await honest.write("ada's");
    for (const target of [seq, 9_999, 0, -1, 1.5]) {
      expect(await rude.ask({ type: "edit", target, version: 1, text: "mine" })).toMatchObject({
        code: "not_found",
      });
      expect(await rude.ask({ type: "delete", target })).toMatchObject({ code: "not_found" });
    }
  });

  test("55, DELETE-3: an edit that races a deletion loses", async () => {
    const { seq } = await rude.write("mine");
    rude.tell({ type: "delete", target: seq });
    expect(await rude.ask({ type: "edit", target: seq, version: 1, text: "back" })).toMatchObject({
      code: "conflict",
    });
  });

  test("56, REACT-2: only emojis, and only so many kinds", async () => {
    const { seq: target } = await honest.write("react to me");
    for (const emoji of ["x".repeat(10_000), "<img>", "👨‍👩‍👧‍👦".repeat(30), ""]) {
      expect(await rude.ask({ type: "react", target, emoji, on: true })).toMatchObject({ code: "bad_type" });
    }
    for (let i = 0; i < 20; i++) {
      const emoji = String.fromCodePoint(0x1f400 + i);
      expect(await rude.ask({ type: "react", target, emoji, on: true })).toMatchObject({ type: "ok" });
    }
    expect(await rude.ask({ type: "react", target, emoji: "🎈", on: true })).toMatchObject({
      code: "too_many",
    });
  });

  test("59, SEND-6: a mention bomb is no frame", async () => {
    const mentions = Array.from({ length: 1_000 }, () => ada);
    expect(await rude.ask(send("@all", { mentions }))).toMatchObject({ code: "bad_type" });
  });

  test("61, READ-1: a read marker neither goes back nor ahead", async () => {
    await rude.ask({ type: "read", seq: 4 });
    await rude.ask({ type: "read", seq: 2 });
    await rude.ask({ type: "read", seq: 1_000_000 });
    const { cursors, head } = await honest.hello();
    expect(cursors.find(({ user }) => user === mallory)?.read).toBe(head);
  });

  test("62, SEND-4: a million combining marks are too large, ten thousand lines are text", async () => {
    rude.tell(send("a" + "\u0301".repeat(20_000)));
    expect(await firstError()).toMatchObject({ code: "too_large" });
    await rude.write("\n".repeat(9_998) + "end");
  });

  test("44, ROLE-3: nobody raises themselves or invites above themselves", async () => {
    for (const frame of [
      { type: "role", user: mallory, role: "owner" },
      { type: "role", user: ada, role: "viewer" },
      { type: "remove", user: ada },
      { type: "rename", name: "mine" },
    ]) {
      expect(await rude.ask(frame)).toMatchObject({ code: "forbidden" });
    }
  });

  test("ROLE-2: a viewer's frames change nothing", async () => {
    const viewer = await join(room, grace);
    expect(await viewer.ask(send("I was never here"))).toMatchObject({ code: "forbidden" });
    expect(honest.events).toEqual([]);
  });
});
