/** Resolves to the promise's value; null if it fails, is late, or the caller has cancelled. */
export async function withDeadline<Result>(
  work: () => Promise<Result>,
  { milliseconds, signal }: { milliseconds: number; signal: AbortSignal | undefined },
): Promise<Result | null> {
  if (signal?.aborted === true) return null;
  const { promise: over, resolve } = Promise.withResolvers<null>();
  const stop = () => resolve(null);
  const timer = setTimeout(stop, milliseconds);
  signal?.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work(), over]);
  } catch {
    return null;
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
