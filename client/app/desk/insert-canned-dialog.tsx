import { createMemo, createSignal, For, onMount, Show } from "solid-js";
import type { CannedAnswer } from "../../../shared/canned.ts";
import { isComposing } from "../../parts/lib/is-composing.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { t } from "../../words/desk-canned.ts";
import { CannedLine } from "./canned-picker.tsx";
import type { Canned } from "./create-canned.ts";
import "../../ui/field.css";

const SHOWN = 50;

/** All canned answers, with a field to find one. Enter takes the first, arrows walk. */
export function InsertCannedDialog(props: {
  canned: Canned;
  onChoose: (answer: CannedAnswer) => void;
  onClose: () => void;
}) {
  const [typed, setTyped] = createSignal("");
  const found = createMemo(() => props.canned.find(typed()).slice(0, SHOWN));
  let form: HTMLFormElement | undefined;
  onMount(() => props.canned.load());
  function onKeyDown(event: KeyboardEvent): void {
    if (isComposing(event) || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return;
    event.preventDefault();
    const stops = [...(form?.querySelectorAll<HTMLElement>("input, .menu__item") ?? [])];
    const at = stops.findIndex((each) => each === document.activeElement);
    stops[Math.max(0, at + (event.key === "ArrowDown" ? 1 : -1))]?.focus();
  }
  return (
    <Dialog title={t("canned")} onClose={() => props.onClose()}>
      <form
        ref={form}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          const [first] = found();
          if (first !== undefined) props.onChoose(first);
        }}
      >
        <input
          class="field__input desk-canned__find"
          aria-label={t("find")}
          placeholder={t("find")}
          autofocus
          autocomplete="off"
          dir="auto"
          value={typed()}
          onInput={(event) => setTyped(event.currentTarget.value)}
        />
        <div class="desk__choices desk-canned__choices">
          <For each={found()}>
            {(answer) => (
              <button type="button" class="menu__item" onClick={() => props.onChoose(answer)}>
                <CannedLine answer={answer} />
              </button>
            )}
          </For>
          <Show when={props.canned.list() !== undefined && found().length === 0}>
            <p class="desk__choice-note" role="status">
              {props.canned.list()?.answers.length === 0 ? t("noneAsk") : t("nothing")}
            </p>
          </Show>
        </div>
      </form>
    </Dialog>
  );
}
