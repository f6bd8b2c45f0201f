import { createMemo, For } from "solid-js";
import type { UsageReport } from "../../../shared/api.ts";
import { formatMoney, formatNumber, formatUtcDay } from "../../ui/format.ts";
import { t } from "../../words/settings-usage.ts";

const HEIGHT = 120;
const GAP = 0.2;

/** A bar chart with one bar for each day, and the same numbers as a table for screen readers. */
export function DayPlot(props: { days: UsageReport["days"] }) {
  const first = () => props.days[0] ?? { day: "1970-01-01", cost: 0, turns: 0, tokensIn: 0, tokensOut: 0 };
  const most = createMemo(() => Math.max(1, ...props.days.map(({ cost }) => cost)));
  const highest = createMemo(() =>
    props.days.reduce((best, day) => (day.cost > best.cost ? day : best), first()),
  );
  const last = () => props.days.at(-1) ?? first();
  const label = () =>
    t("plot", {
      from: formatUtcDay(first().day),
      to: formatUtcDay(last().day),
      cost: formatMoney(highest().cost),
      day: formatUtcDay(highest().day),
    });
  return (
    <figure class="plot">
      <svg
        class="plot__bars"
        viewBox={`0 0 ${props.days.length} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={label()}
      >
        <For each={props.days}>
          {(day, index) => {
            // A day with any cost gets a bar of at least 2 units, so that it stays visible.
            const height = () => (day.cost === 0 ? 0 : Math.max(2, (day.cost / most()) * HEIGHT));
            return (
              <rect
                class="plot__bar"
                x={index() + GAP / 2}
                y={HEIGHT - height()}
                width={1 - GAP}
                height={height()}
              >
                <title>{`${formatUtcDay(day.day)}: ${formatMoney(day.cost)}`}</title>
              </rect>
            );
          }}
        </For>
      </svg>
      <div class="plot__axis" aria-hidden="true">
        <span>{formatUtcDay(first().day)}</span>
        <span>{t("upTo", { cost: formatMoney(highest().cost) })}</span>
        <span>{formatUtcDay(last().day)}</span>
      </div>
      <details class="plot__table">
        <summary>{t("asTable")}</summary>
        <div class="usage__scroll" tabindex="0" role="region" aria-label={t("usageByDay")}>
          <table class="spent">
            <thead>
              <tr>
                <th scope="col">{t("day")}</th>
                <th scope="col">{t("cost")}</th>
                <th scope="col">{t("answers")}</th>
                <th scope="col">{t("tokensIn")}</th>
                <th scope="col">{t("tokensOut")}</th>
              </tr>
            </thead>
            <tbody>
              <For each={props.days.toReversed()}>
                {(day) => (
                  <tr>
                    <th scope="row">{formatUtcDay(day.day)}</th>
                    <td>{formatMoney(day.cost)}</td>
                    <td>{formatNumber(day.turns)}</td>
                    <td>{formatNumber(day.tokensIn)}</td>
                    <td>{formatNumber(day.tokensOut)}</td>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
