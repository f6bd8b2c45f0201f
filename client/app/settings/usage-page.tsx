import { createResource, createSignal, For, Show } from "solid-js";
import { paths, type Spent, type UsageReport } from "../../../shared/api.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { formatMoney } from "../../ui/format.ts";
import { call } from "../../parts/lib/http.ts";
import { BudgetBar } from "./budget-bar.tsx";
import { DayPlot } from "./day-plot.tsx";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { SpentTable } from "./spent-table.tsx";
import { t } from "../../words/settings-usage.ts";
import "./usage.css";

const ranges = [7, 30, 90] as const;

export function UsagePage(props: { organization: OrganizationId }) {
  const [days, setDays] = createSignal<number>(30);
  const [usage, { refetch }] = createResource(
    () => paths.usage(props.organization, days()),
    (path) => call<UsageReport>("GET", path),
  );
  return (
    <>
      <div class="settings__title">
        <h1>{t("usage")}</h1>
        <div class="ranges" role="group" aria-label={t("period")}>
          <For each={ranges}>
            {(range) => (
              <button
                type="button"
                class="filters__item"
                aria-pressed={days() === range}
                onClick={() => setDays(range)}
              >
                {t("days", { count: range })}
              </button>
            )}
          </For>
        </div>
      </div>
      <Loaded resource={usage} onRetry={() => void refetch()}>
        {(report) => <Report report={report()} />}
      </Loaded>
    </>
  );
}

function Report(props: { report: UsageReport }) {
  const total = () =>
    props.report.days.reduce<Spent>(
      (sum, day) => ({
        turns: sum.turns + day.turns,
        tokensIn: sum.tokensIn + day.tokensIn,
        tokensOut: sum.tokensOut + day.tokensOut,
        cost: sum.cost + day.cost,
      }),
      { turns: 0, tokensIn: 0, tokensOut: 0, cost: 0 },
    );
  const named = (name: string | null) => name ?? t("goneSince");
  return (
    <div class="usage">
      <section class="usage__budgets" aria-label={t("budget")}>
        <BudgetBar title={t("today")} budget={props.report.day} />
        <BudgetBar title={t("thisMonth")} budget={props.report.month} />
      </section>
      <section>
        <h2 class="usage__title">{t("byDay")}</h2>
        <p class="settings__lead">
          {t("total", {
            cost: formatMoney(total().cost),
            count: total().turns,
            tokensIn: total().tokensIn,
            tokensOut: total().tokensOut,
          })}
        </p>
        <DayPlot days={props.report.days} />
      </section>
      <Show when={total().turns > 0} fallback={<p class="settings__lead">{t("noAnswers")}</p>}>
        <SpentTable
          title={t("byPerson")}
          rows={props.report.people.map((row) => ({ ...row, name: named(row.name) }))}
        />
        <SpentTable
          title={t("byConversation")}
          rows={props.report.rooms.map((row) => ({
            ...row,
            name: named(row.name) || t("directConversation"),
          }))}
        />
        <SpentTable
          title={t("byModel")}
          rows={props.report.models.map((row) => ({ ...row, name: row.model }))}
        />
      </Show>
    </div>
  );
}
