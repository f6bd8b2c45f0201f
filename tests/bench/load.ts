import type { Target } from "./target.ts";

export interface Load {
  messages: number;
  /** Milliseconds between two sends. */
  every: number;
}

export interface Measured {
  /** Server CPU per message, milliseconds. */
  cpu: number;
  /** Time from sending to the last receiver, milliseconds. */
  latency: { p50: number; p99: number };
}

/** Timeout beyond the planned duration of a load, ms. */
const TIMEOUT_MS = 60_000;

/** All sockets receive; each message is sent by the next socket in turn. Ends when all have received everything. */
export function makeLoader(target: Target): (load: Load) => Promise<Measured> {
  let take: (text: string) => void = () => undefined;
  for (const socket of target.sockets) socket.onMessages((texts) => texts.forEach((text) => take(text)));
  let round = 0;

  return async ({ messages, every }) => {
    round += 1;
    const prefix = `${round}:`;
    const sentAt = new Map<string, number>();
    const missing = new Map<string, number>();
    const latencies: number[] = [];
    const finished = Promise.withResolvers<void>();
    take = (text) => {
      const rest = (missing.get(text) ?? 0) - 1;
      missing.set(text, rest);
      if (rest !== 0) return;
      latencies.push(performance.now() - (sentAt.get(text) ?? Number.NaN));
      if (latencies.length === messages) finished.resolve();
    };

    const before = target.cpu();
    const started = performance.now();
    const timeout = setTimeout(
      () => finished.reject(new Error(`${target.name}: ${latencies.length} of ${messages} messages arrived`)),
      messages * every + TIMEOUT_MS,
    );
    for (let i = 0; i < messages; i++) {
      const wait = started + i * every - performance.now();
      if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      const text = `${prefix}${i} ${"x".repeat(80)}`;
      missing.set(text, target.sockets.length);
      sentAt.set(text, performance.now());
      target.sockets[i % target.sockets.length]?.send(text);
    }
    await finished.promise;
    clearTimeout(timeout);
    latencies.sort((a, b) => a - b);
    return {
      cpu: (target.cpu() - before) / messages,
      latency: { p50: quantile(latencies, 0.5), p99: quantile(latencies, 0.99) },
    };
  };
}

function quantile(sorted: number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return quantile(sorted, 0.5);
}
