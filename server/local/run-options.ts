/** The options of `AiOptions` that are used here. */
import * as z from "zod";

const shape = z.looseObject({
  gateway: z.looseObject({ metadata: z.record(z.string(), z.unknown()).optional() }).nullish(),
});

export interface RunOptions {
  signal: AbortSignal;
  /** Number of the attempt at a turn, from the gateway's metadata. */
  attempt: number;
}

export function readRunOptions(options: unknown): RunOptions {
  const parsed = shape.safeParse(options ?? {});
  const attempt = parsed.success ? Number(parsed.data.gateway?.metadata?.["attempt"] ?? 1) : 1;
  return { signal: signalOf(options) ?? new AbortController().signal, attempt };
}

function signalOf(options: unknown): AbortSignal | null {
  if (typeof options !== "object" || options === null || !("signal" in options)) return null;
  return options.signal instanceof AbortSignal ? options.signal : null;
}
