import type { Message, Seq } from "../../../shared/protocol/events.ts";
import type { RoomView } from "../../../shared/room-view.ts";

type Messages = readonly Message[];

/** The current texts of the running answers. */
export function runningTexts(messages: Messages): ReadonlyMap<Seq, string> {
  const texts = new Map<Seq, string>();
  for (const { seq, answer, text } of messages) if (answer?.state === "running") texts.set(seq, text);
  return texts;
}

/** Whether only the texts of running answers differ. Then nothing else needs to be rendered again. */
export function onlySaysMore(before: Messages, now: Messages): boolean {
  if (before.length !== now.length) return false;
  return now.every((message, index) => {
    const old = before[index];
    return old === message || (old?.answer === message.answer && message.answer?.state === "running");
  });
}

/** Whether two views differ only in the texts of running answers. */
export function differsByPieces(before: RoomView, now: RoomView): boolean {
  const { messages, ...rest } = now;
  const old: Record<string, unknown> = { ...before };
  return (
    Object.entries(rest).every(([key, value]) => old[key] === value) &&
    onlySaysMore(before.messages, messages)
  );
}
