/** What of `AiOptions` the stand-in looks at. */
import { z } from "zod";

const shape = z.looseObject({
  gateway: z.looseObject({ metadata: z.record(z.string(), z.unknown()).optional() }).nullish(),
});

export interface RunOptions {
  signal: AbortSignal;
  /** Which attempt at a turn it is, by the gateway's metadata. */
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
