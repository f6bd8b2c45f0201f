/** What is being said right now, beside the log. */
import type { LiveAnswer, Part } from "../protocol/frames.ts";
import type { RoomView } from "./view.ts";

/** What has been said of answers that are being given. Take it in once the events up to the welcome's head are. */
export function withLive(view: RoomView, live: readonly LiveAnswer[]): RoomView {
  if (live.length === 0) return view;
  const messages = view.messages.map((message) => {
    const said = live.find(({ target }) => target === message.seq);
    const isRunning = message.answer?.state === "running" && message.answer.attempt === said?.attempt;
    return said !== undefined && isRunning ? { ...message, text: said.text } : message;
  });
  return { ...view, messages };
}

/**
 * Takes in the next piece of a running answer. One that was taken in before, or belongs to an attempt that is over, changes
 * nothing; `hole` says from where the missing text must be asked (`parts`), and that nothing was taken.
 */
export function applyPart(view: RoomView, part: Part): { view: RoomView; hole: number | null } {
  const at = view.messages.findLastIndex((message) => message.seq === part.m);
  const message = view.messages[at];
  const answer = message?.answer;
  if (message === undefined || answer?.state !== "running" || part.a < answer.attempt)
    return { view, hole: null };
  // A later attempt than the log has told of: its event is still to come, and what is said now is asked for then.
  if (part.a > answer.attempt) return { view, hole: null };
  const { text } = message;
  if (part.n > text.length) return { view, hole: text.length };
  if (part.n + part.d.length <= text.length) return { view, hole: null };
  const messages = view.messages.with(at, { ...message, text: text.slice(0, part.n) + part.d });
  return { view: { ...view, messages }, hole: null };
}
