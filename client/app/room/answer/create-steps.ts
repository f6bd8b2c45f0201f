import { createEffect, createResource, on, onCleanup, type Resource } from "solid-js";
import type { Seq } from "../../../../shared/protocol/events.ts";
import type { ReasoningPart } from "../../../../shared/protocol/frames.ts";
import type { Step } from "../../../../shared/protocol/steps.ts";
import type { Answer } from "../../../../shared/protocol/turns.ts";
import { useRoom } from "../room-context.tsx";

export interface Steps {
  attempt: number;
  steps: readonly Step[];
}

/** The complete steps of an answer, as they are now. `again` asks for them once more. */
export function createSteps(props: { target: Seq; answer: Answer }): {
  found: Resource<Steps>;
  again: () => void;
} {
  const { room } = useRoom();
  const [found, { mutate, refetch }] = createResource(
    () => props.target,
    (target) => room.steps(target),
  );
  const again = () => void refetch();
  const stop = room.onStep((frame) => {
    if (frame.m !== props.target) return;
    const before = found.error === undefined ? found.latest : undefined;
    const grown = frame.type === "reasoning" && before ? withReasoning(before.steps, frame) : null;
    if (grown === null || before?.attempt !== frame.a) again();
    else mutate({ ...before, steps: grown });
  });
  onCleanup(stop);
  createEffect(
    on(
      // A decision changes a step without a frame of its own.
      () => [props.answer.state, props.answer.attempt, JSON.stringify(props.answer.steps)],
      again,
      { defer: true },
    ),
  );
  return { found, again };
}

/** Appends a part of the reasoning to its step. Returns null if an earlier part is missing or the step is not loaded yet. */
function withReasoning(steps: readonly Step[], { s, n, d }: ReasoningPart): Step[] | null {
  const step = steps.find(({ number }) => number === s);
  if (step?.type !== "reasoning" || n > step.text.length) return null;
  const text = n + d.length <= step.text.length ? step.text : step.text.slice(0, n) + d;
  return steps.map((each) => (each === step ? { ...step, text } : each));
}
