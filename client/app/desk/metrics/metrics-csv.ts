/** The numbers as tables for other programs: columns have the same English names in every language, times are whole seconds. */
import type { MetricsReport } from "../../../../shared/desk-metrics.ts";
import { type Cell, toCsv } from "../../../parts/lib/csv.ts";

const seconds = (span: number | null): number | null => (span === null ? null : Math.round(span / 1_000));
const rounded = (mean: number | null): number | null => (mean === null ? null : Math.round(mean * 100) / 100);

export function daysAsCsv({ days, timeZone }: MetricsReport): string {
  const head: Cell[] = [
    ...["day", "time_zone"],
    ...["first_answers", "first_answer_median_seconds", "first_answer_9_of_10_seconds"],
    ...["resolved_by_ai_alone", "resolved_with_person"],
    ...["began_ai_alone", "began_came_back", "began_with_person"],
    ...["ratings", "rating_mean"],
  ];
  return toCsv([
    head,
    ...days.map(({ day, firstAnswer, resolved, outcomes, ratings }): Cell[] => [
      ...[day, timeZone],
      ...[firstAnswer.count, seconds(firstAnswer.median), seconds(firstAnswer.nineOfTen)],
      ...[resolved.ai, resolved.person],
      ...[outcomes.alone, outcomes.back, outcomes.person],
      ...[ratings.count, rounded(ratings.mean)],
    ]),
  ]);
}

export function peopleAsCsv({ people }: MetricsReport): string {
  const head: Cell[] = [
    ...["id", "name", "conversations", "first_answer_median_seconds"],
    ...["resolved", "resolved_in_median_seconds", "handed_back", "ratings", "rating_mean"],
  ];
  return toCsv([
    head,
    ...people.map((person): Cell[] => [
      ...[person.user, person.name, person.conversations, seconds(person.firstAnswer)],
      ...[
        person.resolved,
        seconds(person.resolvedIn),
        person.handedBack,
        person.ratings,
        rounded(person.rating),
      ],
    ]),
  ]);
}
