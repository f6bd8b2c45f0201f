/** A room with a program that brings a tool along. */
import type { CallId } from "../../shared/protocol/steps.ts";
import type { Program } from "../../shared/protocol/program.ts";
import type { TurnId, UserId } from "../../shared/ids.ts";
import { ada, bot, newMessageId } from "../support/people.ts";
import { aiRoom, running } from "./ai-room.ts";
import { ECHO } from "./play-steps.ts";
import { WAITING } from "./test-attempts.ts";
import type { TestRoom } from "./test-room.ts";

export const SECRET = "Speak like the captain of the Nautilus.";
export const program: Program = { ...ECHO, instructions: SECRET };

export const sendTo = (room: TestRoom, user: UserId, more: { text?: string; program?: Program } = {}) =>
  room.does(user, {
    type: "send",
    id: newMessageId(),
    text: more.text ?? "What is the weather?",
    mentions: [bot],
    program: more.program ?? program,
  });

/** A room in which ada's program has asked, and the answer waits for these calls of its tool. */
export function waitingRoom(...texts: string[]): { room: TestRoom; turn: TurnId; calls: [CallId, CallId] } {
  const room = aiRoom();
  sendTo(room, ada);
  const turn = running(room);
  room.attempts.say("Let me look. ");
  for (const text of texts) room.attempts.call(text, { state: "outside" });
  room.attempts.finish(WAITING);
  return { room, turn, calls: [`${turn}.1`, `${turn}.2`] };
}

export const result = (call: CallId, text: string, ok = true) => ({ call, ok, result: text });

/** Every text that the database has, in any table. */
export function dumpOf({ store }: TestRoom): string {
  const tables = store.all<{ name: string }>("SELECT name FROM sqlite_master WHERE type = 'table'");
  return JSON.stringify(tables.map(({ name }) => store.all(`SELECT * FROM "${name}"`)));
}

export const errorOf = (outcome: object) => ("refused" in outcome ? outcome.refused : null);
