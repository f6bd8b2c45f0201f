import { For, Show } from "solid-js";
import type { MetricsReport } from "../../../../shared/desk-metrics.ts";
import { RATING_STEPS } from "../../../../shared/rating.ts";
import type { RatingStep } from "../../../../shared/support.ts";
import { formatNumber, formatPercent } from "../../../ui/format.ts";
import { t } from "../../../words/desk-metrics.ts";
import { formatMean } from "./format-span.ts";
import { MetricCard } from "./metric-card.tsx";
import { rangeOf } from "./metric-cards.tsx";

export const nameOfStep = (step: RatingStep): string =>
  ({ 1: t("bad"), 2: t("poor"), 3: t("fine"), 4: t("good"), 5: t("great") })[step];

const bestFirst = RATING_STEPS.toReversed();

/** How often each step was given: people and the AI apart. */
export function RatingMetric(props: { report: MetricsReport }) {
  const ratings = () => props.report.now.ratings;
  const mean = () => ratings().mean;
  const most = RATING_STEPS.length;
  const before = () => props.report.before.ratings.mean;
  const change = () => {
    const [now, then] = [mean(), before()];
    if (now === null || then === null) return null;
    const points = Math.round(10 * now) - Math.round(10 * then);
    if (points === 0) return null;
    return {
      text: `${points > 0 ? "+" : "−"}${formatMean(Math.abs(points) / 10)}`,
      isBetter: points > 0,
      after: "",
    };
  };
  return (
    <MetricCard
      title={t("rating")}
      value={meanWords()}
      change={change()}
      note={t("ratings", { count: ratings().count })}
      legend={
        <p class="metric__legend">
          <span class="metric__key metric__key--people" /> {t("people")}
          <span class="metric__key metric__key--ai" /> {t("ai")}
        </p>
      }
      help={t("ratingHelp")}
      hasValues={ratings().count > 0}
      table={{
        head: [t("step"), t("people"), t("ai")],
        rows: bestFirst.map((step) => [
          nameOfStep(step),
          formatNumber(ratings().people[step - 1] ?? 0),
          formatNumber(ratings().ai[step - 1] ?? 0),
        ]),
      }}
    >
      <div
        class="rating-plot"
        role="img"
        aria-label={t("ratingPlot", {
          ...{ count: ratings().count, most },
          ...rangeOf(props.report),
          mean: mean() === null ? t("none") : formatMean(mean() ?? 0),
        })}
      >
        <For each={bestFirst}>
          {(step) => (
            <div class="rating-plot__step">
              <span>{nameOfStep(step)}</span>
              <div class="rating-plot__bars">
                <Bar counts={ratings().people} step={step} look="people" />
                <Bar counts={ratings().ai} step={step} look="ai" />
              </div>
            </div>
          )}
        </For>
      </div>
    </MetricCard>
  );

  function meanWords(): string {
    const value = mean();
    return value === null ? t("none") : t("ofFive", { mean: formatMean(value), most });
  }
}

function Bar(props: { counts: readonly number[]; step: RatingStep; look: "people" | "ai" }) {
  const total = () => props.counts.reduce((sum, count) => sum + count, 0);
  const share = () => (props.counts[props.step - 1] ?? 0) / Math.max(1, total());
  return (
    <Show when={total() > 0}>
      <div class={`rating-plot__bar rating-plot__bar--${props.look}`}>
        <i style={{ "inline-size": `${Math.max(0.5, share() * 82)}%` }} />
        <span>{formatPercent(share())}</span>
      </div>
    </Show>
  );
}
