import fc from "fast-check";
import { expect, test } from "vitest";
import type { AgentId, TurnId, UserId } from "../../shared/ids.ts";
import { ROLES, type Role } from "../../shared/permissions.ts";
import type { EventType, Message, Seq } from "../../shared/protocol/events.ts";
import type { Cursor, Part } from "../../shared/protocol/frames.ts";
import type { EndState, Moderation, TurnReason } from "../../shared/protocol/turns.ts";
import {
  applyCursors,
  applyEvent,
  applyPart,
  applyWelcome,
  type RoomView,
  withLive,
} from "../../shared/room-view.ts";
import type { Command } from "../../server/room/commands.ts";
import type { Effect } from "../../server/room/effects.ts";
import { judge } from "../../server/room/moderation.ts";
import { privateReaders, toldCursors } from "../../server/room/told-cursors.ts";
import type { AttemptOutcome } from "../../server/room/turns/attempts.ts";
import { announceUpload, takeUpload } from "../../server/room/uploads.ts";
import { aFile } from "../support/attachments.ts";
import { ada, bot, grace, helper, linus, mallory, names, newMessageId } from "../support/people.ts";
import { catchUpView, type TestRoom, testRoom, viewFromArrival } from "./test-room.ts";

const people = [ada, grace, linus, mallory] as const;
const EMOJIS = ["👍", "🎈"];

const person = fc.constantFrom(...people);
const text = fc.string({ unit: "grapheme", minLength: 1, maxLength: 12 });
const role: fc.Arbitrary<Role> = fc.constantFrom(...ROLES);
/** Which of the messages so far. */
const nth = fc.nat(5);

/** A step names its message by place, so that most of them meet one; `stale` ones name an old version. */
type Step =
  | { type: "send"; text: string; mentions: UserId[]; replyTo: number | null; files?: number }
  | { type: "edit"; nth: number; text: string; stale: boolean }
  | { type: "delete"; nth: number }
  | { type: "react"; nth: number; emoji: string; on: boolean }
  | { type: "ai"; nth: number; on: boolean }
  | { type: "ask"; nth: number; agent: AgentId | null }
  | { type: "choose"; nth: number }
  | { type: "stop"; nth: number }
  | { type: "move"; nth: number; before: number | null }
  | { type: "merge"; nth: number; into: number }
  | { type: "moderate"; nth: number; decision: "release" | "retract" }
  | { type: "other"; command: Command };

/** What agents, the guard and the world do. */
type Happening =
  | { type: "say"; nth: number; text: string }
  | { type: "finish"; nth: number; outcome: AttemptOutcome }
  | { type: "judge"; nth: number; state: Moderation["state"] }
  | { type: "crash" };

const is = <Type extends string>(type: Type): fc.Arbitrary<Type> => fc.constant(type);

const end = (state: EndState, reason?: TurnReason): AttemptOutcome => ({
  type: "ended",
  state,
  usage: { model: "m", tokensIn: 1, tokensOut: 2, cost: 3 },
  ...(reason === undefined ? {} : { reason }),
});
const retracted: Moderation = { state: "retracted", categories: ["S1"] };
const outcome: fc.Arbitrary<AttemptOutcome> = fc.constantFrom(
  end("completed"),
  end("failed", "too_long"),
  { type: "ended", state: "refused", reason: "moderation", usage: null, moderation: retracted },
  { type: "retry", reason: "provider_busy", wait: 0, usage: null },
);
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ type: is("say"), nth, text }) },
  { weight: 3, arbitrary: fc.record({ type: is("finish"), nth, outcome }) },
  fc.record({
    type: is("judge"),
    nth,
    state: fc.constantFrom("flagged", "held", "retracted", "unchecked"),
  }),
  fc.record({ type: is("crash") }),
);

const agent = fc.constantFrom(bot, helper);

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ type: is("ai"), nth, on: fc.boolean() }),
  { weight: 2, arbitrary: fc.record({ type: is("ask"), nth, agent: fc.option(agent) }) },
  fc.record({ type: is("choose"), nth }),
  fc.record({ type: is("stop"), nth }),
  { weight: 2, arbitrary: fc.record({ type: is("move"), nth, before: fc.option(nth) }) },
  { weight: 2, arbitrary: fc.record({ type: is("merge"), nth, into: nth }) },
  fc.record({
    type: is("other"),
    command: fc.record({ type: is("floor"), on: fc.boolean() }),
  }),
  fc.record({ type: is("moderate"), nth, decision: fc.constantFrom("release", "retract") }),
  {
    weight: 4,
    arbitrary: fc.record({
      type: is("send"),
      text,
      mentions: fc.array(fc.oneof(person, { weight: 2, arbitrary: agent }), { maxLength: 2 }),
      replyTo: fc.option(nth),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: is("send"),
      text: fc.oneof(text, fc.constant("")),
      mentions: fc.constant<UserId[]>([]),
      replyTo: fc.option(nth),
      files: fc.integer({ min: 1, max: 3 }),
    }),
  },
  fc.record({ type: is("edit"), nth, text: fc.oneof(text, fc.constant("")), stale: fc.boolean() }),
  fc.record({ type: is("delete"), nth }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: is("react"),
      nth,
      emoji: fc.constantFrom(...EMOJIS),
      on: fc.boolean(),
    }),
  },
  fc.record({
    type: is("other"),
    command: fc.oneof(
      fc.record({ type: is("read"), seq: fc.nat(40) }),
      fc.record({ type: is("read"), seq: fc.nat(40), private: fc.boolean() }),
      fc.record({ type: is("delivered"), seq: fc.nat(40) }),
      fc.record({
        type: is("invite"),
        person: person.map((user) => ({ user, name: names[user] ?? "" })),
        role,
      }),
      fc.record({ type: is("remove"), user: person }),
      fc.record({ type: is("role"), user: person, role }),
      fc.record({ type: is("leave") }),
      fc.record({ type: is("rename"), name: text }),
    ),
  }),
);

/** The step as a command, by whom: an edit is tried by the author, because another's never gets anywhere. */
function commandOf(step: Step, user: UserId, { messages, queue }: RoomView): [UserId, Command] | null {
  const turns = [
    ...queue.map(({ turn }) => turn),
    ...messages.flatMap(({ answer }) => (answer?.state === "running" ? [answer.turn] : [])),
  ];
  const pickTurn = (nth: number): TurnId | undefined => turns[nth % turns.length];
  const pick = (nth: number): Message | undefined => messages[nth % messages.length];
  switch (step.type) {
    case "send": {
      const original = step.replyTo === null ? undefined : pick(step.replyTo);
      const { text, mentions } = step;
      const reply = original === undefined ? {} : { replyTo: original.seq };
      return [user, { type: "send", id: newMessageId(), text, mentions, ...reply }];
    }
    case "edit": {
      const message = pick(step.nth);
      if (message === undefined) return null;
      const version = step.stale ? message.version - 1 : message.version;
      return [message.author, { type: "edit", target: message.seq, version, text: step.text }];
    }
    case "delete": {
      const message = pick(step.nth);
      return message === undefined ? null : [user, { type: "delete", target: message.seq }];
    }
    case "react": {
      const message = pick(step.nth);
      const { emoji, on } = step;
      return message === undefined ? null : [user, { type: "react", target: message.seq, emoji, on }];
    }
    case "ai":
    case "ask":
    case "choose":
    case "moderate": {
      const target = pick(step.nth)?.seq;
      return target === undefined ? null : [user, onMessage(step, target)];
    }
    case "stop":
    case "move":
    case "merge": {
      const turn = pickTurn(step.nth);
      return turn === undefined ? null : [user, onTurn(step, turn, pickTurn)];
    }
    case "other":
      return [user, step.command];
  }
}

function onMessage(
  step: Extract<Step, { type: "ai" | "ask" | "choose" | "moderate" }>,
  target: Seq,
): Command {
  switch (step.type) {
    case "ai":
      return { type: "ai", target, ai: step.on ? "never" : "allowed" };
    case "ask":
      return { type: "ask", target, ...(step.agent === null ? {} : { agent: step.agent }) };
    case "choose":
      return { type: "choose", target };
    case "moderate":
      return { type: "moderate", target, decision: step.decision };
  }
}

function onTurn(
  step: Extract<Step, { type: "stop" | "move" | "merge" }>,
  turn: TurnId,
  pick: (nth: number) => TurnId | undefined,
): Command {
  switch (step.type) {
    case "stop":
      return { type: "stop", turn };
    case "move":
      return { type: "move", turn, before: step.before === null ? null : (pick(step.before) ?? null) };
    case "merge":
      return { type: "merge", turn, into: pick(step.into) ?? turn };
  }
}

/** A message's files are uploaded before it: by who may. */
function withFiles({ store, clock }: TestRoom, user: UserId, step: Step, command: Command): Command {
  if (step.type !== "send" || command.type !== "send") return command;
  const files = Array.from({ length: step.files ?? 0 }, (_, n) => aFile({ name: `${n}.pdf` }));
  const by = { user, now: clock.now };
  for (const file of files) {
    const begun = announceUpload(store, file, by, () => file.id);
    if (begun.type === "begun") takeUpload(store, file.id, file, by);
  }
  return files.length === 0 ? command : { ...command, attachments: files.map(({ id }) => id) };
}

/** Lets it happen, and tells what everyone is told. */
function happen({ attempts, store, clock }: TestRoom, what: Happening, view: RoomView): (Effect | Part)[] {
  switch (what.type) {
    case "say":
      return attempts.running.length === 0 ? [] : [attempts.say(what.text, what.nth)];
    case "finish":
      return attempts.running.length === 0 ? [] : attempts.finish(what.outcome, what.nth).effects;
    case "crash":
      attempts.settle();
      return attempts.crash().effects;
    case "judge": {
      const message = view.messages[what.nth % view.messages.length];
      if (message === undefined || message.answer?.state === "running") return [];
      attempts.settle();
      const moderation: Moderation = { state: what.state, categories: ["S10"] };
      const { seq: target, version, text } = message;
      const verdict = { target, version, text, moderation };
      return attempts.follow(
        store.transaction(() => judge(store, verdict, { user: message.author, now: clock.now })),
      ).effects;
    }
  }
}

const everyType: Record<EventType, true> = {
  "message.sent": true,
  "message.edited": true,
  "message.deleted": true,
  "message.ai": true,
  "message.moderated": true,
  "turn.queued": true,
  "turn.moved": true,
  "turn.merged": true,
  "turn.dropped": true,
  "turn.restarted": true,
  "turn.ended": true,
  "answer.chosen": true,
  "floor.taken": true,
  "floor.returned": true,
  "reaction.added": true,
  "reaction.removed": true,
  "room.created": true,
  "room.renamed": true,
  "member.added": true,
  "member.left": true,
  "member.removed": true,
  "member.role": true,
};

/** What the person is told of cursors, as the shell does it. */
function toldTo({ store }: TestRoom, user: UserId, told: readonly (Effect | Part)[]): Cursor[] {
  const readers = privateReaders(store);
  const { open, alone } = toldCursors(
    told.filter((each) => each.type !== "part"),
    readers,
  );
  return [...(readers.has(user) ? [] : open), ...(alone.get(user) ?? [])];
}

/** All but who is here and who types, which nobody remembers. */
function durable({ presence: _presence, typing: _typing, ...view }: RoomView): unknown {
  return view;
}

/** Ada watches, so she neither leaves nor is taken out. */
function endsTheWatch(user: UserId, command: Command): boolean {
  if (command.type === "leave") return user === ada;
  return (command.type === "remove" || command.type === "role") && command.user === ada;
}

/** A room in which everyone asks the same agent, so that prompts wait. */
const busyStep = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.tuple(
      fc.constantFrom(ada, grace),
      fc.record({
        type: is("send"),
        text,
        mentions: fc.array(fc.constant<UserId>(bot), { minLength: 1, maxLength: 1 }),
        replyTo: fc.constant(null),
      }),
    ),
  },
  fc.tuple(fc.constant(ada), fc.record({ type: is("stop"), nth })),
  fc.tuple(fc.constant(ada), fc.record({ type: is("move"), nth, before: fc.option(nth) })),
  fc.tuple(fc.constant(ada), fc.record({ type: is("merge"), nth, into: nth })),
  fc.tuple(fc.constant(ada), fc.record({ type: is("ask"), nth, agent: fc.constant(bot) })),
  fc.tuple(fc.constant(ada), fc.record({ type: is("choose"), nth })),
  { weight: 2, arbitrary: happening },
);

/** One walk through every type of event: what chance would meet is not left to chance. */
const everything: ([UserId, Step] | Happening)[] = [
  [ada, { type: "send", text: "a", mentions: [], replyTo: null }],
  [ada, { type: "react", nth: 0, emoji: "👍", on: true }],
  [ada, { type: "react", nth: 0, emoji: "👍", on: false }],
  [ada, { type: "send", text: "one", mentions: [bot], replyTo: null }],
  [ada, { type: "send", text: "two", mentions: [bot], replyTo: null }],
  [ada, { type: "send", text: "three", mentions: [bot], replyTo: null }],
  [ada, { type: "move", nth: 0, before: null }],
  [ada, { type: "merge", nth: 0, into: 1 }],
  [ada, { type: "send", text: "four", mentions: [bot], replyTo: null }],
  [ada, { type: "stop", nth: 1 }],
  { type: "say", nth: 0, text: "first" },
  { type: "finish", nth: 0, outcome: end("completed") },
  { type: "crash" },
  { type: "finish", nth: 0, outcome: end("completed") },
  [ada, { type: "ask", nth: 2, agent: null }],
  { type: "finish", nth: 0, outcome: end("completed") },
  [ada, { type: "choose", nth: 2 }],
  [ada, { type: "ai", nth: 0, on: true }],
  { type: "judge", nth: 0, state: "flagged" },
  [ada, { type: "edit", nth: 0, text: "b", stale: false }],
  [ada, { type: "delete", nth: 0 }],
  [ada, { type: "send", text: "", mentions: [], replyTo: null, files: 2 }],
  [ada, { type: "other", command: { type: "floor", on: true } }],
  [ada, { type: "other", command: { type: "floor", on: false } }],
  [ada, { type: "other", command: { type: "rename", name: "shed" } }],
  [ada, { type: "other", command: { type: "invite", person: { user: mallory, name: "M" }, role: "member" } }],
  [ada, { type: "other", command: { type: "role", user: linus, role: "viewer" } }],
  [ada, { type: "other", command: { type: "remove", user: linus } }],
  [grace, { type: "other", command: { type: "leave" } }],
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
      (done, cut) => {
        const room = testRoom([
          [ada, "owner"],
          [grace, "admin"],
          [linus, "member"],
          [bot, "member"],
          [helper, "member"],
        ]);
        let live = viewFromArrival(room.hello(ada));
        let halfway = live;
        const takeIn = (told: readonly (Effect | Part)[]): void => {
          for (const effect of told) {
            if (effect.type === "publish") live = applyEvent(live, effect.event);
            if (effect.type === "part") live = applyPart(live, effect).view;
          }
          live = applyCursors(live, toldTo(room, ada, told));
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
        // As a client does it: what stands beside the log comes first, and the log may not undo it.
        const caughtUp = catchUpView(applyWelcome(halfway, welcome) ?? halfway, events);
        const returned = withLive(caughtUp, welcome.live);
        expect(durable(live)).toEqual(durable(fresh));
        expect(durable(returned)).toEqual(durable(fresh));
        expect(live.messages.map(kindsInOrder)).toEqual(fresh.messages.map(kindsInOrder));
        for (const event of room.events()) seen.add(event.type);
      },
    ),
    { numRuns: 500, examples: [[everything, 7]] },
  );
  expect([...seen].sort(), "every type of event was met").toEqual(Object.keys(everyType).sort());
}, 60_000);

/** `toEqual` does not look at the order of keys, and people do. */
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
