import { evictDurableObject, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import * as z from "zod";
import { type Capability, CAPABILITIES, type Scopes } from "../../shared/permissions.ts";
import { PROTOCOL_VERSION } from "../../shared/protocol/frames.ts";
import { makeId } from "../../shared/ids.ts";
import { inboxOf } from "./support/inbox.ts";
import { ada, grace, join, knockAt, makeRoom, newMessageId } from "./support/room.ts";

const only = (...scopes: Capability[]): Scopes => new Set(scopes);
const socketState = z.looseObject({ grant: z.string(), scopes: z.number() });
const INBOX_HELLO = {
  type: "hello",
  version: PROTOCOL_VERSION,
  device: "dev_00000000000000000000000000",
  since: null,
  epoch: null,
};
const newRoom = () =>
  makeRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);

/** Gives the sockets of an object the attachments of the version before grants: a session, and no scopes. */
async function makeAttachmentsOld(object: DurableObjectStub): Promise<void> {
  const changed = await runInDurableObject(object, (_, state) =>
    state.getWebSockets().map((socket) => {
      const { grant, scopes: _scopes, ...rest } = socketState.parse(socket.deserializeAttachment());
      socket.serializeAttachment({ ...rest, session: grant.replace(/^ses_/, "") });
    }),
  );
  expect(changed.length).toBeGreaterThan(0);
}

describe("a socket with fewer scopes", () => {
  test("SCOPE-1: reads live and writes nothing", async () => {
    const room = await newRoom();
    const [a, reader] = [await join(room, ada), await join(room, grace, "key", only("read"))];
    const { seq } = await a.write("for all to read");
    await reader.until(() => reader.events.find((event) => event.seq === seq));
    const answer = await reader.ask({ type: "send", id: newMessageId(), text: "may I?" });
    expect(answer).toMatchObject({
      code: "forbidden",
      message: 'This access is limited: it lacks the scope "write".',
    });
    reader.say({ type: "typing", on: true });
    await reader.settled();
    await a.settled();
    expect(a.frames.filter(({ type }) => type === "typing")).toEqual([]);
    expect(await (await join(room, grace)).write("this one may")).toMatchObject({ by: grace });
  });

  test("SCOPE-1: the shared composer asks for the scope too", async () => {
    const room = await makeRoom([[ada, "owner"]], "session");
    const a = await join(room, ada, "key", only("read", "write"));
    await a.ask({ type: "compose.open", epoch: null, vector: null });
    expect(await a.ask({ type: "compose.signoff", on: true })).toMatchObject({ code: "forbidden" });
    const reader = await join(room, ada, "key", only("read"));
    expect(await reader.ask({ type: "compose.ready", on: true, hash: "" })).toMatchObject({
      code: "forbidden",
    });
  });

  test("SCOPE-2: without read it is closed, at a room and at an inbox", async () => {
    const noReader: Scopes = new Set(CAPABILITIES.filter((scope) => scope !== "read"));
    for (const object of [await newRoom(), inboxOf(ada)]) {
      const socket = await knockAt(object, ada, "key", noReader);
      expect(await socket.closeCode()).toBe(4403);
    }
  });

  test("SCOPE-5: reads an inbox and changes nothing there", async () => {
    const inbox = inboxOf(ada);
    const reader = await knockAt(inbox, ada, "key", only("read"));
    reader.say(INBOX_HELLO);
    expect(await reader.ask({ type: "page", after: null })).toMatchObject({ type: "inbox.page" });
    const preferences = { privateReading: true };
    for (const frame of [
      { type: "prefer", preferences },
      { type: "save", room: makeId("room", (bytes) => bytes.fill(1)), seq: 1, excerpt: "" },
      { type: "status", status: null },
    ])
      expect(await reader.ask(frame), frame.type).toMatchObject({ type: "error", code: "forbidden" });
    const writer = await knockAt(inbox, ada, "phone");
    writer.say(INBOX_HELLO);
    expect(await writer.ask({ type: "prefer", preferences })).toMatchObject({ type: "ok" });
  });

  test("SCOPE-4: has no more of them after a rest", async () => {
    const room = await newRoom();
    const reader = await join(room, grace, "key", only("read"));
    await evictDurableObject(room);
    const answer = await reader.ask({ type: "send", id: newMessageId(), text: "and now?" });
    expect(answer).toMatchObject({ code: "forbidden" });
  });
});

test("SCOPE-4: an inbox's socket that slept since before there were grants ends with its session", async () => {
  const inbox = inboxOf(ada);
  const phone = await knockAt(inbox, ada, "phone");
  phone.say({
    type: "hello",
    version: PROTOCOL_VERSION,
    device: "dev_00000000000000000000000000",
    since: null,
    epoch: null,
  });
  await phone.until(() => (phone.frames.length > 0 ? true : undefined));
  await makeAttachmentsOld(inbox);
  await evictDurableObject(inbox);
  await inbox.endGrant("ses_phone");
  expect(await phone.closeCode()).toBe(4401);
});

test("SCOPE-4: a socket that slept since before there were grants keeps its rights, and ends with its session", async () => {
  const room = await newRoom();
  const [phone, laptop] = [await join(room, ada, "phone"), await join(room, ada, "laptop")];
  await makeAttachmentsOld(room);
  await evictDurableObject(room);
  await phone.write("awake again");
  await evictDurableObject(room);
  await room.endGrant("ses_phone");
  expect(await phone.closeCode()).toBe(4401);
  await laptop.write("still here");
});
