import { For, Show } from "solid-js";
import type { Spent, Voted } from "../../../shared/api.ts";
import { formatMoney, formatNumber } from "../../ui/format.ts";
import { t } from "../../words/settings-usage.ts";

/** A table of costs by person, conversation or model, highest first. A bar shows each cost as well, and votes stand where there are any. */
export function SpentTable(props: {
  title: string;
  rows: readonly (Spent & Partial<Voted> & { name: string })[];
}) {
  const hasVotes = () => props.rows.some(({ good = 0, bad = 0 }) => good + bad > 0);
  const most = () => Math.max(1, ...props.rows.map(({ cost }) => cost));
  return (
    <Show when={props.rows.length > 0}>
      <section>
        <h2 class="usage__title">{props.title}</h2>
        <div class="usage__scroll" tabindex="0" role="region" aria-label={props.title}>
          <table class="spent">
            <thead>
              <tr>
                <th scope="col">{t("name")}</th>
                <th scope="col">{t("cost")}</th>
                <th scope="col" class="spent__bar-head">
                  <span class="visually-hidden">{t("share")}</span>
                </th>
                <th scope="col">{t("answers")}</th>
                <th scope="col">{t("tokensIn")}</th>
                <th scope="col">{t("tokensOut")}</th>
                <Show when={hasVotes()}>
                  <th scope="col">{t("good")}</th>
                  <th scope="col">{t("bad")}</th>
                </Show>
              </tr>
            </thead>
            <tbody>
              <For each={props.rows}>
                {(row) => (
                  <tr>
                    <th scope="row" class="name">
                      {row.name}
                    </th>
                    <td>{formatMoney(row.cost)}</td>
                    <td class="spent__bar" aria-hidden="true">
                      <span style={{ width: `${(row.cost / most()) * 100}%` }} />
                    </td>
                    <td>{formatNumber(row.turns)}</td>
                    <td>{formatNumber(row.tokensIn)}</td>
                    <td>{formatNumber(row.tokensOut)}</td>
                    <Show when={hasVotes()}>
                      <td>{formatNumber(row.good ?? 0)}</td>
                      <td>{formatNumber(row.bad ?? 0)}</td>
                    </Show>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
        </div>
      </section>
    </Show>
  );
}
