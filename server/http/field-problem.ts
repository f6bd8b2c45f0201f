import type { core } from "zod";

/** What is wrong with the first field that does not fit, as a sentence. It names the field and the bound, and never the value. */
export function fieldProblem({ issues: [issue] }: Pick<core.$ZodError, "issues">): string {
  const at = issue?.path.findLast((step) => typeof step === "string");
  if (issue === undefined || at === undefined)
    return "The request is not complete, or not in the right form.";
  const field = `“${String(at)}”`;
  switch (issue.code) {
    case "too_big":
      return `${field} is too ${longOrLarge(issue.origin)}: at most ${issue.maximum}${unitOf(issue.origin)}.`;
    case "too_small":
      return Number(issue.minimum) === 1 && issue.origin === "string"
        ? `${field} is empty.`
        : `${field} is too ${issue.origin === "string" ? "short" : "small"}: at least ${issue.minimum}${unitOf(issue.origin)}.`;
    default:
      return `${field} is missing or not valid.`;
  }
}

const longOrLarge = (origin: string): string =>
  origin === "string" ? "long" : origin === "array" ? "many" : "large";

const unitOf = (origin: string): string => (origin === "string" ? " characters" : "");
