import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { afterOpenTime, type BusinessHours, isOpen, openTimeBetween } from "../../shared/business-hours.ts";
import { dueFirst } from "../../shared/desk.ts";
import { makeId, type RoomId, type WidgetId } from "../../shared/ids.ts";
import { changeConversation, endSnoozes } from "../../server/rules/desk/change.ts";
import { findConversation } from "../../server/rules/desk/conversations.ts";
import { readDesk } from "../../server/rules/desk/desk.ts";
import { keepClock, noteLate, noteWidget, setTerms } from "../../server/rules/desk/keep-clock.ts";
import { deskSchedule } from "../../server/rules/desk/tasks.ts";
import type { DeskNews } from "../../server/rules/room/desk-news.ts";
import { ada } from "../support/people.ts";
import { news, type TestDesk, testDesk } from "./test-desk.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const at = (iso: string): number => Date.parse(iso);
const WIDGET: WidgetId = makeId("wid", (bytes) => bytes);
const berlin: BusinessHours = {
  timeZone: "Europe/Berlin",
  week: [
    [
      [540, 720],
      [780, 1080],
    ],
    [[540, 1080]],
    [[540, 1080]],
    [[540, 1080]],
    [[540, 1080]],
    [],
    [],
  ],
  holidays: ["2026-12-25"],
};

describe("DESK-23: open time", () => {
  test("goes on after a break, a night, a weekend and a holiday", () => {
    // Monday, 11:50 in Berlin: ten minutes before the break.
    const monday = at("2026-11-30T10:50:00Z");
    expect(afterOpenTime(berlin, monday, 15 * MINUTE)).toBe(at("2026-11-30T12:05:00Z"));
    expect(afterOpenTime(berlin, monday, 10 * MINUTE)).toBe(at("2026-11-30T11:00:00Z"));
    // Friday, 17:30: half an hour is left before the weekend.
    const friday = at("2026-12-04T16:30:00Z");
    expect(afterOpenTime(berlin, friday, 45 * MINUTE)).toBe(at("2026-12-07T08:15:00Z"));
    // Christmas Day of 2026 is a Friday.
    expect(afterOpenTime(berlin, at("2026-12-24T16:30:00Z"), HOUR)).toBe(at("2026-12-28T08:30:00Z"));
    expect(openTimeBetween(berlin, friday, at("2026-12-07T08:15:00Z"))).toBe(45 * MINUTE);
    // What is asked at night is due after the opening.
    expect(afterOpenTime(berlin, at("2026-12-05T03:00:00Z"), 5 * MINUTE)).toBe(at("2026-12-07T08:05:00Z"));
  });

  test("follows the clock over changes to and from summer time", () => {
    const always: BusinessHours = {
      timeZone: "Europe/Berlin",
      week: Array(7).fill([[0, 1440]]),
      holidays: [],
    };
    const nights: BusinessHours = { ...always, week: Array(7).fill([[60, 300]]) };
    // Both Sundays have a night from 1 to 5: three hours in spring, five in autumn.
    expect(openTimeBetween(nights, at("2026-03-28T22:00:00Z"), at("2026-03-29T10:00:00Z"))).toBe(3 * HOUR);
    expect(openTimeBetween(nights, at("2026-10-24T20:00:00Z"), at("2026-10-25T10:00:00Z"))).toBe(5 * HOUR);
    expect(afterOpenTime(always, at("2026-03-28T12:00:00Z"), 24 * HOUR)).toBe(at("2026-03-29T12:00:00Z"));
  });

  test("without hours it is always open, and hours that never open promise nothing", () => {
    expect(afterOpenTime(null, 5, 7)).toBe(12);
    expect(openTimeBetween(null, 5, 12)).toBe(7);
    const never: BusinessHours = { ...berlin, week: Array(7).fill([]) };
    expect(afterOpenTime(never, at("2026-12-04T16:30:00Z"), 1)).toBeNull();
    expect(openTimeBetween(never, 0, HOUR)).toBe(0);
  });

  test("property: what is due after some open time has exactly that much open time before it, also of overlapping spans", () => {
    const span = fc
      .tuple(fc.integer({ min: 0, max: 1430 }), fc.integer({ min: 1, max: 400 }))
      .map(([from, length]) => [from, Math.min(1440, from + length)] as const);
    const hours = fc.record({
      timeZone: fc.constantFrom(
        "Europe/Berlin",
        "America/New_York",
        "Asia/Kathmandu",
        "UTC",
        "Pacific/Chatham",
      ),
      week: fc.array(fc.array(span, { maxLength: 3 }), { minLength: 7, maxLength: 7 }),
      holidays: fc.constant(["2026-03-30"]),
    });
    const from = fc.integer({ min: at("2026-03-20T00:00:00Z"), max: at("2026-04-20T00:00:00Z") });
    fc.assert(
      fc.property(hours, from, fc.integer({ min: 1, max: 10 * HOUR }), (each, begin, open) => {
        const due = afterOpenTime(each, begin, open);
        if (due === null) return;
        expect(openTimeBetween(each, begin, due)).toBe(open);
        // The millisecond before it was open.
        expect(isOpen(each, due - 1)).toBe(true);
      }),
      { numRuns: 150 },
    );
  });
});

/** A widget that promises a first answer in ten minutes and the next ones in five. */
function promising(hours: BusinessHours | null = null): TestDesk {
  const desk = testDesk();
  desk.clock.now = at("2026-11-30T10:00:00Z");
  setTerms(desk.store, WIDGET, { promise: { first: 10, next: 5 }, hours }, desk.clock.now);
  return desk;
}

function begin(desk: TestDesk): RoomId {
  const first = news(desk);
  desk.hears(first);
  noteWidget(desk.store, first.room, WIDGET);
  return first.room;
}

/** What the conversation has told; each telling changes a part of it. */
const known = new WeakMap<TestDesk, Map<RoomId, Partial<DeskNews>>>();
function tell(desk: TestDesk, room: RoomId, change: Partial<DeskNews>): void {
  const all = known.get(desk) ?? new Map<RoomId, Partial<DeskNews>>();
  known.set(desk, all);
  const now = { ...all.get(room), ...change };
  all.set(room, now);
  desk.hears(news(desk, room, now));
}

const asks = (desk: TestDesk, room: RoomId) =>
  tell(desk, room, { support: { state: "waiting", requestedAt: desk.clock.now } });
const writes = (desk: TestDesk, room: RoomId) => tell(desk, room, { visitorAt: desk.clock.now });
const takes = (desk: TestDesk, room: RoomId) =>
  tell(desk, room, { support: { state: "person" }, takeover: ada, taken: { by: ada, at: desk.clock.now } });
const answers = (desk: TestDesk, room: RoomId) => tell(desk, room, { personAt: desk.clock.now });
const pass = (desk: TestDesk, minutes: number) => (desk.clock.now += minutes * MINUTE);
const due = (desk: TestDesk, room: RoomId): number | null => {
  const found = findConversation(desk.store, room)?.dueAt ?? null;
  return found === null ? null : (found - desk.clock.now) / MINUTE;
};
const late = (desk: TestDesk, room: RoomId) => findConversation(desk.store, room)?.lateAt ?? null;

describe("DESK-23: what is promised", () => {
  test("the first answer of a person, and then each next one; a message more does not put it off", () => {
    const desk = promising();
    const room = begin(desk);
    expect(due(desk, room)).toBeNull();
    writes(desk, room);
    expect(due(desk, room)).toBeNull();
    asks(desk, room);
    expect(due(desk, room)).toBe(10);
    pass(desk, 4);
    writes(desk, room);
    takes(desk, room);
    expect(due(desk, room)).toBe(6);
    pass(desk, 1);
    answers(desk, room);
    expect(due(desk, room)).toBeNull();
    pass(desk, 30);
    writes(desk, room);
    expect(due(desk, room)).toBe(5);
    pass(desk, 2);
    writes(desk, room);
    expect(due(desk, room)).toBe(3);
    expect(late(desk, room)).toBeNull();
  });

  test("without a promise, and before the widget is known, nothing is due; then it counts from the beginning", () => {
    const desk = promising();
    const first = news(desk);
    desk.hears(first);
    expect(
      deskSchedule(desk.store)
        .due(desk.clock.now)
        .map(({ task }) => task),
    ).toContainEqual({
      task: "terms",
      room: first.room,
    });
    asks(desk, first.room);
    pass(desk, 3);
    expect(due(desk, first.room)).toBeNull();
    noteWidget(desk.store, first.room, WIDGET);
    const { head } = readDesk(desk.store);
    setTerms(desk.store, WIDGET, { promise: { first: 10, next: null }, hours: null }, desk.clock.now);
    expect(due(desk, first.room)).toBe(7);
    expect(readDesk(desk.store).head).toBe(head + 1);
    setTerms(desk.store, WIDGET, { promise: { first: null, next: null }, hours: null }, desk.clock.now);
    expect(due(desk, first.room)).toBeNull();
  });

  test("counts business hours alone", () => {
    const desk = promising(berlin);
    desk.clock.now = at("2026-12-04T16:55:00Z");
    const room = begin(desk);
    asks(desk, room);
    expect(findConversation(desk.store, room)?.dueAt).toBe(at("2026-12-07T08:05:00Z"));
  });
});

describe("DESK-24: the clock is paused", () => {
  test("while the AI has it again and while it is closed, and goes on with what is left", () => {
    const desk = promising();
    const room = begin(desk);
    asks(desk, room);
    pass(desk, 4);
    tell(desk, room, { support: { state: "ai" } });
    expect(due(desk, room)).toBeNull();
    pass(desk, 500);
    asks(desk, room);
    expect(due(desk, room)).toBe(6);
    pass(desk, 1);
    tell(desk, room, { support: { state: "closed", closedAt: desk.clock.now } });
    pass(desk, 500);
    asks(desk, room);
    expect(due(desk, room)).toBe(5);
  });

  test("while it is snoozed, also when the snooze ends by itself or by the visitor", () => {
    const desk = promising();
    const room = begin(desk);
    asks(desk, room);
    const snooze = (minutes: number) =>
      changeConversation(
        desk.store,
        room,
        { snoozedUntil: desk.clock.now + minutes * MINUTE },
        desk.clock.now,
      );
    pass(desk, 3);
    snooze(60);
    expect(due(desk, room)).toBeNull();
    expect(findConversation(desk.store, room)?.dueSince).not.toBeNull();
    pass(desk, 60);
    endSnoozes(desk.store, desk.clock.now);
    expect(due(desk, room)).toBe(7);
    snooze(60);
    pass(desk, 20);
    writes(desk, room);
    expect(due(desk, room)).toBe(7);
    expect(late(desk, room)).toBeNull();
  });

  test("only an answer sets it back", () => {
    const desk = promising();
    const room = begin(desk);
    asks(desk, room);
    pass(desk, 9);
    tell(desk, room, { support: { state: "ai" } });
    answers(desk, room);
    asks(desk, room);
    expect(due(desk, room)).toBe(5);
  });

  test("keeping it again changes nothing", () => {
    const desk = promising();
    const room = begin(desk);
    asks(desk, room);
    pass(desk, 3);
    expect(keepClock(desk.store, room, {}, desk.clock.now)).toBe(false);
  });
});

describe("DESK-25: what was late", () => {
  test("is recorded when it is due, and stays after the answer", () => {
    const desk = promising();
    const room = begin(desk);
    asks(desk, room);
    const dueAt = findConversation(desk.store, room)?.dueAt;
    expect(noteLate(desk.store, desk.clock.now)).toBe(dueAt);
    pass(desk, 10);
    expect(noteLate(desk.store, desk.clock.now)).toBeNull();
    expect(late(desk, room)).toBe(dueAt);
    pass(desk, 10);
    takes(desk, room);
    answers(desk, room);
    writes(desk, room);
    pass(desk, 20);
    noteLate(desk.store, desk.clock.now);
    expect(late(desk, room)).toBe(dueAt);
  });

  test("is recorded by a late answer, pause or closing, if nothing has recorded it before; an answer in time is not late", () => {
    const ends: ((desk: TestDesk, room: RoomId) => void)[] = [
      answers,
      (desk, room) => tell(desk, room, { support: { state: "ai" } }),
      (desk, room) => tell(desk, room, { support: { state: "closed", closedAt: desk.clock.now } }),
    ];
    for (const end of ends)
      for (const [minutes, isLate] of [
        [10, false],
        [11, true],
      ] as const) {
        const desk = promising();
        const room = begin(desk);
        asks(desk, room);
        const dueAt = findConversation(desk.store, room)?.dueAt ?? null;
        pass(desk, minutes);
        end(desk, room);
        expect(late(desk, room)).toBe(isLate ? dueAt : null);
      }
  });

  test("DESK-7: what is promised earliest comes first, and without a promise it is due as soon as somebody waits", () => {
    const desk = promising();
    const long = begin(desk);
    asks(desk, long);
    pass(desk, 2);
    const plain = news(desk);
    desk.hears(plain);
    asks(desk, plain.room);
    pass(desk, 1);
    const other = begin(desk);
    asks(desk, other);
    const order = [long, plain.room, other]
      .flatMap((room) => findConversation(desk.store, room) ?? [])
      .sort(dueFirst)
      .map(({ room }) => room);
    expect(order).toEqual([plain.room, long, other]);
  });
});
