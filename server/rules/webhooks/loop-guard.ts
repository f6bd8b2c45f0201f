import { WEBHOOK_LOOP_LIMIT, WEBHOOK_LOOP_WINDOW } from "../../../shared/limits.ts";

/**
 * Ends loops of programs that answer each other: a webhook is sent at most WEBHOOK_LOOP_LIMIT messages of one author in one room within
 * WEBHOOK_LOOP_WINDOW. Only messages that were let through count, so what is held back never holds back more.
 *
 * It is kept in memory: a loop that is slow enough for the object to be forgotten in between stays below the limit.
 */
export class LoopGuard {
  readonly #sent = new Map<string, number[]>();

  /** Whether one more message may be sent. If so, it is counted. */
  pass(webhook: string, room: string, author: string, now: number): boolean {
    const key = `${webhook} ${room} ${author}`;
    const before = (this.#sent.get(key) ?? []).filter((at) => at > now - WEBHOOK_LOOP_WINDOW);
    const passes = before.length < WEBHOOK_LOOP_LIMIT;
    if (passes) before.push(now);
    this.#sent.set(key, before);
    if (this.#sent.size > MOST_KEYS) this.#forget(now);
    return passes;
  }

  #forget(now: number): void {
    for (const [key, times] of this.#sent)
      if ((times.at(-1) ?? 0) <= now - WEBHOOK_LOOP_WINDOW) this.#sent.delete(key);
  }
}

const MOST_KEYS = 2_000;
