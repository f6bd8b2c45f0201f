/**
 * A message's row id is its time in milliseconds times 4,096, plus a number that tells messages of one millisecond apart. So the full-text
 * table is in the order of time: the newest hits are read without sorting, and a date is a range of keys.
 */
import type { SqlStore } from "../../storage/sql.ts";

/** 1 January 2020: keys stay below 2^53 until 2089. */
const BEGINNING = 1_577_836_800_000;
const PER_MILLISECOND = 4_096;
const MAX_KEY = Number.MAX_SAFE_INTEGER;

/** The first key of messages at this time or later (server clock, milliseconds). */
export function keyAt(at: number): number {
  const key = Math.max(0, Math.floor(at) - BEGINNING) * PER_MILLISECOND;
  return Math.min(MAX_KEY, key);
}

/** A free key for a message of this time. Where one millisecond is full, the next one is used. */
export function freeKey(store: SqlStore, at: number): number {
  for (let first = keyAt(at); ; first += PER_MILLISECOND) {
    const last = store.first<{ key: number | null }>(
      "SELECT max(key) AS key FROM messages WHERE key >= ? AND key < ?",
      first,
      first + PER_MILLISECOND,
    )?.key;
    if (last === null || last === undefined) return first;
    if (last + 1 < first + PER_MILLISECOND) return last + 1;
  }
}
