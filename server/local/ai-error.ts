/**
 * Errors in the form of Workers AI's binding: the internal code precedes the message. RPC keeps only this text of an error.
 * https://developers.cloudflare.com/workers-ai/platform/errors/
 */
export class AiError extends Error {
  override readonly name = "AiError";
}

/** Messages by the HTTP status of their code. */
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
