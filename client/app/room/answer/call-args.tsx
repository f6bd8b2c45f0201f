import { createSignal, For, Show } from "solid-js";
import type { JsonObject } from "../../../../shared/protocol/json.ts";
import { t } from "../../../words/room-decisions.ts";
import { labelOf, shownJson, shownValue } from "./shown-value.ts";
import "./call-args.css";

/** The exact arguments of a call: a label and a value for each, and JSON when somebody asks for it. */
export function CallArgs(props: { args: JsonObject }) {
  const [isJson, setJson] = createSignal(false);
  const entries = () => Object.entries(props.args);
  return (
    <div class="args">
      <Show when={entries().length > 0} fallback={<p class="args__none">{t("noArguments")}</p>}>
        <Show
          when={isJson()}
          fallback={
            <dl class="args__list">
              <For each={entries()}>
                {([name, value]) => (
                  <div class="args__pair">
                    <dt dir="auto">{labelOf(name)}</dt>
                    <dd dir="auto">{shownValue(value)}</dd>
                  </div>
                )}
              </For>
            </dl>
          }
        >
          <pre class="args__json" tabindex="0">
            {shownJson(props.args)}
          </pre>
        </Show>
        <button
          type="button"
          class="link-button args__switch"
          aria-pressed={isJson()}
          onClick={() => setJson(!isJson())}
        >
          {t(isJson() ? "asList" : "asJson")}
        </button>
      </Show>
    </div>
  );
}
