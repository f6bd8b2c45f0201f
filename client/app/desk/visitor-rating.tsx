import { Show } from "solid-js";
import { RATING_STEPS } from "../../../shared/rating.ts";
import type { Rating, RatingStep } from "../../../shared/support.ts";
import { isAgentId } from "../../../shared/ids.ts";
import { formatAgo, isolated } from "../../ui/format.ts";
import { now } from "../../parts/lib/now.ts";
import { t } from "../../words/desk-metrics.ts";
import { useDesk } from "./desk-context.ts";

const nameOf = (step: RatingStep): string =>
  ({ 1: t("bad"), 2: t("poor"), 3: t("fine"), 4: t("good"), 5: t("great") })[step];

/** What the visitor thought of the conversation. The comment is theirs: it is shown as text. */
export function VisitorRating(props: { rating: Rating }) {
  const desk = useDesk();
  return (
    <section class="desk__facts">
      <h3>
        {t("theRating")} <span>{formatAgo(props.rating.at, now())}</span>
      </h3>
      <Show when={props.rating.step} fallback={<p>{t("didNotRate")}</p>}>
        {(step) => (
          <p class="desk__page-title">
            {t("ratedOf", { step: nameOf(step()), n: step(), most: RATING_STEPS.length })}
          </p>
        )}
      </Show>
      <Show when={props.rating.step !== null && !isAgentId(props.rating.of)}>
        <p>{t("ratedPerson", { name: isolated(desk.nameOf(props.rating.of)) })}</p>
      </Show>
      <Show when={props.rating.comment}>{(comment) => <p dir="auto">{comment()}</p>}</Show>
    </section>
  );
}
