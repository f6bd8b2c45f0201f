import { formatPercent } from "../../ui/format.ts";

/** How well passages fit to a question, which is not how true an answer is. */
export function confidenceWords(share: number): string {
  const how =
    share >= 0.6
      ? "fit the question well"
      : share >= 0.3
        ? "fit the question partly"
        : "hardly fit the question";
  return `The sources ${how} (${formatPercent(share)}).`;
}
