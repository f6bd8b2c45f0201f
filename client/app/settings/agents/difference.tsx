import { For, Show } from "solid-js";
import type { AgentField, AgentState } from "../../../../shared/api-agents.ts";
import { lineDifference } from "../../../../shared/line-difference.ts";
import { t } from "../../../words/agents.ts";
import { fieldName, type Known, valueText } from "./field-words.ts";
import "./difference.css";

/** Texts and lists, whose lines are compared. All others are one value. */
const LINES: readonly AgentField[] = ["greeting", "starters", "instructions", "tools", "libraries"];

/** What a field was, and what it became. */
export function Difference(props: {
  field: AgentField;
  before: AgentState;
  after: AgentState;
  known: Known;
  labels?: { before: string; after: string };
}) {
  const text = (state: AgentState) => valueText(state, props.field, props.known);
  const label = (which: "before" | "after") => props.labels?.[which] ?? t(which);
  return (
    <figure class="difference">
      <figcaption class="difference__field">{fieldName(props.field)}</figcaption>
      <Show
        when={LINES.includes(props.field)}
        fallback={
          <dl class="difference__values">
            <dt>{label("before")}</dt>
            <dd dir="auto">{text(props.before) || t("nothing")}</dd>
            <dt>{label("after")}</dt>
            <dd dir="auto">{text(props.after) || t("nothing")}</dd>
          </dl>
        }
      >
        <ul class="plain difference__lines">
          <For each={lineDifference(text(props.before), text(props.after))}>
            {({ type, text: line }) => (
              <li class={`difference__line difference__line--${type}`}>
                <span class="difference__sign" aria-hidden="true">
                  {type === "kept" ? "" : type === "added" ? "+" : "−"}
                </span>
                <Show when={type !== "kept"}>
                  <span class="visually-hidden">{t(type === "added" ? "addedLine" : "removedLine")}: </span>
                </Show>
                <span dir="auto">{line}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </figure>
  );
}
