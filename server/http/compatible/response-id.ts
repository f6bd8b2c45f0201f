/** The id of a response names its room and turn, so nothing is stored for it. */
import { isRoomId, isTurnId, type RoomId, type TurnId } from "../../../shared/ids.ts";
import { MissingProblem } from "./problem-answer.ts";

export interface ResponseName {
  room: RoomId;
  turn: TurnId;
  /** What the turn has said after its call of this number. Zero: from its beginning. */
  after: number;
}

/** Without the prefix: ids of a response's parts are made of it too. */
export const bodyOf = ({ turn, after }: Pick<ResponseName, "turn" | "after">): string =>
  `${turn.slice("turn_".length)}${after === 0 ? "" : `_${after}`}`;

export const responseId = (name: ResponseName): string =>
  `resp_${name.room.slice("room_".length)}${bodyOf(name)}`;

const RESPONSE = /^resp_([0-9a-z]{26})([0-9a-z]{26})(?:_([1-9]\d{0,5}))?$/;

/** `id`: unchecked input. Null if it has not the form of an id. */
export function readResponseId(id: string): ResponseName | null {
  const [, inRoom, ofTurn, after] = RESPONSE.exec(id) ?? [];
  const [room, turn] = [`room_${inRoom}`, `turn_${ofTurn}`];
  return isRoomId(room) && isTurnId(turn) ? { room, turn, after: Number(after ?? 0) } : null;
}

/** The same for one that never was, and for one of somebody else. */
export const noSuchResponse = () =>
  new MissingProblem("There is no such response, or you do not have access to it.", {
    code: "response_not_found",
    param: "response_id",
  });

export const noPreviousResponse = () =>
  new MissingProblem("The previous response was not found, or you do not have access to it.", {
    code: "previous_response_not_found",
    param: "previous_response_id",
  });
