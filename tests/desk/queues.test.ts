import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dueFirst, QUEUES, queuesOf } from "../../shared/desk.ts";
import type { DeskNews } from "../../server/rules/room/desk-news.ts";
import { changeConversation, endSnoozes } from "../../server/rules/desk/change.ts";
import { beginning, changedAfter, findConversation } from "../../server/rules/desk/conversations.ts";
import { countQueues } from "../../server/rules/desk/counts.ts";
import { readDesk } from "../../server/rules/desk/desk.ts";
import { forgetConversation, goneAfter } from "../../server/rules/desk/forget.ts";
import { assignWaiting } from "../../server/rules/desk/turns.ts";
import { deskSchedule } from "../../server/rules/desk/tasks.ts";
import { ada, bot, grace, linus, newRoomId } from "../support/people.ts";
import { arrives, news, testDesk, waits } from "./test-desk.ts";

let takings = 1;
const person = (takeover = ada): Partial<DeskNews> => ({
  support: { state: "person" },
  takeover,
  taken: { by: takeover, at: takings++ },
});

describe("what a conversation tells", () => {
  test("DESK-2: the same news again and older news change nothing; news of another epoch are taken", () => {
    const desk = testDesk();
    const first = news(desk);
    const second = news(desk, first.room, { title: "Another" });
    expect(desk.hears(second)).toBe(true);
    const { head } = readDesk(desk.store);
    expect(desk.hears(second)).toBe(false);
    expect(desk.hears(first)).toBe(false);
    expect(readDesk(desk.store).head).toBe(head);
    expect(desk.hears({ ...first, epoch: "after a backup" })).toBe(true);
    expect(findConversation(desk.store, first.room)?.title).toBe(first.title);
  });

  test("DESK-3: what supporters have set stays, whatever the conversation tells", () => {
    const desk = testDesk();
    const { room } = first(desk);
    changeConversation(
      desk.store,
      room,
      { assignee: grace, priority: "high", tags: ["order"] },
      desk.clock.now,
    );
    desk.hears(news(desk, room, waits(desk)));
    expect(findConversation(desk.store, room)).toMatchObject({
      assignee: grace,
      priority: "high",
      tags: ["order"],
    });
  });

  test("DESK-3: whoever takes over has the conversation", () => {
    const desk = testDesk();
    const { room } = first(desk);
    changeConversation(desk.store, room, { assignee: grace }, desk.clock.now);
    desk.hears(news(desk, room, person(ada)));
    expect(findConversation(desk.store, room)?.assignee).toBe(ada);
    desk.hears(news(desk, room));
    expect(findConversation(desk.store, room)?.assignee).toBe(ada);
  });

  test("DESK-4: a conversation that was deleted stays gone, whatever its room still tells", () => {
    const desk = testDesk();
    const { room } = first(desk);
    const { head } = readDesk(desk.store);
    forgetConversation(desk.store, room);
    expect(desk.hears(news(desk, room))).toBe(false);
    expect(findConversation(desk.store, room)).toBeNull();
    expect(goneAfter(desk.store, head)).toEqual([room]);
  });
});

describe("queues", () => {
  test("DESK-5: new, mine, unassigned, waiting for the visitor, snoozed and closed", () => {
    const desk = testDesk();
    const { room } = first(desk);
    const queues = () => {
      const conversation = findConversation(desk.store, room);
      return conversation === null ? [] : queuesOf(conversation, ada, desk.clock.now);
    };
    expect(queues()).toEqual(["unassigned"]);
    desk.hears(news(desk, room, waits(desk)));
    expect(queues()).toEqual(["unassigned", "new"]);
    desk.hears(news(desk, room, person()));
    expect(queues()).toEqual(["mine"]);
    const last = { seq: 9, at: desk.clock.now, user: ada, by: "person" as const, text: "Which one?" };
    desk.hears(news(desk, room, { ...person(), last, personAt: desk.clock.now }));
    expect(queues()).toEqual(["mine", "visitor"]);
    changeConversation(desk.store, room, { snoozedUntil: desk.clock.now + 1_000 }, desk.clock.now);
    expect(queues()).toEqual(["snoozed"]);
    desk.hears(news(desk, room, { support: { state: "closed", closedAt: desk.clock.now } }));
    expect(queues()).toEqual(["closed"]);
  });

  test("DESK-5: who writes in a closed conversation is in the queues at once", () => {
    const desk = testDesk();
    const { room } = first(desk);
    desk.hears(news(desk, room, { support: { state: "closed", closedAt: desk.clock.now } }));
    desk.hears(news(desk, room, waits(desk)));
    const conversation = findConversation(desk.store, room);
    expect(conversation !== null && queuesOf(conversation, ada, desk.clock.now)).toEqual([
      "unassigned",
      "new",
    ]);
  });

  test("DESK-6: a snooze ends at its time, and when the visitor writes", () => {
    const desk = testDesk();
    const { room } = first(desk);
    const until = desk.clock.now + 60_000;
    changeConversation(desk.store, room, { snoozedUntil: until }, desk.clock.now);
    expect(
      deskSchedule(desk.store)
        .due(until)
        .map(({ task }) => task),
    ).toContainEqual({ task: "wake" });
    expect(endSnoozes(desk.store, until - 1)).toBe(until);
    expect(endSnoozes(desk.store, until)).toBeNull();
    expect(findConversation(desk.store, room)?.snoozedUntil).toBeNull();
    changeConversation(desk.store, room, { snoozedUntil: until + 1 }, until);
    desk.hears(news(desk, room, { visitorAt: until }));
    expect(findConversation(desk.store, room)?.snoozedUntil).toBeNull();
  });

  test("DESK-5 property: the counts are exactly how many conversations the rule puts into each queue", () => {
    const step = fc.record({
      nth: fc.nat(5),
      support: fc.constantFrom("ai", "waiting", "person", "closed"),
      by: fc.constantFrom<"visitor" | "person" | "agent">("visitor", "person", "agent"),
      assignee: fc.constantFrom(undefined, null, ada, grace),
      snooze: fc.constantFrom(undefined, null, -1, 0, 1),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        const desk = testDesk();
        const rooms = Array.from({ length: 6 }, () => newRoomId());
        for (const { nth, support, by, assignee, snooze } of steps) {
          const room = rooms[nth] ?? newRoomId();
          const { now } = desk.clock;
          const user = by === "visitor" ? linus : by === "person" ? ada : bot;
          const facts = {
            ai: { support: { state: "ai" as const } },
            waiting: waits(desk),
            person: person(),
            closed: { support: { state: "closed" as const, closedAt: now } },
          }[support];
          desk.hears(news(desk, room, { ...facts, last: { seq: 1, at: now, user, by, text: "" } }));
          const snoozedUntil = snooze === undefined || snooze === null ? snooze : now + snooze;
          changeConversation(desk.store, room, { assignee, snoozedUntil }, now);
        }
        const all = beginning(desk.store, 100, 100);
        const counts = countQueues(desk.store, ada, desk.clock.now);
        for (const queue of QUEUES)
          expect(
            all.filter((each) => queuesOf(each, ada, desk.clock.now).includes(queue)),
            queue,
          ).toHaveLength(counts[queue]);
      }),
      { numRuns: 200 },
    );
  });

  test("DESK-7: what is due comes first: by priority, then whoever waits longest", () => {
    const desk = testDesk();
    const rooms = [1, 2, 3, 4].map(() => newRoomId());
    const [answered, later, sooner, urgent] = rooms;
    if (!answered || !later || !sooner || !urgent) throw new Error("no rooms");
    desk.hears(news(desk, answered));
    desk.hears(news(desk, sooner, waits(desk)));
    desk.clock.now += 1_000;
    desk.hears(news(desk, later, waits(desk)));
    desk.clock.now += 1_000;
    desk.hears(news(desk, urgent, waits(desk)));
    changeConversation(desk.store, urgent, { priority: "high" }, desk.clock.now);
    const sorted = beginning(desk.store, 10, 10).sort(dueFirst);
    expect(sorted.map(({ room }) => room)).toEqual([urgent, sooner, later, answered]);
  });
});

test("DESK-8: whoever comes back is told exactly what has changed meanwhile", () => {
  const desk = testDesk();
  const { room } = first(desk);
  const { head } = readDesk(desk.store);
  expect(changedAfter(desk.store, head)).toEqual([]);
  const other = first(desk);
  changeConversation(desk.store, room, { tags: ["order"] }, desk.clock.now);
  changeConversation(desk.store, room, { tags: ["order"] }, desk.clock.now);
  expect(changedAfter(desk.store, head).map((each) => each.room)).toEqual([other.room, room]);
});

describe("DESK-9: by turns", () => {
  test("nobody is assigned unless it is switched on", () => {
    const desk = testDesk();
    arrives(desk, ada, "Ada");
    const { room } = first(desk);
    desk.hears(news(desk, room, waits(desk)));
    expect(findConversation(desk.store, room)?.assignee).toBeNull();
  });

  test("each of those who are here and not away gets the next one, and becomes a member of it", () => {
    const desk = testDesk();
    desk.store.run("UPDATE desk SET by_turns = 1");
    arrives(desk, ada, "Ada");
    arrives(desk, grace, "Grace");
    const assigned = [1, 2, 3, 4].map(() => {
      desk.clock.now += 1;
      const { room } = first(desk, waits(desk));
      expect(
        deskSchedule(desk.store)
          .due(desk.clock.now)
          .map(({ task }) => task),
      ).toContainEqual({ task: "join", room });
      return findConversation(desk.store, room)?.assignee;
    });
    expect([assigned.slice(0, 2).sort(), assigned[2], assigned[3]]).toEqual([
      [ada, grace].sort(),
      assigned[0],
      assigned[1],
    ]);
    desk.store.run("UPDATE supporters SET away = 1 WHERE user = ?", ada);
    expect(findConversation(desk.store, first(desk, waits(desk)).room)?.assignee).toBe(grace);
    desk.here = [];
    expect(findConversation(desk.store, first(desk, waits(desk)).room)?.assignee).toBeNull();
  });

  test("whoever waits already gets somebody who comes, in the order of the line", () => {
    const desk = testDesk();
    const rooms = [first(desk, waits(desk)).room, first(desk, waits(desk)).room];
    arrives(desk, ada, "Ada");
    assignWaiting(desk.store, desk.here, desk.clock.now);
    expect(rooms.map((room) => findConversation(desk.store, room)?.assignee)).toEqual([null, null]);
    desk.store.run("UPDATE desk SET by_turns = 1");
    assignWaiting(desk.store, desk.here, desk.clock.now);
    expect(rooms.map((room) => findConversation(desk.store, room)?.assignee)).toEqual([ada, ada]);
  });

  test("nobody gets more than eight at the same time", () => {
    const desk = testDesk();
    desk.store.run("UPDATE desk SET by_turns = 1");
    arrives(desk, ada, "Ada");
    const rooms = Array.from({ length: 10 }, () => first(desk, waits(desk)).room);
    const hers = rooms.filter((room) => findConversation(desk.store, room)?.assignee === ada);
    expect(hers).toHaveLength(8);
  });
});

function first(desk: ReturnType<typeof testDesk>, change: Partial<DeskNews> = {}): DeskNews {
  const told = news(desk, newRoomId(), change);
  desk.hears(told);
  return told;
}
