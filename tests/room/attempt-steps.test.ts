import { describe, expect, test } from "vitest";
import { type LibraryId, makeId, type TurnId } from "../../shared/ids.ts";
import { DECISION_LIFETIME, MAX_TURN_ATTEMPTS } from "../../shared/limits.ts";
import type { TurnEnded } from "../../shared/protocol/events.ts";
import type { Step } from "../../shared/protocol/steps.ts";
import type { Moderation } from "../../shared/protocol/turns.ts";
import { applyEvent, applyPart } from "../../shared/room-view.ts";
import { callDigest } from "../../server/rules/room/call-digest.ts";
import { contextBefore } from "../../server/rules/room/context-source.ts";
import { answersBuiltOn, restrictEvents, restrictPage } from "../../server/rules/room/restricted-answers.ts";
import { toSteps } from "../../server/rules/room/rows/step-row.ts";
import { findTurn, openTurns } from "../../server/rules/room/rows/turn-row.ts";
import { expireDecision } from "../../server/rules/room/turns/wait.ts";
import { ada, bot, grace, linus, newMessageId } from "../support/people.ts";
import { aiRoom, answers, asked, running, states } from "./ai-room.ts";
import { WAITING } from "./test-attempts.ts";
import type { TestRoom } from "./test-room.ts";
import { Watcher } from "./watcher.ts";

const handbook: LibraryId = makeId("lib", (bytes) => bytes);

function steps(room: TestRoom): Step[] {
  return room.store
    .all<{ turn: TurnId }>("SELECT DISTINCT turn FROM turn_steps")
    .flatMap(({ turn }) => toSteps(room.store, { id: turn, ended_at: null }));
}

/** A room whose agent has written text, called a tool and waits for a person's decision. */
function waitingRoom(): TestRoom {
  const room = aiRoom();
  asked(room, "delete my draft");
  room.attempts.think("They want it gone.");
  room.attempts.say("Let me look. ");
  room.attempts.call("find");
  room.attempts.result("found it");
  room.attempts.say("May I? ");
  room.attempts.call("delete", { state: "waiting" });
  room.attempts.finish(WAITING);
  return room;
}

const retry = { type: "retry", reason: "provider_failed", wait: 0, usage: null } as const;

describe("STEP-1: an attempt has steps", () => {
  test("in the order in which they were begun, numbered without gaps", () => {
    const room = waitingRoom();
    expect(steps(room)).toEqual([
      { type: "reasoning", number: 1, text: "They want it gone." },
      {
        type: "tool",
        number: 2,
        tool: "echo",
        args: { text: "find" },
        digest: callDigest("echo", { text: "find" }),
        state: "done",
        ok: true,
        result: "found it",
      },
      {
        type: "tool",
        number: 3,
        tool: "echo",
        args: { text: "delete" },
        digest: callDigest("echo", { text: "delete" }),
        state: "waiting",
        until: room.clock.now + DECISION_LIFETIME,
      },
    ]);
  });

  test("all of them are told at the end and stay, and the text is one text", () => {
    const room = aiRoom();
    const watcher = new Watcher((asked(room, "look"), room));
    watcher.hears([room.attempts.think("Hm."), room.attempts.say("One. ")]);
    const frames = [room.attempts.call("find"), room.attempts.result("found")];
    watcher.hears(frames.flatMap((frame) => frame ?? []));
    watcher.hears([room.attempts.say("Two.")]);
    watcher.hears(room.attempts.finish().effects);
    const expected = [
      { type: "reasoning", number: 1 },
      { type: "tool", number: 2, tool: "echo", state: "done", ok: true },
    ];
    expect(watcher.view.messages.at(-1)).toMatchObject({ text: "One. Two.", answer: { steps: expected } });
    expect(watcher.view).toEqual(new Watcher(room).view);
  });
});

test("STEP-2: what was thought is in no message, event, excerpt and context", () => {
  const room = aiRoom();
  asked(room, "look");
  room.attempts.think("SECRET");
  room.attempts.say("Well.");
  room.attempts.finish();
  const reply = room.says(grace, "why?", { replyTo: room.fresh(ada).messages.at(-1)?.seq ?? 0 });
  const seen = [
    room.events(),
    room.fresh(grace),
    room.hello(grace),
    contextBefore(room.store, reply + 1, 50),
  ];
  expect(JSON.stringify(seen)).not.toContain("SECRET");
  const rows = room.store.all<{ text: string }>("SELECT text FROM messages UNION ALL SELECT text FROM turns");
  expect(JSON.stringify(rows)).not.toContain("SECRET");
});

describe("STEP-10: nothing is called once the turn is over, or another attempt's", () => {
  test.each([
    ["stopped", (room: TestRoom) => room.does(ada, { type: "stop", turn: running(room) })],
    ["taken over", (room: TestRoom) => room.does(ada, { type: "takeover", on: true })],
    ["its prompt deleted", (room: TestRoom) => room.does(ada, { type: "delete", target: promptOf(room) })],
    ["its agent removed", (room: TestRoom) => room.does(ada, { type: "remove", user: bot })],
    ["begun again", (room: TestRoom) => room.attempts.finish(retry)],
  ])("%s", (_, end) => {
    const room = aiRoom();
    asked(room, "look");
    const [attempt] = room.attempts.running;
    if (attempt === undefined) throw new Error("nothing runs");
    room.attempts.call("first");
    end(room);
    room.attempts.running.splice(0, Infinity, { ...attempt });
    expect(room.attempts.call("second")).toBeNull();
    expect(room.attempts.result("late")).toBeNull();
    expect(JSON.stringify(steps(room))).not.toMatch(/second|late/);
  });
});

describe("STEP-5: the next attempt goes on after the finished steps", () => {
  test("their text stays for everyone, what came after is dropped", () => {
    const room = aiRoom();
    asked(room, "look");
    const [watcher, away] = [new Watcher(room), new Watcher(room)];
    watcher.hears([room.attempts.say("Let me look. ")]);
    watcher.hears([room.attempts.call("find"), room.attempts.result("found")].flatMap((each) => each ?? []));
    watcher.hears([room.attempts.think("Hm."), room.attempts.say("It is und")]);
    watcher.hears(room.attempts.finish(retry).effects);
    away.resume();
    for (const { view, text } of [watcher, away, new Watcher(room)]) {
      expect(text).toBe("Let me look. ");
      expect(view.messages.at(-1)?.answer).toMatchObject({
        state: "running",
        attempt: 2,
        steps: [{ number: 1, state: "done" }],
      });
    }
    expect(room.events().at(-1)).toMatchObject({ type: "turn.restarted", from: 13 });
    watcher.hears([room.attempts.say("It is under the bed.")]);
    watcher.hears(room.attempts.finish().effects);
    expect(watcher.text).toBe("Let me look. It is under the bed.");
    expect(watcher.view).toEqual(new Watcher(room).view);
  });

  test("without a finished step it begins at 0, as before", () => {
    const room = aiRoom();
    asked(room, "look");
    room.attempts.think("Hm.");
    room.attempts.say("It is und");
    room.attempts.finish(retry);
    expect(room.events().at(-1)).not.toHaveProperty("from");
    expect(steps(room)).toEqual([]);
  });

  test("a client that knows no `from` cuts to 0 and asks for what it lacks", () => {
    const room = aiRoom();
    asked(room, "look");
    let { view } = new Watcher(room);
    view = applyPart(view, room.attempts.say("Let me look. ")).view;
    room.attempts.call("find");
    for (const effect of room.attempts.finish(retry).effects) {
      if (effect.type !== "publish" || effect.event.type !== "turn.restarted") continue;
      const { from: _unknown, ...event } = effect.event;
      view = applyEvent(view, event);
    }
    expect(view.messages.at(-1)?.text).toBe("");
    const part = room.attempts.say("Here.");
    expect(applyPart(view, part)).toMatchObject({ hole: 0 });
    const whole = { ...part, n: 0, d: room.attempts.running[0]?.text ?? "" };
    expect(applyPart(view, whole).view.messages.at(-1)?.text).toBe("Let me look. Here.");
  });

  test("a turn fails after as many attempts as ever; those that a decision began do not count", () => {
    const room = waitingRoom();
    room.attempts.decide(ada, "allow");
    room.attempts.repeat();
    room.attempts.result("gone");
    for (let failed = 1; failed < MAX_TURN_ATTEMPTS; failed++) room.attempts.finish(retry);
    expect(states(room)).toEqual(["running"]);
    room.attempts.finish(retry);
    expect(answers(room)).toMatchObject([
      { state: "failed", attempt: 3, steps: [{}, {}, { state: "done" }] },
    ]);
  });
});

describe("STEP-6: a turn that waits for a decision", () => {
  test("has no lease, survives a crash, and shows what was said", () => {
    const room = waitingRoom();
    const before = room.fresh(grace);
    expect(before.messages.at(-1)).toMatchObject({
      text: "Let me look. May I? ",
      answer: { state: "waiting", steps: [{}, {}, { number: 3, tool: "echo", state: "waiting" }] },
    });
    room.clock.now += DECISION_LIFETIME - 1;
    expect(room.attempts.crash()).toEqual({ effects: [], again: null });
    expect(room.fresh(grace)).toEqual(before);
  });

  test("lets its agent go on with the queue, and takes nobody's place in it", () => {
    const room = waitingRoom();
    asked(room, "another");
    expect(states(room)).toEqual(["waiting", "running"]);
    for (let n = 0; n < 5; n++) asked(room, `queued ${n}`);
    expect(room.refuses(ada, { type: "send", id: newMessageId(), text: "x", mentions: [bot] })).toBe(
      "too_many",
    );
  });

  test("comes back in front of the queue when it is decided, once its agent is free", () => {
    const room = waitingRoom();
    asked(room, "second");
    asked(room, "third");
    room.attempts.decide(ada, "allow");
    expect(states(room)).toEqual(["waiting", "running"]);
    room.attempts.finish();
    expect(states(room)).toEqual(["running", "completed"]);
    expect(room.fresh(ada).queue).toHaveLength(1);
    expect(room.attempts.running).toMatchObject([{ attempt: 2, text: "Let me look. May I? " }]);
    room.attempts.repeat();
    room.attempts.result("deleted");
    room.attempts.say("Done.");
    room.attempts.finish();
    expect(room.fresh(ada).messages.find(({ answer }) => answer?.attempt === 2)).toMatchObject({
      text: "Let me look. May I? Done.",
    });
    expect(states(room)).toEqual(["completed", "completed", "running"]);
  });

  test("a denial is a result like another", () => {
    const room = waitingRoom();
    room.attempts.decide(ada, "deny");
    expect(states(room)).toEqual(["running"]);
    expect(steps(room).at(-1)).toMatchObject({
      state: "done",
      ok: false,
      result: expect.stringContaining("not"),
    });
  });

  test("decided by those who may approve alone; the first decision holds", () => {
    const room = waitingRoom();
    for (const user of [grace, linus]) {
      expect(room.attempts.decide(user, "allow")).toMatchObject({ refused: "forbidden" });
    }
    const turn = openTurns(room.store)[0]?.id;
    if (turn === undefined) throw new Error("nothing waits");
    const call = `${turn}.3` as const;
    room.attempts.decide(ada, "deny");
    expect(room.attempts.decideOn(call, ada, "allow")).toMatchObject({ refused: "conflict" });
    expect(room.attempts.decideOn(`${turn}.1`, ada, "allow")).toMatchObject({ refused: "not_found" });
    expect(room.attempts.decideOn(`${turn}.9`, ada, "allow")).toMatchObject({ refused: "not_found" });
    expect(room.events().filter(({ type }) => type === "turn.decided")).toMatchObject([
      { by: ada, step: 3, decision: "deny" },
    ]);
  });

  test("decided while its attempt is still at work, it goes on at once", () => {
    const room = aiRoom();
    asked(room, "delete my draft");
    room.attempts.call("delete", { state: "waiting" });
    room.attempts.decide(ada, "allow");
    room.attempts.finish(WAITING);
    expect(answers(room)).toMatchObject([{ state: "running", attempt: 2 }]);
  });
});

describe("STEP-7: what else ends the waiting, once", () => {
  const endOf = (room: TestRoom) =>
    room.events().filter((event): event is TurnEnded => event.type === "turn.ended");

  test.each([
    ["stop", (room: TestRoom) => room.does(ada, { type: "stop", turn: waitingTurn(room) }), "stopped"],
    [
      "its prompt deleted",
      (room: TestRoom) => room.does(ada, { type: "delete", target: promptOf(room) }),
      "stopped",
    ],
    [
      "its prompt kept from the AI",
      (room: TestRoom) => room.does(ada, { type: "ai", target: promptOf(room), ai: "never" }),
      "stopped",
    ],
    ["its agent removed", (room: TestRoom) => room.does(ada, { type: "remove", user: bot }), "stopped"],
    ["taken over", (room: TestRoom) => room.does(ada, { type: "takeover", on: true }), "stopped"],
    ["nobody decided", expire, "failed"],
  ])("%s", (_, end, state) => {
    const room = waitingRoom();
    const turn = waitingTurn(room);
    end(room);
    expect(endOf(room)).toMatchObject([{ state }]);
    expect(room.attempts.decideOn(`${turn}.3`, ada, "allow")).toMatchObject({ refused: "conflict" });
    expire(room);
    expect(endOf(room)).toHaveLength(1);
    expect(findTurn(room.store, turn)?.state).toBe(state);
    const shown = room.fresh(ada).messages.find(({ answer }) => answer?.turn === turn);
    expect(shown?.text).toBe("Let me look. May I? ");
  });

  test("it does not expire before its time, nor once it is decided", () => {
    const room = waitingRoom();
    const turn = waitingTurn(room);
    const due = room.clock.now + DECISION_LIFETIME;
    expect(expireDecision(room.store, turn, due - 1)).toEqual({ effects: [], again: due });
    asked(room, "second");
    room.attempts.decide(ada, "allow");
    expect(expireDecision(room.store, turn, due)).toEqual({ effects: [], again: null });
    expect(states(room)).toEqual(["waiting", "running"]);
  });
});

describe("STEP-8: steps go and are kept as the text of their answer", () => {
  const finished = () => {
    const room = waitingRoom();
    room.attempts.decide(ada, "allow");
    room.attempts.finish();
    return room;
  };

  test("a deleted answer leaves none, also one that waits", () => {
    for (const room of [finished(), waitingRoom()]) {
      const watcher = new Watcher(room);
      const target = room.fresh(ada).messages.at(-1)?.seq ?? 0;
      const outcome = room.does(ada, { type: "delete", target });
      expect(steps(room)).toEqual([]);
      if ("effects" in outcome) watcher.hears(outcome.effects);
      expect(watcher.view).toEqual(new Watcher(room).view);
      expect(JSON.stringify(watcher.view.messages.at(-1))).not.toContain("echo");
    }
  });

  test("so does one that is taken back", () => {
    const room = aiRoom();
    asked(room, "look");
    const watcher = new Watcher(room);
    watcher.hears([room.attempts.call("find")].flatMap((each) => each ?? []));
    const moderation: Moderation = { state: "retracted", categories: ["S1"] };
    const refused = {
      type: "ended",
      state: "refused",
      reason: "moderation",
      usage: null,
      moderation,
    } as const;
    watcher.hears(room.attempts.finish(refused).effects);
    expect(steps(room)).toEqual([]);
    expect(watcher.view).toEqual(new Watcher(room).view);
    expect(watcher.view.messages.at(-1)?.answer).not.toHaveProperty("steps");
  });

  test("CITE-7: who may not read what it is built on is told of no step", () => {
    const room = finished();
    room.store.run("UPDATE turns SET libraries = ?", JSON.stringify([handbook]));
    const restricted = answersBuiltOn(room.store, [handbook]);
    const { welcome } = room.hello(grace);
    if (welcome.reset === null) throw new Error("no snapshot came");
    const seen = [
      restrictEvents(room.events(), restricted),
      restrictPage(welcome.reset.timeline, restricted),
    ];
    expect(JSON.stringify(seen)).not.toContain("echo");
  });
});

function promptOf(room: TestRoom): number {
  const prompt = room.fresh(ada).messages[0]?.seq;
  if (prompt === undefined) throw new Error("nobody asked");
  return prompt;
}

function waitingTurn(room: TestRoom) {
  const turn = openTurns(room.store).find(({ state }) => state === "waiting");
  if (turn === undefined) throw new Error("nothing waits");
  return turn.id;
}

function expire(room: TestRoom): void {
  const turns = room.store.all<{ id: TurnId }>("SELECT id FROM turns");
  for (const { id } of turns) {
    room.attempts.follow(
      room.store.transaction(() => expireDecision(room.store, id, room.clock.now + DECISION_LIFETIME)),
    );
  }
}
