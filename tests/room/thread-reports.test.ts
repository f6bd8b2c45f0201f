/** Faults of threads that people have reported of other products, tried here. Each is a count that disagrees with what can be read. */
import { describe, expect, test } from "vitest";
import type { UserId } from "../../shared/ids.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import { inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { followedThreads } from "../../server/rules/room/threads/list.ts";
import { unreadMessagesOf } from "../../server/rules/room/unread-messages.ts";
import { ada, grace, linus, newMessageId } from "../support/people.ts";
import { type TestRoom, testRoom } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "member"],
  ]);

function send(
  room: TestRoom,
  user: UserId,
  more: { thread?: Seq; replyTo?: Seq; mentions?: UserId[] } = {},
): Seq {
  const done = room.does(user, { type: "send", id: newMessageId(), text: "words", ...more });
  if ("refused" in done || done.seq === undefined) throw new Error(JSON.stringify(done));
  return done.seq;
}

/** What the badges say, what the list of unread messages has, and what the list of threads has. */
function standing(room: TestRoom, user: UserId) {
  const { unread = 0, mentions = 0, threads } = inboxEntryOf(room.store, user) ?? {};
  const messages = unreadMessagesOf(room.store, user, { mentionsOnly: false, unreadable: [] });
  const { items } = followedThreads(room.store, user, { before: null, limit: 50, unread: true });
  const listed = items.reduce((sum, thread) => sum + thread.unread, 0);
  return { unread, mentions, inThreads: threads?.unread ?? 0, messages: messages?.messages.length, listed };
}
const nothing = { unread: 0, mentions: 0, inThreads: 0, messages: 0, listed: 0 };

describe("THREAD-8, THREAD-9: what is counted can be read, and is gone when it was read", () => {
  // https://github.com/element-hq/element-web/issues/25893
  test("a thread about the room's last message keeps nobody's badge after the room was marked as read", () => {
    const room = newRoom();
    const root = send(room, ada);
    room.does(grace, { type: "read", seq: root });
    send(room, grace, { thread: root });
    send(room, linus, { thread: root });
    expect(standing(room, ada)).toMatchObject({ unread: 0, inThreads: 2, listed: 2 });
    room.does(ada, { type: "read", seq: room.head(), threads: true });
    expect(standing(room, ada)).toEqual(nothing);
  });

  // https://github.com/element-hq/element-web/issues/23976
  test("a thread about a message that answers somebody leaves neither unread, and each is cleared in its place", () => {
    const room = newRoom();
    const first = send(room, ada);
    room.does(grace, { type: "read", seq: first });
    const answer = send(room, grace, { replyTo: first });
    expect(standing(room, ada)).toMatchObject({ unread: 1, mentions: 1 });
    const reply = send(room, linus, { thread: answer, replyTo: answer });
    expect(standing(room, grace)).toMatchObject({ unread: 0, mentions: 1, inThreads: 1, listed: 1 });
    room.does(ada, { type: "read", seq: answer });
    expect(standing(room, ada)).toEqual(nothing);
    room.does(grace, { type: "thread.read", target: answer, seq: reply });
    expect(standing(room, grace)).toEqual(nothing);
  });

  // https://github.com/RocketChat/Rocket.Chat/issues/24947, https://github.com/RocketChat/Rocket.Chat/issues/30024
  test("a reply that named somebody and was deleted unread leaves nothing, also with its first message", () => {
    const room = newRoom();
    const root = send(room, linus);
    room.does(ada, { type: "read", seq: root });
    const reply = send(room, grace, { thread: root, mentions: [ada] });
    expect(standing(room, ada)).toMatchObject({ mentions: 1, inThreads: 1, messages: 1, listed: 1 });
    room.does(linus, { type: "delete", target: root });
    expect(standing(room, ada)).toMatchObject({ mentions: 1, inThreads: 1, messages: 1, listed: 1 });
    room.does(grace, { type: "delete", target: reply });
    expect(standing(room, ada)).toEqual(nothing);
  });

  // https://github.com/mattermost/mattermost/issues/22060
  test("whoever stops to follow, leaves, or comes back has no unread thread that no list shows", () => {
    const room = newRoom();
    const root = send(room, grace);
    room.does(ada, { type: "read", seq: root });
    send(room, ada, { thread: root });
    send(room, linus, { thread: root });
    expect(standing(room, grace)).toMatchObject({ inThreads: 2, listed: 2 });
    room.does(grace, { type: "thread.follow", target: root, on: false });
    expect(standing(room, grace)).toEqual(nothing);
    room.does(grace, { type: "thread.follow", target: root, on: true });
    const again = standing(room, grace);
    expect(again.listed).toBe(again.inThreads);
    room.does(grace, { type: "leave" });
    room.does(ada, { type: "invite", person: { user: grace, name: "Grace" }, role: "member" });
    expect(standing(room, grace)).toEqual(nothing);
  });

  // https://github.com/RocketChat/Rocket.Chat/issues/14617
  test("the author of the first message stays away after they have stopped to follow, whatever others write", () => {
    const room = newRoom();
    const root = send(room, ada);
    send(room, grace, { thread: root });
    room.does(ada, { type: "thread.follow", target: root, on: false });
    for (let n = 0; n < 3; n++) send(room, linus, { thread: root });
    expect(standing(room, ada)).toEqual(nothing);
  });
});
