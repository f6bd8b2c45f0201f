/** A company gives one colour. What stands on it, and what is written in it, keeps a contrast of 4.5 to 1 (WCAG 2.2, 1.4.3). */
export type Theme = "light" | "dark";
type Rgb = readonly [red: number, green: number, blue: number];

const WHITE: Rgb = [255, 255, 255];
const INK: Rgb = [28, 29, 33];
const BLACK: Rgb = [0, 0, 0];
const MINIMUM = 4.5;

/** The grounds of each theme that text in the accent stands on: page, surface, and a menu. They are those of the panel's tokens. */
const GROUNDS: Record<Theme, readonly Rgb[]> = {
  light: [WHITE, [246, 246, 243]],
  dark: [
    [23, 24, 27],
    [29, 31, 35],
    [38, 40, 46],
  ],
};

/** The colours that are derived from the company's, as values of custom properties. */
export interface Accent {
  "--accent": string;
  "--accent-hover": string;
  "--on-accent": string;
  "--accent-text": string;
  "--accent-soft": string;
}

/** `colour` is `#rrggbb`; anything else is taken as Parley's own blue. */
export function accentOf(colour: string, theme: Theme): Accent {
  const accent = read(colour);
  const [page = WHITE] = GROUNDS[theme];
  const soft = mix(page, accent, theme === "light" ? 0.12 : 0.2);
  return {
    "--accent": write(accent),
    "--accent-hover": write(mix(accent, theme === "light" ? BLACK : WHITE, 0.12)),
    "--on-accent": inkOn(colour),
    "--accent-text": write(readable(accent, [...GROUNDS[theme], soft], theme)),
    "--accent-soft": write(soft),
  };
}

/** White or ink, whichever has more contrast on this colour; black where neither has enough, which then has. */
export function inkOn(colour: string): string {
  const ground = read(colour);
  const best = contrast(WHITE, ground) >= contrast(INK, ground) ? WHITE : INK;
  return write(contrast(best, ground) >= MINIMUM ? best : BLACK);
}

/** Darkened in a light theme and lightened in a dark one, as little as necessary. */
function readable(colour: Rgb, grounds: readonly Rgb[], theme: Theme): Rgb {
  const end = theme === "light" ? BLACK : WHITE;
  for (let share = 0; share < 1; share += 0.02) {
    const mended = mix(colour, end, share);
    if (grounds.every((ground) => contrast(mended, ground) >= MINIMUM)) return mended;
  }
  return end;
}

/** The contrast of two colours, 1 to 21. */
export function contrastOf(one: string, other: string): number {
  return contrast(read(one), read(other));
}

function contrast(one: Rgb, other: Rgb): number {
  const a = luminance(one) + 0.05;
  const b = luminance(other) + 0.05;
  return a > b ? a / b : b / a;
}

function luminance([red, green, blue]: Rgb): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(value: number): number {
  const share = value / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

const between = (a: number, b: number, share: number): number => Math.round(a + (b - a) * share);

function mix(a: Rgb, b: Rgb, share: number): Rgb {
  return [between(a[0], b[0], share), between(a[1], b[1], share), between(a[2], b[2], share)];
}

function read(colour: string): Rgb {
  const number = /^#[0-9a-f]{6}$/i.test(colour) ? parseInt(colour.slice(1), 16) : 0x3a56c5;
  return [number >> 16, (number >> 8) & 255, number & 255];
}

function write([red, green, blue]: Rgb): string {
  return `#${((red << 16) | (green << 8) | blue).toString(16).padStart(6, "0")}`;
}
