import { isTerminal } from "../../client/sdk/close-reason.ts";
import type { ClientHistory } from "./history.ts";

export interface Metrics {
  /** `send` frames that clients sent. */
  sends: number;
  /** Those that repeated an earlier one of the same client. */
  resends: number;
  /** Different messages that were written. */
  messages: number;
  /** Welcomes with missed events, and with a snapshot to a client that had a state. */
  resumes: number;
  resets: number;
  /** Times from the loss of an SDK client's socket to its next welcome in that room, milliseconds. */
  reconnects: number[];
}

export function measure(clients: readonly ClientHistory[]): Metrics {
  const metrics: Metrics = { sends: 0, resends: 0, messages: 0, resumes: 0, resets: 0, reconnects: [] };
  const ids = new Set<string>();
  for (const client of clients) {
    const mine = new Set<string>();
    const lostAt = new Map<string, number>();
    const askedSince = new Map<number, number | null>();
    for (const entry of client.entries) {
      if (entry.type === "sent" && entry.frame.type === "send") {
        const key = `${entry.room} ${entry.frame.id}`;
        metrics.sends += 1;
        if (mine.has(key)) metrics.resends += 1;
        mine.add(key);
        ids.add(`${client.user} ${key}`);
      }
      if (entry.type === "sent" && entry.frame.type === "hello")
        askedSince.set(entry.socket, entry.frame.since);
      // A removed person reconnects only after a new invitation, so that time is not measured.
      if (entry.type === "closed" && isTerminal(entry.code)) lostAt.delete(entry.room);
      else if (entry.type === "closed" && !lostAt.has(entry.room)) lostAt.set(entry.room, entry.at);
      if (entry.type !== "received" || entry.frame.type !== "welcome") continue;
      if (entry.frame.reset === null) metrics.resumes += 1;
      else if (askedSince.get(entry.socket) !== null) metrics.resets += 1;
      const since = lostAt.get(entry.room);
      if (since !== undefined && client.kind === "sdk") metrics.reconnects.push(entry.at - since);
      lostAt.delete(entry.room);
    }
  }
  metrics.messages = ids.size;
  return metrics;
}

export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
