import { createMemo } from "solid-js";
import { aloneShare, backShare, type MetricsReport } from "../../../../shared/desk-metrics.ts";
import { formatNumber, formatPercent, formatUtcDay } from "../../../ui/format.ts";
import { t } from "../../../words/desk-metrics.ts";
import { BarPlot } from "./bar-plot.tsx";
import { formatSigned, formatSpan, unitOf } from "./format-span.ts";
import { LinePlot } from "./line-plot.tsx";
import { MetricCard } from "./metric-card.tsx";

type Props = { report: MetricsReport };

const namesOf = ({ days }: MetricsReport): string[] => days.map(({ day }) => day);
export const rangeOf = (report: MetricsReport): { from: string; to: string } => ({
  from: formatUtcDay(report.days[0]?.day ?? ""),
  to: formatUtcDay(report.days.at(-1)?.day ?? ""),
});
const spanOr = (span: number | null): string => (span === null ? "" : formatSpan(span));
const shareOr = (share: number | null): string => (share === null ? "" : formatPercent(share));
const newestFirst = <Each,>(all: readonly Each[]): Each[] => all.toReversed();

export function FirstAnswerCard(props: Props) {
  const period = () => props.report.now.firstAnswer;
  const change = () => {
    const [now, before] = [period().median, props.report.before.firstAnswer.median];
    if (now === null || before === null) return null;
    if (now === before) return { text: t("same"), isBetter: null, after: t("asBefore") };
    const span = formatSpan(Math.abs(now - before));
    return {
      text: now < before ? t("faster", { span }) : t("slower", { span }),
      isBetter: now < before,
      after: t("thanBefore"),
    };
  };
  const most = createMemo(() =>
    Math.max(0, ...props.report.days.map(({ firstAnswer }) => firstAnswer.nineOfTen ?? 0)),
  );
  const unanswered = () => props.report.now.unanswered;
  return (
    <MetricCard
      title={t("firstAnswer")}
      value={period().median === null ? t("none") : spanOr(period().median)}
      change={change()}
      note={unanswered() === 0 ? "" : t("unanswered", { count: unanswered() })}
      help={t("firstAnswerHelp")}
      hasValues={period().count > 0}
      table={{
        head: [t("day"), t("answers"), t("median"), t("nineOfTen")],
        rows: newestFirst(props.report.days).map(({ day, firstAnswer }) => [
          formatUtcDay(day),
          formatNumber(firstAnswer.count),
          spanOr(firstAnswer.median),
          spanOr(firstAnswer.nineOfTen),
        ]),
      }}
    >
      <LinePlot
        label={t("firstAnswerPlot", {
          ...rangeOf(props.report),
          median: spanOr(period().median),
          nineOfTen: spanOr(period().nineOfTen),
        })}
        days={namesOf(props.report)}
        unit={unitOf(most()).of}
        format={(span) => formatSpan(span)}
        formatTick={(span) => formatSpan(span, most())}
        lines={[
          {
            name: t("nineOfTen"),
            look: "quiet",
            values: props.report.days.map(({ firstAnswer }) => firstAnswer.nineOfTen),
          },
          {
            name: t("median"),
            look: "main",
            values: props.report.days.map(({ firstAnswer }) => firstAnswer.median),
          },
        ]}
      />
    </MetricCard>
  );
}

export function ResolvedCard(props: Props) {
  const resolved = () => props.report.now.resolved;
  const note = () => {
    const { resolvedIn } = props.report.now;
    const count = resolved().person;
    return resolvedIn === null
      ? t("withPerson", { count })
      : t("withPersonWithin", { count, span: formatSpan(resolvedIn) });
  };
  return (
    <MetricCard
      title={t("resolved")}
      value={formatNumber(resolved().ai + resolved().person)}
      note={note()}
      help={t("resolvedHelp")}
      hasValues={resolved().ai + resolved().person > 0}
      table={{
        head: [t("day"), t("aiAlone"), t("aPerson")],
        rows: newestFirst(props.report.days).map((each) => [
          formatUtcDay(each.day),
          formatNumber(each.resolved.ai),
          formatNumber(each.resolved.person),
        ]),
      }}
    >
      <BarPlot
        label={t("resolvedPlot", { ...rangeOf(props.report), ...resolved() })}
        days={namesOf(props.report)}
        lower={{ name: t("aiAlone"), values: props.report.days.map((each) => each.resolved.ai) }}
        upper={{ name: t("aPerson"), values: props.report.days.map((each) => each.resolved.person) }}
      />
    </MetricCard>
  );
}

export function AloneCard(props: Props) {
  const share = () => aloneShare(props.report.now.outcomes);
  const change = () => {
    const [now, before] = [share(), aloneShare(props.report.before.outcomes)];
    if (now === null || before === null) return null;
    const points = Math.round(100 * now) - Math.round(100 * before);
    const text = t("points", { points: formatSigned(points) });
    return { text, isBetter: points === 0 ? null : points > 0, after: "" };
  };
  const total = ({ alone, back, person }: MetricsReport["now"]["outcomes"]) => alone + back + person;
  return (
    <MetricCard
      title={t("alone")}
      value={share() === null ? t("none") : shareOr(share())}
      change={change()}
      note={t("aloneNote")}
      help={t("aloneHelp")}
      hasValues={share() !== null}
      table={{
        head: [t("day"), t("judged"), t("aloneShare"), t("cameBackShare")],
        rows: newestFirst(props.report.days).map(({ day, outcomes }) => [
          formatUtcDay(day),
          formatNumber(total(outcomes)),
          shareOr(aloneShare(outcomes)),
          shareOr(backShare(outcomes)),
        ]),
      }}
    >
      <LinePlot
        label={t("alonePlot", {
          ...rangeOf(props.report),
          alone: shareOr(share()),
          back: shareOr(backShare(props.report.now.outcomes)),
        })}
        days={namesOf(props.report)}
        top={1}
        format={formatPercent}
        lines={[
          {
            name: t("resolvedLine"),
            look: "main",
            isFilled: true,
            values: props.report.days.map(({ outcomes }) => aloneShare(outcomes)),
          },
          {
            name: t("cameBack"),
            look: "warning",
            values: props.report.days.map(({ outcomes }) => backShare(outcomes)),
          },
        ]}
      />
    </MetricCard>
  );
}
