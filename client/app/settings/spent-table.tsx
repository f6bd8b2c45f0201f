import { For, Show } from "solid-js";
import type { Spent, Voted } from "../../../shared/api.ts";
import { formatMoney, formatNumber } from "../../ui/format.ts";

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
                <th scope="col">Name</th>
                <th scope="col">Cost</th>
                <th scope="col" class="spent__bar-head">
                  <span class="visually-hidden">Share</span>
                </th>
                <th scope="col">Answers</th>
                <th scope="col">Tokens in</th>
                <th scope="col">Tokens out</th>
                <Show when={hasVotes()}>
                  <th scope="col">Good</th>
                  <th scope="col">Bad</th>
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
