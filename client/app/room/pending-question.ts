import type { RoomId } from "../../../shared/ids.ts";

/** A question that was chosen on another page, until its room is open. */
let pending: { room: RoomId; question: string } | undefined;

export function askOnArrival(room: RoomId, question: string): void {
  pending = { room, question };
}

/** Gives it once. */
export function takeQuestion(room: RoomId): string | undefined {
  if (pending?.room !== room) return undefined;
  const { question } = pending;
  pending = undefined;
  return question;
}
