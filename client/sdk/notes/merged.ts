import { lineDifference } from "../../../shared/line-difference.ts";

/**
 * Two texts as one. Lines that both have stand once, and every other line of both is there, each in its place: where both differ, the lines of
 * `first` stand before those of `second`. No word is lost; somebody reads it afterwards.
 */
export function merged(first: string, second: string): string {
  if (first === "" || second === "") return first + second;
  return lineDifference(first, second)
    .map(({ text }) => text)
    .join("\n");
}
