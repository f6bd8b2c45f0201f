/** How long a status or "do not disturb" lasts, as a person chooses it. */
export const SPANS = [
  { value: "30m", label: "For 30 minutes" },
  { value: "1h", label: "For an hour" },
  { value: "4h", label: "For four hours" },
  { value: "today", label: "For the rest of today" },
  { value: "always", label: "Until I end it" },
] as const;

export type Span = (typeof SPANS)[number]["value"];

const MINUTE = 60_000;

/** When the span ends (ms, the clock of `now`); undefined for never. Midnight is that of this device's time zone. */
export function endOf(span: Span, now: number): number | undefined {
  switch (span) {
    case "30m":
      return now + 30 * MINUTE;
    case "1h":
      return now + 60 * MINUTE;
    case "4h":
      return now + 240 * MINUTE;
    case "today":
      return new Date(now).setHours(24, 0, 0, 0);
    case "always":
      return undefined;
  }
}
