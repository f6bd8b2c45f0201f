/** The steps of an answer, in the order of their numbers. */
import type { StepSummary } from "../protocol/steps.ts";
import type { Answer } from "../protocol/turns.ts";

type Steps = readonly StepSummary[];

export function withStep(steps: Steps, step: StepSummary): StepSummary[] {
  return [...steps.filter(({ number }) => number !== step.number), step].toSorted(
    (a, b) => a.number - b.number,
  );
}

/** What the next attempt goes on after: everything up to the last call. */
export function finishedSteps(steps: Steps): Steps {
  return steps.slice(0, steps.findLastIndex(({ type }) => type === "tool") + 1);
}

export function withSteps({ steps: _before, ...answer }: Answer, steps: Steps): Answer {
  return steps.length === 0 ? answer : { ...answer, steps: [...steps] };
}
