/** Places in a list that people order by hand. A place is a key, and keys are compared by their characters. */
import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

export interface Placed<Id> {
  id: Id;
  order: string;
}

/** Longer keys are replaced by shorter ones. Keys grow where many tasks are put between the same two. */
const MAX_KEY = 60;
/** How many neighbours on each side get a new key then. */
export const NEIGHBOURS = 50;

export const placeAfter = (last: string | null): string => generateKeyBetween(last, null);

/**
 * The new keys after `moved` was put between the two lists: usually that of `moved` alone. Each list has up to `NEIGHBOURS` neighbours in
 * their order, so that `before` ends and `after` begins at the place.
 */
export function placesBetween<Id>(
  before: readonly Placed<Id>[],
  moved: Id,
  after: readonly Placed<Id>[],
): Placed<Id>[] {
  const key = generateKeyBetween(before.at(-1)?.order ?? null, after[0]?.order ?? null);
  if (key.length <= MAX_KEY) return [{ id: moved, order: key }];
  const isWholeBefore = before.length < NEIGHBOURS;
  const isWholeAfter = after.length < NEIGHBOURS;
  const lower = isWholeBefore ? null : (before[0]?.order ?? null);
  const upper = isWholeAfter ? null : (after.at(-1)?.order ?? null);
  const ids = [
    ...before.slice(isWholeBefore ? 0 : 1).map(({ id }) => id),
    moved,
    ...after.slice(0, isWholeAfter ? after.length : -1).map(({ id }) => id),
  ];
  const keys = generateNKeysBetween(lower, upper, ids.length);
  return ids.map((id, i) => ({ id, order: keys[i] ?? key }));
}
