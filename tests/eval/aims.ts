/** What the search must reach on the collections of the repository, for each language. */
import type { AnswerMeasures } from "./measure-answers.ts";

export interface Aim {
  name: string;
  /** How it is met, in words. */
  wanted: string;
  value: number;
  isMet: boolean;
}

export function aimsOf(language: string, plain: AnswerMeasures, chatty: AnswerMeasures): Aim[] {
  const [lost, five] = language === "en" ? [0.05, 0.95] : [0.1, 0.85];
  const apart = Math.abs(plain.first - chatty.first);
  return [
    { name: "plain and chatty, right first", wanted: "within 3 points", value: apart, isMet: apart <= 0.03 },
    ...[plain, chatty].flatMap((measured, i): Aim[] => {
      const form = i === 0 ? "plain" : "chatty";
      return [
        {
          name: `${form}: lost`,
          wanted: `at most ${lost}`,
          value: measured.lost,
          isMet: measured.lost <= lost,
        },
        {
          name: `${form}: right in the first five`,
          wanted: `at least ${five}`,
          value: measured.firstFive,
          isMet: measured.firstFive >= five,
        },
        {
          name: `${form}: refused without an answer`,
          wanted: "at least 0.5",
          value: measured.refused,
          isMet: measured.refused >= 0.5,
        },
      ];
    }),
  ];
}
