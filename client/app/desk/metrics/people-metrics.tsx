import { For } from "solid-js";
import type { MetricsReport } from "../../../../shared/desk-metrics.ts";
import { MemberAvatar } from "../../../parts/people/member-avatar.tsx";
import { saveFile } from "../../../parts/lib/save-file.ts";
import { formatNumber } from "../../../ui/format.ts";
import { Icon } from "../../../ui/icon.tsx";
import { t } from "../../../words/desk-metrics.ts";
import { formatMean, formatSpan } from "./format-span.ts";
import { Help } from "./metric-card.tsx";
import { peopleAsCsv } from "./metrics-csv.ts";

/** What each person and each agent has done. */
export function PeopleMetrics(props: { report: MetricsReport; fileName: string }) {
  const span = (value: number | null) => (value === null ? "" : formatSpan(value));
  return (
    <section class="metric metric--people" aria-labelledby="by-person">
      <header class="metric__head">
        <h2 id="by-person" class="metric__title">
          {t("byPerson")}
        </h2>
        <button
          type="button"
          class="button button--small metric__csv"
          aria-label={t("csvPeople")}
          onClick={() => saveFile(`${props.fileName}-people.csv`, "text/csv", peopleAsCsv(props.report))}
        >
          <Icon name="download" size={14} /> {t("csv")}
        </button>
      </header>
      <div
        class="metric__scroll"
        tabindex="0"
        role="region"
        aria-label={t("tableOf", { title: t("byPerson") })}
      >
        <table class="metric-table metric-table--people">
          <thead>
            <tr>
              <th scope="col">{t("name")}</th>
              <th scope="col">{t("conversations")}</th>
              <th scope="col">{t("firstAnswer")}</th>
              <th scope="col">{t("resolved")}</th>
              <th scope="col">{t("resolvedIn")}</th>
              <th scope="col">{t("handedBack")}</th>
              <th scope="col">{t("ratingsHead")}</th>
              <th scope="col">{t("rating")}</th>
            </tr>
          </thead>
          <tbody>
            <For each={props.report.people}>
              {(person) => (
                <tr>
                  <th scope="row">
                    <span class="metric-table__person">
                      <MemberAvatar user={person.user} name={person.name ?? t("former")} size="s" />
                      <bdi class="one-line" title={person.name ?? t("former")}>
                        {person.name ?? t("former")}
                      </bdi>
                    </span>
                  </th>
                  <td>{formatNumber(person.conversations)}</td>
                  <td>{span(person.firstAnswer)}</td>
                  <td>{formatNumber(person.resolved)}</td>
                  <td>{span(person.resolvedIn)}</td>
                  <td>{person.handedBack === null ? "" : formatNumber(person.handedBack)}</td>
                  <td>{formatNumber(person.ratings)}</td>
                  <td>{person.rating === null ? "" : formatMean(person.rating)}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </div>
      <Help text={t("byPersonHelp")} />
    </section>
  );
}
