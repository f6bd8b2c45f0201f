import fc from "fast-check";
import { expect, test } from "vitest";
import type { UserId } from "../../shared/ids.ts";
import type { EventType, Message } from "../../shared/protocol/events.ts";
import type { Cursor } from "../../shared/protocol/frames.ts";
import {
  applyCursors,
  applyEvent,
  applyPart,
  applyStep,
  applyWelcome,
  type RoomView,
  withLive,
} from "../../shared/room-view.ts";
import { needsUnloaded } from "../../shared/room-view/branches.ts";
import type { Command } from "../../server/rules/room/commands/command.ts";
import { privateReaders, visibleCursors } from "../../server/rules/room/cursor-visibility.ts";
import { ada, bot, grace, helper, linus, mallory } from "../support/people.ts";
import { catchUpView, type TestRoom, testRoom, viewFromArrival } from "./test-room.ts";
import { commandOf, isStreamed, type Told, withFiles, happen } from "./play-steps.ts";
import { moderateMessage } from "../../server/rules/room/turns/end.ts";
import { WAITING } from "./test-attempts.ts";
import { person, type Step, type Happening, end, happening, step, busyStep } from "./steps.ts";

const everyType: Record<EventType, true> = {
  "message.sent": true,
  "message.edited": true,
  "message.deleted": true,
  "message.ai": true,
  "message.moderated": true,
  "task.changed": true,
  "turn.queued": true,
  "turn.moved": true,
  "turn.merged": true,
  "turn.steered": true,
  "turn.dropped": true,
  "turn.restarted": true,
  "turn.waiting": true,
  "turn.decided": true,
  "turn.results": true,
  "turn.ended": true,
  "answer.chosen": true,
  "branch.shown": true,
  "answer.voted": true,
  "answer.followed": true,
  "tool.policy": true,
  "prompt.policy": true,
  "takeover.begun": true,
  "takeover.ended": true,
  "support.requested": true,
  "support.withdrawn": true,
  "support.closed": true,
  "support.reopened": true,
  "support.rated": true,
  "reaction.added": true,
  "reaction.removed": true,
  "room.created": true,
  "room.renamed": true,
  "room.topic": true,
  "room.posting": true,
  "room.visibility": true,
  "message.pinned": true,
  "message.unpinned": true,
  "pin.moved": true,
  "member.added": true,
  "member.left": true,
  "member.removed": true,
  "member.renamed": true,
  "member.role": true,
};

/** The cursors that the person is sent, as the shell selects them. */
function toldTo({ store }: TestRoom, user: UserId, told: readonly Told[]): Cursor[] {
  const readers = privateReaders(store);
  const { open, alone } = visibleCursors(
    told.filter((each) => !isStreamed(each)),
    readers,
  );
  return [...(readers.has(user) ? [] : open), ...(alone.get(user) ?? [])];
}

/** The view without presence and typing, which are not stored. */
function durable({ presence: _presence, typing: _typing, ...view }: RoomView): unknown {
  return view;
}

/** Ada watches in this test, so she neither leaves nor is removed. */
function endsTheWatch(user: UserId, command: Command): boolean {
  if (command.type === "leave") return user === ada;
  return (command.type === "remove" || command.type === "role") && command.user === ada;
}

/** One sequence that produces every type of event, so that the test does not depend on random steps to reach each type. */
const everything: ([UserId, Step] | Happening)[] = [
  [ada, { type: "send", text: "a", mentions: [], replyTo: null }],
  [ada, { type: "react", nth: 0, emoji: "👍", on: true }],
  [ada, { type: "react", nth: 0, emoji: "👍", on: false }],
  [ada, { type: "send", text: "one", mentions: [bot], replyTo: null }],
  [ada, { type: "send", text: "two", mentions: [bot], replyTo: null }],
  [ada, { type: "send", text: "three", mentions: [bot], replyTo: null }],
  [ada, { type: "move", nth: 0, before: null }],
  [ada, { type: "merge", nth: 0, into: 1 }],
  [ada, { type: "send", text: "shorter", mentions: [bot], replyTo: null, promptPolicy: "steer" }],
  { type: "steer", nth: 0 },
  [ada, { type: "send", text: "and in French", mentions: [bot], replyTo: null, promptPolicy: "steer" }],
  [ada, { type: "send", text: "four", mentions: [bot], replyTo: null }],
  [ada, { type: "stop", nth: 1 }],
  { type: "say", nth: 0, text: "first" },
  { type: "finish", nth: 0, outcome: end("completed") },
  { type: "finish", nth: 0, outcome: end("completed") },
  { type: "crash" },
  { type: "think", nth: 0, text: "Hm." },
  { type: "call", nth: 0, text: "look" },
  { type: "result", nth: 0, text: "found" },
  { type: "call", nth: 0, text: "ask", state: "waiting" },
  { type: "finish", nth: 0, outcome: WAITING },
  { type: "decide", decision: "allow", changed: "ask nicely" },
  { type: "finish", nth: 0, outcome: end("completed") },
  [ada, { type: "send", text: "with tools", mentions: [bot], replyTo: null, program: true }],
  { type: "call", nth: 0, text: "yourself", state: "outside" },
  { type: "finish", nth: 0, outcome: WAITING },
  { type: "results", ok: false, result: "the disk is full" },
  { type: "finish", nth: 0, outcome: end("completed") },
  [ada, { type: "ask", nth: 2, agent: null }],
  { type: "finish", nth: 0, outcome: end("completed") },
  [ada, { type: "choose", nth: 2 }],
  [ada, { type: "vote", nth: 2, vote: "good" }],
  [grace, { type: "vote", nth: 2, vote: "bad" }],
  [ada, { type: "ai", nth: 0, on: true }],
  { type: "judge", nth: 0, state: "flagged" },
  [ada, { type: "edit", nth: 0, text: "b", stale: false }],
  [ada, { type: "delete", nth: 0 }],
  [ada, { type: "send", text: "", mentions: [], replyTo: null, files: 2 }],
  [ada, { type: "other", command: { type: "takeover", on: true } }],
  [ada, { type: "other", command: { type: "takeover", on: false } }],
  [
    grace,
    { type: "send", text: "water the plants", mentions: [], replyTo: null, task: { notes: "All of them." } },
  ],
  [ada, { type: "task", nth: 5, change: { assignee: grace } }],
  [ada, { type: "tick", nth: 5, state: "done" }],
  [ada, { type: "other", command: { type: "rename", name: "shed" } }],
  [ada, { type: "other", command: { type: "topic", topic: "Tools" } }],
  [ada, { type: "other", command: { type: "posting", posting: "managers" } }],
  [ada, { type: "other", command: { type: "posting", posting: "everyone" } }],
  [ada, { type: "other", command: { type: "visibility", isPublic: true } }],
  [ada, { type: "pin", nth: 1, on: true }],
  [ada, { type: "pin", nth: 2, on: true }],
  [ada, { type: "movePin", nth: 1, before: 0 }],
  [ada, { type: "pin", nth: 1, on: false }],
  [ada, { type: "other", command: { type: "promptPolicy", policy: "merge" } }],
  [ada, { type: "other", command: { type: "policy", tool: "echo", policy: "anyone", isKnown: true } }],
  { type: "name", user: grace, name: "Grace Hopper" },
  [ada, { type: "send", text: "five", mentions: [bot], replyTo: null }],
  { type: "say", nth: 0, text: "fifth" },
  { type: "finish", nth: 0, outcome: end("completed") },
  { type: "follow", nth: 0, questions: ["And then?"] },
  [ada, { type: "other", command: { type: "invite", person: { user: mallory, name: "M" }, role: "member" } }],
  [ada, { type: "other", command: { type: "role", user: linus, role: "viewer" } }],
  [ada, { type: "other", command: { type: "remove", user: linus } }],
  [grace, { type: "other", command: { type: "leave" } }],
];

/** The same for a conversation with a visitor. */
const everySupport: ([UserId, Step] | Happening)[] = [
  [linus, { type: "send", text: "Hello?", mentions: [], replyTo: null }],
  [linus, { type: "other", command: { type: "support.request" } }],
  [linus, { type: "other", command: { type: "support.withdraw" } }],
  [linus, { type: "other", command: { type: "support.request" } }],
  [ada, { type: "other", command: { type: "takeover", on: true } }],
  [linus, { type: "other", command: { type: "support.request", instead: ada } }],
  [ada, { type: "other", command: { type: "takeover", on: true } }],
  [linus, { type: "other", command: { type: "support.handBack" } }],
  [ada, { type: "other", command: { type: "takeover", on: true } }],
  [ada, { type: "send", text: "Have you tried another plug?", mentions: [], replyTo: null }],
  [ada, { type: "other", command: { type: "support.close" } }],
  [linus, { type: "other", command: { type: "support.rate", step: 2, comment: "It took long." } }],
  [linus, { type: "other", command: { type: "support.rate", step: 5 } }],
  [linus, { type: "send", text: "It broke again.", mentions: [], replyTo: null }],
];

/** The same for a session. */
const everyFork: ([UserId, Step] | Happening)[] = [
  [ada, { type: "send", text: "one", mentions: [], replyTo: null, files: 1 }],
  { type: "say", nth: 0, text: "first" },
  { type: "finish", nth: 0, outcome: end("completed") },
  [grace, { type: "send", text: "two", mentions: [], replyTo: null }],
  { type: "say", nth: 0, text: "sec" },
  [ada, { type: "fork", nth: 0, text: "one, better" }],
  { type: "say", nth: 0, text: "ond" },
  { type: "finish", nth: 0, outcome: end("completed") },
  [ada, { type: "fork", nth: 0, text: "one, best" }],
  [grace, { type: "show", nth: 1 }],
  [grace, { type: "show", nth: 0 }],
  [grace, { type: "fork", nth: 2, text: "two, better" }],
  [grace, { type: "react", nth: 2, emoji: "👍", on: true }],
  [ada, { type: "delete", nth: 0 }],
];

function steps<Each>(each: fc.Arbitrary<Each>): fc.Arbitrary<Each[]> {
  return fc.array(each, { minLength: 1, maxLength: 40, size: "max" });
}

test("RESUME-4, ATTACH-6, ATTACH-12: what arrives by events, by catching up and by a fresh load is the same", () => {
  const seen = new Set<string>();
  fc.assert(
    fc.property(
      fc.oneof(steps(fc.oneof(fc.tuple(person, step), happening)), steps(busyStep)),
      fc.nat(),
      fc.constantFrom("group", "support", "session"),
      (done, cut, kind) => {
        const room = testRoom(
          [
            [ada, "owner"],
            [grace, "admin"],
            [linus, kind === "support" ? "visitor" : "member"],
            [bot, "member"],
            [helper, "member"],
          ],
          kind,
        );
        let live = viewFromArrival(room.hello(ada));
        let halfway = live;
        const takeIn = (told: readonly Told[]): void => {
          for (const effect of told) {
            if (effect.type === "publish") {
              if (needsUnloaded(live, effect.event)) return startOver();
              live = applyEvent(live, effect.event);
              expect(live.head).toBe(effect.event.seq);
            }
            if (effect.type === "part") live = applyPart(live, effect).view;
            if (effect.type === "step" || effect.type === "reasoning") live = applyStep(live, effect);
          }
          live = applyCursors(live, toldTo(room, ada, told));
        };
        // As a client does that lacks the messages of the branch that is shown.
        const startOver = (): void => {
          const { welcome, events } = room.hello(ada, live.head, live.epoch);
          expect([welcome.reset !== null, events]).toEqual([true, []]);
          live = applyWelcome(live, welcome) ?? live;
        };
        done.forEach((each, i) => {
          room.clock.now += 1;
          if (Array.isArray(each)) {
            const [user, command] = commandOf(each[1], each[0], live) ?? [];
            if (user === undefined || command === undefined || endsTheWatch(user, command)) return;
            const outcome = room.does(user, withFiles(room, user, each[1], command));
            if (!("refused" in outcome)) takeIn(outcome.effects);
          } else {
            takeIn(happen(room, each, live));
          }
          if (i === cut % done.length) halfway = live;
        });

        const fresh = room.fresh(ada);
        const { welcome, events } = room.hello(ada, halfway.head, halfway.epoch);
        // In the order of a client: the live state is applied before the events, and the events must not undo it.
        const caughtUp = catchUpView(applyWelcome(halfway, welcome) ?? halfway, events);
        const returned = withLive(caughtUp, welcome.live);
        expect(durable(live)).toEqual(durable(fresh));
        expect(durable(returned)).toEqual(durable(fresh));
        expect(live.messages.map(kindsInOrder)).toEqual(fresh.messages.map(kindsInOrder));
        for (const event of room.events()) seen.add(event.type);
      },
    ),
    {
      numRuns: 500,
      examples: [
        [everything, 7, "group"],
        [everySupport, 3, "support"],
        [everyFork, 4, "session"],
      ],
    },
  );
  expect([...seen].sort(), "every type of event was met").toEqual(Object.keys(everyType).sort());
}, 60_000);

test("RESUME-4, MENTION-6: a message that was edited, held and released has its mentions, also for who catches up", () => {
  const room = testRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);
  const before = viewFromArrival(room.hello(ada));
  const target = room.says(grace, "@Ada");
  room.does(grace, { type: "edit", target, version: 1, text: "@Ada, look" });
  const caughtUp = () => {
    const { welcome, events } = room.hello(ada, before.head, before.epoch);
    return catchUpView(applyWelcome(before, welcome) ?? before, events).messages.at(-1);
  };
  const by = { user: grace, now: room.clock.now };
  for (const moderation of [{ state: "held" as const, categories: [] }, null]) {
    room.store.transaction(() => moderateMessage(room.store, target, moderation, by));
    expect(caughtUp()).toEqual(room.fresh(ada).messages.at(-1));
    expect(caughtUp()?.mentions).toEqual([ada]);
  }
});

/** Compares the order of keys, which `toEqual` ignores and people see. */
const kindsInOrder = ({ reactions }: Message): string[] => Object.keys(reactions);

test("RESUME-4: a catch-up over someone's leaving and return forgets neither where they are nor that they are here", () => {
  const room = testRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);
  const before = viewFromArrival(room.hello(ada));
  room.does(ada, { type: "remove", user: grace });
  room.does(ada, { type: "invite", person: { user: grace, name: "Grace" }, role: "member" });
  room.does(grace, { type: "read", seq: room.says(ada, "welcome back") });
  const { welcome, events } = room.hello(ada, before.head, before.epoch);
  const here = { user: grace, state: "active" } as const;
  const returned = catchUpView(applyWelcome(before, { ...welcome, presence: [here] }) ?? before, events);
  expect(returned.cursors).toEqual(room.fresh(ada).cursors);
  expect(returned.presence).toEqual({ [grace]: here });
});

test("RESUME-4: also for who reads privately, and so sees a cursor of those who returned that is behind their leaving", () => {
  const room = testRoom([
    [ada, "owner"],
    [grace, "member"],
  ]);
  room.does(ada, { type: "read", seq: room.says(grace, "psst"), private: true });
  const before = viewFromArrival(room.hello(ada));
  room.does(ada, { type: "remove", user: grace });
  room.does(ada, { type: "invite", person: { user: grace, name: "Grace" }, role: "member" });
  room.does(grace, { type: "read", seq: room.says(ada, "welcome back") });
  const { welcome, events } = room.hello(ada, before.head, before.epoch);
  const returned = catchUpView(applyWelcome(before, welcome) ?? before, events);
  expect(returned.cursors).toEqual(room.fresh(ada).cursors);
});
