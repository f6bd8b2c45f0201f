/** The pinned messages of a room, in their order. */
import type { PinMoved } from "../protocol/events.ts";
import type { Seq } from "../protocol/seq.ts";
import type { RoomView } from "./view.ts";

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
