import { abortAllDurableObjects, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import type { InboxServer } from "../../server/objects/inbox/inbox-server.ts";
import { READ_RATE } from "../../shared/limits.ts";
import { byteLength } from "../../shared/text.ts";
import type { InboxEntry, InboxPlace } from "../../shared/protocol/inbox-frames.ts";
import { inboxOf, openInbox } from "./support/inbox.ts";
import { join, makeRoom, newMessageId, newRoomId, newUser } from "./support/room.ts";
import { eventually } from "../support/eventually.ts";

async function pair() {
  const [ada, grace] = [newUser(), newUser()];
  const room = await makeRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);
  const [desk, phone] = [await openInbox(grace), await openInbox(grace)];
  await eventually(() => expect(phone.rooms.size).toBe(1));
  const [first] = phone.rooms.values();
  if (first === undefined) throw new Error("no room");
  return { ada, grace, room, desk, phone, id: first.room, of: () => phone.rooms.get(first.room) };
}

describe("what is set for a room", () => {
  test("INBOX-8: reaches the other devices of the person, and nobody else", async () => {
    const { ada, desk, id, of } = await pair();
    const other = await openInbox(ada);
    await eventually(() => expect(other.rooms.size).toBe(1));
    expect(await desk.ask({ type: "set", room: id, change: { pinned: true } })).toMatchObject({ type: "ok" });
    await eventually(() => expect(of()?.settings).toEqual({ pinned: true }));
    expect((await openInbox(ada)).rooms.get(id)?.settings).toBeUndefined();
    expect(other.rooms.get(id)?.settings).toBeUndefined();
  });

  test("INBOX-9: what is done comes back with the next message", async () => {
    const { ada, room, desk, id, of } = await pair();
    await desk.ask({ type: "set", room: id, change: { done: of()?.head ?? 0 } });
    await eventually(() => expect(of()?.settings?.done).toBe(of()?.head));
    const a = await join(room, ada);
    await a.write("one more thing");
    await eventually(() => expect(of()).toMatchObject({ unread: 1, last: { excerpt: "one more thing" } }));
    expect(of()?.settings).toBeUndefined();
  });

  test("INBOX-10: what is snoozed comes back by an alarm, also after a restart", async () => {
    const { grace, desk, id } = await pair();
    await desk.ask({ type: "set", room: id, change: { snoozedUntil: Date.now() + 300 } });
    await abortAllDurableObjects();
    const after = await openInbox(grace);
    // The alarm may have run by itself. Then the room is back in the list already.
    await new Promise((done) => setTimeout(done, 300));
    await runDurableObjectAlarm(await inboxOf(grace));
    await eventually(() => expect(after.rooms.get(id)?.settings).toEqual({ unread: true }));
  });

  test("INBOX-11: a mark as unread is cleared by reading on", async () => {
    const { ada, grace, room, desk, id, of } = await pair();
    await desk.ask({ type: "set", room: id, change: { unread: true } });
    await eventually(() => expect(of()?.settings).toEqual({ unread: true }));
    const a = await join(room, ada);
    const { seq } = await a.write("hello");
    const g = await join(room, grace);
    await g.ask({ type: "read", seq });
    await eventually(() => expect(of()?.settings).toBeUndefined());
  });
});

describe("what a badge counts", () => {
  test("INBOX-18, INBOX-20: is said by the room, of a muted one the mentions alone, and marks nothing", async () => {
    const { ada, grace, room, desk, id, of } = await pair();
    const a = await join(room, ada);
    const read = of()?.read;
    await a.write("one");
    a.tell({ type: "send", id: newMessageId(), text: "for you", mentions: [grace] });
    await eventually(() => expect(of()).toMatchObject({ unread: 2, mentions: 1 }));
    expect(await desk.ask({ type: "unreadMessages", room: id })).toMatchObject({
      type: "unreadMessages",
      room: id,
      total: 2,
      messages: [
        { author: ada, name: "Person 0", excerpt: "one", why: "message" },
        { excerpt: "for you", why: "mention" },
      ],
    });
    await desk.ask({ type: "set", room: id, change: { muted: true } });
    expect(await desk.ask({ type: "unreadMessages", room: id })).toMatchObject({
      total: 1,
      messages: [{ excerpt: "for you" }],
    });
    expect((await openInbox(grace)).rooms.get(id)).toMatchObject({ unread: 2, read });
  });

  test("INBOX-19: a room that one is not in, or no longer, is as if it were not there", async () => {
    const { ada, grace, room, desk, phone, id } = await pair();
    const stranger = await openInbox(newUser());
    for (const asked of [id, newRoomId()]) {
      expect(await stranger.ask({ type: "unreadMessages", room: asked })).toMatchObject({
        code: "not_found",
      });
    }
    const a = await join(room, ada);
    await a.write("secret");
    await a.ask({ type: "remove", user: grace });
    expect(await desk.ask({ type: "unreadMessages", room: id })).toMatchObject({ code: "not_found" });
    expect(JSON.stringify(await phone.ask({ type: "unreadMessages", room: id }))).not.toContain("secret");
  });

  test("INBOX-20: who asks too fast is told when to ask again", async () => {
    const { desk, id } = await pair();
    // More requests than any machine answers before the bucket is empty. A socket with so many refusals is closed, so not all requests
    // are answered.
    for (let ref = 1; ref <= READ_RATE.burst * 10; ref++) desk.say({ type: "unreadMessages", ref, room: id });
    const refused = await eventually(() => {
      const error = desk.frames.find((frame) => frame.type === "error");
      if (error === undefined) throw new Error("nothing is refused yet");
      return error;
    });
    expect(refused).toMatchObject({ code: "rate_limited", retryAfter: expect.any(Number) });
  });
});

describe("saved messages", () => {
  test("INBOX-14: reach the other devices, and go when the person is removed from the room", async () => {
    const { ada, grace, room, desk, phone, id } = await pair();
    const a = await join(room, ada);
    const { seq } = await a.write("keep this");
    await desk.ask({ type: "save", room: id, seq, excerpt: "keep this" });
    await eventually(() =>
      expect(phone.frames).toContainEqual(
        expect.objectContaining({ type: "saved", added: [expect.objectContaining({ room: id, seq })] }),
      ),
    );
    expect(await phone.ask({ type: "saved.list", before: null })).toMatchObject({
      type: "saved.page",
      saved: [{ room: id, seq, excerpt: "keep this" }],
      next: null,
    });
    await a.ask({ type: "remove", user: grace });
    await eventually(() =>
      expect(phone.frames).toContainEqual({ type: "saved", added: [], removed: [{ room: id, seq }] }),
    );
    expect(await phone.ask({ type: "saved.list", before: null })).toMatchObject({ saved: [] });
  });
});

describe("a long list", () => {
  test("INBOX-1, INBOX-13: 5,000 rooms begin with one frame under 100 kB, and come whole by pages", async () => {
    const grace = newUser();
    const epoch = "00000000-0000-0000-0000-000000000000";
    await runInDurableObject(await inboxOf(grace), (inbox: InboxServer) => {
      for (let n = 1; n <= 5_000; n++) {
        const last = { seq: n, author: grace, name: "Grace Hopper", excerpt: "w".repeat(140), at: n };
        const entry: InboxEntry = {
          ...{ room: newRoomId(), kind: "group", name: `Preparing release ${n}`, head: n, epoch, last },
          ...{ unread: n % 9 === 0 ? 3 : 0, mentions: n % 90 === 0 ? 1 : 0, read: 0 },
        };
        inbox.putEntry(entry);
      }
    });
    const began = performance.now();
    const device = await openInbox(grace);
    const [first] = device.frames;
    const bytes = byteLength(JSON.stringify(first));
    console.info(`first frame: ${bytes} bytes, ${device.rooms.size} rooms, ${performance.now() - began} ms`);
    expect(bytes).toBeLessThan(100_000);
    expect(first).toMatchObject({
      complete: true,
      more: true,
      totals: { rooms: 5_000, unread: 555, mentions: 55 },
    });
    expect([...device.rooms.values()].every(({ unread }) => unread > 0)).toBe(true);
    const seen = new Set<string>();
    let after: InboxPlace | null = null;
    let pages = 0;
    do {
      const page = await device.ask({ type: "page", after });
      // The test asks faster than a person scrolls. The rate limit says when to ask again.
      if (page.type === "error") {
        await new Promise((done) => setTimeout(done, page.retryAfter));
        continue;
      }
      if (page.type !== "inbox.page") throw new Error(page.type);
      pages += 1;
      for (const { room } of page.rooms) seen.add(room);
      after = page.next;
    } while (after !== null);
    console.info(`${pages} pages, ${performance.now() - began} ms`);
    expect(seen.size).toBe(5_000);
  });
});
