import { createResource, createSignal, For, Show } from "solid-js";
import { paths, type Spent, type UsageReport } from "../../../shared/api.ts";
import type { OrganizationId } from "../../../shared/ids.ts";
import { formatMoney, formatNumber, plural } from "../../ui/format.ts";
import { call } from "../../parts/lib/http.ts";
import { BudgetBar } from "./budget-bar.tsx";
import { DayPlot } from "./day-plot.tsx";
import { Loaded } from "../../parts/lib/loaded.tsx";
import { SpentTable } from "./spent-table.tsx";
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
        <h1>Usage</h1>
        <div class="ranges" role="group" aria-label="Period">
          <For each={ranges}>
            {(range) => (
              <button
                type="button"
                class="filters__item"
                aria-pressed={days() === range}
                onClick={() => setDays(range)}
              >
                {plural(range, "day", "days")}
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
  const named = (name: string | null) => name ?? "Gone since";
  return (
    <div class="usage">
      <section class="usage__budgets" aria-label="Budget">
        <BudgetBar title="Today" budget={props.report.day} />
        <BudgetBar title="This month" budget={props.report.month} />
      </section>
      <section>
        <h2 class="usage__title">By day</h2>
        <p class="settings__lead">
          {formatMoney(total().cost)} for {plural(total().turns, "answer", "answers")},{" "}
          {formatNumber(total().tokensIn)} tokens in, {formatNumber(total().tokensOut)} out.
        </p>
        <DayPlot days={props.report.days} />
      </section>
      <Show
        when={total().turns > 0}
        fallback={<p class="settings__lead">No AI has answered in this time.</p>}
      >
        <SpentTable
          title="By person"
          rows={props.report.people.map((row) => ({ ...row, name: named(row.name) }))}
        />
        <SpentTable
          title="By conversation"
          rows={props.report.rooms.map((row) => ({ ...row, name: named(row.name) || "Direct conversation" }))}
        />
        <SpentTable title="By model" rows={props.report.models.map((row) => ({ ...row, name: row.model }))} />
      </Show>
    </div>
  );
}
