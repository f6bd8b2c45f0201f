import fc from "fast-check";
import { expect, test } from "vitest";
import { inboxEntries, inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { MAX_UNREAD_COUNT } from "../../shared/limits.ts";
import { ada, bot, grace, linus } from "../support/people.ts";
import { testRoom } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "viewer"],
  ]);
type Room = ReturnType<typeof newRoom>;

/** The entries computed for all members together equal those computed for each member alone. */
function expectSame({ store }: Room): void {
  for (const { user, entry } of inboxEntries(store)) expect(entry).toEqual(inboxEntryOf(store, user));
}

const step = fc.oneof(
  fc.record({
    type: fc.constant("say" as const),
    by: fc.constantFrom(ada, grace),
    times: fc.integer({ min: 1, max: 150 }),
  }),
  fc.record({
    type: fc.constant("name" as const),
    by: fc.constantFrom(ada, grace),
    whom: fc.constantFrom(ada, grace, linus),
  }),
  fc.record({
    type: fc.constant("read" as const),
    by: fc.constantFrom(ada, grace, linus),
    back: fc.nat(300),
  }),
  fc.record({ type: fc.constant("delete" as const), by: fc.constantFrom(ada, grace), back: fc.nat(20) }),
);

test("READ-3: all members are counted as each of them is, whoever said how much", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const room = newRoom();
      for (const each of steps) {
        if (each.type === "say") for (let n = 0; n < each.times; n++) room.says(each.by, `${n}`);
        else if (each.type === "name") room.says(each.by, "hello", { mentions: [each.whom] });
        else if (each.type === "read")
          room.does(each.by, { type: "read", seq: Math.max(0, room.head() - each.back) });
        else room.does(each.by, { type: "delete", target: Math.max(1, room.head() - each.back) });
        expectSame(room);
      }
    }),
    { numRuns: 40 },
  );
});

test("READ-3: who has said more than is looked at together is counted alone", () => {
  const room = newRoom();
  room.says(ada, "the only one of hers");
  for (let n = 0; n < 2 * MAX_UNREAD_COUNT + 10; n++) room.says(grace, `${n}`);
  expectSame(room);
  expect(inboxEntries(room.store).map(({ entry }) => entry.unread)).toContain(1);
});

test("READ-3: an answer counts where it ended, for all as for each", () => {
  const room = testRoom(
    [
      [ada, "owner"],
      [grace, "member"],
      [bot, "member"],
    ],
    "session",
  );
  room.says(ada, "how are you?");
  room.attempts.say("fine");
  room.does(grace, { type: "read", seq: room.head() });
  expectSame(room);
  room.attempts.finish();
  expectSame(room);
  expect(inboxEntryOf(room.store, grace)).toMatchObject({ unread: 1 });
});
