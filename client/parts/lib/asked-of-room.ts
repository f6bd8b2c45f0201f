import type { UserId } from "../../../shared/ids.ts";
import type { Seq } from "../../../shared/protocol/events.ts";

/**
 * What a link asks the room to do. It is stored in `history.state` until the room has handled it, so that the same request can be made
 * again.
 */
export type AskedOfRoom =
  /** Go to this message. The address also names it. */
  | { message: Seq }
  /** Ask the AI this question, as this person: the state of an address outlives a sign-in of somebody else. */
  | { question: string; by: UserId }
  /** Open this part of the room. */
  | { show: RoomPart };

/** What the room's menu opens. */
export const ROOM_PARTS = [
  "members",
  "files",
  "pins",
  "tasks",
  "memory",
  "rename",
  "topic",
  "share",
  "leave",
] as const;
export type RoomPart = (typeof ROOM_PARTS)[number];

/** The history state may hold any value, so it is checked. */
export function readAsked(state: unknown, me: UserId): AskedOfRoom | null {
  if (typeof state !== "object" || state === null) return null;
  if ("message" in state && typeof state.message === "number") return { message: state.message };
  if ("question" in state && typeof state.question === "string" && "by" in state && state.by === me)
    return { question: state.question, by: me };
  if ("show" in state) {
    const part = ROOM_PARTS.find((name) => name === state.show);
    if (part !== undefined) return { show: part };
  }
  return null;
}
