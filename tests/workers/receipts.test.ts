import { evictDurableObject } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { eventually } from "../support/eventually.ts";
import { openInbox } from "./support/inbox.ts";
import { ada, type Device, grace, join, linus, makeRoom, newMessageId, newUser } from "./support/room.ts";

const newRoom = () =>
  makeRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "member"],
  ]);

/** The read cursors of this person that the device was sent. */
function readsTold(device: Device, of: string): number[] {
  return device.frames
    .flatMap((frame) => (frame.type === "cursors" || frame.type === "welcome" ? frame.cursors : []))
    .filter(({ user }) => user === of)
    .map(({ read }) => read);
}

describe("receipts", () => {
  test("READ-6: are asked for by who is in the room, and remembered over a rest", async () => {
    const room = await newRoom();
    const [a, g] = [await join(room, ada), await join(room, grace)];
    const { seq, at } = await a.write("hello");
    await g.ask({ type: "read", seq });
    await evictDurableObject(room);
    const answer = await a.ask({ type: "readReceipts", target: seq });
    if (answer.type !== "readReceipts" || answer.receipts.type !== "named") throw new Error(answer.type);
    const receipt = answer.receipts.people.find(({ user }) => user === grace);
    if (receipt?.state !== "read") throw new Error(receipt?.state);
    expect(receipt.readAt).toBeGreaterThanOrEqual(at);
    expect(receipt.readAt).toBeLessThanOrEqual(Date.now());
    expect(answer.receipts.people).toContainEqual({ user: linus, state: "sent" });
    expect(await a.ask({ type: "readReceipts", target: seq + 1 })).toMatchObject({ code: "not_found" });
    expect(await a.ask({ type: "readReceipts", target: "1" })).toMatchObject({ code: "bad_type" });
    expect(await a.ask({ type: "readReceipts", target: -1 })).toMatchObject({ code: "not_found" });
  });

  test("READ-6, FRAME-6: are bounded like all that is asked", async () => {
    const room = await newRoom();
    const a = await join(room, ada);
    const { seq } = await a.write("hello");
    const answers = await Promise.all(
      Array.from({ length: 60 }, () => a.ask({ type: "readReceipts", target: seq })),
    );
    expect(answers.some((answer) => answer.type === "error" && answer.code === "rate_limited")).toBe(true);
  });

  test("READ-7: in a crowd no name leaves the room", async () => {
    const others = Array.from({ length: 60 }, () => newUser());
    const room = await makeRoom([
      [ada, "owner"],
      ...others.map((user): [typeof user, "member"] => [user, "member"]),
    ]);
    const a = await join(room, ada);
    const { seq } = await a.write("hello all");
    for (const user of others.slice(0, 3)) await (await join(room, user)).ask({ type: "read", seq });
    expect(await a.ask({ type: "readReceipts", target: seq })).toMatchObject({
      receipts: { type: "counted", read: 3, of: 60 },
    });
  });
});

describe("reading privately", () => {
  test("READ-8: clears the count on all devices, and not one byte of it reaches others", async () => {
    // A new person, because unread messages of other tests would count in an existing inbox.
    const reader = newUser();
    const room = await makeRoom([
      [ada, "owner"],
      [reader, "member"],
      [linus, "member"],
    ]);
    const [a, g, phone] = [await join(room, ada), await join(room, reader), await join(room, reader)];
    const inbox = await openInbox(reader);
    const { seq } = await a.write("psst");
    g.say({ type: "delivered", seq });
    await eventually(() => expect(unreadIn(inbox)).toBe(1));
    await a.settled();
    const heard = a.raw.length;
    expect(await g.ask({ type: "read", seq, private: true })).toMatchObject({ type: "ok" });
    await eventually(() => expect(unreadIn(inbox)).toBe(0));
    await phone.until(() => readsTold(phone, reader).find((read) => read === seq));
    await a.settled();
    // Only the requested page arrives. Presence is left out, because it arrives at any time.
    const told = a.raw.slice(heard).map((text) => JSON.parse(text).type);
    expect(told.filter((type) => type !== "presence")).toEqual(["page"]);

    await evictDurableObject(room);
    const again = await join(room, ada);
    expect(Math.max(...readsTold(again, reader))).toBeLessThan(seq);
    const caughtUp = await join(room, linus);
    await caughtUp.hello(seq - 1, (await caughtUp.hello()).epoch);
    expect(Math.max(...readsTold(caughtUp, reader))).toBeLessThan(seq);
    const answer = await again.ask({ type: "readReceipts", target: seq });
    expect(JSON.stringify(answer)).not.toMatch(/"read"|readAt/);
  });

  test("READ-9: is told of others as far as it shows, and again of all when it is over", async () => {
    const room = await newRoom();
    const [a, g, l] = [await join(room, ada), await join(room, grace), await join(room, linus)];
    const { seq } = await a.write("hello");
    await g.ask({ type: "read", seq, private: true });
    await l.ask({ type: "read", seq });
    await g.settled();
    expect(Math.max(...readsTold(g, linus))).toBeLessThan(seq);
    expect(await g.ask({ type: "readReceipts", target: seq })).toMatchObject({ receipts: { hidden: true } });
    await eventually(() => expect(Math.max(...readsTold(a, linus))).toBe(seq));
    l.tell({ type: "send", id: newMessageId(), text: "and now openly" });
    const next = await g.until(() => g.events.find((event) => event.seq === seq + 1));
    await g.ask({ type: "read", seq: next.seq, private: false });
    await eventually(() => expect(Math.max(...readsTold(g, linus))).toBe(seq));
    await eventually(() => expect(Math.max(...readsTold(a, grace))).toBe(next.seq));
  });

  test("INBOX-15: the setting reaches every device of the person, also after a rest, and nobody else", async () => {
    const [desk, phone] = [await openInbox(grace), await openInbox(grace)];
    const other = await openInbox(linus);
    expect(await desk.ask({ type: "prefer", preferences: { privateReading: true } })).toMatchObject({
      type: "ok",
    });
    await eventually(() => expect(preferred(phone)).toEqual({ privateReading: true }));
    expect(preferred(await openInbox(grace))).toEqual({ privateReading: true });
    expect(preferred(other)).toEqual({});
    expect(await desk.ask({ type: "prefer", preferences: {} })).toMatchObject({ type: "ok" });
    await eventually(() => expect(preferred(phone)).toEqual({}));
  });
});

type Inbox = Awaited<ReturnType<typeof openInbox>>;

const unreadIn = ({ rooms }: Inbox): number =>
  [...rooms.values()].reduce((sum, { unread }) => sum + unread, 0);

const preferred = ({ frames }: Inbox) =>
  frames.flatMap((frame) => (frame.type === "inbox" && frame.preferences ? [frame.preferences] : [])).at(-1);
