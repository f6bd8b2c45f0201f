/** What the desk counts of conversations. What each number means: docs/desk-metrics.md. */
import type { UserId, WidgetId } from "./ids.ts";

/** Days that a report can have. */
export const METRICS_DAYS = [7, 30, 90] as const;
export type MetricsDays = (typeof METRICS_DAYS)[number];

/** `GET …/desk/metrics` */
export interface MetricsReport {
  /** Whose days these are: of the widget's hours, else of the first widget that has hours, else UTC. */
  timeZone: string;
  widget: WidgetId | null;
  widgets: { id: WidgetId; name: string }[];
  now: MetricsPeriod;
  /** As many days before. */
  before: MetricsPeriod;
  /** Oldest first. */
  days: MetricsDay[];
  people: MetricsPerson[];
}

/** What the desk itself counts: names and widgets stand in the directory. */
export type CountedMetrics = Pick<MetricsReport, "now" | "before" | "days"> & {
  people: Omit<MetricsPerson, "name">[];
};

/** Times are milliseconds; null where there is nothing to count. */
export interface MetricsPeriod {
  firstAnswer: FirstAnswers;
  /** Visitors who asked for a person in this time and have got no answer of one. */
  unanswered: number;
  resolved: { ai: number; person: number };
  /** From the visitor's first sign to the closing: of what was resolved with a person. */
  resolvedIn: number | null;
  outcomes: Outcomes;
  ratings: { count: number; mean: number | null; people: RatingCounts; ai: RatingCounts };
}

export interface FirstAnswers {
  count: number;
  median: number | null;
  nineOfTen: number | null;
}

/** How conversations that began in this time have gone, as far as that can be said. */
export interface Outcomes {
  /** Resolved by the AI alone, and nobody came back in three days. */
  alone: number;
  /** Ended with the AI alone, and the visitor came back within three days. */
  back: number;
  /** A person wrote, or was asked for. */
  person: number;
}

/** How many ratings of each step, the worst first. */
export type RatingCounts = number[];

export interface MetricsDay {
  /** ISO, such as `2026-11-30`. */
  day: string;
  firstAnswer: FirstAnswers;
  resolved: { ai: number; person: number };
  outcomes: Outcomes;
  ratings: { count: number; mean: number | null };
}

export interface MetricsPerson {
  /** A person or an agent. */
  user: UserId;
  /** Null for who is no longer in the organization. */
  name: string | null;
  conversations: number;
  firstAnswer: number | null;
  resolved: number;
  resolvedIn: number | null;
  /** Null for agents. */
  handedBack: number | null;
  ratings: number;
  rating: number | null;
}

/** The share of conversations that the AI resolved alone; null where none can be judged. */
export function aloneShare({ alone, back, person }: Outcomes): number | null {
  const all = alone + back + person;
  return all === 0 ? null : alone / all;
}

export function backShare({ alone, back, person }: Outcomes): number | null {
  const all = alone + back + person;
  return all === 0 ? null : back / all;
}
