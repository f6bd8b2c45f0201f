import { describe, expect, test } from "vitest";
import type { UserId } from "../../shared/ids.ts";
import { HEALTHY_BACKLOG, OBJECT_SEND_WINDOW, READ_RATE, SEND_WINDOW } from "../../shared/limits.ts";
import type { Role } from "../../shared/permissions.ts";
import { openInbox } from "./support/inbox.ts";
import { ada, type Device, grace, join, knockAt, linus, makeRoom } from "./support/room.ts";
import { newMessageId, newUser, type RoomStub } from "./support/room.ts";

const LONG = "x".repeat(16_000);

/** A room whose newest page has half a million characters. Everyone but `ada` only reads. */
async function wordyRoom(readers = [grace, linus]): Promise<{ room: RoomStub; a: Device }> {
  const room = await makeRoom([[ada, "owner"], ...readers.map((user): [UserId, Role] => [user, "member"])]);
  const a = await join(room, ada);
  const sent = Array.from({ length: 32 }, () => a.tell({ type: "send", id: newMessageId(), text: LONG }));
  await a.until(() => (textsTo(a) === sent.length ? true : undefined));
  return { room, a };
}

const textsTo = ({ events }: Device): number => events.filter(({ type }) => type === "message.sent").length;

/** Requests this many pages of half a million characters and reads the answers, but never acknowledges them. */
function askForPages(device: Device, pages: number): void {
  for (let n = 0; n < pages; n++) device.tell({ type: "history", before: 1_000, limit: 200 });
}

const pagesTo = ({ frames }: Device): number => frames.filter(({ type }) => type === "page").length;

/** The number of pages that fill slightly more than half of a send window. */
const HALF = Math.ceil(SEND_WINDOW / 2 / (32 * LONG.length)) + 1;
const marksTo = ({ raw }: Device): number[] =>
  raw.filter((text) => text.startsWith('{"type":"mark"')).map((text) => JSON.parse(text).mark);

describe("a slow reader", () => {
  test("WINDOW-1: whoever acknowledges nothing is closed at the window, and comes back to what was missed", async () => {
    const { room, a } = await wordyRoom();
    const slow = await knockAt(room, grace);
    const { head, epoch } = await slow.hello();
    askForPages(slow, 2 * HALF);
    expect(await slow.closeCode()).toBe(4408);
    expect(pagesTo(slow)).toBeLessThan(2 * HALF);
    await a.write("while you were away");
    const back = await knockAt(room, grace);
    expect((await back.hello(head, epoch)).reset).toBeNull();
    await back.until(() => back.events.find((event) => event.type === "message.sent"));
  });

  test("WINDOW-1: whoever acknowledges each mark may read as much as there is", async () => {
    const { room } = await wordyRoom();
    const reader = await join(room, grace);
    for (let page = 1; page <= 3 * HALF; page++) {
      const before = marksTo(reader).length;
      askForPages(reader, 1);
      await reader.until(() => (pagesTo(reader) === page ? true : undefined));
      for (const mark of marksTo(reader).slice(before)) reader.say({ type: "ack", mark });
      if (page % READ_RATE.burst === 0) await reader.settled();
    }
    expect(reader.closed).toBeNull();
  });

  test("WINDOW-2: an acknowledgement that nobody asked for moves nothing", async () => {
    const { room } = await wordyRoom();
    const [reader, liar] = [await join(room, grace), await join(room, linus)];
    askForPages(reader, 2);
    await reader.until(() => marksTo(reader).at(1));
    askForPages(liar, 2 * HALF);
    for (const mark of [...marksTo(reader), 0, -1, 1e300]) liar.say({ type: "ack", mark });
    askForPages(liar, 2);
    expect(await liar.closeCode()).toBe(4408);
    expect(reader.closed).toBeNull();
  });

  test("WINDOW-2: an inbox takes acknowledgements too, and made up ones are nothing to it", async () => {
    const inbox = await openInbox(newUser());
    inbox.say({ type: "ack", mark: 7 });
    expect(await inbox.ask({ type: "saved.list", before: null })).toMatchObject({ type: "saved.page" });
  });

  test("WINDOW-3: typing and presence are left out above half a window, and presence is made good", async () => {
    const { room, a } = await wordyRoom();
    const slow = await join(room, grace);
    await slow.until(() => slow.frames.find(({ type }) => type === "presence"));
    askForPages(slow, HALF);
    await slow.until(() => (pagesTo(slow) === HALF ? true : undefined));
    const before = slow.frames.length;
    a.say({ type: "typing", on: true });
    const l = await join(room, linus);
    await l.until(() => l.frames.find((frame) => frame.type === "presence"));
    await a.write("said");
    await slow.until(() => slow.events.find((event) => event.type === "message.sent"));
    const heard = () => slow.frames.slice(before).map(({ type }) => type);
    expect(heard()).not.toContain("typing");
    expect(heard()).not.toContain("presence");
    for (const mark of marksTo(slow)) slow.say({ type: "ack", mark });
    const made = await slow.until(() =>
      slow.frames
        .slice(before)
        .flatMap((frame) => (frame.type === "presence" ? [frame] : []))
        .at(0),
    );
    expect(made.complete).toBe(true);
    expect(made.people.map(({ user }) => user).sort()).toEqual([ada, grace, linus].sort());
  });

  test("WINDOW-4: what waits in all sockets of a room is bounded too, and the furthest behind goes first", async () => {
    const readers = Array.from({ length: 2 * Math.ceil(OBJECT_SEND_WINDOW / SEND_WINDOW) }, newUser);
    const { room, a } = await wordyRoom(readers);
    const slow: Device[] = [];
    for (const user of readers) slow.push(await join(room, user));
    const [worst] = slow;
    for (const device of slow) {
      const pages = device === worst ? HALF + 1 : HALF;
      askForPages(device, pages);
      if (device === worst) await device.until(() => (pagesTo(device) === pages ? true : undefined));
    }
    if (worst === undefined) throw new Error("nobody reads");
    expect(await worst.closeCode()).toBe(4408);
    await a.settled();
    const open = slow.filter(({ closed }) => closed === null).length;
    expect(open).toBeGreaterThan(0);
    expect((open * SEND_WINDOW) / 2).toBeLessThanOrEqual(OBJECT_SEND_WINDOW + HEALTHY_BACKLOG);
    expect(a.closed).toBeNull();
  });
});
