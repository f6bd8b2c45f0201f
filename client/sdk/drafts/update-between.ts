import * as Y from "yjs";
import { type Deletions, encodeDeletions } from "../../../shared/yjs-deletions.ts";

/**
 * The update from `there` to `here`. Yjs reduces insertions by a state vector, but never deletions: each keystroke would carry
 * every deletion of the document.
 */
export function updateBetween(there: Y.Doc, here: Y.Doc): Uint8Array {
  const update = Y.encodeStateAsUpdate(here, Y.encodeStateVector(there));
  // An update without insertions: one byte for that, then all deletions, which also end the full update.
  const deletions = Y.encodeStateAsUpdate(here, Y.encodeStateVector(here)).length - 1;
  const written = update.subarray(0, update.length - deletions);
  const deleted = encodeDeletions(deletionsBetween(there, here));
  const whole = new Uint8Array(written.length + deleted.length);
  whole.set(written);
  whole.set(deleted, written.length);
  return whole;
}

/** No insertions and no deletions. */
export const isEmptyUpdate = (update: Uint8Array): boolean => update.length === 2;

function deletionsBetween(there: Y.Doc, here: Y.Doc): Deletions[] {
  const known = Y.createDeleteSetFromStructStore(there.store).clients;
  return [...Y.createDeleteSetFromStructStore(here.store).clients].flatMap(([client, all]) => {
    const ranges = subtract(all, known.get(client) ?? []);
    return ranges.length === 0 ? [] : [{ client, ranges }];
  });
}

interface Range {
  clock: number;
  len: number;
}

/** Both are ascending and without overlaps. */
function subtract(all: readonly Range[], known: readonly Range[]): Range[] {
  const left: Range[] = [];
  let next = 0;
  for (const { clock, len } of all) {
    let from = clock;
    const end = clock + len;
    while (next < known.length && endOf(known[next]) <= from) next += 1;
    for (let at = next; at < known.length && from < end; at += 1) {
      const range = known[at];
      if (range === undefined || range.clock >= end) break;
      if (range.clock > from) left.push({ clock: from, len: range.clock - from });
      from = Math.max(from, endOf(range));
    }
    if (from < end) left.push({ clock: from, len: end - from });
  }
  return left;
}

const endOf = (range: Range | undefined): number => (range === undefined ? 0 : range.clock + range.len);
