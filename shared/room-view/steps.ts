/** The steps of an answer, ordered by number. */
import type { StepSummary } from "../protocol/steps.ts";
import type { Answer } from "../protocol/turns.ts";

type Steps = readonly StepSummary[];

export function withStep(steps: Steps, step: StepSummary): StepSummary[] {
  return [...steps.filter(({ number }) => number !== step.number), step].toSorted(
    (a, b) => a.number - b.number,
  );
}

/** The steps after which the next attempt continues: everything up to the last call, or the last message that was taken in. */
export function finishedSteps(steps: Steps): Steps {
  return steps.slice(0, steps.findLastIndex(({ type }) => type !== "reasoning") + 1);
}

export function withSteps({ steps: _before, ...answer }: Answer, steps: Steps): Answer {
  return steps.length === 0 ? answer : { ...answer, steps: [...steps] };
}
