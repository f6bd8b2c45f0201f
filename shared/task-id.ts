/** The id of a task outside of its room: of a personal task its own, of a task of a room the room and the message. Opaque to clients. */
import { isPersonalTaskId, isRoomId, type PersonalTaskId, type RoomId } from "./ids.ts";
import type { Seq } from "./protocol/seq.ts";

export type TaskId = PersonalTaskId | `${RoomId}.${number}`;

export type TaskPlace = { type: "personal"; id: PersonalTaskId } | { type: "room"; room: RoomId; seq: Seq };

export const roomTaskId = (room: RoomId, seq: Seq): TaskId => `${room}.${seq}`;

export const isTaskId = (value: unknown): value is TaskId => readTaskId(value) !== null;

/** Null if it is no id of a task. */
export function readTaskId(value: unknown): TaskPlace | null {
  if (isPersonalTaskId(value)) return { type: "personal", id: value };
  if (typeof value !== "string") return null;
  const [room, number = "", ...rest] = value.split(".");
  if (!isRoomId(room) || rest.length > 0 || !/^[1-9][0-9]{0,15}$/.test(number)) return null;
  const seq = Number(number);
  return Number.isSafeInteger(seq) ? { type: "room", room, seq } : null;
}
