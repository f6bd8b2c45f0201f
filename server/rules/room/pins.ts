/** Pinned messages, in an order that everyone shares. */
import { MAX_PINS } from "../../../shared/limits.ts";
import type { Seq } from "../../../shared/protocol/seq.ts";
import type { SqlStore } from "../../storage/sql.ts";

/** The seqs of the pinned messages in their order. */
export function pinned(store: SqlStore): Seq[] {
  return store
    .all<{ target: Seq }>("SELECT target FROM pins ORDER BY position, target")
    .map(({ target }) => target);
}

export function isPinned(store: SqlStore, target: Seq): boolean {
  return store.first("SELECT 1 AS found FROM pins WHERE target = ?", target) !== null;
}

export const isFullOfPins = (store: SqlStore): boolean => pinned(store).length >= MAX_PINS;

/** Adds it at the end. */
export function addPin(store: SqlStore, target: Seq): void {
  store.run("INSERT INTO pins (target, position) SELECT ?, coalesce(max(position), 0) + 1 FROM pins", target);
}

/** Returns whether it was pinned. */
export function removePin(store: SqlStore, target: Seq): boolean {
  if (!isPinned(store, target)) return false;
  store.run("DELETE FROM pins WHERE target = ?", target);
  return true;
}

/** Moves it before another one, or to the end. Returns whether the order has changed. */
export function movePin(store: SqlStore, target: Seq, before: Seq | null): boolean {
  const order = pinned(store);
  const rest = order.filter((seq) => seq !== target);
  const at = before === null ? rest.length : rest.indexOf(before);
  const moved = [...rest.slice(0, at), target, ...rest.slice(at)];
  if (moved.every((seq, i) => seq === order[i])) return false;
  // At most MAX_PINS small rows: numbering them anew never runs out of numbers between two.
  moved.forEach((seq, i) => store.run("UPDATE pins SET position = ? WHERE target = ?", i + 1, seq));
  return true;
}
