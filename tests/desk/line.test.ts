import fc from "fast-check";
import { expect, test } from "vitest";
import type { RoomId } from "../../shared/ids.ts";
import { readLine, usualMinutes } from "../../server/rules/desk/line.ts";
import { findConversation } from "../../server/rules/desk/conversations.ts";
import { forgetConversation } from "../../server/rules/desk/forget.ts";
import { addNote, deleteNote, notesOf } from "../../server/rules/desk/notes.ts";
import { deskSchedule } from "../../server/rules/desk/tasks.ts";
import { MAIL_AFTER } from "../../server/rules/desk/take-news.ts";
import { ada, grace, newRoomId } from "../support/people.ts";
import { news, testDesk, waits } from "./test-desk.ts";

test("DESK-10 property: a place in line never grows, and places are 1 to n", () => {
  const step = fc.record({
    nth: fc.nat(6),
    what: fc.constantFrom("asks", "asks late", "taken", "withdraws", "closes", "deleted", "says"),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
      const desk = testDesk();
      const rooms = Array.from({ length: 7 }, () => newRoomId());
      const since = new Map<RoomId, number>();
      let before = new Map<string, number>();
      for (const { nth, what } of steps) {
        const room = rooms[nth] ?? newRoomId();
        desk.clock.now += 1_000;
        const asksAt = what === "asks late" ? desk.clock.now - 60_000 : desk.clock.now;
        if (what === "asks" || what === "asks late") since.set(room, since.get(room) ?? asksAt);
        else if (what !== "says") since.delete(room);
        const requestedAt = since.get(room);
        const support =
          what === "closes"
            ? ({ state: "closed", closedAt: desk.clock.now } as const)
            : requestedAt === undefined
              ? ({ state: "ai" } as const)
              : ({ state: "waiting", requestedAt } as const);
        const taken = {
          support: { state: "person" as const },
          takeover: ada,
          taken: { by: ada, at: desk.clock.now },
        };
        if (what === "deleted") forgetConversation(desk.store, room);
        else desk.hears(news(desk, room, what === "taken" ? taken : { support }));
        const line = readLine(desk.store, desk.clock.now);
        expect(line.map(({ place }) => place)).toEqual(line.map((_, i) => i + 1));
        for (const each of line) {
          expect(findConversation(desk.store, each.room)?.place).toBe(each.place);
          const earlier = before.get(`${each.room} ${each.requestedAt}`);
          if (earlier !== undefined) expect(each.place).toBeLessThanOrEqual(earlier);
        }
        before = new Map(line.map((each) => [`${each.room} ${each.requestedAt}`, each.place]));
      }
    }),
    { numRuns: 200 },
  );
});

test("DESK-11: the expected minutes are the usual wait of the last hour, and unknown before anybody was served", () => {
  const desk = testDesk();
  expect(usualMinutes(desk.store, desk.clock.now)).toBeNull();
  for (const minutes of [1, 4, 30]) {
    const room = newRoomId();
    desk.hears(news(desk, room, waits(desk)));
    desk.clock.now += minutes * 60_000;
    desk.hears(
      news(desk, room, {
        support: { state: "person" },
        takeover: ada,
        taken: { by: ada, at: desk.clock.now },
      }),
    );
  }
  expect(usualMinutes(desk.store, desk.clock.now)).toBe(4);
  expect(usualMinutes(desk.store, desk.clock.now + 61 * 60_000)).toBeNull();
});

test("DESK-11: whoever gives up waiting tells nothing about the usual wait", () => {
  const desk = testDesk();
  const room = newRoomId();
  desk.hears(news(desk, room, waits(desk)));
  desk.clock.now += 60_000;
  desk.hears(news(desk, room));
  expect(usualMinutes(desk.store, desk.clock.now)).toBeNull();
});

test("DESK-13: a note stands after what was said when it was written; only its author deletes it", () => {
  const desk = testDesk();
  const told = news(desk);
  desk.hears(told);
  const note = { id: "note_1", author: { id: ada, name: "Ada" }, text: "In the recall list.", after: null };
  expect(addNote(desk.store, told.room, note, desk.clock.now)?.after).toBe(told.head);
  addNote(desk.store, told.room, { ...note, text: "Again" }, desk.clock.now);
  expect(notesOf(desk.store, told.room)).toMatchObject([{ text: "In the recall list." }]);
  expect(findConversation(desk.store, told.room)?.notes).toBe(1);
  expect(addNote(desk.store, newRoomId(), { ...note, id: "note_2" }, desk.clock.now)).toBeNull();
  expect(deleteNote(desk.store, told.room, "note_1", grace)).toBe("other");
  expect(deleteNote(desk.store, told.room, "note_1", ada)).toBe("deleted");
  expect(deleteNote(desk.store, told.room, "note_1", ada)).toBe("deleted");
  expect(notesOf(desk.store, told.room)).toEqual([]);
});

test("DESK-14: an answer of a supporter is looked at again after two minutes, counted from the first", () => {
  const desk = testDesk();
  const room = newRoomId();
  const answer = (at: number) => ({
    personAt: at,
    last: { seq: 1, at, user: ada, by: "person" as const, text: "Yes." },
  });
  const { now } = desk.clock;
  desk.hears(news(desk, room, answer(now)));
  desk.hears(news(desk, room, answer(now + 60_000)));
  const due = deskSchedule(desk.store).due(now + MAIL_AFTER);
  expect(due).toContainEqual(
    expect.objectContaining({ task: { task: "mail", room }, due: now + MAIL_AFTER }),
  );
});
