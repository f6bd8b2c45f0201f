/** Where things stand in a plot. Pure. */

/** A top that is not below `most`, and steps up to it that people count in. */
export function niceScale(most: number, whole: boolean): { top: number; ticks: number[] } {
  const rough = (whole ? Math.max(most, 2) : most || 1) / 2;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = [1, 2, 5, 10].map((factor) => factor * power).find((each) => each >= rough) ?? 10 * power;
  const used = whole ? Math.max(1, Math.ceil(step)) : step;
  return { top: 2 * used, ticks: [0, used, 2 * used] };
}

/** Pieces of a line: days without a value leave a gap. */
export function piecesOf(values: readonly (number | null)[]): { at: number; value: number }[][] {
  const pieces: { at: number; value: number }[][] = [];
  let open = false;
  values.forEach((value, at) => {
    if (value === null) return void (open = false);
    if (!open) pieces.push([]);
    open = true;
    pieces.at(-1)?.push({ at, value });
  });
  return pieces;
}

/** Moves labels apart that would cover each other, and keeps their order. */
export function apart(places: readonly number[], space: number, most: number): number[] {
  const order = places.map((place, i) => ({ place, i })).sort((a, b) => a.place - b.place);
  let lowest = -Infinity;
  for (const each of order) lowest = each.place = Math.max(each.place, lowest + space);
  let highest = most;
  for (const each of order.toReversed()) {
    each.place = Math.min(each.place, highest);
    highest = each.place - space;
  }
  return order.toSorted((a, b) => a.i - b.i).map(({ place }) => place);
}
