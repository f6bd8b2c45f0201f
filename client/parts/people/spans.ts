import { t } from "../../words/spans.ts";

const span = <Value extends string>(value: Value, key: Parameters<typeof t>[0]) => ({
  value,
  get label() {
    return t(key);
  },
});

/** How long a status or "do not disturb" lasts, as a person chooses it. */
export const SPANS = [
  span("30m", "halfHour"),
  span("1h", "hour"),
  span("4h", "fourHours"),
  span("today", "today"),
  span("always", "always"),
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
