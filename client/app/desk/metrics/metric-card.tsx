import { createSignal, createUniqueId, For, Show, type JSX } from "solid-js";
import { t } from "../../../words/desk-metrics.ts";

export interface Table {
  head: readonly string[];
  rows: readonly (readonly string[])[];
}

/** One number with its plot, the same as a table, and what it counts. */
export function MetricCard(props: {
  title: string;
  value: string;
  change?: { text: string; isBetter: boolean | null; after: string } | null;
  note?: string;
  legend?: JSX.Element;
  help: string;
  /** False if there is nothing to draw. */
  hasValues: boolean;
  table: Table;
  children: JSX.Element;
}) {
  const [isTable, setTable] = createSignal(false);
  const id = createUniqueId();
  return (
    <section class="metric" aria-labelledby={id}>
      <header class="metric__head">
        <h2 id={id} class="metric__title">
          {props.title}
        </h2>
        <p class="metric__value">{props.value}</p>
        <p class="metric__note">
          <Show when={props.change}>
            {(change) => (
              <span>
                <span
                  classList={{
                    metric__change: true,
                    "metric__change--better": change().isBetter === true,
                    "metric__change--worse": change().isBetter === false,
                  }}
                >
                  {change().text}
                </span>{" "}
                {change().after}
              </span>
            )}
          </Show>
          <Show when={props.note}>{(note) => <span>{note()}</span>}</Show>
        </p>
        {props.legend}
        <button
          type="button"
          class="metric__toggle"
          aria-describedby={id}
          aria-pressed={isTable()}
          onClick={() => setTable(!isTable())}
        >
          {t("asTable")}
        </button>
      </header>
      <Show when={props.hasValues} fallback={<p class="metric__nothing">{t("nothing")}</p>}>
        <Show when={isTable()} fallback={props.children}>
          <div
            class="metric__scroll"
            tabindex="0"
            role="region"
            aria-label={t("tableOf", { title: props.title })}
          >
            <table class="metric-table">
              <thead>
                <tr>
                  <For each={props.table.head}>{(name) => <th scope="col">{name}</th>}</For>
                </tr>
              </thead>
              <tbody>
                <For each={props.table.rows}>
                  {([first, ...rest]) => (
                    <tr>
                      <th scope="row">{first}</th>
                      <For each={rest}>{(value) => <td>{value}</td>}</For>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        </Show>
      </Show>
      <Help text={props.help} />
    </section>
  );
}

export function Help(props: { text: string }) {
  return (
    <details class="metric__help">
      <summary>{t("whatCounts")}</summary>
      <p>{props.text}</p>
    </details>
  );
}
