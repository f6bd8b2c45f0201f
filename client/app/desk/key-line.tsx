import { For, Show } from "solid-js";
import { singleKeys } from "../../parts/lib/single-keys.ts";
import { t } from "../../words/desk.ts";
import type { Actions } from "./create-actions.ts";

/** The most important keys, below the conversation. Decoration for who sees it: the dialog and the buttons say the same. */
export function KeyLine(props: { actions: Actions }) {
  const keys = (): [readonly string[], string][] => [
    [["J", "K"], t("keyNext")],
    [["T"], t("takeOver")],
    [["A"], t("assign")],
    [["Z"], t("snooze")],
    [["E"], t("close")],
    [["N"], t("note")],
  ];
  return (
    <Show when={singleKeys()}>
      <div class="desk__keyline">
        <span class="desk__keyline-keys" aria-hidden="true">
          <For each={keys()}>
            {([pressed, does]) => (
              <span>
                <For each={pressed}>{(key) => <kbd class="key">{key}</kbd>}</For> <span>{does}</span>
              </span>
            )}
          </For>
        </span>
        <button type="button" class="link-button" onClick={() => props.actions.show("keys")}>
          <kbd class="key" aria-hidden="true">
            ?
          </kbd>{" "}
          {t("allKeys")}
        </button>
      </div>
    </Show>
  );
}
