import { describe, expect, test } from "vitest";
import { MAX_CATCH_UP_EVENTS, MAX_PAGE_SIZE, MAX_READ_LENGTH, PAGE_SIZE } from "../../shared/limits.ts";
import { oldestSeq, prependPage } from "../../shared/room-view.ts";
import { readPage } from "../../server/rules/room/history.ts";
import { renewEpochIfRestored } from "../../server/rules/room/room.ts";
import { ada, grace, linus } from "../support/people.ts";
import { catchUpView, testRoom, viewFromArrival } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);

describe("catching up", () => {
  test("RESUME-1: gives exactly what was missed, in order", () => {
    const room = newRoom();
    for (let i = 0; i < 20; i++) room.says(ada, `${i}`);
    const { welcome, events } = room.hello(grace, 10, "epoch-0");
    expect(welcome.reset).toBeNull();
    expect(events.map((event) => event.seq)).toEqual([11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23]);
  });

  test("RESUME-1: gives nothing to who has everything", () => {
    const room = newRoom();
    room.says(ada, "hello");
    expect(room.hello(grace, room.head(), "epoch-0")).toMatchObject({ welcome: { reset: null }, events: [] });
  });

  test.each([
    ["nothing", null, null],
    ["another epoch", 2, "epoch-of-old"],
    ["no epoch", 2, null],
    ["a number ahead of the log", 2 ** 53, "epoch-0"],
    ["a negative number", -1, "epoch-0"],
    ["half a number", 1.5, "epoch-0"],
    ["an endless number", Infinity, "epoch-0"],
  ])("RESUME-2: starts over for a client with %s", (_, since, epoch) => {
    const room = newRoom();
    room.says(ada, "hello");
    const { welcome, events } = room.hello(grace, since, epoch);
    expect(welcome.reset?.timeline.messages).toHaveLength(1);
    expect(events).toEqual([]);
  });

  test("RESUME-2: replays up to a thousand events and starts over beyond", () => {
    const room = newRoom();
    for (let i = 0; i < MAX_CATCH_UP_EVENTS; i++) room.says(ada, `${i}`);
    const since = room.head() - MAX_CATCH_UP_EVENTS;
    expect(room.hello(grace, since, "epoch-0").events).toHaveLength(MAX_CATCH_UP_EVENTS);
    expect(room.hello(grace, since - 1, "epoch-0").welcome.reset).not.toBeNull();
  });

  test("RESUME-2: starts over where the missed text is long, and pages of long messages are short", () => {
    const room = newRoom();
    const text = "x".repeat(16_000);
    for (let i = 0; i < 100; i++) room.says(ada, text);
    expect(room.hello(grace, room.head() - 10, "epoch-0").events).toHaveLength(10);
    const { welcome } = room.hello(grace, 3, "epoch-0");
    expect(welcome.reset?.timeline.messages.length).toBeLessThan(PAGE_SIZE);
    let view = room.fresh(grace);
    while (view.more) {
      const page = readPage(room.store, oldestSeq(view), MAX_PAGE_SIZE);
      if ("refused" in page) throw new Error(page.message);
      expect(JSON.stringify(page).length).toBeLessThan(2 * MAX_READ_LENGTH);
      view = prependPage(view, page);
    }
    expect(view.messages).toHaveLength(100);
  });

  test("RESUME-3: a snapshot and the events after it join", () => {
    const room = newRoom();
    room.says(ada, "before");
    const view = viewFromArrival(room.hello(grace));
    room.says(ada, "after");
    expect(catchUpView(view, room.events(view.head))).toEqual(room.fresh(grace));
  });

  test("RESUME-5: a restored room has a new epoch, and old numbers start over", () => {
    const room = newRoom();
    renewEpochIfRestored(room.store, { generation: "0", newEpoch: () => "epoch-1", now: room.clock.now });
    expect(room.hello(ada).welcome.epoch).toBe("epoch-0");
    renewEpochIfRestored(room.store, { generation: "1", newEpoch: () => "epoch-1", now: room.clock.now });
    const { welcome } = room.hello(ada, 1, "epoch-0");
    expect(welcome.epoch).toBe("epoch-1");
    expect(welcome.reset).not.toBeNull();
  });
});

describe("looking back", () => {
  test("RESUME-7: pages join to the whole log, notices among them", () => {
    const room = newRoom();
    for (let i = 0; i < 3 * PAGE_SIZE + 7; i++) {
      room.says(ada, `${i}`);
      if (i % 10 === 0) room.does(ada, { type: "rename", name: `garden ${i}` });
    }
    room.does(ada, { type: "invite", person: { user: linus, name: "Linus" }, role: "member" });
    let view = room.fresh(grace);
    let pages = 0;
    while (view.more) {
      const page = readPage(room.store, oldestSeq(view));
      if ("refused" in page) throw new Error(page.message);
      view = prependPage(view, page);
      pages += 1;
    }
    expect(pages).toBeGreaterThan(2);
    const log = room.events();
    expect(view.messages.map((message) => message.seq)).toEqual(
      log.filter((event) => event.type === "message.sent").map((event) => event.seq),
    );
    expect(view.notices.map((notice) => notice.seq)).toEqual(
      log.filter((event) => event.type !== "message.sent").map((event) => event.seq),
    );
  });

  test("RESUME-7: a page before no number of this room is refused, one ahead of it is the newest", () => {
    const room = newRoom();
    room.says(ada, "hello");
    expect(readPage(room.store, -1)).toMatchObject({ refused: "bad_cursor" });
    expect(readPage(room.store, 0.5)).toMatchObject({ refused: "bad_cursor" });
    expect(readPage(room.store, 1_000_000)).toMatchObject({ messages: [{ text: "hello" }] });
  });
});
