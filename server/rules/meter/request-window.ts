/**
 * A sliding window of requests: the count of the last whole minute, weighted by how much of it still lies within the window, plus the count of
 * the current one. It keeps two numbers for each key, and lets through at most the limit within any minute if requests come evenly.
 */
const WINDOW = 60_000;
/** Keys that are remembered. The oldest are forgotten first. */
const MOST = 1_000;

export interface RequestCount {
  /** Whether the request may be made. */
  allowed: boolean;
  /** Requests that are left now. */
  remaining: number;
  /** Milliseconds until at least one more is left; 0 if some are. */
  retryAfter: number;
}

interface Counted {
  minute: number;
  current: number;
  previous: number;
}

/** In memory only: after a rest of the object the count begins anew. */
export class RequestWindows {
  readonly #counts = new Map<string, Counted>();

  /** Counts a request, unless the limit is reached. */
  count(key: string, limit: number, now: number): RequestCount {
    const minute = Math.floor(now / WINDOW);
    const passed = (now % WINDOW) / WINDOW;
    const counted = turned(this.#counts.get(key), minute);
    const used = counted.current + counted.previous * (1 - passed);
    const allowed = used + 1 <= limit;
    if (allowed) counted.current += 1;
    this.#keep(key, counted);
    const left = Math.max(0, Math.floor(limit - used - (allowed ? 1 : 0)));
    return { allowed, remaining: left, retryAfter: allowed ? 0 : untilFree(counted, limit, passed) };
  }

  #keep(key: string, counted: Counted): void {
    this.#counts.delete(key);
    this.#counts.set(key, counted);
    if (this.#counts.size <= MOST) return;
    const [oldest] = this.#counts.keys();
    if (oldest !== undefined) this.#counts.delete(oldest);
  }
}

function turned(counted: Counted | undefined, minute: number): Counted {
  if (counted?.minute === minute) return counted;
  return { minute, current: 0, previous: counted?.minute === minute - 1 ? counted.current : 0 };
}

/** In this minute the weight of the previous one falls; in the next one the weight of this one does. */
function untilFree({ current, previous }: Counted, limit: number, passed: number): number {
  const free = limit - 1;
  if (current <= free) return Math.ceil((1 - (free - current) / previous - passed) * WINDOW);
  return Math.ceil((1 - passed + Math.max(0, 1 - free / current)) * WINDOW);
}
