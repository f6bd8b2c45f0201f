import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { RoomId, UserId, WidgetId } from "../../shared/ids.ts";
import { makeId } from "../../shared/ids.ts";
import { aloneShare } from "../../shared/desk-metrics.ts";
import type { RatingStep } from "../../shared/support.ts";
import { forgetConversation } from "../../server/rules/desk/forget.ts";
import { quantile } from "../../server/rules/desk/metrics/count-metrics.ts";
import {
  daysOf,
  type MetricsQuestion,
  readMetrics,
  roomsWithoutWidget,
  setWidgets,
} from "../../server/rules/desk/metrics/read-metrics.ts";
import { KEPT_FOR } from "../../server/rules/desk/metrics/write-metrics.ts";
import { CAME_BACK_WITHIN, type Milestones } from "../../server/rules/room/milestones.ts";
import type { DeskNews } from "../../server/rules/room/desk-news.ts";
import { ada, bot, grace, newRoomId } from "../support/people.ts";
import { news, NOTHING_YET, testDesk, type TestDesk } from "./test-desk.ts";

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const QUESTION: MetricsQuestion = { days: 30, timeZone: "UTC", widget: null };

const count = (desk: TestDesk, question: Partial<MetricsQuestion> = {}) =>
  readMetrics(desk.store, { ...QUESTION, ...question }, desk.clock.now);

/** Tells of a conversation with these milestones. */
function tell(desk: TestDesk, milestones: Partial<Milestones>, more: Partial<DeskNews> = {}): RoomId {
  const told = news(desk, newRoomId(), {
    milestones: { ...NOTHING_YET, begunAt: desk.clock.now, ...milestones },
    ...more,
  });
  desk.hears(told);
  return told.room;
}

const rated = (step: RatingStep | null, of: UserId, at: number): Partial<DeskNews> => ({
  support: { state: "closed", closedAt: at - 1, servedBy: of, rating: { step, of, at } },
});

describe("what is counted", () => {
  test("DESK-31: the median of first answers and what 9 of 10 waited at most, by day, and those without an answer", () => {
    const desk = testDesk();
    const { now } = desk.clock;
    for (let minute = 1; minute <= 10; minute++)
      tell(desk, { firstPerson: { by: ada, at: now, waited: minute * MINUTE } });
    tell(desk, { unansweredAt: now - 2 * DAY });
    tell(desk, { firstPerson: { by: grace, at: now - 40 * DAY, waited: 99 * MINUTE } });
    const counted = count(desk);
    expect(counted.now.firstAnswer).toEqual({ count: 10, median: 5 * MINUTE, nineOfTen: 9 * MINUTE });
    expect(counted.before.firstAnswer).toMatchObject({ count: 1, median: 99 * MINUTE });
    expect(counted.now.unanswered).toBe(1);
    expect(counted.days.map(({ firstAnswer }) => firstAnswer.count)).toEqual([
      ...Array<number>(29).fill(0),
      10,
    ]);
  });

  test("DESK-32, DESK-33: silence resolves after three days, and not before", () => {
    const desk = testDesk();
    const at = desk.clock.now;
    tell(desk, { silentSince: { at, of: bot } });
    desk.clock.now = at + CAME_BACK_WITHIN - 1;
    expect(count(desk).now).toMatchObject({
      resolved: { ai: 0 },
      outcomes: { alone: 0, back: 0, person: 0 },
    });
    desk.clock.now += 1;
    expect(count(desk).now).toMatchObject({ resolved: { ai: 1 }, outcomes: { alone: 1 } });
  });

  test("DESK-33: how conversations went: alone, come back, with a person, and not yet known", () => {
    const desk = testDesk();
    const at = desk.clock.now;
    const resolved = { at, by: "ai" as const, of: bot, took: MINUTE };
    for (let i = 0; i < 3; i++) tell(desk, { resolved, endedAlone: { at, backAt: null } });
    tell(desk, { endedAlone: { at, backAt: at + MINUTE }, personAt: at + DAY });
    tell(desk, { personAt: at });
    tell(desk, { unansweredAt: at });
    tell(desk, {});
    expect(count(desk).now.outcomes).toEqual({ alone: 0, back: 1, person: 2 });
    desk.clock.now += CAME_BACK_WITHIN;
    const { outcomes } = count(desk).now;
    expect(outcomes).toEqual({ alone: 3, back: 1, person: 2 });
    expect(aloneShare(outcomes)).toBe(0.5);
    expect(aloneShare({ alone: 0, back: 0, person: 0 })).toBeNull();
  });

  test("DESK-32: how long it took is counted of exactly what is resolved with a person", () => {
    const desk = testDesk();
    const at = desk.clock.now;
    for (const took of [10, 20, 600])
      tell(desk, { begunAt: at - 100 * DAY, resolved: { at, by: "person", of: ada, took: took * MINUTE } });
    tell(desk, { resolved: { at, by: "ai", of: bot, took: 1 } });
    expect(count(desk).now).toMatchObject({ resolved: { ai: 1, person: 3 }, resolvedIn: 20 * MINUTE });
  });

  test("DESK-34: people and the AI are rated apart; who did not want to rate is not counted", () => {
    const desk = testDesk();
    const at = desk.clock.now;
    tell(desk, {}, rated(5, ada, at));
    tell(desk, {}, rated(4, ada, at));
    tell(desk, {}, rated(1, bot, at));
    tell(desk, {}, rated(null, ada, at));
    const { now, people } = count(desk);
    expect(now.ratings).toEqual({ count: 3, mean: 10 / 3, people: [0, 0, 0, 1, 1], ai: [1, 0, 0, 0, 0] });
    expect(people.map(({ user, rating }) => [user, rating])).toEqual([
      [ada, 4.5],
      [bot, 1],
    ]);
  });

  test("DESK-35: by person: conversations in which they wrote, first answers, what they resolved and handed back", () => {
    const desk = testDesk();
    const at = desk.clock.now;
    tell(desk, {
      firstPerson: { by: ada, at, waited: MINUTE },
      firstAgent: { by: bot, at, waited: 1_000 },
      resolved: { at, by: "person", of: grace, took: 5 * MINUTE },
      people: [
        { user: ada, at, wrote: true, handedBack: 2 },
        { user: grace, at, wrote: true, handedBack: 0 },
      ],
    });
    tell(desk, { people: [{ user: grace, at, wrote: false, handedBack: 1 }] });
    const empty = { firstAnswer: null, resolved: 0, resolvedIn: null, ratings: 0, rating: null };
    expect(count(desk).people).toEqual(
      [
        { ...empty, user: ada, conversations: 1, firstAnswer: MINUTE, handedBack: 2 },
        { ...empty, user: grace, conversations: 1, resolved: 1, resolvedIn: 5 * MINUTE, handedBack: 1 },
        { ...empty, user: bot, conversations: 1, firstAnswer: 1_000, handedBack: null },
      ].sort((a, b) => Number(a.user === bot) - Number(b.user === bot) || (a.user < b.user ? -1 : 1)),
    );
  });

  test("DESK-31: a quantile is one of the values; of nothing there is none", () => {
    expect(quantile([], 0.5)).toBeNull();
    expect(quantile([7], 0.9)).toBe(7);
    fc.assert(
      fc.property(fc.array(fc.nat(), { minLength: 1 }), fc.constantFrom(0.5, 0.9), (values, share) => {
        const found = quantile(values, share) ?? -1;
        expect(values).toContain(found);
        expect(values.filter((value) => value <= found).length).toBeGreaterThanOrEqual(share * values.length);
        expect(values.filter((value) => value < found).length).toBeLessThan(share * values.length);
      }),
    );
  });
});

describe("days", () => {
  test("DESK-30: a day is one of the company's clocks, also where it has 23 or 25 hours", () => {
    const desk = testDesk();
    // The night in which Berlin goes back to winter time: 25 October 2026 has 25 hours.
    desk.clock.now = Date.parse("2026-10-26T12:00:00Z");
    const { names, starts, end } = daysOf(
      { ...QUESTION, days: 7, timeZone: "Europe/Berlin" },
      desk.clock.now,
    );
    expect(names).toHaveLength(14);
    expect(names.at(-1)).toBe("2026-10-26");
    expect((starts.at(-1) ?? 0) - (starts.at(-2) ?? 0)).toBe(25 * 60 * MINUTE);
    expect(end - (starts.at(-1) ?? 0)).toBe(DAY);
    const at = Date.parse("2026-10-24T22:30:00Z");
    tell(desk, { begunAt: at, personAt: at });
    const dayIn = (timeZone: string) =>
      count(desk, { days: 7, timeZone }).days.find(({ outcomes }) => outcomes.person === 1)?.day;
    expect(dayIn("Europe/Berlin")).toBe("2026-10-25");
    expect(dayIn("UTC")).toBe("2026-10-24");
    expect(dayIn("Pacific/Kiritimati")).toBe("2026-10-25");
  });

  test("DESK-30: the numbers of the days add up to those of the whole time, in every zone", () => {
    const zone = fc.constantFrom(
      "UTC",
      "Europe/Berlin",
      "Asia/Kathmandu",
      "Africa/Cairo",
      "America/St_Johns",
    );
    fc.assert(
      fc.property(fc.array(fc.nat(200 * 24 * 60), { maxLength: 40 }), zone, (ages, timeZone) => {
        const desk = testDesk();
        for (const age of ages) {
          const at = desk.clock.now - age * MINUTE;
          tell(desk, { begunAt: at, personAt: at, resolved: { at, by: "person", of: ada, took: 1 } });
        }
        const { now, before, days } = count(desk, { timeZone });
        expect(days).toHaveLength(30);
        expect(days.reduce((sum, { resolved }) => sum + resolved.person, 0)).toBe(now.resolved.person);
        expect(days.reduce((sum, { outcomes }) => sum + outcomes.person, 0)).toBe(now.outcomes.person);
        expect(now.resolved.person + before.resolved.person).toBeLessThanOrEqual(ages.length);
      }),
      { numRuns: 50 },
    );
  });
});

describe("how it is kept", () => {
  /** A conversation as it goes on: of each telling, what it says then. */
  const telling = fc.record({
    waited: fc.option(fc.nat(1_000_000)),
    begun: fc.nat(50),
    resolved: fc.constantFrom(null, "ai" as const, "person" as const),
    step: fc.constantFrom(null, 1 as const, 3 as const, 5 as const),
    back: fc.boolean(),
  });

  test("DESK-30 property: the same tellings twice, in another order, or with some lost, give the same numbers", () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(telling, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 6 }),
        fc.infiniteStream(fc.nat()),
        (conversations, random) => {
          const [inOrder, mixed] = [testDesk(), testDesk()];
          const { now } = inOrder.clock;
          const tellings = conversations.flatMap((all) => {
            const room = newRoomId();
            return all.map(({ waited, begun, resolved, step, back }) => {
              const at = now - begun * DAY;
              return news(inOrder, room, {
                milestones: {
                  ...NOTHING_YET,
                  begunAt: at,
                  firstPerson: waited === null ? null : { by: ada, at, waited },
                  resolved: resolved === null ? null : { at, by: resolved, of: bot, took: 1 },
                  endedAlone: resolved === "ai" ? { at, backAt: back ? at + 1 : null } : null,
                },
                ...(step !== null && rated(step, grace, at)),
              });
            });
          });
          for (const each of tellings) inOrder.hears(each);
          const newest = new Map(tellings.map((each) => [each.room, each]));
          const order = [...tellings, ...tellings, ...newest.values()]
            .map((each) => [random.next().value, each] as const)
            // Some of them never arrive; the newest of each conversation does.
            .filter(([nth, each]) => nth % 3 !== 0 || newest.get(each.room) === each)
            .sort(([a], [b]) => a - b);
          for (const [, each] of order) mixed.hears(each);
          expect(count(mixed)).toEqual(count(inOrder));
        },
      ),
      { numRuns: 50 },
    );
  });

  test("DESK-30: a telling that changes none of the numbers writes none", () => {
    const desk = testDesk();
    const told = news(desk, newRoomId(), {
      milestones: {
        ...NOTHING_YET,
        begunAt: desk.clock.now,
        firstPerson: { by: ada, at: desk.clock.now, waited: 1 },
      },
    });
    desk.hears(told);
    desk.store.run(
      "CREATE TRIGGER refuse BEFORE UPDATE ON metrics BEGIN SELECT raise(ABORT, 'written again'); END",
    );
    desk.hears({ ...told, head: told.head + 1, title: "Another title" });
    const more = { ...told.milestones, personAt: desk.clock.now };
    expect(() => desk.hears({ ...told, head: told.head + 2, milestones: more })).toThrow("written again");
  });

  test("DESK-36: a conversation that was deleted is counted nowhere, and does not come back", () => {
    const desk = testDesk();
    const told = news(desk, newRoomId(), {
      milestones: { ...NOTHING_YET, begunAt: desk.clock.now, personAt: desk.clock.now },
    });
    desk.hears(told);
    expect(count(desk).now.outcomes.person).toBe(1);
    forgetConversation(desk.store, told.room);
    desk.hears({ ...told, head: told.head + 1 });
    expect(count(desk).now.outcomes.person).toBe(0);
    expect(desk.store.all("SELECT * FROM metrics")).toEqual([]);
  });

  test("DESK-36: rows in which nothing has happened for 400 days go when a new conversation comes", () => {
    const desk = testDesk();
    tell(desk, {});
    const kept = tell(desk, {
      begunAt: desk.clock.now,
      firstPerson: { by: ada, at: desk.clock.now + DAY, waited: 1 },
    });
    desk.clock.now += KEPT_FOR + 1;
    const fresh = tell(desk, {});
    expect(desk.store.all("SELECT room FROM metrics ORDER BY room")).toEqual(
      [kept, fresh].sort().map((room) => ({ room })),
    );
  });

  test("DESK-30: whoever opened a conversation and said nothing is not counted", () => {
    const desk = testDesk();
    tell(desk, { begunAt: null });
    expect(desk.store.all("SELECT * FROM metrics")).toEqual([]);
  });

  test("DESK-30: the numbers of one widget are those of its conversations, also of more than one page of rows", () => {
    const desk = testDesk();
    const widget: WidgetId = makeId("wid", (bytes) => bytes);
    const rooms = Array.from({ length: 2_101 }, () => tell(desk, { personAt: desk.clock.now }));
    const since = desk.clock.now - DAY;
    expect(roomsWithoutWidget(desk.store, since, 5_000)).toHaveLength(2_101);
    setWidgets(desk.store, new Map(rooms.slice(0, 2_050).map((room) => [room, widget])), rooms);
    expect(roomsWithoutWidget(desk.store, since, 5_000)).toEqual([]);
    expect(count(desk).now.outcomes.person).toBe(2_101);
    expect(count(desk, { widget }).now.outcomes.person).toBe(2_050);
  });
});
