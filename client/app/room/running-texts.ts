import type { Message, Seq } from "../../../shared/protocol/events.ts";
import type { RoomView } from "../../../shared/room-view.ts";

type Messages = readonly Message[];

/** What the answers that are being given say so far. */
export function runningTexts(messages: Messages): ReadonlyMap<Seq, string> {
  const texts = new Map<Seq, string>();
  for (const { seq, answer, text } of messages) if (answer?.state === "running") texts.set(seq, text);
  return texts;
}

/** The only difference is that running answers have other texts: nothing else needs to be drawn again. */
export function onlySaysMore(before: Messages, now: Messages): boolean {
  if (before.length !== now.length) return false;
  return now.every((message, index) => {
    const old = before[index];
    return old === message || (old?.answer === message.answer && message.answer?.state === "running");
  });
}

/** Nothing happened between the two but that answers went on. */
export function differsByPieces(before: RoomView, now: RoomView): boolean {
  const { messages, ...rest } = now;
  const old: Record<string, unknown> = { ...before };
  return (
    Object.entries(rest).every(([key, value]) => old[key] === value) &&
    onlySaysMore(before.messages, messages)
  );
}
