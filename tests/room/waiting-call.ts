/** Rooms in which a call waits for a person's decision. */
import type { TurnId } from "../../shared/ids.ts";
import type { CallId, Step } from "../../shared/protocol/steps.ts";
import type { ToolPolicy } from "../../shared/tool-policy.ts";
import { callIdOf, toSteps } from "../../server/rules/room/rows/step-row.ts";
import { ada, mallory } from "../support/people.ts";
import { aiRoom, asked } from "./ai-room.ts";
import { WAITING } from "./test-attempts.ts";
import { type TestRoom } from "./test-room.ts";

/** Ada and Mallory may decide. The agent has asked whether it may delete something. */
export function waitingRoom(by = ada): { room: TestRoom; call: CallId } {
  const room = aiRoom("group", [mallory, "admin"]);
  asked(room, "delete my draft", by);
  return { room, call: ask(room) };
}

export function ask(room: TestRoom, text = "delete"): CallId {
  room.attempts.call(text, { state: "waiting" });
  const waiting = room.attempts.undecided();
  if (waiting === undefined) throw new Error("no call waits");
  const call = callIdOf(waiting);
  room.attempts.finish(WAITING);
  return call;
}

export type ToolStep = Extract<Step, { type: "tool" }>;

export function stepsOf(room: TestRoom): ToolStep[] {
  const turns = room.store.all<{ id: TurnId; ended_at: number | null }>("SELECT id, ended_at FROM turns");
  return turns
    .flatMap((turn) => toSteps(room.store, turn))
    .filter((step): step is ToolStep => step.type === "tool");
}

export const decisions = (room: TestRoom) => room.events().filter(({ type }) => type === "turn.decided");
export const sets = (room: TestRoom, policy: ToolPolicy, by = ada) =>
  room.refuses(by, { type: "policy", tool: "echo", policy, isKnown: true });
