import { describe, expect, test } from "vitest";
import { lineOf, takeLine } from "../../server/rules/room/support.ts";
import { applyEvent, applyQueue, type RoomView } from "../../shared/room-view.ts";
import { ada, bot, grace, linus, newMessageId } from "../support/people.ts";
import { type TestRoom, testRoom, viewFromArrival } from "./test-room.ts";

/** Linus is the visitor; Ada and Grace help. */
function conversation(): TestRoom {
  return testRoom(
    [
      [linus, "visitor"],
      [bot, "member"],
      [ada, "member"],
      [grace, "member"],
    ],
    "support",
  );
}

const state = (room: TestRoom) => room.fresh(linus).support?.state;
const types = (room: TestRoom, since: number) => room.events(since).map(({ type }) => type);

describe("asking for a person", () => {
  test("SUPPORT-1: a conversation begins with the AI, waits when the visitor asks, and a person ends the waiting", () => {
    const room = conversation();
    expect(room.fresh(linus).support).toEqual({ state: "ai" });
    room.does(linus, { type: "support.request" });
    expect(room.fresh(linus).support).toEqual({ state: "waiting", requestedAt: room.clock.now });
    room.does(ada, { type: "takeover", on: true });
    expect(room.fresh(linus).support).toEqual({ state: "person" });
    room.does(ada, { type: "takeover", on: false });
    expect(room.fresh(linus).support).toEqual({ state: "ai" });
  });

  test("SUPPORT-1: asking twice keeps the time of the first", () => {
    const room = conversation();
    room.does(linus, { type: "support.request" });
    const since = room.fresh(linus).support?.requestedAt;
    room.clock.now += 5_000;
    expect(room.does(linus, { type: "support.request" })).toEqual({ effects: [] });
    expect(room.fresh(linus).support?.requestedAt).toBe(since);
  });

  test("SUPPORT-2: a request that crosses a takeover changes nothing; one instead of that person ends it", () => {
    const room = conversation();
    room.does(ada, { type: "takeover", on: true });
    expect(room.does(linus, { type: "support.request" })).toEqual({ effects: [] });
    expect(room.does(linus, { type: "support.request", instead: grace })).toEqual({ effects: [] });
    expect(state(room)).toBe("person");
    room.does(linus, { type: "support.request", instead: ada });
    expect(room.fresh(linus)).toMatchObject({ takeover: null, support: { state: "waiting" } });
  });

  test("SUPPORT-3: only the visitor asks, withdraws and hands back", () => {
    const room = conversation();
    for (const type of ["support.request", "support.withdraw", "support.handBack"] as const)
      expect(room.refuses(ada, { type })).toBe("forbidden");
    room.does(linus, { type: "support.request" });
    room.does(linus, { type: "support.withdraw" });
    expect(state(room)).toBe("ai");
    expect(room.does(linus, { type: "support.withdraw" })).toEqual({ effects: [] });
    room.does(ada, { type: "takeover", on: true });
    room.does(linus, { type: "support.handBack" });
    expect(room.fresh(linus)).toMatchObject({ takeover: null, support: { state: "ai" } });
    expect(room.refuses(linus, { type: "takeover", on: true })).toBe("forbidden");
  });

  test("SUPPORT-3: rooms of other kinds have none of this", () => {
    const room = testRoom([[ada, "owner"]], "group");
    for (const type of ["support.request", "support.withdraw", "support.handBack", "support.close"] as const)
      expect(room.refuses(ada, { type })).toBe("forbidden");
    expect(room.fresh(ada).support).toBeUndefined();
  });
});

describe("closing", () => {
  test("SUPPORT-4: closing ends the answer that runs, the takeover and the waiting, in one transaction", () => {
    const room = conversation();
    room.says(linus, "Hello?");
    room.does(linus, { type: "support.request" });
    const since = room.head();
    room.does(ada, { type: "support.close" });
    expect(types(room, since)).toEqual(["turn.ended", "support.closed"]);
    expect(room.fresh(linus)).toMatchObject({
      takeover: null,
      support: { state: "closed", closedAt: room.clock.now, closedBy: ada },
    });
    expect(room.does(grace, { type: "support.close" })).toEqual({ effects: [] });
  });

  test("SUPPORT-5: whoever writes reopens, and the AI answers if nobody else had", () => {
    const room = conversation();
    room.does(linus, { type: "support.close" });
    const since = room.head();
    room.says(linus, "One more thing");
    expect(types(room, since)).toEqual(["support.reopened", "message.sent", "turn.queued", "message.sent"]);
    expect(state(room)).toBe("ai");
  });

  test("SUPPORT-5: after a person had answered, the visitor who comes back waits for a person again", () => {
    const room = conversation();
    room.does(ada, { type: "takeover", on: true });
    room.does(ada, { type: "support.close" });
    room.clock.now += 60_000;
    room.says(linus, "It broke again");
    expect(room.fresh(linus).support).toEqual({ state: "waiting", requestedAt: room.clock.now });
  });

  test("SUPPORT-5: a takeover reopens", () => {
    const room = conversation();
    room.does(linus, { type: "support.close" });
    room.does(ada, { type: "takeover", on: true });
    expect(state(room)).toBe("person");
  });

  test("SUPPORT-5: a message that is refused reopens nothing", () => {
    const room = conversation();
    room.does(linus, { type: "support.close" });
    expect(room.refuses(linus, { type: "send", id: newMessageId(), text: " " })).toBe("bad_type");
    expect(state(room)).toBe("closed");
  });
});

describe("who is answered", () => {
  test("SUPPORT-6: the AI answers the visitor, not the people who help, unless they name it", () => {
    const room = conversation();
    room.says(linus, "Where is my order?");
    const since = room.head();
    room.says(ada, "I will look.");
    expect(types(room, since)).toEqual(["message.sent"]);
  });

  test("SUPPORT-6: while the visitor waits the AI still answers", () => {
    const room = conversation();
    room.does(linus, { type: "support.request" });
    const since = room.head();
    room.says(linus, "And how long does it take?");
    expect(types(room, since)).toContain("turn.queued");
  });

  test("SUPPORT-7: taking over stops the answer, posts the line and changes the state in one transaction", () => {
    const room = conversation();
    room.says(linus, "Hello?");
    const since = room.head();
    room.does(ada, { type: "takeover", on: true });
    expect(types(room, since)).toEqual(["turn.ended", "takeover.begun"]);
    expect(state(room)).toBe("person");
  });
});

describe("the place in line", () => {
  test("SUPPORT-8: it never grows, belongs to one waiting, and late calls change nothing", () => {
    const room = conversation();
    expect(takeLine(room.store, 1, { place: 1, minutes: null })).toBeNull();
    room.does(linus, { type: "support.request" });
    const since = room.clock.now;
    expect(takeLine(room.store, since, { place: 3, minutes: 4 })).toEqual({ place: 3, minutes: 4 });
    expect(takeLine(room.store, since, { place: 5, minutes: 4 })).toBeNull();
    expect(takeLine(room.store, since, { place: 5, minutes: 6 })).toEqual({ place: 3, minutes: 6 });
    expect(takeLine(room.store, since - 1, { place: 1, minutes: 1 })).toBeNull();
    expect(takeLine(room.store, since, { place: 2, minutes: 6 })).toEqual({ place: 2, minutes: 6 });
    room.does(linus, { type: "support.withdraw" });
    expect(lineOf(room.store)).toBeNull();
    room.clock.now += 1;
    room.does(linus, { type: "support.request" });
    expect(lineOf(room.store)).toBeNull();
  });

  test("SUPPORT-8: a view shows it only while the visitor waits", () => {
    const room = conversation();
    const frame = { type: "support.queue", place: 2, minutes: 4 } as const;
    let view: RoomView = viewFromArrival(room.hello(linus));
    expect(applyQueue(view, frame).line).toBeUndefined();
    room.does(linus, { type: "support.request" });
    for (const event of room.events(view.head)) view = applyEvent(view, event);
    view = applyQueue(view, frame);
    expect(view.line).toEqual({ place: 2, minutes: 4 });
    room.does(ada, { type: "takeover", on: true });
    for (const event of room.events(view.head)) view = applyEvent(view, event);
    expect(view.line).toBeUndefined();
    expect(view).toEqual(room.fresh(linus));
  });
});
