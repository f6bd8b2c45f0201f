import { describe, expect, test } from "vitest";
import { readPage } from "../../server/rules/room/history.ts";
import { unreadMessagesOf } from "../../server/rules/room/unread-messages.ts";
import { sentBetween } from "../../server/rules/room/messages/codec.ts";
import { inboxEntries, inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { answersBuiltOn } from "../../server/rules/room/restricted-answers.ts";
import { type LibraryId, makeId } from "../../shared/ids.ts";
import { ada, bot, grace } from "../support/people.ts";
import { aiRoom } from "./ai-room.ts";
import type { TestRoom } from "./test-room.ts";

/** Every column that holds JSON, by table. */
const COLUMNS = {
  messages: ["mentions", "moderation", "writers", "attachments", "task"],
  events: ["data"],
  turns: ["prompts", "usage", "late", "citations", "libraries"],
} as const;

/** A room in which each of these columns has a value. */
function lively(): TestRoom {
  const room = aiRoom();
  room.says(ada, "hello @Parley", { mentions: [bot] });
  room.attempts.say("Hello, Ada.");
  room.attempts.finish();
  const seq = room.says(grace, "thank you", { mentions: [ada] });
  room.says(grace, "water the plants", { task: {} });
  room.does(ada, { type: "react", target: seq, emoji: "👍", on: true });
  room.does(ada, { type: "rename", name: "orchard" });
  return room;
}

const cases = Object.entries(COLUMNS).flatMap(([table, columns]) =>
  columns.map((column) => [table, column] as const),
);

describe("FAULT-1: a row that cannot be read", () => {
  test.each(cases)("in %s.%s leaves the room open to read and write", (table, column) => {
    const room = lively();
    const { epoch } = room.hello(ada).welcome;
    room.store.run(`UPDATE ${table} SET ${column} = '{"half'`);
    const before = room.fresh(grace);
    expect(before.messages).toHaveLength(4);
    expect(readPage(room.store, room.head() + 1)).toMatchObject({ messages: before.messages });
    expect(inboxEntries(room.store).map(({ entry }) => entry.head)).toContain(room.head());
    // A client that comes back with any seq gets everything, either as events or as a snapshot.
    for (let since = 0; since <= room.head(); since++) {
      const { welcome, events } = room.hello(grace, since, epoch);
      if (welcome.reset === null)
        expect(events.map(({ seq }) => seq)).toEqual(
          Array.from({ length: room.head() - since }, (_, i) => since + 1 + i),
        );
    }
    const seq = room.says(grace, "and on it goes @Parley", { mentions: [bot] });
    room.attempts.say("So it does.");
    room.attempts.finish();
    expect(room.fresh(ada).messages.map(({ text }) => text)).toContain("So it does.");
    expect(room.does(ada, { type: "delete", target: seq })).not.toHaveProperty("refused");
  });

  test("of what moderation said hides the message, and of sources withholds the answer", () => {
    const room = lively();
    room.store.run("UPDATE messages SET moderation = '{'");
    expect(room.fresh(ada).messages.map(({ moderation }) => moderation?.state)).toEqual(
      Array(4).fill("retracted"),
    );
    const damaged = lively();
    damaged.store.run("UPDATE messages SET moderation = '{'");
    expect(damaged.fresh(ada).messages.map(({ text }) => text)).toEqual(["", "", "", ""]);
    expect(sentBetween(damaged.store, 0, Infinity).map(({ message }) => message.text)).toEqual([
      "",
      "",
      "",
      "",
    ]);
    expect(inboxEntryOf(damaged.store, ada)?.last?.excerpt).toBe("");
    expect(
      unreadMessagesOf(damaged.store, ada, { mentionsOnly: false, unreadable: [] })?.messages.map(
        ({ excerpt }) => excerpt,
      ),
    ).toEqual(["", "", ""]);
    room.store.run("UPDATE turns SET libraries = '['");
    const unreadable: LibraryId = makeId("lib", (bytes) => bytes);
    expect(answersBuiltOn(room.store, [unreadable]).size).toBe(1);
    expect(answersBuiltOn(room.store, []).size).toBe(0);
  });
});
