/** Converts a generated step into its effect on the current room. */
import { ALL_SCOPES } from "../../shared/permissions.ts";
import type { TurnId, UserId } from "../../shared/ids.ts";
import type { Message } from "../../shared/protocol/events.ts";
import type { Program } from "../../shared/protocol/program.ts";
import type { Seq } from "../../shared/protocol/seq.ts";
import type { Part, ReasoningPart, StepFrame } from "../../shared/protocol/frames.ts";
import type { Moderation } from "../../shared/protocol/turns.ts";
import type { RoomView } from "../../shared/room-view.ts";
import type { Command } from "../../server/rules/room/commands/command.ts";
import type { Effect } from "../../server/rules/room/effects.ts";
import { renameMember } from "../../server/rules/room/members.ts";
import { judge } from "../../server/rules/room/moderation.ts";
import { saveFollowUps } from "../../server/rules/room/turns/follow-ups.ts";
import { announceUpload, takeUpload } from "../../server/rules/room/uploads.ts";
import { aFile } from "../support/attachments.ts";
import { ada, newMessageId } from "../support/people.ts";
import type { TestRoom } from "./test-room.ts";
import type { Step, Happening } from "./steps.ts";

/** A program that brings one tool along. */
export const ECHO: Program = {
  instructions: "Answer in rhymes.",
  tools: [{ name: "echo", description: "Says it again.", parameters: { type: "object" } }],
};

/** The step as a command, and who sends it. An edit is sent by the message's author, because edits by others are always refused. */
export function commandOf(
  step: Step,
  user: UserId,
  { messages, queue, pins = [] }: RoomView,
): [UserId, Command] | null {
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
      const brought = step.program === true ? { program: ECHO } : {};
      const policy = step.promptPolicy === undefined ? {} : { promptPolicy: step.promptPolicy };
      const task = step.task === undefined ? {} : { task: step.task };
      const id = newMessageId();
      return [user, { type: "send", id, text, mentions, ...reply, ...brought, ...policy, ...task }];
    }
    case "task":
    case "tick":
    case "place": {
      const tasks = messages.filter((message) => message.task !== undefined);
      const task = tasks[step.nth % tasks.length];
      return task === undefined ? null : [user, onTask(step, task, tasks)];
    }
    case "edit": {
      const message = pick(step.nth);
      if (message === undefined) return null;
      const version = step.stale ? message.version - 1 : message.version;
      return [message.author, { type: "edit", target: message.seq, version, text: step.text }];
    }
    case "fork": {
      const message = pick(step.nth);
      if (message === undefined) return null;
      const { author, seq } = message;
      return [author, { type: "send", id: newMessageId(), text: step.text, forkOf: seq }];
    }
    case "show": {
      const branches = [0, ...messages.flatMap(({ forks = [] }) => forks.slice(1))];
      return [user, { type: "show", branch: branches[step.nth % branches.length] ?? 0 }];
    }
    case "delete": {
      const message = pick(step.nth);
      return message === undefined ? null : [user, { type: "delete", target: message.seq }];
    }
    case "pin": {
      const message = pick(step.nth);
      return message === undefined ? null : [user, { type: "pin", target: message.seq, on: step.on }];
    }
    case "movePin": {
      const target = pins[step.nth % pins.length];
      const before = step.before === null ? null : (pins[step.before % pins.length] ?? null);
      return target === undefined ? null : [user, { type: "pin.move", target, before }];
    }
    case "react": {
      const message = pick(step.nth);
      const { emoji, on } = step;
      return message === undefined ? null : [user, { type: "react", target: message.seq, emoji, on }];
    }
    case "ai":
    case "ask":
    case "choose":
    case "vote":
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

function onTask(
  step: Extract<Step, { type: "task" | "tick" | "place" }>,
  { seq: target, task }: Message,
  tasks: readonly Message[],
): Command {
  switch (step.type) {
    case "task":
      return { type: "task.change", target, ...step.change, version: task?.version ?? 0 };
    case "tick":
      return { type: "task.state", target, state: step.state };
    case "place": {
      const before = step.before === null ? null : (tasks[step.before % tasks.length]?.seq ?? null);
      return { type: "task.move", target, before };
    }
  }
}

function onMessage(
  step: Extract<Step, { type: "ai" | "ask" | "choose" | "vote" | "moderate" }>,
  target: Seq,
): Command {
  switch (step.type) {
    case "ai":
      return { type: "ai", target, ai: step.on ? "never" : "allowed" };
    case "ask":
      return { type: "ask", target, ...(step.agent === null ? {} : { agent: step.agent }) };
    case "choose":
      return { type: "choose", target };
    case "vote":
      return { type: "vote", target, vote: step.vote };
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

/** Uploads a message's files before the message, if the person may upload. */
export function withFiles({ store, clock }: TestRoom, user: UserId, step: Step, command: Command): Command {
  if (step.type !== "send" || command.type !== "send") return command;
  const files = Array.from({ length: step.files ?? 0 }, (_, n) => aFile({ name: `${n}.pdf` }));
  const by = { user, scopes: ALL_SCOPES, now: clock.now };
  for (const file of files) {
    const begun = announceUpload(store, file, by, () => file.id);
    if (begun.type === "begun") takeUpload(store, file.id, file, by);
  }
  return files.length === 0 ? command : { ...command, attachments: files.map(({ id }) => id) };
}

/** Frames that are sent without being events of the log. */
type Streamed = Part | ReasoningPart | StepFrame;
export type Told = Effect | Streamed;

export const isStreamed = (told: Told): told is Streamed =>
  told.type === "part" || told.type === "reasoning" || told.type === "step";

/** Performs what happens, and returns what all members are told. */
export function happen(room: TestRoom, what: Happening, view: RoomView): Told[] {
  const { attempts, store, clock } = room;
  if (what.type === "follow") {
    const turn = view.messages.findLast(({ answer }) => answer !== undefined)?.answer?.turn;
    if (turn === undefined) return [];
    return store.transaction(() => saveFollowUps(store, turn, what.questions, clock.now));
  }
  if ("nth" in what && what.type !== "judge" && attempts.running.length === 0) return [];
  switch (what.type) {
    case "say":
      return [attempts.say(what.text, what.nth)];
    case "finish":
      return attempts.finish(what.outcome, what.nth).effects;
    case "think":
      return [attempts.think(what.text, what.nth)];
    case "call":
      return one(attempts.call(what.text, { state: what.state ?? "called", nth: what.nth }));
    case "steer":
      return attempts.steer(what.nth);
    case "result":
      return one(attempts.result(what.text, what.nth));
    case "repeat":
      return one(attempts.repeat(what.nth));
    case "leave":
      return one(attempts.leave(what.nth));
    case "decide": {
      if (!attempts.waits()) return [];
      const { decision, reason, changed } = what;
      const outcome = attempts.decide(ada, decision, {
        ...(reason !== undefined && { reason }),
        ...(changed !== undefined && decision === "allow" && { args: { text: changed } }),
      });
      return "refused" in outcome ? [] : outcome.effects;
    }
    case "results": {
      const open = attempts.outside();
      if (open === null) return [];
      const { asker, turn, call } = open;
      const results = [{ call, ok: what.ok, result: what.result }];
      const outcome = room.does(asker, { type: "results", turn, results });
      return "refused" in outcome ? [] : outcome.effects;
    }
    case "name":
      return renameMember(store, what.user, what.name, clock.now).effects;
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

function one(frame: StepFrame | null): StepFrame[] {
  return frame === null ? [] : [frame];
}
