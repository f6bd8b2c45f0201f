/**
 * Runs a request to a model with a signal that ends after `milliseconds`, or when `outer` ends, and in any case with the request. The
 * model's binding holds the signal, and with it the object that asks, until the signal has ended: with `AbortSignal.timeout`, a room would
 * stay in memory for the whole time after each answer.
 */
export async function withinTime<Result>(
  milliseconds: number,
  outer: AbortSignal | undefined,
  ask: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const late = new AbortController();
  const timer = setTimeout(
    () => late.abort(new DOMException("The model took too long.", "TimeoutError")),
    milliseconds,
  );
  try {
    return await ask(outer === undefined ? late.signal : AbortSignal.any([late.signal, outer]));
  } finally {
    clearTimeout(timer);
    late.abort();
  }
}
