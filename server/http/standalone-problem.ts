import type { StandaloneAnswer } from "../ai/standalone/standalone-answer.ts";
import { Problem } from "../problems/problem.ts";

/** Converts a missing answer into an error message for people. */
export function standaloneProblem(answer: Exclude<StandaloneAnswer, { type: "answered" }>): Problem {
  if (answer.type === "failed")
    return new Problem("unavailable", "The model is not responding at the moment.", 5_000);
  switch (answer.reason) {
    case "budget":
      return new Problem("too_many", "The organization's budget for AI is used up.");
    case "moderation":
      return new Problem("blocked", "The answer was flagged as unsafe.");
    case "unchecked":
      return new Problem("unavailable", "The answer could not be checked. Try again.", 5_000);
  }
}
