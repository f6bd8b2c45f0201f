import { For, Show } from "solid-js";
import type { ContextReceipt } from "../../../../shared/protocol/turns.ts";
import { t } from "../../../words/room-context.ts";

/** What the program that asked has brought along for this answer. */
export function GivenProgram(props: { program: NonNullable<ContextReceipt["program"]> }) {
  return (
    <>
      <Show when={props.program.instructions}>
        {(instructions) => (
          <details class="given__summary">
            <summary>{t("programInstructions")}</summary>
            <p dir="auto">{instructions()}</p>
          </details>
        )}
      </Show>
      <Show when={props.program.tools?.length}>
        {(count) => (
          <details class="given__summary">
            <summary>{t("programTools", { count: count() })}</summary>
            <For each={props.program.tools}>
              {({ name, description }) => (
                <p dir="auto">
                  <code>{name}</code> {description}
                </p>
              )}
            </For>
          </details>
        )}
      </Show>
    </>
  );
}
