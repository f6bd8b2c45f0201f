import { describe, expect, test } from "vitest";
import { ALL_SCOPES, CAPABILITIES, type Capability, type Scopes } from "../../shared/permissions.ts";
import { findDownload } from "../../server/rules/room/attachments.ts";
import type { Command } from "../../server/rules/room/commands/command.ts";
import { callDigest } from "../../server/rules/room/call-digest.ts";
import { heldText, judge } from "../../server/rules/room/moderation.ts";
import { callIdOf } from "../../server/rules/room/rows/step-row.ts";
import { announceUpload, removeWaiting, takeUpload } from "../../server/rules/room/uploads.ts";
import { aFile, uploaded } from "../support/attachments.ts";
import { ada, bot, grace, linus, mallory, newMessageId } from "../support/people.ts";
import { aiRoom, asked, running } from "./ai-room.ts";
import { ECHO } from "./play-steps.ts";
import { catchUpView, viewFromArrival } from "./test-room.ts";

const only = (...scopes: Capability[]): Scopes => new Set(scopes);
const without = (scope: Capability): Scopes => new Set(CAPABILITIES.filter((each) => each !== scope));
const limited = (needs: Capability) => ({
  refused: "forbidden",
  message: `This access is limited: it lacks the scope "${needs}".`,
});

/** A room in which each command has a target and is accepted from the owner. */
function roomForAll() {
  const room = aiRoom();
  const said = room.says(grace, "hello");
  const prompt = asked(room, "first");
  room.attempts.say("an answer");
  room.attempts.finish();
  const answer = room.fresh(ada).messages.at(-1)?.seq ?? 0;
  room.does(ada, { type: "send", id: newMessageId(), text: "busy", mentions: [bot], program: ECHO });
  room.attempts.call("hello", { state: "outside" });
  const outside = room.attempts.outside();
  room.attempts.call("may I?", { state: "waiting" });
  const waiting = room.attempts.undecided();
  if (outside === null || waiting === undefined) throw new Error("no call waits");
  const digest = callDigest("echo", { text: "may I?" });
  asked(room, "one");
  asked(room, "two");
  const [into, turn] = room.fresh(ada).queue.map((queued) => queued.turn);
  if (into === undefined || turn === undefined) throw new Error("two prompts wait");
  room.does(grace, {
    type: "send",
    id: newMessageId(),
    text: "held",
    moderation: { state: "held", categories: [] },
  });
  const held = room.head();
  room.does(ada, { type: "pin", target: prompt, on: true });
  const task = room.says(ada, "water the plants", { task: {} });
  room.says(ada, "feed the cat", { task: {} });
  const commands: Record<Command["type"], [Capability, Command]> = {
    send: ["write", { type: "send", id: newMessageId(), text: "x" }],
    edit: ["write", { type: "edit", target: prompt, version: 1, text: "x" }],
    delete: ["write", { type: "delete", target: prompt }],
    react: ["write", { type: "react", target: said, emoji: "👍", on: true }],
    read: ["read", { type: "read", seq: said }],
    "thread.read": ["read", { type: "thread.read", target: said, seq: said }],
    "thread.follow": ["read", { type: "thread.follow", target: said, on: true }],
    delivered: ["read", { type: "delivered", seq: said }],
    leave: ["read", { type: "leave" }],
    invite: ["invite", { type: "invite", person: { user: mallory, name: "Mallory" }, role: "member" }],
    remove: ["manage", { type: "remove", user: linus }],
    role: ["manage", { type: "role", user: grace, role: "owner" }],
    rename: ["manage", { type: "rename", name: "den" }],
    topic: ["manage", { type: "topic", topic: "Plans" }],
    posting: ["manage", { type: "posting", posting: "managers" }],
    visibility: ["manage", { type: "visibility", isPublic: true }],
    pin: ["write", { type: "pin", target: said, on: true }],
    "pin.move": ["write", { type: "pin.move", target: prompt, before: null }],
    "task.change": ["write", { type: "task.change", target: task, assignee: ada }],
    "task.state": ["write", { type: "task.state", target: task, state: "done" }],
    "task.move": ["write", { type: "task.move", target: task, before: null }],
    ai: ["write", { type: "ai", target: said, ai: "never" }],
    ask: ["write", { type: "ask", target: prompt }],
    results: [
      "write",
      { type: "results", turn: outside.turn, results: [{ call: outside.call, ok: true, result: "x" }] },
    ],
    decide: ["approve", { type: "decide", call: callIdOf(waiting), decision: "allow", digest }],
    policy: ["approve", { type: "policy", tool: "echo", policy: "anyone", isKnown: true }],
    promptPolicy: ["steer", { type: "promptPolicy", policy: "merge" }],
    stop: ["write", { type: "stop", turn: running(room) }],
    move: ["steer", { type: "move", turn, before: into }],
    merge: ["steer", { type: "merge", turn, into }],
    choose: ["write", { type: "choose", target: answer }],
    show: ["write", { type: "show", branch: 0 }],
    vote: ["write", { type: "vote", target: answer, vote: "good" }],
    takeover: ["takeOver", { type: "takeover", on: true }],
    moderate: ["manage", { type: "moderate", target: held, decision: "release" }],
    "support.request": ["write", { type: "support.request" }],
    "support.withdraw": ["write", { type: "support.withdraw" }],
    "support.handBack": ["write", { type: "support.handBack" }],
    "support.rate": ["write", { type: "support.rate", step: 5 }],
    "support.close": ["write", { type: "support.close" }],
  };
  return { room, commands: Object.values(commands), commandOf: (type: Command["type"]) => commands[type] };
}

describe("commands", () => {
  test.each(CAPABILITIES)(
    "SCOPE-1: without the scope %s every command that needs it is refused, even from an owner",
    (scope) => {
      const { room, commands } = roomForAll();
      const head = room.head();
      const concerned = commands.filter(([needs]) => needs === scope).map(([, command]) => command);
      expect(concerned.map((command) => room.does(ada, command, without(scope)))).toEqual(
        concerned.map(() => limited(scope)),
      );
      expect(room.head()).toBe(head);
    },
  );

  test.each(CAPABILITIES)(
    "SCOPE-1: with the scope %s alone only the commands that need it are accepted",
    (scope) => {
      const types = roomForAll().commands.map(([, { type }]) => type);
      // Changing another person's message needs one more scope, leaving and policies need two, and only conversations with visitors can be closed.
      // Other tests cover these.
      const simple = types.filter(
        (type) => !["ai", "leave", "policy", "promptPolicy"].includes(type) && !type.startsWith("support."),
      );
      for (const type of simple) {
        // Each command gets a room of its own, because one command changes what the next one needs.
        const { room, commandOf } = roomForAll();
        const [needs, command] = commandOf(type);
        expect([type, room.refuses(ada, command, only(scope))]).toEqual([
          type,
          needs === scope ? null : "forbidden",
        ]);
      }
    },
  );

  test("SCOPE-1: scopes add nothing to a role", () => {
    const { room, commands } = roomForAll();
    const refused = commands
      .filter(([needs]) => needs !== "read")
      .map(([, command]) => room.refuses(linus, command, ALL_SCOPES));
    expect(refused).toEqual(refused.map(() => "forbidden"));
  });

  test("SCOPE-1: what somebody else wrote or asked needs its own scope beside write", () => {
    const room = aiRoom();
    const theirs = room.says(grace, "mine");
    const prompt = asked(room, "what?", grace);
    const writes = only("read", "write");
    expect(room.refuses(ada, { type: "delete", target: theirs }, writes)).toBe("not_found");
    expect(room.refuses(ada, { type: "ai", target: theirs, ai: "never" }, writes)).toBe("not_found");
    expect(room.refuses(ada, { type: "stop", turn: running(room) }, writes)).toBe("forbidden");
    expect(room.refuses(ada, { type: "stop", turn: running(room) }, only("write", "steer"))).toBeNull();
    expect(room.refuses(ada, { type: "ask", target: prompt }, writes)).toBe("forbidden");
    expect(room.refuses(ada, { type: "ask", target: prompt }, only("write", "steer"))).toBeNull();
    expect(
      room.refuses(ada, { type: "ai", target: theirs, ai: "never" }, only("write", "manage")),
    ).toBeNull();
    expect(room.refuses(ada, { type: "delete", target: theirs }, only("write", "manage"))).toBeNull();
  });

  test("SCOPE-1: an access that only reads takes nobody out, though every role may leave", () => {
    const room = aiRoom();
    expect(room.does(linus, { type: "leave" }, only("read"))).toEqual(limited("write"));
    expect(room.refuses(linus, { type: "leave" })).toBeNull();
  });
});

describe("reading", () => {
  test("SCOPE-2: without the scope read there is no welcome", () => {
    const room = aiRoom();
    expect(() => room.hello(ada, null, null, without("read"))).toThrow(limited("read").message);
  });

  test("SCOPE-3: the welcome and the view name what the role and the scopes allow, also after a change of role", () => {
    const room = aiRoom();
    const scopes = only("read", "write", "manage");
    const { welcome } = room.hello(grace, null, null, scopes);
    expect(welcome.you).toEqual({
      user: grace,
      role: "member",
      capabilities: ["read", "write"],
      scopes: ["read", "write", "manage"],
    });
    const before = room.head();
    room.does(ada, { type: "role", user: grace, role: "admin" });
    const after = catchUpView(viewFromArrival({ welcome }), room.events(before));
    expect(after.you.capabilities).toEqual(["read", "write", "manage"]);
    expect(room.hello(grace).welcome.you).not.toHaveProperty("scopes");
  });

  test("SCOPE-1: what is held is for those who manage, by role and by scope", () => {
    const room = aiRoom();
    const file = uploaded(room.store, grace, room.clock.now);
    room.does(grace, { type: "send", id: newMessageId(), text: "rude", attachments: [file.id] });
    const target = room.head();
    judge(
      room.store,
      { target, version: 1, text: "rude", moderation: { state: "held", categories: ["S10"] } },
      { user: grace, now: room.clock.now },
    );
    const owner = (scopes: Scopes) => ({ user: ada, role: "owner", scopes, now: 0 }) as const;
    expect(heldText(room.store, target, owner(ALL_SCOPES))).toBe("rude");
    expect(heldText(room.store, target, owner(without("manage")))).toMatchObject({ refused: "forbidden" });
    const has = (scopes: Scopes) => findDownload(room.store, file.id, { user: ada, scopes }) !== null;
    expect([has(ALL_SCOPES), has(without("manage")), has(without("read"))]).toEqual([true, false, false]);
  });
});

test("SCOPE-1: files are uploaded and taken back with the scope write alone", () => {
  const room = aiRoom();
  const file = aFile();
  const by = (scopes: Scopes) => ({ user: ada, scopes, now: room.clock.now });
  const announce = (scopes: Scopes) => announceUpload(room.store, file, by(scopes), () => "object");
  expect(announce(only("read"))).toMatchObject(limited("write"));
  expect(announce(only("write"))).toEqual({ type: "begun", object: "object" });
  expect(takeUpload(room.store, "object", file, by(only("read")))).toMatchObject(limited("write"));
  const waiting = uploaded(room.store, ada, room.clock.now);
  expect(removeWaiting(room.store, waiting.id, by(only("read")))).toMatchObject(limited("write"));
  expect(removeWaiting(room.store, waiting.id, by(only("write")))).toBeNull();
});

test("SCOPE-1: an agent is no caller, with whatever scopes", () => {
  expect(aiRoom().refuses(bot, { type: "rename", name: "mine" }, ALL_SCOPES)).toBe("forbidden");
});
