/** Running and waiting answers, which are not part of the log. */
import type { GivenFrame, LiveAnswer, Part, ReasoningPart, StepFrame } from "../protocol/frames.ts";
import type { StepSummary } from "../protocol/steps.ts";
import type { Answer } from "../protocol/turns.ts";
import { withStep, withSteps } from "./steps.ts";
import type { RoomView } from "./view.ts";

/** Adds the text so far of running answers. Call it after applying the events up to the welcome's head. */
export function withLive(view: RoomView, live: readonly LiveAnswer[]): RoomView {
  if (live.length === 0) return view;
  const messages = view.messages.map((message) => {
    const said = live.find(({ target }) => target === message.seq);
    const { answer } = message;
    if (said === undefined || answer === undefined || !isOpen(answer) || answer.attempt !== said.attempt) {
      return message;
    }
    const read = said.read === undefined ? {} : { read: said.read };
    return { ...message, text: said.text, answer: withSteps({ ...answer, ...read }, said.steps ?? []) };
  });
  return { ...view, messages };
}

/**
 * Applies the next piece of a running answer. A piece that was applied before, or of a former attempt, changes nothing. If text
 * is missing before the piece, nothing is applied and `hole` is the offset from which to request it (`parts`).
 */
export function applyPart(view: RoomView, part: Part): { view: RoomView; hole: number | null } {
  const at = view.messages.findLastIndex((message) => message.seq === part.m);
  const message = view.messages[at];
  const answer = message?.answer;
  if (message === undefined || answer === undefined || !isOpen(answer) || part.a < answer.attempt)
    return { view, hole: null };
  // A later attempt than in the log: its event will follow, and the text is requested then.
  if (part.a > answer.attempt) return { view, hole: null };
  const { text } = message;
  if (part.n > text.length) return { view, hole: text.length };
  if (part.n + part.d.length <= text.length) return { view, hole: null };
  const messages = view.messages.with(at, { ...message, text: text.slice(0, part.n) + part.d });
  return { view: { ...view, messages }, hole: null };
}

/** Applies changes of a running answer's steps, and of what its model was given. Changes of another attempt are ignored. */
export function applyStep(view: RoomView, frame: StepFrame | ReasoningPart | GivenFrame): RoomView {
  const at = view.messages.findLastIndex((message) => message.seq === frame.m);
  const message = view.messages[at];
  const answer = message?.answer;
  if (message === undefined || answer === undefined || !isOpen(answer) || answer.attempt !== frame.a)
    return view;
  if (frame.type === "given") {
    const { read } = frame;
    return { ...view, messages: view.messages.with(at, { ...message, answer: { ...answer, read } }) };
  }
  const steps = answer.steps ?? [];
  const step: StepSummary = frame.type === "step" ? frame.step : { type: "reasoning", number: frame.s };
  // The text of a step is sent only to people who open it, so its growth does not change the view.
  if (frame.type === "reasoning" && steps.some(({ number }) => number === frame.s)) return view;
  const messages = view.messages.with(at, { ...message, answer: withSteps(answer, withStep(steps, step)) });
  return { ...view, messages };
}

function isOpen({ state }: Answer): boolean {
  return state === "running" || state === "waiting";
}
