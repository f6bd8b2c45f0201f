/**
 * Errors as Workers AI's binding throws them: the internal code stands before the message, and that text is all that is left of
 * an error after RPC. https://developers.cloudflare.com/workers-ai/platform/errors/
 */
export class AiError extends Error {
  override readonly name = "AiError";
}

/** By the status that the code stands for. */
const BY_STATUS: Record<number, string> = {
  400: "5004: Invalid data type for base64 input",
  403: "5018: The account is not allowed to access this model",
  404: "3042: The model name is invalid",
  408: "3007: Request timeout",
  413: "3006: Request is too large",
  429: "3040: Capacity temporarily exceeded, please try again.",
};

export function aiError(status: number): AiError {
  return new AiError(BY_STATUS[status] ?? `InferenceUpstreamError: upstream answered with ${status}`);
}

export function noSuchModel(model: string): AiError {
  return new AiError(`5007: No such model ${model} or task`);
}

export function badInput(what: string): AiError {
  return new AiError(`5006: Error: ${what}`);
}
