/** The topic of a room, who writes in it, and its pinned messages. */
import type { Posting } from "../permissions.ts";
import type { PinMoved, RoomInfo } from "../protocol/events.ts";
import type { Seq } from "../protocol/seq.ts";
import type { RoomView } from "./view.ts";

export function withTopic({ topic: _, ...room }: RoomInfo, topic: string): RoomInfo {
  return topic === "" ? room : { ...room, topic };
}

export function withPosting({ posting: _, ...room }: RoomInfo, posting: Posting): RoomInfo {
  return posting === "everyone" ? room : { ...room, posting };
}

export function withVisibility({ isPublic: _, ...room }: RoomInfo, isPublic: boolean): RoomInfo {
  return isPublic ? { ...room, isPublic } : room;
}

/** The pinned messages without this one. */
export const pinsBut = ({ pins = [] }: RoomView, target: Seq): readonly Seq[] =>
  pins.includes(target) ? pins.filter((seq) => seq !== target) : pins;

export function movedPins(view: RoomView, { target, before }: PinMoved): readonly Seq[] {
  const rest = pinsBut(view, target);
  const at = before === null ? rest.length : rest.indexOf(before);
  return [...rest.slice(0, at), target, ...rest.slice(at)];
}

export function withPins({ pins: before, ...view }: RoomView, pins: readonly Seq[]): RoomView {
  if (pins === before) return { ...view, pins };
  return pins.length === 0 ? view : { ...view, pins };
}
