/** The rating of conversations with visitors. Apart from `support.ts`, because the widget's panel loads it only when a conversation has ended. */
import type { RatingStep, Support } from "./support.ts";

/** The worst first. */
export const RATING_STEPS = [1, 2, 3, 4, 5] as const satisfies readonly RatingStep[];

/** Of the comment beside a rating, UTF-16 units. */
export const MAX_RATING_COMMENT = 1_000;

/** Whether the visitor can rate now: it is closed, somebody has answered, and there is no rating, or one of this closing that was not changed. */
export function canRate({ state, closedAt = 0, servedBy, rating }: Support): boolean {
  if (state !== "closed" || servedBy === undefined) return false;
  return rating === undefined || (rating.at >= closedAt && rating.isChanged === undefined);
}
