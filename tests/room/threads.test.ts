import { describe, expect, test } from "vitest";
import type { UserId } from "../../shared/ids.ts";
import type { Message } from "../../shared/protocol/events.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { Moderation } from "../../shared/protocol/turns.ts";
import { readPage } from "../../server/rules/room/history.ts";
import { inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { readReceiptsOf } from "../../server/rules/room/read-receipts.ts";
import { ownThread, ownUnreadThreads } from "../../server/rules/room/threads/unread.ts";
import { moderateMessage } from "../../server/rules/room/turns/end.ts";
import { unreadMessagesOf } from "../../server/rules/room/unread-messages.ts";
import { ada, grace, linus, mallory, newMessageId } from "../support/people.ts";
import { type TestRoom, testRoom } from "./test-room.ts";

const newRoom = () =>
  testRoom([
    [ada, "owner"],
    [grace, "member"],
    [linus, "member"],
  ]);

type More = { replyTo?: Seq; mentions?: UserId[]; alsoRoom?: true; moderation?: Moderation };

function replies(room: TestRoom, user: UserId, thread: Seq, text = "a reply", more: More = {}): Seq {
  const done = room.does(user, { type: "send", id: newMessageId(), text, thread, ...more });
  if ("refused" in done || done.seq === undefined) throw new Error(JSON.stringify(done));
  return done.seq;
}

/** A message that everybody has read. */
function topic(room: TestRoom): Seq {
  const root = room.says(ada, "What do we plant?");
  for (const user of [grace, linus]) room.does(user, { type: "read", seq: root });
  return root;
}

const shown = (room: TestRoom, user: UserId = ada): readonly Message[] => room.fresh(user).messages;
const find = (room: TestRoom, seq: Seq) => shown(room).find((message) => message.seq === seq);
const counts = (room: TestRoom, user: UserId) => {
  const { unread, mentions, threads } = inboxEntryOf(room.store, user) ?? {};
  return { unread, mentions, inThreads: threads?.unread ?? 0 };
};
const thread = (room: TestRoom, root: Seq, before = Infinity, limit = 50) => {
  const page = readPage(room.store, Math.min(before, room.head() + 1), limit, { thread: root }, ada);
  if ("refused" in page) throw new Error(page.message);
  return page;
};
const seqs = (messages: readonly Message[]) => messages.map(({ seq }) => seq);

describe("writing", () => {
  test("THREAD-1: a reply stands in its thread and not in the room, unless it is also sent there", () => {
    const room = newRoom();
    const root = topic(room);
    const alone = replies(room, grace, root);
    const both = replies(room, linus, root, "Beans!", { alsoRoom: true });
    const later = room.says(ada, "Lunch?");
    expect(seqs(shown(room))).toEqual([root, both, later]);
    expect(find(room, both)).toMatchObject({ thread: root, alsoRoom: true });
    expect(seqs(thread(room, root).messages)).toEqual([root, alone, both]);
    expect(thread(room, root).messages[1]).not.toHaveProperty("alsoRoom");
    expect(room.events().map(({ seq }) => seq)).toEqual(Array.from({ length: room.head() }, (_, i) => i + 1));
  });

  test("THREAD-1, SEND-2, SEND-3: repeated in the same place it is the same message, elsewhere a conflict", () => {
    const room = newRoom();
    const [root, other] = [room.says(ada, "one"), room.says(ada, "two")];
    const send = { type: "send", id: newMessageId(), text: "x" } as const;
    const first = room.does(grace, { ...send, thread: root });
    expect(room.does(grace, { ...send, thread: root })).toMatchObject({
      seq: "seq" in first && first.seq,
      effects: [],
    });
    expect(room.refuses(grace, send)).toBe("conflict");
    expect(room.refuses(grace, { ...send, thread: other })).toBe("conflict");
    expect(room.refuses(grace, { ...send, thread: root, alsoRoom: true })).toBe("conflict");
  });

  test("THREAD-2: a thread is one level deep, and begins with a message that can be read", () => {
    const room = newRoom();
    const [root, gone, retracted] = [room.says(ada, "one"), room.says(ada, "two"), room.says(ada, "three")];
    const reply = replies(room, grace, root, "also", { alsoRoom: true });
    room.does(ada, { type: "delete", target: gone });
    hide(room, retracted);
    const refusal = (more: object) =>
      room.refuses(linus, { type: "send", id: newMessageId(), text: "x", ...more });
    expect(refusal({ thread: reply })).toBe("conflict");
    expect(refusal({ thread: gone })).toBe("conflict");
    expect(refusal({ thread: retracted })).toBe("conflict");
    expect(refusal({ thread: 9_999 })).toBe("not_found");
    expect(refusal({ thread: 1.5 })).toBe("not_found");
    expect(refusal({ alsoRoom: true })).toBe("bad_type");
    room.does(ada, { type: "delete", target: root });
    expect(refusal({ thread: root })).toBeNull();
    expect(find(room, root)).toMatchObject({ text: "", replies: { count: 2 } });
  });

  test("THREAD-3: the first message shows how many replies there are, when the last came, and who wrote last", () => {
    const room = newRoom();
    const root = topic(room);
    expect(find(room, root)).not.toHaveProperty("replies");
    for (const user of [grace, ada, linus, ada]) {
      room.clock.now += 1_000;
      replies(room, user, root);
    }
    expect(find(room, root)?.replies).toEqual({
      count: 4,
      last: room.clock.now,
      people: [ada, linus, grace],
    });
  });

  test("THREAD-3: a reply that was deleted or is hidden leaves nothing in what the first message shows", () => {
    const room = newRoom();
    const root = topic(room);
    const at = room.clock.now;
    const kept = replies(room, grace, root);
    room.clock.now += 1_000;
    const [deleted, hidden] = [replies(room, linus, root), replies(room, linus, root)];
    room.does(linus, { type: "delete", target: deleted });
    expect(find(room, root)?.replies).toMatchObject({ count: 2, people: [linus, grace] });
    hide(room, hidden);
    expect(find(room, root)?.replies).toEqual({ count: 1, last: at, people: [grace] });
    moderate(room, hidden, null);
    expect(find(room, root)?.replies).toMatchObject({ count: 2, people: [linus, grace] });
    for (const target of [kept, hidden]) room.does(ada, { type: "delete", target });
    expect(find(room, root)).not.toHaveProperty("replies");
    expect(room.store.all("SELECT people FROM threads")).toEqual([{ people: "[]" }]);
  });

  test("THREAD-4: the pages of a thread continue each other, and the oldest has its first message", () => {
    const room = newRoom();
    const root = topic(room);
    const sent: Seq[] = [];
    for (let n = 0; n < 25; n++) {
      sent.push(replies(room, grace, root, `${n}`));
      room.says(linus, "something else");
    }
    const pages: Message[][] = [];
    let before = Infinity;
    for (;;) {
      const page = thread(room, root, before, 10);
      pages.unshift(page.messages);
      expect(page.thread).toMatchObject({ root, follows: true });
      if (!page.more) break;
      before = page.messages[0]?.seq ?? 0;
    }
    expect(seqs(pages.flat())).toEqual([root, ...sent]);
    const through = readPage(room.store, room.head() + 1, 10, { through: sent[20] ?? 0 }, ada);
    expect(through).toMatchObject({ thread: { root } });
    expect(readPage(room.store, 5, 10, { thread: root, branch: 0 }, ada)).toMatchObject({
      refused: "bad_type",
    });
    expect(readPage(room.store, 5, 10, { branch: -root }, ada)).toMatchObject({ refused: "not_found" });
  });
});

describe("following", () => {
  const following = (room: TestRoom, root: Seq) =>
    [ada, grace, linus].filter((user) => ownThread(room.store, root, user).follows);

  test("THREAD-5: its first author, its authors, those whom it names, and those who say so follow a thread", () => {
    const room = newRoom();
    const root = topic(room);
    expect(following(room, root)).toEqual([]);
    replies(room, grace, root);
    expect(following(room, root)).toEqual([ada, grace]);
    replies(room, grace, root, "@Linus?", { mentions: [linus] });
    expect(following(room, root)).toEqual([ada, grace, linus]);
    const other = room.says(ada, "And when?");
    room.does(linus, { type: "thread.follow", target: other, on: true });
    replies(room, grace, other);
    expect(ownUnreadThreads(room.store, linus)).toMatchObject([
      { root: other, unread: 1 },
      { root, unread: 1 },
    ]);
  });

  test("THREAD-5: whoever stops to follow has nothing unread, until they are named or write again", () => {
    const room = newRoom();
    const root = topic(room);
    const first = replies(room, grace, root, "@Linus?", { mentions: [linus] });
    room.does(linus, { type: "thread.follow", target: root, on: false });
    room.does(ada, { type: "thread.follow", target: root, on: false });
    replies(room, grace, root);
    expect(counts(room, linus)).toEqual({ unread: 0, mentions: 0, inThreads: 0 });
    expect(counts(room, ada)).toEqual({ unread: 0, mentions: 0, inThreads: 0 });
    replies(room, grace, root, "here", { replyTo: root });
    expect(counts(room, ada)).toEqual({ unread: 0, mentions: 1, inThreads: 1 });
    replies(room, linus, root, "I am back", { replyTo: first });
    replies(room, ada, root);
    expect(counts(room, linus).inThreads).toBe(1);
  });

  test("THREAD-5: whoever says beforehand that they do not follow is not made to by the first reply", () => {
    const room = newRoom();
    const root = topic(room);
    room.does(ada, { type: "thread.follow", target: root, on: false });
    replies(room, grace, root);
    expect(following(room, root)).toEqual([grace]);
  });

  test("THREAD-5, MENTION-6: an edit that names somebody lets them follow", () => {
    const room = newRoom();
    const root = topic(room);
    const target = replies(room, grace, root, "peas");
    room.does(grace, { type: "edit", target, version: 1, text: "peas, @Linus", mentions: [linus] });
    expect(following(room, root)).toEqual([ada, grace, linus]);
    expect(counts(room, linus)).toEqual({ unread: 0, mentions: 1, inThreads: 1 });
  });

  test("THREAD-5: a reply that is released late has who it names read what came after it, and its author nothing", () => {
    const room = newRoom();
    const root = topic(room);
    const moderation: Moderation = { state: "held", categories: [] };
    const held = replies(room, grace, root, "@Linus", { mentions: [linus], alsoRoom: true, moderation });
    replies(room, ada, root);
    room.does(ada, { type: "moderate", target: held, decision: "release" });
    expect(counts(room, linus)).toEqual({ unread: 1, mentions: 1, inThreads: 1 });
    expect(counts(room, grace).inThreads).toBe(0);
  });

  test("THREAD-10: who joins has nothing unread in threads, who leaves follows none", () => {
    const room = newRoom();
    const root = topic(room);
    replies(room, linus, root);
    room.does(ada, { type: "remove", user: linus });
    replies(room, grace, root);
    room.does(ada, { type: "invite", person: { user: linus, name: "Linus" }, role: "member" });
    room.does(ada, { type: "invite", person: { user: mallory, name: "Mallory" }, role: "member" });
    expect(following(room, root)).toEqual([ada, grace]);
    expect(counts(room, mallory)).toEqual({ unread: 0, mentions: 0, inThreads: 0 });
    replies(room, grace, root, "@Mallory", { mentions: [mallory] });
    expect(counts(room, mallory)).toEqual({ unread: 0, mentions: 1, inThreads: 1 });
  });
});

describe("reading", () => {
  test("THREAD-6, THREAD-8: the thread and the room are read apart", () => {
    const room = newRoom();
    const root = topic(room);
    const reply = replies(room, grace, root, "@Ada", { mentions: [ada] });
    room.says(grace, "Lunch?");
    expect(counts(room, ada)).toEqual({ unread: 1, mentions: 1, inThreads: 1 });
    room.does(ada, { type: "read", seq: room.head() });
    expect(counts(room, ada)).toEqual({ unread: 0, mentions: 1, inThreads: 1 });
    room.does(ada, { type: "thread.read", target: root, seq: reply });
    expect(counts(room, ada)).toEqual({ unread: 0, mentions: 0, inThreads: 0 });
  });

  test("THREAD-6: the cursor moves forward only, and not beyond the end", () => {
    const room = newRoom();
    const root = topic(room);
    const [first, second] = [replies(room, grace, root), replies(room, grace, root)];
    const read = (seq: Seq) => room.does(ada, { type: "thread.read", target: root, seq });
    read(second);
    expect(read(first)).toEqual({ effects: [] });
    expect(ownThread(room.store, root, ada)).toMatchObject({ read: second, unread: 0 });
    read(1_000_000);
    expect(ownThread(room.store, root, ada).read).toBe(room.head());
    replies(room, grace, root);
    expect(counts(room, ada).inThreads).toBe(1);
    for (const seq of [-1, 0.5, NaN])
      expect(room.refuses(ada, { type: "thread.read", target: root, seq })).toBe("bad_cursor");
    expect(room.refuses(ada, { type: "thread.read", target: 9_999, seq: 1 })).toBe("not_found");
  });

  test("THREAD-6: nobody else learns what is read in a thread", () => {
    const room = newRoom();
    const root = topic(room);
    const reply = replies(room, grace, root);
    const before = room.fresh(grace).cursors;
    const done = room.does(ada, { type: "thread.read", target: root, seq: reply });
    expect("effects" in done && done.effects.map(({ type }) => type)).toEqual(["thread", "arm"]);
    expect(room.fresh(grace).cursors).toEqual(before);
  });

  test("THREAD-7: marking the room as read clears its threads up to there", () => {
    const room = newRoom();
    const roots = [room.says(ada, "one"), room.says(ada, "two")];
    for (const root of roots) replies(room, grace, root, "@Ada", { mentions: [ada] });
    const upTo = room.head();
    const [late] = roots;
    replies(room, grace, late ?? 0);
    room.does(ada, { type: "read", seq: upTo, threads: true });
    expect(counts(room, ada)).toEqual({ unread: 0, mentions: 0, inThreads: 1 });
    room.does(ada, { type: "read", seq: room.head(), threads: true });
    expect(counts(room, ada)).toEqual({ unread: 0, mentions: 0, inThreads: 0 });
    expect(ownUnreadThreads(room.store, ada)).toEqual([]);
  });

  test("THREAD-7: also when there was nothing to read in the room itself", () => {
    const room = newRoom();
    const root = room.says(ada, "one");
    replies(room, grace, root);
    room.does(ada, { type: "read", seq: room.head() });
    room.does(ada, { type: "read", seq: room.head(), threads: true });
    expect(counts(room, ada).inThreads).toBe(0);
  });

  test("THREAD-8: what was also sent to the room counts there alone", () => {
    const room = newRoom();
    const root = topic(room);
    replies(room, grace, root, "Beans!", { alsoRoom: true });
    expect(counts(room, ada)).toEqual({ unread: 1, mentions: 0, inThreads: 0 });
    expect(counts(room, linus)).toEqual({ unread: 1, mentions: 0, inThreads: 0 });
  });

  test("THREAD-8: a reply that is deleted, hidden or held does not count; a released one does", () => {
    const room = newRoom();
    const root = topic(room);
    const [deleted, hidden] = [replies(room, grace, root), replies(room, grace, root)];
    const moderation: Moderation = { state: "held", categories: [] };
    room.does(grace, {
      type: "send",
      id: newMessageId(),
      text: "held",
      thread: root,
      moderation,
      mentions: [linus],
    });
    expect(counts(room, ada).inThreads).toBe(2);
    expect(counts(room, linus)).toEqual({ unread: 0, mentions: 0, inThreads: 0 });
    room.does(grace, { type: "delete", target: deleted });
    hide(room, hidden);
    expect(counts(room, ada).inThreads).toBe(0);
    const held = room.store.first<{ target: Seq }>("SELECT target FROM held_messages ORDER BY target DESC");
    room.does(ada, { type: "moderate", target: held?.target ?? 0, decision: "release" });
    expect(counts(room, ada).inThreads).toBe(1);
    expect(counts(room, linus)).toEqual({ unread: 0, mentions: 1, inThreads: 1 });
  });

  test("THREAD-9: the list of what counts names the replies with their thread; muted, only mentions", () => {
    const room = newRoom();
    const root = topic(room);
    const plain = replies(room, grace, root, "peas");
    const naming = replies(room, grace, root, "@Ada?", { mentions: [ada] });
    const said = room.says(grace, "Lunch?");
    const list = (mentionsOnly: boolean) =>
      unreadMessagesOf(room.store, ada, { mentionsOnly, unreadable: [] });
    expect(list(false)).toMatchObject({
      total: 1,
      threads: 2,
      messages: [
        { seq: plain, thread: root, excerpt: "peas", why: "message" },
        { seq: naming, thread: root, why: "mention" },
        { seq: said, why: "message" },
      ],
    });
    expect(list(true)).toMatchObject({ total: 1, messages: [{ seq: naming, thread: root }] });
  });

  test("THREAD-9: the welcome names the threads with unread replies, the newest first", () => {
    const room = newRoom();
    const [one, two] = [room.says(ada, "one"), room.says(ada, "two")];
    replies(room, grace, two);
    replies(room, grace, one);
    expect(room.hello(ada).welcome.threads).toEqual([
      { root: one, follows: true, read: one, unread: 1 },
      { root: two, follows: true, read: two, unread: 1 },
    ]);
    expect(room.hello(linus).welcome).not.toHaveProperty("threads");
  });

  test("THREAD-11: a reply in a thread has no read receipts", () => {
    const room = newRoom();
    const root = topic(room);
    const [alone, both] = [replies(room, grace, root), replies(room, grace, root, "x", { alsoRoom: true })];
    expect(readReceiptsOf(room.store, alone, grace)).toMatchObject({ refused: "conflict" });
    expect(readReceiptsOf(room.store, both, grace)).toMatchObject({ type: "named" });
  });
});

test("THREAD-15: conversations with visitors have no threads, for whoever asks", () => {
  const room = testRoom(
    [
      [ada, "owner"],
      [linus, "visitor"],
    ],
    "support",
  );
  const root = room.says(linus, "Hello?");
  for (const user of [ada, linus])
    expect(room.refuses(user, { type: "send", id: newMessageId(), text: "x", thread: root })).toBe(
      "forbidden",
    );
  expect(room.refuses(ada, { type: "thread.follow", target: root, on: true })).toBe("forbidden");
  expect(readPage(room.store, 1, 10, { thread: root }, ada)).toMatchObject({ refused: "forbidden" });
});

const hide = (room: TestRoom, target: Seq) => moderate(room, target, { state: "retracted", categories: [] });

function moderate(room: TestRoom, target: Seq, moderation: Message["moderation"] | null): void {
  const by = { user: ada, now: room.clock.now };
  room.store.transaction(() => moderateMessage(room.store, target, moderation ?? null, by));
}
