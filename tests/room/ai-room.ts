import type { TurnId, UserId } from "../../shared/ids.ts";
import type { Role, RoomKind } from "../../shared/permissions.ts";
import type { Answer, TurnState } from "../../shared/protocol/turns.ts";
import { ada, bot, grace, linus } from "../support/people.ts";
import { type TestRoom, testRoom } from "./test-room.ts";

/** A group with two people who may write, one who may only read, and an agent. */
export const aiRoom = (kind: RoomKind = "group", ...more: [UserId, Role][]): TestRoom =>
  testRoom([[ada, "owner"], [grace, "member"], [linus, "viewer"], [bot, "member"], ...more], kind);

export const answers = (room: TestRoom): Answer[] =>
  room.fresh(ada).messages.flatMap(({ answer }) => (answer === undefined ? [] : [answer]));
export const states = (room: TestRoom): TurnState[] => answers(room).map(({ state }) => state);
export const asked = (room: TestRoom, text: string, by = ada, agent: UserId = bot) =>
  room.says(by, text, { mentions: [agent] });
export const running = (room: TestRoom): TurnId => {
  const turn = room.attempts.running[0]?.turn;
  if (turn === undefined) throw new Error("nothing runs");
  return turn;
};
