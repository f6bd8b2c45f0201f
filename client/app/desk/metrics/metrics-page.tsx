import { A, useSearchParams } from "@solidjs/router";
import { createMemo, createResource, For, Show } from "solid-js";
import { paths } from "../../../../shared/api.ts";
import { METRICS_DAYS, type MetricsReport } from "../../../../shared/desk-metrics.ts";
import { isWidgetId } from "../../../../shared/ids.ts";
import { useClient } from "../../../parts/contexts/client-context.ts";
import { call } from "../../../parts/lib/http.ts";
import { Loaded } from "../../../parts/lib/loaded.tsx";
import { saveFile } from "../../../parts/lib/save-file.ts";
import { DocumentTitle } from "../../../parts/page/document-title.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/desk-metrics.ts";
import { AloneCard, FirstAnswerCard, rangeOf, ResolvedCard } from "./metric-cards.tsx";
import { daysAsCsv } from "./metrics-csv.ts";
import { PeopleMetrics } from "./people-metrics.tsx";
import { RatingMetric } from "./rating-metric.tsx";
import "./metrics.css";

/** `/:organization/desk/metrics?days=&widget=`: how visitors are answered. */
export default function MetricsPage() {
  const { organization } = useClient();
  const [search, setSearch] = useSearchParams<{ days: string; widget: string }>();
  const days = () => METRICS_DAYS.find((each) => `${each}` === search.days) ?? 30;
  const widget = () => {
    const { widget: chosen } = search;
    return typeof chosen === "string" && isWidgetId(chosen) ? chosen : null;
  };
  const path = createMemo(() => paths.deskMetrics(organization, days(), widget()));
  const [report, { refetch }] = createResource(path, (from) => call<MetricsReport>("GET", from));
  const fileName = () => `desk-${report.latest?.days.at(-1)?.day ?? ""}-${days()}-days`;
  return (
    <main id="content" class="metrics">
      <DocumentTitle name={t("title")} />
      <header class="metrics__head">
        <A class="icon-button" href={`/${organization}/desk`} aria-label={t("backToDesk")}>
          <Icon name="back" size={22} />
        </A>
        <h1 class="metrics__title">{t("title")}</h1>
        <div class="metrics__choices">
          <Show when={(report.latest?.widgets.length ?? 0) > 1 || widget() !== null}>
            <select
              class="metrics__widget"
              aria-label={t("widget")}
              onChange={(event) => setSearch({ widget: event.currentTarget.value })}
            >
              <option value="" selected={widget() === null}>
                {t("allWidgets")}
              </option>
              <For each={report.latest?.widgets}>
                {(each) => (
                  <option value={each.id} selected={widget() === each.id}>
                    {each.name}
                  </option>
                )}
              </For>
            </select>
          </Show>
          <div class="metrics__ranges" role="group" aria-label={t("period")}>
            <For each={METRICS_DAYS}>
              {(count) => (
                <button
                  type="button"
                  class="metrics__range"
                  aria-pressed={days() === count}
                  onClick={() => setSearch({ days: `${count}` })}
                >
                  {t("days", { count })}
                </button>
              )}
            </For>
          </div>
          <button
            type="button"
            class="button button--small"
            aria-label={t("csvDays")}
            disabled={report.latest === undefined}
            onClick={() => {
              const found = report.latest;
              if (found !== undefined) saveFile(`${fileName()}.csv`, "text/csv", daysAsCsv(found));
            }}
          >
            <Icon name="download" size={16} /> {t("csv")}
          </button>
        </div>
      </header>
      <Loaded resource={report} onRetry={() => void refetch()}>
        {(found) => (
          <div class="metrics__body" aria-busy={report.loading}>
            <p class="metrics__lead">
              {t("lead", { timeZone: found().timeZone, ...rangeOf(found()), count: found().days.length })}
            </p>
            <div class="metrics__cards">
              <FirstAnswerCard report={found()} />
              <ResolvedCard report={found()} />
              <AloneCard report={found()} />
              <RatingMetric report={found()} />
            </div>
            <Show when={found().people.length > 0}>
              <PeopleMetrics report={found()} fileName={fileName()} />
            </Show>
          </div>
        )}
      </Loaded>
    </main>
  );
}
