/** Refusals as OpenAI's clients read them: https://platform.openai.com/docs/guides/error-codes */
import type { ErrorCode } from "../../../shared/protocol/codes.ts";
import { Problem } from "../../problems/problem.ts";
import { statusOf } from "../status-of.ts";

/** Something that is missing, for which the protocol has a code of its own. */
export class MissingProblem extends Problem {
  readonly named: { code: string; param: string };

  constructor(message: string, named: { code: string; param: string }) {
    super("not_found", message);
    this.named = named;
  }
}

export const noSuchModel = (message: string) =>
  new MissingProblem(message, { code: "model_not_found", param: "model" });

interface CompatibleError {
  error: { message: string; type: string; param: string | null; code: string };
}

export function errorOf(problem: Pick<Problem, "code" | "message">): CompatibleError {
  const { code, message } = problem;
  const [type, name] = names[code] ?? ["server_error", code];
  const named = problem instanceof MissingProblem ? problem.named : { code: name, param: null };
  return { error: { message, type, ...named } };
}

/** Their status. A budget that is used up is 429 there. */
export const compatibleStatus = (code: ErrorCode): number => (code === "too_many" ? 429 : statusOf[code]);

const INVALID = "invalid_request_error";

const names: Partial<Record<ErrorCode, readonly [type: string, code: string]>> = {
  bad_json: [INVALID, "invalid_json"],
  bad_type: [INVALID, "invalid_value"],
  unauthenticated: ["authentication_error", "invalid_api_key"],
  forbidden: ["permission_error", "insufficient_permissions"],
  not_found: [INVALID, "not_found"],
  method_not_allowed: [INVALID, "method_not_allowed"],
  conflict: [INVALID, "conflict"],
  blocked: [INVALID, "content_filter"],
  too_large: [INVALID, "context_length_exceeded"],
  too_many: ["insufficient_quota", "insufficient_quota"],
  rate_limited: ["requests", "rate_limit_exceeded"],
};
