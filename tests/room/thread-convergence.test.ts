import fc from "fast-check";
import { expect, test } from "vitest";
import { isHidden } from "../../shared/as-shown.ts";
import type { UserId } from "../../shared/ids.ts";
import type { Message } from "../../shared/protocol/events.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import {
  applyEvent,
  applyPart,
  applyThreads,
  applyWelcome,
  type RoomView,
  withLive,
} from "../../shared/room-view.ts";
import {
  applyToThread,
  threadPartOf,
  type ThreadPart,
  threadView,
} from "../../shared/room-view/thread-view.ts";
import { readMessage, readPage } from "../../server/rules/room/history.ts";
import { inboxEntries, inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import type { Command } from "../../server/rules/room/commands/command.ts";
import { findFollower } from "../../server/rules/room/threads/followers.ts";
import { ownThread, ownUnreadThreads } from "../../server/rules/room/threads/unread.ts";
import { moderateMessage } from "../../server/rules/room/turns/end.ts";
import { ada, bot, grace, linus, newMessageId } from "../support/people.ts";
import { catchUpView, type TestRoom, testRoom, viewFromArrival } from "./test-room.ts";
import { isStreamed, type Told } from "./play-steps.ts";
import { end } from "./steps.ts";

const people = [ada, grace, linus] as const;
const person = fc.constantFrom(...people);
const nth = fc.nat(30);
const is = <Type extends string>(type: Type): fc.Arbitrary<Type> => fc.constant(type);

/** Messages are named by index among all of the room, and threads by index among those that are in none. */
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record(
      {
        type: is("reply"),
        by: person,
        root: fc.nat(2),
        alsoRoom: fc.boolean(),
        mentions: fc.array(fc.oneof(person, fc.constant(bot)), { maxLength: 2 }),
        replyTo: nth,
        held: fc.boolean(),
      },
      { requiredKeys: ["type", "by", "root", "mentions"] },
    ),
  },
  fc.record({ type: is("say"), by: person, mentions: fc.array(person, { maxLength: 1 }) }),
  {
    weight: 2,
    arbitrary: fc.record({ type: is("readThread"), by: person, root: fc.nat(2), back: fc.nat(6) }),
  },
  fc.record({ type: is("read"), by: person, back: fc.nat(6), threads: fc.boolean() }),
  fc.record({ type: is("follow"), by: person, root: fc.nat(2), on: fc.boolean() }),
  { weight: 2, arbitrary: fc.record({ type: is("delete"), nth }) },
  fc.record({ type: is("edit"), nth, mentions: fc.array(person, { maxLength: 1 }) }),
  fc.record({ type: is("react"), by: person, nth, on: fc.boolean() }),
  fc.record({ type: is("judge"), nth, state: fc.constantFrom("held", "retracted", "flagged") }),
  fc.record({ type: is("release"), nth }),
  fc.record({ type: is("ask"), nth }),
  { weight: 2, arbitrary: fc.record({ type: is("write"), nth }) },
  { weight: 3, arbitrary: fc.record({ type: is("finish"), nth }) },
  fc.record({ type: is("stop"), by: person }),
);
type Step = typeof step extends fc.Arbitrary<infer Each> ? Each : never;

const allSeqs = (room: TestRoom): Seq[] =>
  room.store.all<{ seq: Seq }>("SELECT seq FROM messages ORDER BY seq").map(({ seq }) => seq);
const roots = (room: TestRoom): Seq[] =>
  room.store
    .all<{ seq: Seq }>("SELECT seq FROM messages WHERE thread IS NULL ORDER BY seq")
    .map(({ seq }) => seq);

function commandOf(room: TestRoom, each: Step): [UserId, Command] | null {
  const seqs = allSeqs(room);
  const pick = (n: number): Seq => seqs[n % seqs.length] ?? 0;
  const rootAt = (n: number): Seq => roots(room)[n] ?? 1;
  const author = (seq: Seq): UserId => readMessage(room.store, seq)?.author ?? ada;
  switch (each.type) {
    case "say":
      return [each.by, { type: "send", id: newMessageId(), text: "words", mentions: each.mentions }];
    case "reply":
      return [
        each.by,
        {
          type: "send",
          id: newMessageId(),
          text: "words",
          thread: rootAt(each.root),
          mentions: each.mentions,
          ...(each.alsoRoom && { alsoRoom: true }),
          ...(each.replyTo !== undefined && { replyTo: pick(each.replyTo) }),
          ...(each.held && { moderation: { state: "held", categories: [] } }),
        },
      ];
    case "readThread": {
      const seq = Math.max(0, room.head() - each.back);
      return [each.by, { type: "thread.read", target: rootAt(each.root), seq }];
    }
    case "read": {
      const seq = Math.max(0, room.head() - each.back);
      return [each.by, { type: "read", seq, ...(each.threads && { threads: true }) }];
    }
    case "follow":
      return [each.by, { type: "thread.follow", target: rootAt(each.root), on: each.on }];
    case "delete":
      return [ada, { type: "delete", target: pick(each.nth) }];
    case "edit": {
      const target = pick(each.nth);
      const version = readMessage(room.store, target)?.version ?? 1;
      return [author(target), { type: "edit", target, version, text: "other", mentions: each.mentions }];
    }
    case "react":
      return [each.by, { type: "react", target: pick(each.nth), emoji: "👍", on: each.on }];
    case "release":
      return [ada, { type: "moderate", target: pick(each.nth), decision: "release" }];
    case "ask":
      return [ada, { type: "ask", target: pick(each.nth), agent: bot }];
    case "stop": {
      const turn = room.attempts.running[0]?.turn;
      return turn === undefined ? null : [each.by, { type: "stop", turn }];
    }
    default:
      return null;
  }
}

function play(room: TestRoom, each: Step): Told[] {
  const { attempts, store, clock } = room;
  if (each.type === "write") return attempts.running.length === 0 ? [] : [attempts.say("word ", 0)];
  if (each.type === "finish")
    return attempts.running.length === 0 ? [] : attempts.finish(end("completed"), 0).effects;
  if (each.type === "judge") {
    attempts.settle();
    const seqs = allSeqs(room);
    const moderation = { state: each.state, categories: [] };
    const target = seqs[each.nth % seqs.length] ?? 0;
    const message = readMessage(store, target);
    if (message?.deletedAt !== undefined || message?.answer?.state === "running") return [];
    const by = { user: ada, now: clock.now };
    return attempts.follow({
      effects: store.transaction(() => moderateMessage(store, target, moderation, by)),
    }).effects;
  }
  const [user, command] = commandOf(room, each) ?? [];
  if (user === undefined || command === undefined) return [];
  const done = room.does(user, command);
  return "effects" in done ? done.effects : [];
}

/** What is unread in a thread, by looking at all of its messages. */
function recount(room: TestRoom, root: Seq, user: UserId): number {
  const { follows, read } = ownThread(room.store, root, user);
  if (!follows) return 0;
  const rows = room.store.all<{ seq: Seq; ended: Seq | null; stopped: UserId | null; branch: Seq }>(
    `SELECT m.seq, m.ended, m.branch, t.stopped_by AS stopped FROM messages m LEFT JOIN turns t ON t.id = m.turn
     WHERE m.thread = ?`,
    root,
  );
  return rows.filter(({ seq, ended, stopped, branch }) => {
    const message = readMessage(room.store, seq);
    if (message === null || message.alsoRoom || branch > 0) return false;
    if (message.deletedAt !== undefined || isHidden(message.moderation) || message.text === "") return false;
    if (message.answer !== undefined) return ended !== null && ended > read && stopped !== user;
    return seq > read && message.author !== user;
  }).length;
}

function repliesBySight(room: TestRoom, root: Seq): Message["replies"] {
  const shown = allSeqs(room)
    .map((seq) => readMessage(room.store, seq))
    .filter((message) => message !== null)
    .filter(({ thread, deletedAt }) => thread === root && deletedAt === undefined)
    .filter(({ moderation }) => !isHidden(moderation));
  const last = shown.at(-1);
  if (last === undefined) return undefined;
  return {
    count: new Set(shown.map(({ seq, answer }) => answer?.siblings?.[0] ?? seq)).size,
    last: last.at,
    people: [...new Set(shown.map(({ author }) => author).reverse())].slice(0, 5),
  };
}

const cursors = (room: TestRoom): Map<string, Seq> =>
  new Map(
    people.flatMap((user) =>
      roots(room).map((root) => [`${user} ${root}`, ownThread(room.store, root, user).read] as const),
    ),
  );

/** Without threads in which nothing is unread, because a fresh view does not name them. Cursors of the room have a test of their own. */
function durable({
  cursors: _,
  presence: _presence,
  typing: _typing,
  threads = {},
  ...view
}: RoomView): unknown {
  return { ...view, threads: Object.values(threads).filter(({ unread }) => unread > 0) };
}

function pageOf(room: TestRoom, root: Seq): ThreadPart {
  const page = readPage(room.store, room.head() + 1, 100, { thread: root }, ada);
  if ("refused" in page) throw new Error(page.message);
  return threadPartOf(root, page);
}

test("THREAD-1, THREAD-3, THREAD-6, THREAD-8, THREAD-9, RESUME-4: after any run, views of the room and of a thread, counts and cursors are those of a fresh load", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 1, maxLength: 40, size: "max" }), fc.nat(), (steps, cut) => {
      const room = testRoom([...people.map((user) => [user, "admin"] as [UserId, "admin"]), [bot, "member"]]);
      const [root] = [room.says(ada, "one"), room.says(grace, "two"), room.says(linus, "three")];
      let live = viewFromArrival(room.hello(ada));
      let part = pageOf(room, root);
      let halfway = { live, part };
      const take = (told: readonly Told[]): void => {
        for (const each of told) {
          if (each.type === "publish") {
            live = applyEvent(live, each.event);
            part = applyToThread(part, live, each.event);
          }
          if (each.type === "part") {
            live = applyPart(live, each).view;
            part = threadPartOf(part.thread, applyPart(threadView(live, part), each).view);
          }
          if (isStreamed(each)) continue;
          // As the shell tells them.
          if (
            each.type === "thread" &&
            (each.user ?? ada) === ada &&
            findFollower(room.store, each.root, ada)
          )
            live = applyThreads(live, {
              type: "threads",
              complete: false,
              threads: [ownThread(room.store, each.root, ada)],
            });
          if (each.type === "threads" && each.user === ada)
            live = applyThreads(live, {
              type: "threads",
              complete: true,
              threads: ownUnreadThreads(room.store, ada),
            });
        }
      };
      let before = new Map<string, Seq>();
      steps.forEach((each, i) => {
        room.clock.now += 1;
        take(play(room, each));
        const after = cursors(room);
        for (const [whose, read] of after) {
          expect(read).toBeGreaterThanOrEqual(before.get(whose) ?? 0);
          expect(read).toBeLessThanOrEqual(room.head());
        }
        before = after;
        if (i === cut % steps.length) halfway = { live, part };
      });

      room.attempts.settle();
      const fresh = room.fresh(ada);
      const { welcome, events } = room.hello(ada, halfway.live.head, halfway.live.epoch);
      const caughtUp = catchUpView(applyWelcome(halfway.live, welcome) ?? halfway.live, events);
      expect(durable(live)).toEqual(durable(fresh));
      expect(durable(withLive(caughtUp, welcome.live))).toEqual(durable(fresh));
      const returned = events.reduce(
        ({ view, shown }, event) => {
          const next = applyEvent(view, event);
          return { view: next, shown: applyToThread(shown, next, event) };
        },
        { view: halfway.live, shown: halfway.part },
      ).shown;
      const opened = threadPartOf(root, withLive(threadView(fresh, pageOf(room, root)), welcome.live));
      expect(part).toEqual(opened);
      expect(threadPartOf(root, withLive(threadView(fresh, returned), welcome.live))).toEqual(opened);

      for (const { user, entry } of inboxEntries(room.store)) {
        expect(entry).toEqual(inboxEntryOf(room.store, user));
        const counted = roots(room).map((each) => recount(room, each, user));
        expect(entry.threads?.unread ?? 0).toBe(counted.reduce((sum, count) => sum + count, 0));
        expect(roots(room).map((each) => ownThread(room.store, each, user).unread)).toEqual(counted);
      }
      for (const each of roots(room))
        expect(readMessage(room.store, each)?.replies).toEqual(repliesBySight(room, each));
    }),
    { numRuns: 120 },
  );
}, 60_000);
