import { isJsonObject, type JsonObject } from "../../../../shared/protocol/json.ts";
import type { Step, StepSummary } from "../../../../shared/protocol/steps.ts";

/** A call of a tool, complete. */
export type ToolStep = Extract<Step, { type: "tool" }>;

export const isToolStep = (step: Step): step is ToolStep => step.type === "tool";

/** Whether a person has to decide on this call. */
export function isUndecided(step: StepSummary | Step): boolean {
  return step.type === "tool" && (step.state === "waiting" || step.state === "unknown");
}

export function argsOfStep({ args }: ToolStep): JsonObject {
  // However deep a model has nested them: they are shown as they are.
  return isJsonObject(args, Infinity) ? args : {};
}
