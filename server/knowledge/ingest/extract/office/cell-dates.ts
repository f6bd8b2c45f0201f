/** Built-in formats that show dates or times. (ECMA-376, part 1, 18.8.30) */
const BUILT_IN = new Set([
  14,
  15,
  16,
  17,
  18,
  19,
  20,
  21,
  22,
  45,
  46,
  47,
  ...range(27, 36),
  ...range(50, 58),
]);

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, i) => from + i);
}

/** Whether a number format shows a date: built in, or a code with letters of dates outside of quotes and brackets. */
export function isDateFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.has(id);
  const plain = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
  return /[dmyhs]/i.test(plain) && !/general|[#0?]/i.test(plain.replace(/s\.0+|0+$/gi, ""));
}

const DAY = 86_400_000;
const round = (milliseconds: number): number => Math.round(milliseconds / 1_000) * 1_000;

/**
 * A number of days as ISO 8601: `2024-05-01`, with its time if it has one; only the time if it is less than a day. Null for a number
 * that is no date. Day 60 of 1900 never was; Excel counts it.
 */
export function dateText(days: number, epoch1904: boolean): string | null {
  if (days < 0 || days > 2_958_465) return null;
  if (days < 1) return new Date(round(days * DAY)).toISOString().slice(11, 16);
  const epoch = epoch1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, days < 61 ? 31 : 30);
  const iso = new Date(epoch + round(days * DAY)).toISOString();
  return iso.endsWith("T00:00:00.000Z") ? iso.slice(0, 10) : `${iso.slice(0, 10)} ${iso.slice(11, 16)}`;
}
