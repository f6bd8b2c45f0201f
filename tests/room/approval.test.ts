import { describe, expect, test } from "vitest";
import { DECISION_LIFETIME } from "../../shared/limits.ts";
import { ALL_SCOPES, can, capabilitiesOf } from "../../shared/permissions.ts";
import { callDigest } from "../../server/rules/room/call-digest.ts";
import { callsOf, toStoredCall } from "../../server/rules/room/rows/step-row.ts";
import { inboxEntries, inboxEntryOf } from "../../server/rules/room/inbox-entry.ts";
import { openTurns } from "../../server/rules/room/rows/turn-row.ts";
import { eventsForVisitor, pageForVisitor, welcomeForVisitor } from "../../server/rules/room/visitor-view.ts";
import { expireDecision } from "../../server/rules/room/turns/wait.ts";
import { ada, bot, grace, linus, mallory } from "../support/people.ts";
import { aiRoom, asked, running, states } from "./ai-room.ts";
import { WAITING } from "./test-attempts.ts";
import { testRoom } from "./test-room.ts";
import { Watcher } from "./watcher.ts";
import { waitingRoom, ask, stepsOf, decisions, sets } from "./waiting-call.ts";

describe("APPROVE-1: a decision is about exactly what the person was shown", () => {
  test("another digest is a conflict, and nothing happens", () => {
    const { room, call } = waitingRoom();
    const before = [room.head(), stepsOf(room)];
    for (const digest of ["", callDigest("echo", { text: "Delete" }), callDigest("ech", { text: "delete" })])
      expect(room.attempts.decideOn(call, ada, "allow", { digest })).toMatchObject({ refused: "conflict" });
    expect([room.head(), stepsOf(room)]).toEqual(before);
    expect(room.attempts.decideOn(call, ada, "allow")).toHaveProperty("effects");
    expect(stepsOf(room)).toMatchObject([{ state: "allowed", decision: { decision: "allow", by: ada } }]);
  });

  test("the order of names does not make another digest, and every value does", () => {
    const args = { a: [1, { z: "é", b: null }], "10": true, "9": 0.1 };
    const same = JSON.parse('{"9":0.10,"10":true,"a":[1e0,{"b":null,"z":"\\u00e9"}]}');
    expect(callDigest("echo", same)).toBe(callDigest("echo", args));
    const others = [{}, { ...args, "9": 0.2 }, { ...args, a: [{ z: "é", b: null }, 1] }, { ...args, c: "" }];
    const digests = [...others.map((each) => callDigest("echo", each)), callDigest("echo2", args)];
    expect(new Set([...digests, callDigest("echo", args)]).size).toBe(6);
  });

  test("who has no right decides nothing, whatever they know", () => {
    const { room, call } = waitingRoom();
    for (const user of [grace, linus])
      expect(room.attempts.decideOn(call, user, "allow")).toMatchObject({ refused: "forbidden" });
    expect(decisions(room)).toEqual([]);
  });
});

describe("APPROVE-2: the first valid decision wins", () => {
  test.each(["allow", "deny"] as const)("%s, and everything after it is a conflict", (first) => {
    const { room, call } = waitingRoom();
    room.attempts.decideOn(call, mallory, first);
    const after = stepsOf(room);
    for (const decision of ["allow", "deny"] as const) {
      for (const user of [ada, mallory])
        expect(room.attempts.decideOn(call, user, decision)).toMatchObject({ refused: "conflict" });
    }
    expect(room.attempts.decideOn(call, ada, "allow", { args: { text: "x" } })).toMatchObject({
      refused: "conflict",
    });
    expect(stepsOf(room)).toEqual(after);
    expect(decisions(room)).toMatchObject([{ by: mallory, decision: first }]);
  });

  test("a call that does not wait for a person cannot be decided on", () => {
    const room = aiRoom();
    asked(room, "look");
    room.attempts.call("find");
    const call = `${running(room)}.1` as const;
    expect(room.attempts.decideOn(call, ada, "allow")).toMatchObject({ refused: "conflict" });
    expect(room.attempts.decideOn(`${running(room)}.2`, ada, "allow")).toMatchObject({
      refused: "not_found",
    });
  });
});

describe("APPROVE-3: changing the arguments makes a new call", () => {
  test("the first one was not allowed; the new one is, with a number and a digest of its own", () => {
    const { room, call } = waitingRoom();
    const watcher = new Watcher(room);
    const outcome = room.attempts.decideOn(call, ada, "allow", {
      args: { text: "archive" },
      reason: "Keep a copy.",
    });
    if ("effects" in outcome) watcher.hears(outcome.effects);
    const common = { by: ada, at: room.clock.now, reason: "Keep a copy." };
    expect(stepsOf(room)).toMatchObject([
      {
        number: 1,
        args: { text: "delete" },
        state: "done",
        ok: false,
        result: expect.stringMatching(/changed them.*Reason: Keep a copy\.$/),
        decision: { decision: "change", ...common, changedTo: 2 },
      },
      {
        number: 2,
        args: { text: "archive" },
        digest: callDigest("echo", { text: "archive" }),
        state: "allowed",
        decision: { decision: "allow", ...common, changedFrom: 1 },
      },
    ]);
    expect(decisions(room)).toMatchObject([{ step: 1, decision: "allow", changed: 2 }]);
    expect(watcher.view).toEqual(new Watcher(room).view);
    expect(watcher.view.messages.at(-1)?.answer?.steps).toMatchObject([
      { number: 1, state: "done", ok: false },
      { number: 2, state: "allowed" },
    ]);
    expect(states(room)).toEqual(["running"]);
    room.attempts.repeat();
    room.attempts.result("archived");
    expect(stepsOf(room)).toMatchObject([{ ok: false }, { state: "done", ok: true, result: "archived" }]);
  });

  test("arguments that the tool does not take are refused, and so are arguments of a denial", () => {
    const { room, call } = waitingRoom();
    const before = stepsOf(room);
    const args = { text: "archive" };
    expect(room.attempts.decideOn(call, ada, "allow", { args, isFit: false })).toMatchObject({
      refused: "bad_type",
    });
    expect(room.attempts.decideOn(call, ada, "deny", { args })).toMatchObject({ refused: "bad_type" });
    expect(stepsOf(room)).toEqual(before);
  });

  test("the same arguments are no change", () => {
    const { room, call } = waitingRoom();
    room.attempts.decideOn(call, ada, "allow", { args: { text: "delete" } });
    expect(stepsOf(room)).toMatchObject([{ number: 1, state: "allowed" }]);
  });

  test("one of two that wait: the other one waits on, and the text before both stays", () => {
    const room = aiRoom();
    asked(room, "do both");
    room.attempts.say("May I? ");
    room.attempts.call("one", { state: "waiting" });
    room.attempts.call("two", { state: "waiting" });
    room.attempts.decide(ada, "allow", { args: { text: "another" } });
    room.attempts.finish(WAITING);
    expect(states(room)).toEqual(["waiting"]);
    room.attempts.decide(ada, "deny");
    expect(states(room)).toEqual(["running"]);
    expect(room.attempts.running).toMatchObject([{ attempt: 2, text: "May I? " }]);
    expect(stepsOf(room).map(({ number, state }) => [number, state])).toEqual([
      [1, "done"],
      [2, "done"],
      [3, "allowed"],
    ]);
  });
});

describe("APPROVE-4: a reason", () => {
  test("is given to the model with a denial, and shown to everyone", () => {
    const { room, call } = waitingRoom();
    room.attempts.decideOn(call, ada, "deny", { reason: "  It is Grace's draft.\u0000 " });
    const [step] = stepsOf(room);
    expect(step).toMatchObject({
      ok: false,
      result: "A person did not allow this. Reason: It is Grace's draft.",
      decision: { decision: "deny", by: ada, at: room.clock.now, reason: "It is Grace's draft." },
    });
    const turn = openTurns(room.store)[0]?.id;
    if (turn === undefined) throw new Error("nothing runs");
    expect(callsOf(room.store, turn).map(toStoredCall)).toMatchObject([{ ok: false, result: step?.result }]);
  });

  test("that says nothing is none", () => {
    const { room, call } = waitingRoom();
    room.attempts.decideOn(call, ada, "deny", { reason: " \u200b\u0000\n" });
    expect(stepsOf(room)[0]?.result).toBe("A person did not allow this.");
    expect(stepsOf(room)[0]?.decision).not.toHaveProperty("reason");
  });

  test("is in no event, and goes with the answer", () => {
    const { room, call } = waitingRoom();
    room.attempts.decideOn(call, ada, "deny", { reason: "SECRET" });
    expect(JSON.stringify([room.events(), room.fresh(ada)])).not.toContain("SECRET");
    room.does(ada, { type: "delete", target: room.fresh(ada).messages.at(-1)?.seq ?? 0 });
    const tables = ["turn_steps", "turns", "messages", "events", "context_receipts"];
    const rows = tables.map((table) => room.store.all(`SELECT * FROM ${table}`));
    expect(JSON.stringify(rows)).not.toContain("SECRET");
  });
});

describe("APPROVE-7: not who asked", () => {
  test("neither who asked nor who wrote a prompt decides; another one does", () => {
    const { room, call } = waitingRoom(ada);
    sets(room, "notAsker");
    for (const decision of ["allow", "deny"] as const)
      expect(room.attempts.decideOn(call, ada, decision)).toMatchObject({ refused: "forbidden" });
    expect(room.attempts.decideOn(call, mallory, "allow")).toHaveProperty("effects");
    expect(decisions(room)).toMatchObject([{ by: mallory }]);
  });

  test("also of a question that others asked together with them, or about their message", () => {
    const room = aiRoom("group", [mallory, "admin"]);
    sets(room, "notAsker");
    asked(room, "busy");
    asked(room, "one", mallory);
    asked(room, "two", grace);
    const [one, two] = room.fresh(ada).queue.map(({ turn }) => turn);
    if (one === undefined || two === undefined) throw new Error("two prompts wait");
    room.does(ada, { type: "merge", turn: one, into: two });
    room.attempts.finish();
    const call = ask(room);
    expect(room.attempts.decideOn(call, mallory, "allow")).toMatchObject({ refused: "forbidden" });
    expect(room.attempts.decideOn(call, ada, "allow")).toHaveProperty("effects");
  });
});

describe("APPROVE-8: where people talk alone, and with visitors", () => {
  test("in a direct room the person decides on the calls of their agent; nobody else could", () => {
    const room = testRoom(
      [
        [ada, "member"],
        [bot, "member"],
      ],
      "direct",
    );
    room.says(ada, "delete my draft");
    const call = ask(room);
    expect(room.fresh(ada).you.capabilities).toContain("approve");
    expect(sets(room, "notAsker")).toBe("bad_type");
    expect(sets(room, "once")).toBeNull();
    expect(room.attempts.decideOn(call, ada, "allow")).toHaveProperty("effects");
  });

  test("no other role has gained anything", () => {
    expect(can("viewer", "approve", "direct")).toBe(false);
    expect(can("visitor", "approve", "support")).toBe(false);
    for (const kind of ["group", "session", "support"] as const)
      expect(can("member", "approve", kind)).toBe(false);
    expect(capabilitiesOf("member", "direct", ALL_SCOPES)).toEqual([
      "read",
      "write",
      "steer",
      "approve",
      "takeOver",
    ]);
  });

  test("a visitor decides nothing, and is told of no tool, argument, reason or policy", () => {
    const room = testRoom(
      [
        [ada, "owner"],
        [linus, "visitor"],
        [bot, "member"],
      ],
      "support",
    );
    room.says(linus, "delete my order");
    const call = ask(room);
    sets(room, "notAsker");
    expect(room.attempts.decideOn(call, linus, "allow")).toMatchObject({ refused: "forbidden" });
    room.attempts.decideOn(call, ada, "allow", { args: { text: "archive" }, reason: "It is paid." });
    const { welcome } = room.hello(ada);
    if (welcome.reset === null) throw new Error("no snapshot came");
    const told = [
      eventsForVisitor(room.events()),
      pageForVisitor(welcome.reset.timeline),
      welcomeForVisitor(welcome),
    ];
    expect(JSON.stringify(told)).not.toMatch(/echo|archive|It is paid|policies|notAsker/);
  });
});

describe("APPROVE-9: no decision in time means no", () => {
  test("the turn ends as expired, and the call as one that nobody allowed", () => {
    const { room, call } = waitingRoom();
    const turn = openTurns(room.store)[0]?.id;
    if (turn === undefined) throw new Error("nothing waits");
    const due = room.clock.now + DECISION_LIFETIME;
    expect(stepsOf(room)).toMatchObject([{ until: due }]);
    room.clock.now = due;
    // The alarm may be late. The time is over all the same.
    expect(room.attempts.decideOn(call, ada, "allow")).toMatchObject({ refused: "conflict" });
    room.attempts.follow(room.store.transaction(() => expireDecision(room.store, turn, due)));
    expect(room.fresh(ada).messages.at(-1)?.answer).toMatchObject({
      state: "failed",
      reason: "expired",
      steps: [{ state: "done", ok: false }],
    });
    expect(stepsOf(room)).toMatchObject([
      { ok: false, result: "Nobody allowed this in time.", decision: { decision: "expired", at: due } },
    ]);
    expect(stepsOf(room)[0]).not.toHaveProperty("until");
    expect(room.attempts.decideOn(call, ada, "allow")).toMatchObject({ refused: "conflict" });
  });

  test("a millisecond before, it counts", () => {
    const { room, call } = waitingRoom();
    room.clock.now += DECISION_LIFETIME - 1;
    expect(room.attempts.decideOn(call, ada, "allow")).toHaveProperty("effects");
  });
});

test("INBOX-26: the inbox counts what a person may decide, until somebody has", () => {
  const room = aiRoom("group");
  room.does(ada, { type: "role", user: grace, role: "admin" });
  asked(room, "Remember it.", grace);
  const decisions = () => [ada, grace, linus].map((user) => inboxEntryOf(room.store, user)?.decisions);
  expect(decisions()).toEqual([undefined, undefined, undefined]);
  room.attempts.call("one", { state: "waiting" });
  room.attempts.call("two", { state: "waiting" });
  room.attempts.finish(WAITING);
  expect(decisions()).toEqual([2, 2, undefined]);
  expect(inboxEntries(room.store).map(({ entry }) => entry.decisions)).toEqual([2, 2, undefined]);
  room.does(ada, { type: "policy", tool: "echo", policy: "notAsker", isKnown: true });
  expect(decisions()).toEqual([2, undefined, undefined]);
  room.attempts.decide(ada, "deny");
  expect(decisions()).toEqual([1, undefined, undefined]);
  room.attempts.decide(ada, "allow");
  expect(decisions()).toEqual([undefined, undefined, undefined]);
});
