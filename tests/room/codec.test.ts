import { describe, expect, test } from "vitest";
import { insert, messagesBefore, sent, sentBetween } from "../../server/rules/room/messages/codec.ts";
import { asShown } from "../../shared/as-shown.ts";
import type { Message } from "../../shared/protocol/events.ts";
import { withReaction, withTombstone } from "../../shared/room-view/messages.ts";
import { aFile } from "../support/attachments.ts";
import { ada, grace, linus, newMessageId } from "../support/people.ts";
import { testRoom } from "./test-room.ts";

const at = 1_800_000_000_000;

/** A reply with every field that a person's message may have. */
function written(): Message {
  return {
    seq: 9,
    id: newMessageId(),
    author: ada,
    at,
    text: "hello @Grace",
    mentions: [grace],
    mentionRanges: [{ start: 6, length: 6, user: grace }],
    version: 1,
    reactions: {},
    replyTo: 8,
    quote: { author: grace, excerpt: "what is it?" },
    waited: 5_000,
    attachments: [aFile()],
    writers: [linus],
    ai: "never",
    moderation: { state: "flagged", categories: ["S1"] },
    editedAt: at + 1,
  };
}

/** A room that contains the message to which `written` replies. */
function roomWithQuestion() {
  const room = testRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);
  const question: Message = {
    seq: 8,
    id: newMessageId(),
    author: grace,
    at,
    text: "what is it?",
    mentions: [],
    version: 1,
    reactions: {},
  };
  insert(room.store, question);
  return room;
}

describe("a message has one codec", () => {
  test("what is stored is what is read, in every field, as a message and as the event of its sending", () => {
    const { store } = roomWithQuestion();
    const message = written();
    insert(store, message);
    expect(messagesBefore(store, 10, 1)).toEqual([message]);
    expect(sentBetween(store, 8, 9)).toEqual([sent(message)]);
  });

  test("of a deleted message and of a hidden one only the fields are shown that say so", () => {
    const { store } = roomWithQuestion();
    const message = written();
    insert(store, message);
    store.run("UPDATE messages SET deleted_at = ? WHERE seq = 9", at + 2);
    const [deleted] = messagesBefore(store, 10, 1);
    expect(deleted).toEqual({
      ...{ seq: 9, id: message.id, author: ada, at, version: 1, waited: 5_000, replyTo: 8, quote: null },
      ...{ text: "", mentions: [], reactions: {}, deletedAt: at + 2 },
    });
    store.run(
      "UPDATE messages SET deleted_at = NULL, moderation = ? WHERE seq = 9",
      '{"state":"held","categories":[]}',
    );
    const { attachments: _, ...rest } = message;
    expect(messagesBefore(store, 10, 1)).toEqual([
      { ...rest, text: "", moderation: { state: "held", categories: [] } },
    ]);
  });

  test("a view shows of a message that is deleted what a fresh load shows", () => {
    const { store } = roomWithQuestion();
    const message = written();
    insert(store, message);
    store.run("UPDATE messages SET deleted_at = ? WHERE seq = 9", at + 2);
    const event = { type: "message.deleted", seq: 10, at: at + 2, by: ada, target: 9 } as const;
    expect(withTombstone([message], event)).toEqual(messagesBefore(store, 10, 1));
  });

  test("a view copies the fields that it does not know", () => {
    const newer = { ...written(), fromTheFuture: 3 };
    const event = { type: "reaction.added", seq: 10, at, by: grace, target: 9, emoji: "👍" } as const;
    expect(withReaction([newer], event)).toEqual([{ ...newer, reactions: { "👍": [grace] } }]);
    expect(asShown({ ...newer, deletedAt: at })).toMatchObject({ fromTheFuture: 3 });
  });
});
